"""Answers as learners write them: RIGHT, at least two that differ; WRONG, with words of what they are told.

The mistakes that lesson/answers lists are not repeated here, for each of them is tested: WRONG has some of them in
another form, errors, and what nobody has foreseen.
"""

import numpy as np
import pandas as pd

import helpers
from helpers import logistic, softmax


def elu_by_loop(z, alpha):
    return np.array([value if value > 0 else alpha * (np.exp(value) - 1) for value in z])


def elu_by_mask(z, alpha):
    result = z.astype(float)
    result[z < 0] = alpha * np.expm1(z[z < 0])
    return result


def one_epoch(X, y, w, b, learning_rate, always=False, bias=1):
    for x, target in zip(X, y):
        y_hat = 1 if np.dot(w, x) + b >= 0 else -1
        if y_hat != target or always:
            change = learning_rate * (target if always else target - y_hat)
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


def output_gap_by_index(probabilities, y):
    gap = probabilities.copy()
    gap[np.arange(len(y)), y] -= 1
    return gap / len(y)


def output_gap_by_loop(probabilities, y):
    return [[(p - (k == label)) / len(y) for k, p in enumerate(row)] for row, label in zip(probabilities, y)]


def linear_gap(W1, W2, X, y):
    return helpers.relu(X @ W1) @ W2 - y


def hidden_gap(W1, W2, X, y):
    return np.where(X @ W1 > 0, linear_gap(W1, W2, X, y) @ W2.T, 0)


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


class Model:
    """Stands for a trained Keras model: it reads the first n_right of the shipped test images right, in order."""

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
        lambda y, y_hat: np.sum(y != y_hat),
        lambda y, y_hat: sum(1 for target, guess in zip(y, y_hat) if target != guess),
        lambda y, y_hat: np.sum(np.abs(y - y_hat)) // 2,
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
    "5.4": [output_gap_by_index, output_gap_by_loop],
    "5.5": ["e", "E "],
    "5.6": [
        step_by_lines,
        lambda W1, W2, X, y, rate: W1 - rate * np.einsum("ni,nh->ih", X, hidden_gap(W1, W2, X, y)),
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
    "6.6": [Model(950.5), Model(1000, n_parameters=60_000)],
}
WRONG = {
    "1.1": [([6, 0, -2], "Add them up"), (7, "7 is not the value")],
    "1.2": [(lambda inputs, weights, bias: np.tanh(inputs @ weights + bias), "it should return")],
    "1.3": [
        (
            lambda values, categories: (np.array(categories)[:, None] == np.array(values)).astype(int),
            "swapped: each value",
        ),
        (lambda values, categories: np.array(values)[:, None] != np.array(categories), "Ones and zeros"),
        (lambda values, categories: [[v for c in categories] for v in values], "should be made of numbers"),
    ],
    "1.4": [
        (lambda X, W, b: W.T @ X.T + b[:, None], "result is transposed"),
        (lambda X, W, b: logistic(X @ W + b), "it should return"),
    ],
    "1.5": [(3.3333, "p2 has been forgotten"), (7, "not the value")],
    "2.1": [
        ([1, 1, 0.731, 0.762, 1], "without the bias"),
        ([-1, 0, -0.762, 0.269, 0], "swapped"),
        ([-1, 0, 0.269, -0.762], "should be an array of shape (5,)"),
    ],
    "2.2": [
        (lambda z, alpha: np.where(z < 0, z, alpha * z), "branches are swapped"),
        (lambda z, alpha: z * (z > 0), "This is ReLU"),
        (lambda z, alpha: np.where(z > 0, z, -alpha * z), "with its sign"),
    ],
    "2.3": [
        (lambda z, alpha: np.where(z > 0, z, np.exp(z) - 1), "alpha has no effect"),
        (lambda z, alpha: np.maximum(z, 0), "it should return"),
    ],
    "2.4": [(lambda z: 1 / (1 + np.exp(-z)), "This is the function")],
    "2.6": [
        (lambda Z: softmax(Z.T).T, "The wrong axis"),
        (lambda Z: softmax(Z.ravel()).reshape(Z.shape), "all rows together"),
        (lambda Z: np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum(axis=1)[:, None], "maximum of each row"),
        (lambda Z: logistic(Z), "it should return"),
    ],
    "3.1": [
        (lambda species, positive: np.equal(species, positive), "1 and 0"),
        (lambda species, positive: pd.factorize(np.array(species), sort=True)[0], "alphabetical order"),
        (lambda species, positive: 1 if species == positive else -1, "it should return an array of shape (3,)"),
    ],
    "3.2": [
        (lambda values: np.nan_to_num(values), "0 is far from"),
        (lambda values: values[np.isfinite(values)], "dropped"),
        (lambda values: np.where(values == np.nan, np.nanmean(values), values), "still missing"),
        (lambda values: values * 0 + 1, "it should return"),
    ],
    "3.3": [
        (lambda X, w, b: helpers.step(X @ w + b), "not 0"),
        (lambda X, w, b: np.where(X @ w + b < 0, 1, -1), "signs are swapped"),
    ],
    "3.4": [
        ([-1.08, -0.3], "should be an array of shape (3,), but yours is an array of shape (2,)"),
        ([-1.08, -0.3, -0.7], "look at the one at [2], -0.7"),
        ([np.nan, -0.3, -0.2], "look at the one at [0], nan"),
    ],
    "3.5": [
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
        (lambda y, y_hat: 1 - helpers.accuracy(y, y_hat), "fraction"),
        (lambda y, y_hat: abs(y - y_hat).sum(), "twice"),
        (lambda y, y_hat: y != y_hat, "it should return a single number"),
    ],
    "4.1": [(lambda X, y, w, b: (X @ w + b - y) @ X / len(X), "mean")],
    "4.2": [
        (
            lambda X, y, w, b, learning_rate: [*(w + learning_rate * y @ X), b + learning_rate * sum(y)],
            "with the targets",
        ),
        (lambda X, y, w, b, learning_rate: descend(X, y, w, b, 2 * learning_rate), "it should return"),
    ],
    "4.3": [(lambda f, x, eps: (f(x + eps) - f(x - eps)) / 2 * eps, "Called with exp, 1., 0.1, your function returns")],
    "4.6": [(lambda X_train, X_test: helpers.standardize(X_train)[0], "These are the training data")],
    "4.7": [
        (lambda order, n_test: np.arange(len(order))[n_test:], "shuffling is lost"),
        (lambda order, n_test: order[:-n_test], "overlap"),
    ],
    "4.8": [
        (
            lambda train, test, w, b: helpers.accuracy(train[1], helpers.predict_sign(train[0], w, b)),
            "on the training data",
        ),
        (lambda train, test, w, b: 1 - helpers.accuracy(test[1], helpers.predict_sign(test[0], w, b)), "is wrong"),
        (lambda train, test, w, b: 0.5, "it should return"),
    ],
    "5.1": [
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
    "5.2": [((100, 11), "look at the one at [1], 11"), (("100", "10"), "made of numbers")],
    "5.3": [(lambda dZ2, W2, Z1: (dZ2 @ W2) * (Z1 > 0), "your function stops in line")],
    "5.4": [
        (lambda probabilities, y: -output_gap_by_index(probabilities, y), "sign is turned"),
        (lambda probabilities, y: (probabilities - y) / len(y), "subtract one-hot rows"),
        (lambda p, y: output_gap_by_index(p, y) * p * (1 - p), "has cancelled out"),
    ],
    "5.6": [
        (step_with_new_W2, "changed W2 before"),
        (lambda W1, W2, X, y, rate: 2 * W1 - step_by_lines(W1, W2, X, y, rate), "goes uphill"),
        (lambda W1, W2, X, y, rate: rate * X.T @ hidden_gap(W1, W2, X, y), "This is the step"),
        (lambda W1, W2, X, y, rate: W1 - rate * X @ hidden_gap(W1, W2, X, y), "your function stops in line"),
    ],
    "6.1": [(101_771, "101771 is not the value")],
    "6.2": [
        (lambda logits, y: np.log(softmax(logits)[np.arange(len(y)), y]).mean(), "sign is turned"),
        (lambda logits, y: -(y * np.log(softmax(logits))).sum(axis=1).mean(), "as if it were one-hot"),
        (lambda logits, y: cross_entropy(softmax(logits), y), "a single number"),
        (lambda logits, y: cross_entropy(np.exp(logits) / np.exp(logits).sum(1)[:, None], y).mean(), "without a shift"),
        (lambda logits, y: undefined_name, "NameError"),  # noqa: F821
    ],
    "6.3": [
        (lambda predict, image: predict(image.reshape(1, 784) / 255), "it should return a single number"),
        (lambda predict, image: predict(image / 255)[0].argmax(), "wants a batch"),
        (lambda predict, image: predict((255 - image).reshape(1, 784) / 255)[0].argmax(), "Ink and paper"),
        (lambda predict, image: predict(image.reshape(1, 784) / 255).argsort()[0, -2], "Called with predict, [["),
    ],
    "6.4": [
        (lambda history, test_accuracy: max(test_accuracy), "no longer unseen"),
        (lambda history, test_accuracy: min(history["val_loss"]), "lowest validation loss itself"),
        (lambda history, test_accuracy: history["val_los"][0], "KeyError"),
    ],
    "6.5": [
        (lambda counts: np.unravel_index(counts.argmax(), counts.shape), "lies on the diagonal"),
        (lambda counts: most_confused_by_loop(counts)[::-1], "other way round"),
        (lambda counts: np.unravel_index((no_diagonal(counts + counts.T)).argmax(), counts.shape), "both directions"),
    ],
    "6.6": [
        (Model(950), "It reads 950 of 1,000 test images; more than 950"),
        (Model(999, n_parameters=60_001), "60,001 parameters"),
        (Model(100), "as good as guessing"),
        (Model(990, unscaled=True), "scale the training images"),
        (Model(990, fails=True), "stops: ValueError: shapes differ"),
        (0.96, "Pass the trained network itself"),
        (lambda rows: rows, "Pass the trained network itself"),
    ],
}
