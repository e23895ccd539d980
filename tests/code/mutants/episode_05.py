"""Wrong answers to the exercises of episode 05, those that were once accepted first."""

import numpy as np

import helpers


def xor(X):
    return (X[:, 0] != X[:, 1]).astype(float)


def gradient(dZ2, W2, Z1):
    return (dZ2 @ W2.T) * (Z1 > 0)


def train(change):
    """Return the right function of exercise 5.7 after a change of (W1, W2, dW1, dW2, rate) into new weights."""

    def train_two_layers(W1, W2, X, y, learning_rate, n_epochs):
        for _ in range(n_epochs):
            A1 = helpers.relu(X @ W1)
            dZ2 = A1 @ W2 - y
            dW1, dW2 = X.T @ ((dZ2 @ W2.T) * (A1 > 0)), A1.T @ dZ2
            W1, W2 = change(W1, W2, dW1, dW2, learning_rate)
        return W1

    return train_two_layers


def gap(probabilities, y):
    return (probabilities - np.eye(probabilities.shape[1])[y]) / len(y)


def gap_in_place(probabilities, y):
    probabilities[np.arange(len(y)), y] -= 1
    probabilities /= len(y)
    return probabilities


def gap_of_first_sample(probabilities, y):
    gaps = probabilities.copy()
    gaps[0, y[0]] -= 1
    return gaps / len(y)


def xor_in_place(X):
    X *= -1
    return helpers.step(helpers.step(-X.sum(axis=1) - 0.5) + helpers.step(X.sum(axis=1) + 1.5) - 1.5)


MUTANTS = [
    ("5.1", "hard-coded pattern of any length", lambda X: np.resize([0, 1, 1, 0], len(X))),
    ("5.1", "hard-coded results", lambda X: np.array([0, 1, 1, 0])),
    ("5.1", "no array for one row", lambda X: xor(X).squeeze()),
    ("5.1", "opposite order", lambda X: xor(X)[::-1]),
    ("5.1", "changes X", xor_in_place),
    ("5.1", "sorted", lambda X: np.sort(xor(X))),
    ("5.1", "difference with its sign", lambda X: X[:, 0] - X[:, 1]),
    ("5.1", "a column", lambda X: xor(X)[:, None]),
    ("5.2", "as if for W1", (784, 10)),
    ("5.2", "the biases too", (101, 10)),
    ("5.2", "turned round", (10, 100)),
    ("5.2", "the batch", (32, 784)),
    ("5.3", "slope 1 at 0", lambda dZ2, W2, Z1: (dZ2 @ W2.T) * (Z1 >= 0)),
    ("5.3", "step is 1 at 0", lambda dZ2, W2, Z1: (dZ2 @ W2.T) * helpers.step(Z1)),
    ("5.3", "mask by the mean", lambda dZ2, W2, Z1: (dZ2 @ W2.T) * (Z1.mean() < Z1)),
    ("5.3", "no table for one sample", lambda dZ2, W2, Z1: gradient(dZ2, W2, Z1).squeeze()),
    ("5.3", "rounded", lambda dZ2, W2, Z1: np.round(gradient(dZ2, W2, Z1), 2)),
    ("5.3", "mask by the median", lambda dZ2, W2, Z1: (dZ2 @ W2.T) * (np.median(Z1) < Z1)),
    ("5.3", "mask of the whole column", lambda dZ2, W2, Z1: (dZ2 @ W2.T) * (Z1 > 0).any(axis=0)),
    ("5.3", "parentheses", lambda dZ2, W2, Z1: (dZ2 @ W2.T) * Z1 > 0),
    ("5.7", "W1 stays", train(lambda W1, W2, dW1, dW2, rate: (W1, W2 - rate * dW2))),
    ("5.7", "W2 stays", train(lambda W1, W2, dW1, dW2, rate: (W1 - rate * dW1, W2))),
    ("5.7", "W2 uphill", train(lambda W1, W2, dW1, dW2, rate: (W1 - rate * dW1, W2 + rate * dW2))),
    ("5.7", "no learning rate for W2", train(lambda W1, W2, dW1, dW2, rate: (W1 - rate * dW1, W2 - dW2))),
    ("5.7", "swapped", train(lambda W1, W2, dW1, dW2, rate: (W2 - rate * dW2, W1 - rate * dW1))),
    ("5.7", "sign only", train(lambda W1, W2, dW1, dW2, rate: (W1 - rate * np.sign(dW1), W2 - rate * np.sign(dW2)))),
    ("5.7", "a decay", train(lambda W1, W2, dW1, dW2, rate: (0.99 * W1 - rate * dW1, W2 - rate * dW2))),
    ("5.8", "classes from the labels", lambda p, y: (p - np.eye(y.max() + 1)[y]) / len(y)),
    ("5.8", "no table for one sample", lambda p, y: gap(p, y).squeeze()),
    ("5.8", "changes the probabilities", gap_in_place),
    ("5.8", "first sample only", gap_of_first_sample),
    ("5.8", "one sample less", lambda p, y: gap(p, y) * len(y) / max(len(y) - 1, 1)),
    ("5.8", "log", lambda p, y: gap(np.log(p), y)),
    ("5.8", "one-hot twice", lambda p, y: 2 * gap(p, y) - p / len(y)),
    ("5.8", "four classes", lambda p, y: (p - np.eye(4)[y]) / len(y)),
]
