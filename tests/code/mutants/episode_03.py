"""Wrong answers to the exercises of episode 03; those that were once accepted come first."""

import numpy as np
import pandas as pd

import helpers


def count(X, y, w, b):
    return np.count_nonzero(helpers.predict_sign(X, w, b) != y)


def by_row_number(species, positive):
    return [1 if species[i] == positive else -1 for i in range(len(species))]


def pocket(X, y, rate, n_epochs, is_better=np.less, count=count, first=0):
    """The pocket algorithm, with what mutants change as further arguments."""
    best, fewest = np.zeros(X.shape[1] + 1), len(y) + 1
    for n in range(1, n_epochs + 1):
        w, b, _ = helpers.train_perceptron(X, y, rate, n)
        if n > first and is_better(count(X, y, w, b), fewest):
            best, fewest = np.array([*w, b]), count(X, y, w, b)
    return best


def trained(X, y, order, n_epochs):
    return helpers.train_perceptron(X[order], y[order], 0.1, n_epochs)[:2]


def in_gaps(values, fill):
    return np.where(np.isnan(values), fill, values)


MUTANTS = [
    ("3.1", "contains", lambda species, positive: [1 if positive in name else -1 for name in species]),
    ("3.1", "is contained", lambda species, positive: [1 if name in positive else -1 for name in species]),
    ("3.1", "begins", lambda species, positive: [1 if name.startswith(positive) else -1 for name in species]),
    ("3.1", "ends", lambda species, positive: [1 if name.endswith(positive) else -1 for name in species]),
    ("3.1", "length", lambda species, positive: [1 if len(name) == len(positive) else -1 for name in species]),
    ("3.1", "case", lambda species, positive: [1 if name.lower() == positive.lower() else -1 for name in species]),
    ("3.1", "blanks", lambda species, positive: [1 if name.strip() == positive.strip() else -1 for name in species]),
    ("3.1", "rows by number", by_row_number),
    ("3.2", "two features", lambda X, w, b: np.where(X[:, 0] * w[0] + X[:, 1] * w[1] + b >= 0, 1, -1)),
    ("3.2", "one row becomes a number", lambda X, w, b: np.squeeze(np.where(X @ w + b >= 0, 1, -1))),
    ("3.2", "rounds z", lambda X, w, b: np.where(np.round(X @ w + b, 1) >= 0, 1, -1)),
    ("3.2", "adds a little", lambda X, w, b: np.sign(X @ w + b + 1e-6)),
    ("3.2", "sign", lambda X, w, b: np.sign(X @ w + b)),
    ("3.2", "rounded tanh", lambda X, w, b: np.round(np.tanh(X @ w + b))),
    ("3.3", "bias rises", np.array([-1.08, -0.3, 0.2])),
    ("3.3", "bias without rate", np.array([-1.08, -0.3, -2.0])),
    ("3.3", "same change for all", np.array([-0.18, 0.06, -0.2])),
    ("3.6", "one epoch too many", lambda X, y, rate, n: pocket(X, y, rate, n + 1)),
    ("3.6", "two features", lambda X, y, rate, n: pocket(X, y, rate, n)[[0, 1, -1]]),
    ("3.6", "one epoch too few", lambda X, y, rate, n: pocket(X, y, rate, n - 1)),
    ("3.6", "the later of two", lambda *arguments: pocket(*arguments, is_better=np.less_equal)),
    ("3.6", "not equal", lambda *arguments: pocket(*arguments, is_better=np.not_equal)),
    ("3.6", "no bias in counting", lambda *arguments: pocket(*arguments, count=lambda X, y, w, b: count(X, y, w, 0))),
    ("3.6", "skips the first epoch", lambda *arguments: pocket(*arguments, first=1)),
    ("3.7", "no bias in counting", lambda X, y, order, n: count(X, y, trained(X, y, order, n)[0], 0)),
    ("3.7", "20 epochs", lambda X, y, order, n: count(X, y, *trained(X, y, order, 20))),
    ("3.7", "60 epochs", lambda X, y, order, n: count(X, y, *trained(X, y, order, 60))),
    ("3.7", "one epoch too few", lambda X, y, order, n: count(X, y, *trained(X, y, order, n - 1))),
    ("3.7", "one epoch too many", lambda X, y, order, n: count(X, y, *trained(X, y, order, n + 1))),
    ("3.7", "targets in another order", lambda X, y, order, n: count(X, y[order], *trained(X, y, order, n))),
    ("3.7", "rows in another order", lambda X, y, order, n: count(X[order], y, *trained(X, y, order, n))),
    ("3.7", "opposite order", lambda X, y, order, n: count(X, y, *trained(X, y, order[::-1], n))),
    ("3.8", "only the bias", np.array([-0.68, 1.82, -4.0])),
    ("3.8", "ten added", np.array([9.32, 11.82, 9.6])),
    ("3.8", "rounded", np.array([-7, 18, -4])),
    ("3.9", "median", lambda values: in_gaps(values, np.nanmedian(values))),
    ("3.9", "middle", lambda values: in_gaps(values, (np.nanmin(values) + np.nanmax(values)) / 2)),
    ("3.9", "mean without signs", lambda values: in_gaps(values, np.nanmean(np.abs(values)))),
    ("3.9", "mean of positive values", lambda values: in_gaps(values, values[values > 0].mean())),
    ("3.9", "rounded mean", lambda values: in_gaps(values, np.round(np.nanmean(values), 2))),
    ("3.9", "whole numbers", lambda values: in_gaps(values, np.nanmean(values)).astype(int)),
    ("3.9", "0 is missing", lambda values: np.where(np.isnan(values) | (values == 0), np.nanmean(values), values)),
    ("3.9", "sorted", lambda values: np.sort(in_gaps(values, np.nanmean(values)))),
    ("3.9", "different values", lambda values: in_gaps(values, np.nanmean(pd.unique(values)))),
]
