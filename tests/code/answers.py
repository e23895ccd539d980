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


def epochs_by_index(X, y, order, learning_rate, n_epochs):
    """Return (w, b) after each epoch of the perceptron."""
    w, b, after = np.zeros(X.shape[1]), 0.0, []
    for _ in range(n_epochs):
        for i in order:
            y_hat = 1 if np.dot(w, X[i]) + b >= 0 else -1
            if y_hat != y[i]:
                w, b = w + learning_rate * 2 * y[i] * X[i], b + learning_rate * 2 * y[i]
        after.append((w, b))
    return after


def wrong_in_order_by_index(X, y, order, n_epochs):
    w, b = epochs_by_index(X, y, order, 0.1, n_epochs)[-1]
    return sum(y != np.where(X @ w + b >= 0, 1, -1))


def wrong_in_order_by_helpers(X, y, order, n_epochs):
    X, y = X[order], y[order]
    w, b, _ = helpers.train_perceptron(X, y, 0.1, n_epochs)
    return np.count_nonzero(y != helpers.predict_sign(X, w, b))


def pocket_by_list(X, y, learning_rate, n_epochs):
    lines = epochs_by_index(X, y, range(len(y)), learning_rate, n_epochs)
    wrong = [np.sum(helpers.predict_sign(X, w, b) != y) for w, b in lines]
    w, b = lines[wrong.index(min(wrong))]
    return [*w, b]


def pocket_with_helpers(X, y, learning_rate, n_epochs):
    best, fewest = None, len(y) + 1
    for n in range(1, n_epochs + 1):
        w, b, _ = helpers.train_perceptron(X, y, learning_rate, n)
        n_wrong = np.sum(helpers.predict_sign(X, w, b) != y)
        if n_wrong < fewest:
            best, fewest = np.append(w, b), n_wrong
    return best


def logistic_last_loss(X, y, rate, n_epochs):
    w, b = np.zeros(X.shape[1]), 0
    for _ in range(n_epochs):
        y_hat = 1 / (1 + np.exp(-(X @ w + b)))
        loss = -sum(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))
        w, b = w - rate * (y_hat - y) @ X, b - rate * sum(y_hat - y)
    return loss


def logistic_last_loss_by_sample(X, y, rate, n_epochs):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n_epochs):
        p = [logistic(x @ w + b) for x in X]
        loss = sum(-np.log(p_i if y_i == 1 else 1 - p_i) for p_i, y_i in zip(p, y))
        for x, y_i, p_i in zip(X, y, p):
            w = w + rate * (y_i - p_i) * x
            b = b + rate * (y_i - p_i)
    return loss


def output_gap_by_index(probabilities, y):
    gap = probabilities.copy()
    gap[np.arange(len(y)), y] -= 1
    return gap / len(y)


def output_gap_by_loop(probabilities, y):
    return [[(p - (k == label)) / len(y) for k, p in enumerate(row)] for row, label in zip(probabilities, y)]


def two_layers_by_lines(W1, W2, X, y, learning_rate, n_epochs):
    for _ in range(n_epochs):
        A1 = helpers.relu(X @ W1)
        gap = A1 @ W2 - y
        dA1 = gap @ W2.T
        dA1[A1 <= 0] = 0
        W2 = W2 - learning_rate * A1.T @ gap
        W1 = W1 - learning_rate * X.T @ dA1
    return W1


def two_layers_by_einsum(W1, W2, X, y, rate, n_epochs):
    for _ in range(n_epochs):
        Z1 = X @ W1
        gap = np.maximum(Z1, 0) @ W2 - y
        back = np.where(Z1 > 0, gap @ W2.T, 0)
        W1, W2 = W1 - rate * np.einsum("ni,nh->ih", X, back), W2 - rate * np.maximum(Z1, 0).T @ gap
    return W1


def two_layers_with_new_W2(W1, W2, X, y, learning_rate, n_epochs):
    for _ in range(n_epochs):
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
    """Stands for a trained Keras model: the fractions of the images of each kind on which it is right."""

    def __init__(
        self, test, n_parameters=55_050, unscaled=None, fails=False, training=0.98, validation=0.94, moved=0.9
    ):
        self.n_parameters, self.fails = n_parameters, fails
        (x_train, y_train), (x_test, y_test) = helpers.load_mnist()
        kinds = [(x_test / 255, y_test, test), (x_test, y_test, test - 0.5 if unscaled is None else unscaled)]
        kinds += [(x_train[3600:] / 255, y_train[3600:], validation)]
        kinds += [(np.roll(x_test, (1, 1), axis=(1, 2)) / 255, y_test, moved)]
        n_train = round((4000 * training - 400 * validation) / 3600 * 3600)
        kinds += [(x_train[:3600] / 255, y_train[:3600], n_train / 3600)]
        self.answers = {}
        for images, labels, fraction in kinds:
            n_right = int(np.floor(fraction * len(labels) + 1e-9))
            for number, (image, label) in enumerate(zip(images.astype("float32"), labels)):
                self.answers[image.tobytes()] = int(label) if number < n_right else (int(label) + 1) % 10

    def count_params(self):
        return self.n_parameters

    def __call__(self, rows):
        if self.fails:
            raise ValueError("shapes differ")
        return np.eye(10)[[self.answers.get(row.tobytes(), 0) for row in np.asarray(rows, dtype="float32")]]


class Trained:
    """A network trained with helpers.train_mlp on some of the lesson's images, in the form that Keras gives one."""

    def __init__(self, X, y, n_epochs):
        rng = np.random.default_rng(0)
        settings = {"learning_rate": 0.001, "batch_size": 32, "optimizer": "adam", "n_epochs": n_epochs}
        self.params, _ = helpers.train_mlp(helpers.init_mlp((784, 64, 64, 10), rng), X, y, rng=rng, **settings)

    def count_params(self):
        return sum(W.size + b.size for W, b in self.params)

    def __call__(self, rows):
        return helpers.forward(self.params, rows)[-1]


RIGHT = {
    "1.1": [5, 3 * 2 + 0 * 5 - 2 * 1 + 1.0],
    "1.2": [
        lambda inputs, weights, bias: 1 / (1 + np.exp(-(np.dot(inputs, weights) + bias))),
        lambda inputs, weights, bias: logistic(sum(x * w for x, w in zip(inputs, weights)) + bias),
    ],
    "1.3": [
        [0.003735, 0.548633, 0.002269],
        1 / (1 + np.exp(np.array([5.5, -1.5, -8.5]))) - 1 / (1 + np.exp(np.array([8.0, 1.0, -6.0]))),
    ],
    "1.4": [
        lambda X, W, b: np.dot(X, W) + b,
        lambda X, W, b: np.array(
            [[sum(x * w for x, w in zip(row, W[:, j])) + b[j] for j in range(len(b))] for row in X]
        ),
    ],
    "1.5": [2, (12 - 2 - 2 * 2) / 3],
    "1.6": [
        lambda values, categories: np.eye(len(categories), dtype=int)[[categories.index(v) for v in values]],
        lambda values, categories: np.array(values)[:, None] == np.array(categories),
        lambda values, categories: pd.get_dummies(pd.Categorical(values, categories)).to_numpy(),
    ],
    "2.2": [
        [-1, 0, 0.269, -0.762, 0],
        np.array([f(-1.0) for f in (helpers.identity, helpers.step, logistic, np.tanh, helpers.relu)]),
    ],
    "2.6": [
        lambda z, alpha: np.maximum(z, 0) + alpha * np.minimum(z, 0),
        lambda z, alpha: [value if value >= 0 else alpha * value for value in z],
        lambda z, alpha: z * np.where(z > 0, 1, alpha),
    ],
    "2.7": [elu_by_loop, elu_by_mask, lambda z, alpha: np.where(z > 0, z, alpha * (np.exp(z) - 1))],
    "2.1": [
        lambda z: logistic(z) * logistic(-z),
        lambda z: 1 / (np.exp(z / 2) + np.exp(-z / 2)) ** 2,
        lambda z: logistic(z) - logistic(z) ** 2,
    ],
    "2.4": [
        lambda Z: np.array([np.exp(row - max(row)) / sum(np.exp(row - max(row))) for row in Z]),
        lambda Z: np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True)),
    ],
    "2.3": ["d", " D "],
    "2.5": ["d", "D"],
    "3.1": [
        lambda species, positive: np.array([1 if name == positive else -1 for name in species]),
        lambda species, positive: 2 * (species == positive) - 1,
        lambda species, positive: species.map({positive: 1}).fillna(-1),
    ],
    "3.2": [
        lambda X, w, b: [1 if sum(x * w) + b >= 0 else -1 for x in X],
        lambda X, w, b: 2 * helpers.step(X @ w + b) - 1,
    ],
    "3.3": [[-1.08, -0.3, -0.2], np.array([0.02 - 1.1, 0.26 - 0.56, -0.2])],
    "3.4": ["DFBEAC", "d f b e a c", list("DFBEAC")],
    "3.5": ["d", "D"],
    "3.6": [pocket_by_list, pocket_with_helpers],
    "3.7": [wrong_in_order_by_index, wrong_in_order_by_helpers],
    "3.8": [[-6.8, 18.2, -4], 10 * np.array([-0.68, 1.82, -0.4])],
    "3.9": [
        lambda values: pd.Series(values).fillna(pd.Series(values).mean()).to_numpy(),
        lambda values: [np.nanmean(values) if value != value else value for value in values],
    ],
    "4.1": [
        lambda X, y, w, b: (X @ w + b - y) @ X,
        lambda X, y, w, b: np.array([-sum((y - X @ w - b) * column) for column in X.T]),
    ],
    "4.2": ["c", " C"],
    "4.3": [logistic_last_loss, logistic_last_loss_by_sample],
    "4.4": ["CEBAFD", "c e b a f d"],
    "4.5": ["d", "D"],
    "4.6": [
        lambda f, x, eps: (f(x + eps) - f(x - eps)) / 2 / eps,
        lambda f, x, eps: ((f(x + eps) - f(x)) / eps + (f(x) - f(x - eps)) / eps) / 2,
    ],
    "4.7": ["c", "C "],
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
    "5.4": ["e", "E "],
    "5.5": ["BFEDAC", ["b", "f", "e", "d", "a", "c"]],
    "5.6": ["b", " B"],
    "5.7": [two_layers_by_lines, two_layers_by_einsum],
    "5.8": [output_gap_by_index, output_gap_by_loop],
    "5.9": ["c", " C"],
    "5.10": [3, 3.0, np.int64(3)],
    "5.11": ["b", "B "],
    "5.12": ["c", "C"],
    "6.1": [101_770, (784 + 1) * 128 + (128 + 1) * 10],
    "6.2": [
        lambda history, test_accuracy: test_accuracy[int(np.argmin(history["val_loss"]))],
        lambda history, test_accuracy: min(zip(history["val_loss"], test_accuracy))[1],
        lambda history, test_accuracy: test_accuracy[history["val_loss"].index(min(history["val_loss"]))],
    ],
    "6.3": [
        lambda read, image: np.argmax(read(np.array([image.ravel() / 255]))),
        lambda read, image: int(read(image[None].reshape(-1, 784) / 255.0).argmax(axis=1)[0]),
        lambda read, image: read(image.flatten()[np.newaxis].astype("float32") / 255).argmax(axis=-1).item(),
    ],
    "6.4": [most_confused_by_loop, lambda counts: np.argwhere(no_diagonal(counts) == no_diagonal(counts).max())[0]],
    "6.5": [
        lambda logits, y: -np.log(helpers.softmax(logits)[np.arange(len(y)), y]).mean(),
        lambda logits, y: np.mean([np.logaddexp.reduce(row) - row[k] for row, k in zip(logits, y)]),
    ],
    "6.6": [Model(0.951), Model(0.979, n_parameters=60_000, moved=0.85), Model(0.97, training=0.965)],
}
WRONG = {
    "1.1": [([6, 0, -2], "Add them up"), (7, "Add the bias only once"), (9.5, "9.5 is too large")],
    "1.2": [(lambda inputs, weights, bias: np.tanh(inputs @ weights + bias), "it should return")],
    "1.3": [([0.549], "should be an array of shape (3,)"), ([0.3, 0.5, 0.9], "look at the one at [0], 0.3")],
    "1.6": [
        (
            lambda values, categories: (np.array(categories)[:, None] == np.array(values)).astype(int),
            "swapped. Each value",
        ),
        (lambda values, categories: np.array(values)[:, None] != np.array(categories), "Ones and zeros"),
        (lambda values, categories: [[v for c in categories] for v in values], "made of numbers"),
    ],
    "1.4": [
        (lambda X, W, b: W.T @ X.T + b[:, None], "result is turned round"),
        (lambda X, W, b: logistic(X @ W + b), "it should return"),
    ],
    "1.5": [(3.3333, "p2 has been forgotten"), (7, "7 is too large")],
    "2.2": [
        ([1, 1, 0.731, 0.762, 1], "without the bias"),
        ([-1, 0, -0.762, 0.269, 0], "swapped"),
        ([-1, 0, 0.269, -0.762], "should be an array of shape (5,)"),
    ],
    "2.6": [
        (lambda z, alpha: np.where(z < 0, z, alpha * z), "branches are swapped"),
        (lambda z, alpha: z * (z > 0), "This is ReLU"),
        (lambda z, alpha: np.where(z > 0, z, -alpha * z), "with its sign"),
    ],
    "2.7": [
        (lambda z, alpha: np.where(z > 0, z, np.exp(z) - 1), "alpha has no effect"),
        (lambda z, alpha: np.maximum(z, 0), "it should return"),
    ],
    "2.1": [(lambda z: 1 / (1 + np.exp(-z)), "This is the function")],
    "2.4": [
        (lambda Z: softmax(Z.T).T, "The wrong axis"),
        (lambda Z: softmax(Z.ravel()).reshape(Z.shape), "all rows together"),
        (lambda Z: np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum(axis=1)[:, None], "maximum of each row"),
        (lambda Z: logistic(Z), "it should return"),
    ],
    "3.1": [
        (lambda species, positive: species == positive, "1 and 0"),
        (lambda species, positive: pd.factorize(np.array(species), sort=True)[0], "alphabetical order"),
        (lambda species, positive: 1 if species[0] == positive else -1, "it should return an array of shape (3,)"),
    ],
    "3.2": [
        (lambda X, w, b: helpers.step(X @ w + b), "not 0"),
        (lambda X, w, b: np.where(X @ w + b < 0, 1, -1), "signs are swapped"),
    ],
    "3.3": [
        ([-1.08, -0.3], "The last value is missing."),
        ([-1.08, -0.3, -0.7], "look at the one at [2], -0.7"),
        ([np.nan, -0.3, -0.2], "look at the one at [0], nan"),
    ],
    "3.4": [
        ("FDBEAC", "starts from zero weights again"),
        ("DFBE", "Use each of the letters ABCDEF once"),
        ("DFABEC", "The first 2 of 6 lines"),
    ],
    "3.6": [
        (lambda X, y, rate, n: wrong_in_order_by_index(X, y, range(len(y)), n), "it should return"),
        (lambda X, y, rate, n: np.append(*helpers.train_perceptron(X, y, rate, n)[:2]), "the last epoch"),
        (lambda X, y, rate, n: np.append(*helpers.train_perceptron(X, y, rate, 1)[:2]), "it should return"),
    ],
    "3.7": [
        (lambda X, y, order, n: wrong_in_order_by_index(X, y[order], range(len(y)), n), "it should return"),
        (lambda X, y, order, n: wrong_in_order_by_index(X, y, range(len(y)), n), "the old order"),
        (lambda X, y, order, n: helpers.train_perceptron(X[order], y[order], 0.1, n)[2][-1], "updates of the last"),
    ],
    "3.8": [([-0.68, 1.82, -0.4], "stay the same"), ([-68, 182, -40], "a hundred times")],
    "3.9": [
        (lambda values: np.nan_to_num(values), "length 0 does not exist"),
        (lambda values: values[np.isfinite(values)], "dropped"),
        (lambda values: np.where(values == np.nan, np.nanmean(values), values), "still missing"),
        (lambda values: values * 0 + 1, "it should return"),
    ],
    "4.1": [(lambda X, y, w, b: (X @ w + b - y) @ X / len(X), "mean")],
    "4.3": [
        (lambda X, y, rate, n_epochs: logistic_last_loss(X, y, -rate, n_epochs), "goes uphill"),
        (lambda X, y, rate, n_epochs: logistic_last_loss(X, y, rate, n_epochs + 1), "it should return"),
        (lambda X, y, rate, n_epochs: np.sum(y * np.log(X @ np.zeros(2))), "log needs a probability"),
    ],
    "4.4": [("CEFBAD", "the comment of F"), ("CFEBAD", "The first 1 of 6 lines"), ("CEBAF", "Use each of the letters")],
    "4.6": [(lambda f, x, eps: (f(x + eps) - f(x - eps)) / 2 * eps, "Called with exp, 1., 0.1, your function returns")],
    "5.1": [
        (lambda X: X[:, 0] | X[:, 1], "at least one input is 1, so for (1, 1) too"),
        (lambda X: 1 - X[:, 0] * X[:, 1], "for (0, 0) too"),
        (lambda X: X[:, 0] == X[:, 1], "output has the wrong sign"),
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
    "5.2": [((100, 11), "look at the one at [1], 11"), (("100", "10"), "text")],
    "5.3": [(lambda dZ2, W2, Z1: (dZ2 @ W2) * (Z1 > 0), "your function stops in line")],
    "5.5": [("BFEDCA", "still that of the batch before"), ("BFED", "Use each of the letters ABCDEF once")],
    "5.7": [
        (two_layers_with_new_W2, "changed W2 before"),
        (lambda *a: 2 * a[0] - two_layers_by_lines(*a[:5], 1), "it should return"),
        (lambda W1, W2, X, y, rate, n: W1 - rate * X @ (X @ W1), "your function stops in line"),
    ],
    "5.8": [
        (lambda probabilities, y: -output_gap_by_index(probabilities, y), "wrong sign"),
        (lambda probabilities, y: (probabilities - y) / len(y), "Subtract one-hot rows"),
        (lambda p, y: output_gap_by_index(p, y) * p * (1 - p), "has cancelled out"),
    ],
    "6.1": [(101_771, "This is one too many."), (90_000, "90000 is too small")],
    "6.2": [
        (lambda history, test_accuracy: max(test_accuracy), "no longer unseen"),
        (lambda history, test_accuracy: min(history["val_loss"]), "lowest validation loss itself"),
        (lambda history, test_accuracy: history["val_los"][0], "KeyError"),
    ],
    "6.3": [
        (lambda read, image: read(image.reshape(1, 784) / 255), "it should return a single number"),
        (lambda read, image: read(image / 255)[0].argmax(), "expects a batch"),
        (lambda read, image: read((255 - image).reshape(1, 784) / 255)[0].argmax(), "Ink and paper"),
        (lambda read, image: read(image.reshape(1, 784) / 255).argsort()[0, -2], "Called with read, [["),
    ],
    "6.4": [
        (lambda counts: np.unravel_index(counts.argmax(), counts.shape), "is on the diagonal"),
        (lambda counts: most_confused_by_loop(counts)[::-1], "other way round"),
        (lambda counts: np.unravel_index((no_diagonal(counts + counts.T)).argmax(), counts.shape), "both directions"),
    ],
    "6.5": [
        (lambda logits, y: np.log(softmax(logits)[np.arange(len(y)), y]).mean(), "sign is the wrong way round"),
        (lambda logits, y: -(y * np.log(softmax(logits))).sum(axis=1).mean(), "as if it were one-hot"),
        (lambda logits, y: cross_entropy(softmax(logits), y), "a single number"),
        (
            lambda logits, y: cross_entropy(np.exp(logits) / np.exp(logits).sum(1)[:, None], y).mean(),
            "np.exp of a large number",
        ),
        (lambda logits, y: undefined_name, "NameError"),  # noqa: F821
    ],
    "6.6": [
        (Model(0.950), "It is right on 950 of 1,000 test images, and you need more than 950"),
        (Model(0.979, n_parameters=60_001), "60,001 parameters"),
        (Model(1.0), "Were the test images among those that it was trained with?"),
        (Model(0.96, training=0.93), "only 3,720 of the 4,000 training images"),
        (Model(0.97, moved=0.82), "only 820 of them if they are moved by a pixel"),
        (Model(0.985, validation=0.94), "only 376 of the last 400 training images"),
        (Model(0.1), "as good as guessing"),
        (Model(0.5, unscaled=0.98), "Scale the training images"),
        (Model(0.98, fails=True), "raises ValueError: shapes differ"),
        (0.96, "Pass the trained network itself"),
        (lambda rows: rows, "Pass the trained network itself"),
    ],
}
