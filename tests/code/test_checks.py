"""checks.py: three outcomes, feedback that names the mistake, nothing of ours blamed on the learner."""

import keras  # noqa: F401  exercise 6.6 takes networks only when Keras has been imported
import numpy as np
import pandas as pd
import pytest

import helpers
from helpers import elu, logistic, softmax
from lesson import checks
from lesson.checks import check, grade, hint
from lesson.exercises import EXERCISES, Exercise

CHOICES = [name for name, exercise in EXERCISES.items() if isinstance(exercise.answer, str)]
TASKS = [name for name in EXERCISES if name[-1].isdigit()]  # exercises; the others are the questions at the end


def elu_by_loop(z, alpha):
    return np.array([value if value > 0 else alpha * (np.exp(value) - 1) for value in z])


def elu_by_mask(z, alpha):
    result = z.astype(float)
    result[z < 0] = alpha * np.expm1(z[z < 0])
    return result


def one_epoch(X, y, w, b, learning_rate, always=False, bias=1):
    for x, target in zip(X, y):
        answer = 1 if np.dot(w, x) + b >= 0 else -1
        if answer != target or always:
            change = learning_rate * (target if always else target - answer)
            w, b = w + change * x, b + change * bias
    return [w[0], w[1], b]


def one_epoch_by_index(X, y, w, b, learning_rate):
    w = w.copy()
    for i in range(len(X)):
        error = y[i] - helpers.predict_sign(X[i : i + 1], w, b)[0]
        w += learning_rate * error * X[i]
        b += learning_rate * error
    return w, b


def all_at_once(X, y, w, b, learning_rate):
    error = y - helpers.predict_sign(X, w, b)
    return np.append(w + learning_rate * X.T @ error, b + learning_rate * error.sum())


def descend(X, y, w, b, learning_rate):
    errors = y - np.dot(X, w) - b
    return np.append(w + learning_rate * errors @ X, b + learning_rate * np.sum(errors))


def output_error_by_index(probabilities, y):
    error = probabilities.copy()
    error[np.arange(len(y)), y] -= 1
    return error / len(y)


def output_error_by_loop(probabilities, y):
    return [[(p - (k == label)) / len(y) for k, p in enumerate(row)] for row, label in zip(probabilities, y)]


def linear_error(W1, W2, X, y):
    return helpers.relu(X @ W1) @ W2 - y


def hidden_error(W1, W2, X, y):
    return np.where(X @ W1 > 0, linear_error(W1, W2, X, y) @ W2.T, 0)


def step_by_lines(W1, W2, X, y, learning_rate):
    A1 = helpers.relu(X @ W1)
    dA1 = (A1 @ W2 - y) @ W2.T
    dA1[A1 <= 0] = 0
    return W1 - learning_rate * X.T @ dA1


def step_with_new_W2(W1, W2, X, y, learning_rate):
    A1 = helpers.relu(X @ W1)
    dZ2 = A1 @ W2 - y
    W2 -= learning_rate * A1.T @ dZ2
    W1 -= learning_rate * X.T @ ((dZ2 @ W2.T) * (A1 > 0))
    return W1


def cross_entropy(probabilities, y):
    return -np.log(probabilities[np.arange(len(y)), y])


def no_diagonal(counts):
    return counts * (1 - np.eye(len(counts), dtype=int))


def most_confused_by_loop(counts):
    pairs = [(count, i, j) for i, row in enumerate(counts) for j, count in enumerate(row) if i != j]
    return max(pairs)[1:]


class Network:
    """Stands for a trained Keras network: it reads the first n_right of the shipped test images right, in order."""

    def __init__(self, n_right, n_parameters=55_050, unscaled=False, fails=False):
        self.n_right, self.n_parameters, self.unscaled, self.fails = n_right, n_parameters, unscaled, fails

    def count_params(self):
        return self.n_parameters

    def __call__(self, rows):
        if self.fails:
            raise ValueError("shapes differ")
        labels = helpers.load_mnist()[1][1].copy()
        n_right = 500 if self.unscaled and rows.max() <= 1 else self.n_right
        labels[int(np.ceil(n_right)) :] = (labels[int(np.ceil(n_right)) :] + 1) % 10
        return np.eye(10)[labels]


# Answers as learners write them: at least two right ones that differ, and wrong ones with words of what they are told.
RIGHT = {
    "1.1": [5, 3 * 2 + 0 * 5 - 2 * 1 + 1.0],
    "1.2": [
        lambda inputs, weights, bias: 1 / (1 + np.exp(-(np.dot(inputs, weights) + bias))),
        lambda inputs, weights, bias: logistic(sum(x * w for x, w in zip(inputs, weights)) + bias),
    ],
    "1.3": [
        lambda values, categories: np.eye(len(categories), dtype=int)[[categories.index(v) for v in values]],
        lambda values, categories: np.array(values)[:, None] == np.array(categories),
        lambda values, categories: pd.get_dummies(pd.Categorical(values, categories)).to_numpy(),
    ],
    "1.4": [
        lambda X, W, b: np.dot(X, W) + b,
        lambda X, W, b: np.array(
            [[sum(x * w for x, w in zip(row, W[:, j])) + b[j] for j in range(len(b))] for row in X]
        ),
    ],
    "1.5": [2, (12 - 2 - 2 * 2) / 3],
    "2.1": [
        [-1, 0, 0.269, -0.762, 0],
        np.array([f(-1.0) for f in (helpers.identity, helpers.step, logistic, np.tanh, helpers.relu)]),
    ],
    "2.2": [
        lambda z, alpha: np.maximum(z, 0) + alpha * np.minimum(z, 0),
        lambda z, alpha: [value if value >= 0 else alpha * value for value in z],
        lambda z, alpha: z * np.where(z > 0, 1, alpha),
    ],
    "2.3": [elu_by_loop, elu_by_mask, lambda z, alpha: np.where(z > 0, z, alpha * (np.exp(z) - 1))],
    "2.4": [
        lambda z: logistic(z) * logistic(-z),
        lambda z: 1 / (np.exp(z / 2) + np.exp(-z / 2)) ** 2,
        lambda z: logistic(z) - logistic(z) ** 2,
    ],
    "2.6": [
        lambda Z: np.array([np.exp(row - max(row)) / sum(np.exp(row - max(row))) for row in Z]),
        lambda Z: np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True)),
    ],
    "2.5": ["d", " D "],
    "2.7": ["d", "D"],
    "3.1": [
        lambda species, positive: np.array([1 if name == positive else -1 for name in species]),
        lambda species, positive: 2 * (pd.Series(species) == positive) - 1,
    ],
    "3.2": [
        lambda values: pd.Series(values).fillna(pd.Series(values).mean()).to_numpy(),
        lambda values: [np.nanmean(values) if value != value else value for value in values],
    ],
    "3.3": [
        lambda X, w, b: [1 if sum(x * w) + b >= 0 else -1 for x in X],
        lambda X, w, b: 2 * helpers.step(X @ w + b) - 1,
    ],
    "3.4": [[-1.08, -0.3, -0.2], np.array([0.02 - 1.1, 0.26 - 0.56, -0.2])],
    "3.5": [one_epoch, lambda X, y, w, b, learning_rate: np.append(*one_epoch_by_index(X, y, w, b, learning_rate))],
    "3.6": [
        lambda y, answers: np.sum(y != answers),
        lambda y, answers: sum(1 for target, answer in zip(y, answers) if target != answer),
        lambda y, answers: np.sum(np.abs(y - answers)) // 2,
    ],
    "4.1": [
        lambda X, y, w, b: (X @ w + b - y) @ X,
        lambda X, y, w, b: np.array([-sum((y - X @ w - b) * column) for column in X.T]),
    ],
    "4.2": [
        lambda X, y, w, b, learning_rate: descend(X, y, w, b, learning_rate),
        lambda X, y, w, b, learning_rate: [
            *[w[j] + learning_rate * sum((y - X @ w - b) * X[:, j]) for j in range(len(w))],
            b + learning_rate * sum(y - X @ w - b),
        ],
    ],
    "4.3": [
        lambda f, x, eps: (f(x + eps) - f(x - eps)) / 2 / eps,
        lambda f, x, eps: ((f(x + eps) - f(x)) / eps + (f(x) - f(x - eps)) / eps) / 2,
    ],
    "4.4": ["c", "C "],
    "4.5": ["c", " C"],
    "4.6": [
        lambda X_train, X_test: (X_test - np.mean(X_train, 0)) / np.std(X_train, 0),
        lambda X_train, X_test: (X_test - helpers.standardize(X_train)[1]) / helpers.standardize(X_train)[2],
        lambda X_train, X_test: np.array([[(v - c.mean()) / c.std() for v, c in zip(r, X_train.T)] for r in X_test]),
    ],
    "4.7": [
        lambda order, n_test: order[n_test:],
        lambda order, n_test: [row for row in order if row not in set(order[:n_test])],
    ],
    "4.8": [
        lambda train, test, w, b: helpers.accuracy(test[1], helpers.predict_sign(test[0], w, b)),
        lambda train, test, w, b: sum(t == (1 if x @ w + b >= 0 else -1) for x, t in zip(*test)) / len(test[1]),
    ],
    "5.1": [
        lambda X: helpers.step(helpers.step(X @ [1, 1] - 0.5) + helpers.step(X @ [-1, -1] + 1.5) - 1.5),
        lambda X: X[:, 0] != X[:, 1],
        lambda X: [(a + b) % 2 for a, b in X],
    ],
    "5.2": [(100, 10), np.array([100, 10]), np.zeros((100, 10)).shape],
    "5.3": [
        lambda dZ2, W2, Z1: np.where(Z1 > 0, dZ2 @ W2.T, 0),
        lambda dZ2, W2, Z1: np.dot(dZ2, W2.transpose()) * np.heaviside(Z1, 0),
    ],
    "5.4": [output_error_by_index, output_error_by_loop],
    "5.5": ["e", "E "],
    "5.6": [
        step_by_lines,
        lambda W1, W2, X, y, rate: W1 - rate * np.einsum("ni,nh->ih", X, hidden_error(W1, W2, X, y)),
    ],
    "5.7": ["c", " C"],
    "6.1": [101_770, (784 + 1) * 128 + (128 + 1) * 10],
    "6.2": [
        lambda logits, y: -np.log(helpers.softmax(logits)[np.arange(len(y)), y]).mean(),
        lambda logits, y: np.mean([np.logaddexp.reduce(row) - row[k] for row, k in zip(logits, y)]),
    ],
    "6.3": [
        lambda predict, image: np.argmax(predict(np.array([image.ravel() / 255]))),
        lambda predict, image: int(predict(image[None].reshape(-1, 784) / 255.0).argmax(axis=1)[0]),
        lambda predict, image: predict(image.flatten()[np.newaxis].astype("float32") / 255).argmax(axis=-1).item(),
    ],
    "6.4": [
        lambda history, test_accuracy: test_accuracy[int(np.argmin(history["val_loss"]))],
        lambda history, test_accuracy: min(zip(history["val_loss"], test_accuracy))[1],
        lambda history, test_accuracy: test_accuracy[history["val_loss"].index(min(history["val_loss"]))],
    ],
    "6.5": [most_confused_by_loop, lambda counts: np.argwhere(no_diagonal(counts) == no_diagonal(counts).max())[0]],
    "6.6": [Network(950.5), Network(1000, n_parameters=60_000)],
}
WRONG = {
    "1.1": [
        (4, "Add the bias"),
        (10, "0 adds nothing"),
        (9, "negative"),
        (3, "not taken away"),
        ([6, 0, -2], "Add them up"),
    ],
    "1.2": [
        (lambda inputs, weights, bias: logistic(inputs @ weights), "bias has no effect"),
        (lambda inputs, weights, bias: inputs @ weights + bias, "activation is missing"),
        (lambda inputs, weights, bias: logistic(inputs * weights + bias), "element by element"),
        (lambda inputs, weights, bias: logistic(inputs @ weights) + bias, "too late"),
        (lambda inputs, weights, bias: logistic((inputs * weights + bias).sum()), "once for every input"),
        (lambda inputs, weights, bias: np.tanh(inputs @ weights + bias), "it should return"),
    ],
    "1.3": [
        (lambda values, categories: [categories.index(v) for v in values], "put the categories in order"),
        (
            lambda values, categories: (np.array(categories)[:, None] == np.array(values)).astype(int),
            "swapped: each value",
        ),
        (lambda values, categories: np.array(values)[:, None] != np.array(categories), "Ones and zeros"),
        (lambda values, categories: [[v == c for c in sorted(categories)] for v in values], "alphabetical"),
        (lambda values, categories: [[v == c for c in categories[1:]] for v in values], "One column is missing"),
        (lambda values, categories: [[v for c in categories] for v in values], "should be made of numbers"),
    ],
    "1.4": [
        (lambda X, W, b: X.dot(W), "bias is missing"),
        (lambda X, W, b: X * W + b, "entry by entry"),
        (lambda X, W, b: X @ W.T + b, "W is transposed"),
        (lambda X, W, b: W.T @ X.T + b[:, None], "result is transposed"),
        (lambda X, W, b: X @ W + b.reshape(-1, 1), "down the rows"),
        (lambda X, W, b: W @ X + b, "order matters"),
        (lambda X, W, b: logistic(X @ W + b), "it should return"),
    ],
    "1.5": [
        (6, "This is p1"),
        (18, "divide"),
        (10, "p1 and p2 together"),
        (3.3333, "p2 has been forgotten"),
        (7, "not the value"),
    ],
    "2.1": [
        ([1, 1, 0.731, 0.762, 1], "without the bias"),
        ([-1, -1, 0.269, -0.762, 0], "not -1"),
        ([-1, 0, 0.269, -0.762, -1], "nothing negative"),
        ([-1, 0, -0.762, 0.269, 0], "swapped"),
        ([-1, 0, 0.731, -0.762, 0], "sign in the logistic"),
        ([-1, 0, 0.269, -0.762], "should be an array of shape (5,)"),
    ],
    "2.2": [
        (lambda z, alpha: np.where(z < 0, z, alpha * z), "branches are swapped"),
        (lambda z, alpha: z * (z > 0), "This is ReLU"),
        (lambda z, alpha: np.maximum(alpha * z, z), "alpha is below 1"),
        (lambda z, alpha: np.where(z <= 0, alpha, 1), "This is the derivative"),
        (lambda z, alpha: np.where(z > 0, z, alpha), "not alpha alone"),
        (lambda z, alpha: np.where(z > 0, z, -alpha * z), "with its sign"),
    ],
    "2.3": [
        (lambda z, alpha: np.where(z < 0, z, alpha * (np.exp(z) - 1)), "branches are swapped"),
        (lambda z, alpha: np.where(z > 0, z, np.exp(z) - 1), "alpha has no effect"),
        (lambda z, alpha: np.where(z > 0, z, alpha * np.exp(z)), "-1 is missing"),
        (lambda z, alpha: np.where(z > 0, z, alpha * z), "PReLU"),
        (lambda z, alpha: np.where(z > 0, z, alpha * np.exp(z) - 1), "parentheses"),
        (lambda z, alpha: np.maximum(z, 0), "it should return"),
    ],
    "2.4": [
        (lambda z: z * (1 - z), "compute y = logistic(z) first"),
        (lambda z: 1 / (1 + np.exp(-z)), "This is the function"),
        (lambda z: logistic(logistic(z)) * (1 - logistic(logistic(z))), "applied twice"),
        (lambda z: 1 - logistic(z), "One factor is missing"),
        (lambda z: logistic(z) * logistic(z), "1 - y, not y"),
        (lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2, "overflows"),
    ],
    "2.6": [
        (lambda Z: np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True), "e^1000 overflows"),
        (lambda Z: softmax(Z.T).T, "The wrong axis"),
        (lambda Z: softmax(Z.ravel()).reshape(Z.shape), "all rows together"),
        (lambda Z: np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum(axis=1)[:, None], "maximum of each row"),
        (lambda Z: np.exp(Z - Z.max(axis=1)) / np.exp(Z - Z.max(axis=1)).sum(axis=1), "keepdims=True is missing"),
        (lambda Z: logistic(Z), "it should return"),
    ],
    "2.5": [("a", "B is tanh"), ("b", "D is softplus"), ("c", "that is ReLU"), ("e", "levels off")],
    "2.7": [("a", "order"), ("b", "not five"), ("c", "how sure"), ("e", "only one species")],
    "3.1": [
        (lambda species, positive: np.equal(species, positive), "1 and 0"),
        (lambda species, positive: np.where(np.equal(species, positive), -1, 1), "signs are swapped"),
        (lambda species, positive: np.where(np.equal(species, "versicolor"), 1, -1), "fixed in your function"),
        (lambda species, positive: pd.factorize(np.array(species), sort=True)[0], "alphabetical order"),
        (lambda species, positive: 1 if species == positive else -1, "it should return an array of shape (3,)"),
    ],
    "3.2": [
        (lambda values: np.nan_to_num(values), "0 is far from"),
        (lambda values: np.where(np.isnan(values), values.mean(), values), "still missing"),
        (lambda values: values[np.isfinite(values)], "dropped"),
        (lambda values: values * 0 + 1, "it should return"),
        (lambda values: np.where(np.isnan(values), np.nansum(values) / values.size, values), "number of all values"),
        (lambda values: np.where(values == np.nan, np.nanmean(values), values), "still missing"),
    ],
    "3.3": [
        (lambda X, w, b: np.sign(X @ w + b), "0 where z is exactly 0"),
        (lambda X, w, b: helpers.step(X @ w + b), "not 0"),
        (lambda X, w, b: np.where(X @ w >= 0, 1, -1), "bias is missing"),
        (lambda X, w, b: np.where(X @ w + b > 0, 1, -1), "use >= instead"),
        (lambda X, w, b: np.where(X @ w + b < 0, 1, -1), "signs are swapped"),
        (lambda X, w, b: X @ w + b, "This is z"),
    ],
    "3.4": [
        ([1.12, 0.82, 0.2], "sign"),
        ([-0.53, -0.02, -0.1], "not the target -1 alone"),
        ([-1.08, -0.3, 0], "bias learns too"),
        ([-10.98, -5.34, -2], "learning rate is missing"),
        ([-1.1, -0.56, -0.2], "step alone"),
        ([-1.08, -0.3], "should be an array of shape (3,), but yours is an array of shape (2,)"),
        ([-1.08, -0.3, -0.7], "look at the one at [2], -0.7"),
        ([np.nan, -0.3, -0.2], "look at the one at [0], nan"),
    ],
    "3.5": [
        (lambda X, y, w, b, learning_rate: one_epoch(X, y, w, b, -learning_rate), "sign of the update"),
        (
            lambda X, y, w, b, learning_rate: one_epoch(X, y, w, b, learning_rate, always=True),
            "Every sample makes an update",
        ),
        (lambda X, y, w, b, learning_rate: one_epoch(X, y, w, b, learning_rate / 2), "uses the target"),
        (lambda X, y, w, b, learning_rate: one_epoch(X, y, w, b, learning_rate, bias=0), "bias never changes"),
        (all_at_once, "old weights"),
        (
            lambda X, y, w, b, learning_rate: one_epoch(X, y, w, b, learning_rate)[:2],
            "it should return an array of shape (3,)",
        ),
    ],
    "3.6": [
        (lambda y, answers: np.sum(y == answers), "Count the others"),
        (lambda y, answers: 1 - helpers.accuracy(y, answers), "fraction"),
        (lambda y, answers: (y - answers).sum(), "cancel"),
        (lambda y, answers: abs(y - answers).sum(), "twice"),
        (lambda y, answers: (y > answers).sum(), "only +1 taken for -1"),
        (lambda y, answers: y != answers, "it should return a single number"),
    ],
    "4.1": [
        (lambda X, y, w, b: X.T @ (y - X @ w - b), "sign is turned"),
        (lambda X, y, w, b: -X.T @ (y - X @ w - b) / len(X), "mean"),
        (lambda X, y, w, b: -X.T @ (y - X @ w), "bias is missing"),
        (lambda X, y, w, b: -2 * X.T @ (y - X @ w - b), "Twice too large"),
        (lambda X, y, w, b: -(y - X @ w - b).sum(), "with respect to b"),
    ],
    "4.2": [
        (lambda X, y, w, b, learning_rate: descend(X, y, w, b, -learning_rate), "uphill"),
        (lambda X, y, w, b, learning_rate: [*descend(X, y, w, b, learning_rate)[:2], b], "bias has not moved"),
        (
            lambda X, y, w, b, learning_rate: [*(w + learning_rate * y @ X), b + learning_rate * sum(y)],
            "with the targets",
        ),
        (lambda X, y, w, b, learning_rate: descend(X, y, w, b, learning_rate / len(X)), "mean over the samples"),
        (lambda X, y, w, b, learning_rate: descend(X, y, w, b, 1), "no effect"),
        (lambda X, y, w, b, learning_rate: descend(X, y, w, b, 2 * learning_rate), "it should return"),
    ],
    "4.3": [
        (lambda f, x, eps: (f(x + eps) - f(x - eps)) / eps, "Twice too large"),
        (lambda f, x, eps: (f(x + eps) - f(x)) / eps, "one side only"),
        (lambda f, x, eps: (f(x - eps) - f(x + eps)) / (2 * eps), "sign is turned"),
        (lambda f, x, eps: f(x + eps) - f(x - eps), "Divide it"),
        (lambda f, x, eps: (f(x + eps) - f(x - eps)) / 2 * eps, "it should return"),
    ],
    "4.4": [("a", "A agrees"), ("b", "B agrees"), ("d", "D agrees"), ("e", "E agrees")],
    "4.5": [("a", "slowly"), ("b", "Better than a"), ("d", "cost grows"), ("e", "explodes")],
    "4.6": [
        (lambda X_train, X_test: (X_test - X_test.mean(0)) / X_test.std(0), "mean and the spread of the test data"),
        (
            lambda X_train, X_test: (
                (X_test - np.vstack([X_train, X_test]).mean(0)) / np.vstack([X_train, X_test]).std(0)
            ),
            "leaked",
        ),
        (lambda X_train, X_test: (X_test - X_train.mean()) / X_train.std(), "One mean for all"),
        (lambda X_train, X_test: X_test - X_train.mean(axis=0), "Divide by"),
        (lambda X_train, X_test: helpers.standardize(X_train)[0], "These are the training data"),
    ],
    "4.7": [
        (lambda order, n_test: order[:n_test], "test rows"),
        (lambda order, n_test: np.arange(len(order))[n_test:], "shuffling is lost"),
        (lambda order, n_test: order, "all rows"),
        (lambda order, n_test: order[n_test + 1 :], "One row is lost"),
        (lambda order, n_test: order[:-n_test], "overlap"),
    ],
    "4.8": [
        (
            lambda train, test, w, b: helpers.accuracy(train[1], helpers.predict_sign(train[0], w, b)),
            "on the training data",
        ),
        (lambda train, test, w, b: (helpers.predict_sign(test[0], w, b) == test[1]).sum(), "not the sum"),
        (lambda train, test, w, b: 1 - helpers.accuracy(test[1], helpers.predict_sign(test[0], w, b)), "is wrong"),
        (lambda train, test, w, b: helpers.accuracy(test[1], helpers.predict_sign(test[0], w, 0)), "bias is missing"),
        (lambda train, test, w, b: 0.5, "it should return"),
    ],
    "5.1": [
        (lambda X: helpers.step(X @ [1, 1] - 1.5), "fires when both inputs are 1"),
        (lambda X: X[:, 0] | X[:, 1], "at least one input is 1, so for (1, 1) too"),
        (lambda X: 1 - X[:, 0] * X[:, 1], "for (0, 0) too"),
        (lambda X: X[:, 0] == X[:, 1], "output is turned around"),
        (
            lambda X: helpers.step(helpers.step(X @ [1, 1] - 0.5) + helpers.step(1.5 - X @ [1, 1]) - 0.5),
            "This always fires",
        ),
        (
            lambda X: helpers.step(helpers.step(X @ [1, 1] - 0.5) + helpers.step(-1.5 - X @ [1, 1]) - 1.5),
            "This never fires",
        ),
        (lambda X: X[:, 0], "it should return"),
    ],
    "5.2": [
        ((10, 100), "other way round"),
        ((32, 10), "shape of dZ2"),
        ((784, 100), "shape of dW1"),
        ((32, 100), "shape of dZ1"),
        (1000, "how many rows"),
        ((100, 11), "look at the one at [1], 11"),
        (("100", "10"), "made of numbers"),
    ],
    "5.3": [
        (lambda dZ2, W2, Z1: dZ2 @ W2.T, "not yet through ReLU"),
        (lambda dZ2, W2, Z1: (dZ2 @ W2.T) * np.maximum(Z1, 0), "ReLU itself"),
        (lambda dZ2, W2, Z1: (dZ2 @ W2.T) * (Z1 < 0), "slope is turned"),
        (lambda dZ2, W2, Z1: (dZ2 @ W2.T) * Z1, "Z1 itself"),
        (lambda dZ2, W2, Z1: (dZ2 @ W2) * (Z1 > 0), "your function stops in line"),
    ],
    "5.4": [
        (lambda probabilities, y: probabilities - np.eye(probabilities.shape[1])[y], "divide by their number"),
        (lambda probabilities, y: -output_error_by_index(probabilities, y), "sign is turned"),
        (
            lambda probabilities, y: output_error_by_index(probabilities, y) / probabilities.shape[1],
            "the samples alone",
        ),
        (
            lambda probabilities, y: output_error_by_index(probabilities, y) * len(y) / probabilities.shape[1],
            "divide by the number of classes",
        ),
        (lambda probabilities, y: (probabilities - y) / len(y), "subtract one-hot rows"),
        (lambda probabilities, y: output_error_by_index(helpers.softmax(probabilities), y), "through it already"),
        (
            lambda p, y: output_error_by_index(p, y) * p * (1 - p),
            "has cancelled out",
        ),
    ],
    "5.5": [("a", "that is right"), ("b", "come into it"), ("c", "They agree"), ("d", "transposed"), (5, "one letter")],
    "5.6": [
        (step_with_new_W2, "changed W2 before"),
        (lambda W1, W2, X, y, rate: W1 - rate * X.T @ (linear_error(W1, W2, X, y) @ W2.T), "not yet through ReLU"),
        (lambda W1, W2, X, y, rate: 2 * W1 - step_by_lines(W1, W2, X, y, rate), "goes uphill"),
        (lambda W1, W2, X, y, rate: W1 - step_by_lines(W1, W2, X, y, 1.0), "This is the gradient"),
        (lambda W1, W2, X, y, rate: rate * X.T @ hidden_error(W1, W2, X, y), "This is the step"),
        (lambda W1, W2, X, y, rate: W1 - X.T @ hidden_error(W1, W2, X, y), "the gradient itself"),
        (lambda W1, W2, X, y, rate: W1 - rate * X.T @ hidden_error(W1, W2, X, y) / len(y), "this loss is a sum"),
        (
            lambda W1, W2, X, y, rate: W2 - rate * helpers.relu(X @ W1).T @ linear_error(W1, W2, X, y),
            "This is the new W2",
        ),
        (lambda W1, W2, X, y, rate: W1 - rate * X @ hidden_error(W1, W2, X, y), "your function stops in line"),
    ],
    "5.7": [("a", "Four units"), ("b", "steps this small"), ("d", "steps this large"), ("e", "Width does not help")],
    "6.1": [
        (101_632, "bias too"),
        (101_760, "10 output neurons have biases too"),
        (101_771, "not the value"),
        (100_480, "This is the hidden layer"),
        (1_290, "This is the output layer"),
        (55_050, "network of the episode"),
        (7, "7 is not the value"),
    ],
    "6.2": [
        (lambda logits, y: -np.log(logits[np.arange(len(y)), y]).mean(), "Softmax is missing"),
        (lambda logits, y: cross_entropy(helpers.softmax(helpers.softmax(logits)), y).mean(), "applied twice"),
        (lambda logits, y: cross_entropy(helpers.softmax(logits), y).sum(), "This is the sum"),
        (lambda logits, y: np.log(helpers.softmax(logits)[np.arange(len(y)), y]).mean(), "sign is turned"),
        (lambda logits, y: 1 - helpers.softmax(logits)[np.arange(len(y)), y].mean(), "Take the logarithm"),
        (lambda logits, y: -(y * np.log(helpers.softmax(logits))).sum(axis=1).mean(), "as if it were one-hot"),
        (lambda logits, y: -np.log(helpers.softmax(logits)).mean(), "average over all classes"),
        (lambda logits, y: cross_entropy(helpers.softmax(logits), y), "a single number"),
        (lambda logits, y: cross_entropy(np.exp(logits) / np.exp(logits).sum(1)[:, None], y).mean(), "without a shift"),
        (lambda logits, y: undefined_name, "NameError"),  # noqa: F821
    ],
    "6.3": [
        (lambda predict, image: predict(image.reshape(1, 784))[0].argmax(), "Divide by 255"),
        (lambda predict, image: predict(image.reshape(1, 784) / 255).max(), "largest probability"),
        (lambda predict, image: predict(image.reshape(1, 784) / 255), "it should return a single number"),
        (lambda predict, image: predict(image.ravel() / 255).argmax(), "wants a batch"),
        (lambda predict, image: predict(image / 255)[0].argmax(), "wants a batch"),
        (lambda predict, image: predict((255 - image).reshape(1, 784) / 255)[0].argmax(), "Ink and paper"),
        (lambda predict, image: predict(image.reshape(1, 784) / 255 / 255)[0].argmax(), "255 twice"),
        (lambda predict, image: predict((image // 255).reshape(1, 784)).argmax(), "greys become 0"),
        (lambda predict, image: predict(image.T.reshape(1, 784) / 255)[0].argmax(), "lying on its side"),
    ],
    "6.4": [
        (lambda history, test_accuracy: max(test_accuracy), "no longer unseen"),
        (lambda history, test_accuracy: test_accuracy[np.argmax(history["val_accuracy"])], "validation accuracy"),
        (lambda history, test_accuracy: min(history["val_loss"]), "lowest validation loss itself"),
        (lambda history, test_accuracy: history["accuracy"][np.argmin(history["val_loss"])], "training images"),
        (lambda history, test_accuracy: history["val_accuracy"][np.argmin(history["val_loss"])], "they flatter"),
        (lambda history, test_accuracy: test_accuracy[-1], "last epoch"),
        (lambda history, test_accuracy: test_accuracy[np.argmin(history["loss"])], "by the training loss"),
        (lambda history, test_accuracy: np.argmin(history["val_loss"]), "number of the epoch"),
        (lambda history, test_accuracy: history["val_los"][0], "KeyError"),
    ],
    "6.5": [
        (lambda counts: np.unravel_index(counts.argmax(), counts.shape), "lies on the diagonal"),
        (lambda counts: most_confused_by_loop(counts)[::-1], "other way round"),
        (lambda counts: no_diagonal(counts).argmax(), "in one row"),
        (lambda counts: no_diagonal(counts).max(), "how often"),
        (lambda counts: np.unravel_index((no_diagonal(counts + counts.T)).argmax(), counts.shape), "both directions"),
        (lambda counts: np.unravel_index(counts.argmin(), counts.shape), "rarest"),
    ],
    "6.6": [
        (Network(950), "It reads 950 of 1,000 test images; more than 950"),
        (Network(999, n_parameters=60_001), "60,001 parameters"),
        (Network(100), "as good as guessing"),
        (Network(990, unscaled=True), "scale the training images"),
        (Network(990, fails=True), "stops: ValueError: shapes differ"),
        (0.96, "Pass the trained network itself"),
        (lambda rows: rows, "Pass the trained network itself"),
    ],
}


@pytest.mark.parametrize(("name", "answer"), [(name, answer) for name in RIGHT for answer in RIGHT[name]])
def test_right_answers_are_accepted_however_written(name, answer):
    assert grade(name, answer) == ("correct", EXERCISES[name].praise)


@pytest.mark.parametrize(("name", "answer", "words"), [(name, *pair) for name in WRONG for pair in WRONG[name]])
def test_wrong_answers_get_the_hint_that_names_the_mistake(name, answer, words):
    status, message = grade(name, answer)
    assert status == "try again"
    assert words in message


def test_every_exercise_is_tried_here_in_at_least_two_right_and_four_wrong_ways():
    assert set(RIGHT) == set(WRONG) == set(TASKS)
    assert min(map(len, RIGHT.values())) >= 2 and min(map(len, WRONG.values())) >= 4


@pytest.mark.parametrize("name", EXERCISES)
def test_each_known_mistake_gets_its_own_words(name):
    for wrong, reason in EXERCISES[name].mistakes:
        assert grade(name, wrong) == ("try again", reason)
    if EXERCISES[name].judge is None:
        assert grade(name, EXERCISES[name].answer) == ("correct", EXERCISES[name].praise)


@pytest.mark.parametrize("name", EXERCISES)
def test_untouched_starters_are_not_attempted(name):
    for untouched in (..., None):
        status, message = grade(name, untouched)
        assert status == "not attempted" and f'hint("{name}")' in message
    if callable(EXERCISES[name].answer):
        assert grade(name, lambda *arguments: ...)[0] == "not attempted"


@pytest.mark.parametrize("name", TASKS)
def test_at_least_two_hints_come_one_after_the_other(name, capsys, monkeypatch):
    monkeypatch.setattr(checks, "_hints_given", {})
    hints = EXERCISES[name].hints
    assert len(set(hints)) >= 2
    for _ in range(len(hints) + 1):
        hint(name)
    printed = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[2] for line in printed] == [*hints, hints[-1]]
    assert printed[0].startswith(f"Hint 1 of {len(hints)} for Exercise {name}")


@pytest.mark.parametrize("name", CHOICES)
def test_questions_have_a_reason_for_every_wrong_option(name):
    exercise = EXERCISES[name]
    letters = sorted([exercise.answer, *(letter for letter, _ in exercise.mistakes)])
    assert letters == list("abcde")[: 5 if name in TASKS else 3]
    assert grade(name, f" {exercise.answer.upper()} ")[0] == "correct"
    assert grade(name, "f") == (
        "try again",
        f'Answer with one letter in quotation marks, as in "{min(set(letters) - {exercise.answer})}".',
    )
    assert grade(name, 1)[0] == "try again"


def test_function_exercises_are_called_with_something_large():
    for name in TASKS:
        if callable(EXERCISES[name].answer):
            flat = [a for call in EXERCISES[name].inputs for b in call for a in (b if isinstance(b, tuple) else [b])]
            arguments = [np.asarray(a) for a in flat]
            large = (a.size >= 784 or (a.dtype.kind in "if" and np.nanmax(np.abs(a)) >= 1000) for a in arguments)
            assert any(large), name


def test_check_prints_the_grade(capsys):
    check("6.1", 101_770)
    check("6.1", 101_632)
    check("6.1", ...)
    check("1.a", "b")
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == f"Exercise 6.1: correct. {EXERCISES['6.1'].praise}"
    assert printed[1].startswith("Exercise 6.1: try again. These are the weights")
    assert printed[2].startswith("Exercise 6.1: not attempted. Replace the three dots")
    assert printed[3].startswith("Question 1.a: correct.")


# ---- Errors of the learner are shown as theirs, with the line.


def test_an_exception_in_the_answer_is_shown_with_its_line():
    def broken(z, alpha):
        wanted = z + undefined_name  # noqa: F821
        return wanted

    status, message = grade("2.3", broken)
    line = broken.__code__.co_firstlineno + 1
    assert status == "try again"
    assert f"in line {line} of its cell, `wanted = z + undefined_name  # noqa: F821`" in message
    assert "NameError: name 'undefined_name' is not defined" in message


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda z: z, "takes 1 positional argument but 2 were given"),
        (lambda z, alpha: print(end=""), "returns nothing: end it with `return`"),
        (lambda z, alpha: "text", "should be made of numbers, but is 'text'"),
        (lambda z, alpha: [[1], [1, 2]], "cannot be read as numbers"),
        (lambda z, alpha: z[:1], "returns an array of shape (1,); it should return an array of shape (5,)"),
        (3.0, "should be a function, but is 3"),
        (elu(np.array([1.0]), 1), "pass its name, without parentheses"),
    ],
)
def test_answers_of_the_wrong_kind_are_told_so(answer, words):
    status, message = grade("2.3", answer)
    assert status == "try again" and words in message


@pytest.mark.parametrize("answer", ["101770", [1, 2], {"a": 1}, np.nan, np.inf, object()])
def test_wrong_kinds_of_numbers_are_not_accepted(answer):
    assert grade("6.1", answer)[0] == "try again"


@pytest.mark.parametrize("answer", [[1.0] * 10_000_000, [[1.0, 2.0]] * 60_000, ((1,), [0.0] * 200_000)], ids=len)
def test_a_list_is_not_read_when_it_is_far_too_long(answer):
    of_numbers = [name for name in TASKS if name not in CHOICES and not EXERCISES[name].judge]
    for name in of_numbers:
        status, message = grade(name, (lambda *_: answer) if callable(EXERCISES[name].answer) else answer)
        assert (status, "more than 100,000 entries" in message) == ("try again", True)


def test_an_answer_cannot_change_what_it_is_compared_with():
    def overwrites(dZ2, W2, Z1):
        result = (dZ2 @ W2.T) * (Z1 > 0)
        dZ2[:], W2[:], Z1[:] = 0, 0, 0
        return result

    assert grade("5.3", overwrites)[0] == grade("5.3", overwrites)[0] == "correct"


# ---- Errors of ours are not.


def test_a_mistake_in_the_checker_is_not_blamed_on_the_learner(monkeypatch, capsys):
    def broken_reference(z):
        raise ZeroDivisionError("in the lesson")

    monkeypatch.setitem(EXERCISES, "9.9", Exercise(broken_reference, "praise", (), ("one", "two"), ((1.0,),)))
    with pytest.raises(ZeroDivisionError):
        grade("9.9", lambda z: z)
    check("9.9", lambda z: z)
    printed = capsys.readouterr().out
    assert "the checker failed" in printed and "a mistake in the lesson, not in your answer" in printed


def test_an_unknown_exercise_is_told_with_those_that_exist(capsys):
    check("7.1", 3)
    hint("7.1")
    printed = capsys.readouterr().out.splitlines()
    assert all("There is no exercise '7.1'; there are 1.1, 1.2" in line for line in printed) and len(printed) == 2
