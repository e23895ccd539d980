"""Wrong answers to the exercises of episode 01, those that were once accepted first."""

import numpy as np

from helpers import logistic


def bias_for_a_sum(inputs, weights, bias):
    z = inputs @ weights
    return logistic(z + bias if z != 0 else z)


def first_appearances(values, categories):
    table = np.zeros((len(values), len(categories)), dtype=int)
    for column, category in enumerate(categories):
        if category in values:
            table[values.index(category), column] = 1
    return table


def bias_for_the_first_sample(X, W, b):
    Z = X @ W
    Z[0] = Z[0] + b
    return Z


MUTANTS = [
    ("1.1", "the bias counts three times", 7),
    ("1.1", "the third product is positive", 9),
    ("1.2", "an input loses its sign", lambda inputs, weights, bias: logistic(np.abs(inputs) @ weights + bias)),
    ("1.2", "no bias where the weighted sum is 0", bias_for_a_sum),
    ("1.2", "a negative bias is ignored", lambda inputs, weights, bias: logistic(inputs @ weights + max(bias, 0))),
    ("1.2", "z becomes a whole number", lambda inputs, weights, bias: logistic(int(inputs @ weights + bias))),
    ("1.2", "the last input is missing", lambda inputs, weights, bias: logistic(inputs[:-1] @ weights[:-1] + bias)),
    (
        "1.2",
        "the inputs in the middle are missing",
        lambda inputs, weights, bias: logistic(inputs[0] * weights[0] + inputs[-1] * weights[-1] + bias),
    ),
    ("1.2", "the weights are sorted", lambda inputs, weights, bias: logistic(inputs @ np.sort(weights) + bias)),
    ("1.3", "a straight line in place of the curve", 2.5 * logistic(np.array([-8.0, -1.0, 6.0])) * 0.5),
    ("1.3", "the bias is subtracted", logistic(np.array([-10.5, -3.5, 3.5])) - logistic(np.array([-8.0, -1.0, 6.0]))),
    ("1.4", "rounded to one digit", lambda X, W, b: np.round(X @ W + b, 1)),
    ("1.4", "rounded to two digits", lambda X, W, b: (X @ W + b).round(2)),
    ("1.4", "two neurons only", lambda X, W, b: np.column_stack([X @ W[:, 0] + b[0], X @ W[:, 1] + b[1]])),
    ("1.4", "the bias is added to the first sample only", bias_for_the_first_sample),
    ("1.4", "wrong for one sample", lambda X, W, b: np.squeeze(X @ W + b)),
    ("1.4", "the sum of the biases", lambda X, W, b: X @ W + b.sum()),
    ("1.4", "the weights become whole numbers", lambda X, W, b: X @ W.astype(int) + b),
    ("1.5", "p2 is forgotten", 10 / 3),
    ("1.5", "the bias is added and not taken away", 10 / 3 + 2 / 3),
    (
        "1.6",
        "a part of a name is enough",
        lambda values, categories: [[int(c in v) for c in categories] for v in values],
    ),
    ("1.6", "a part of a category", lambda values, categories: [[int(v in c) for c in categories] for v in values]),
    ("1.6", "the first two letters", lambda values, categories: [[v[:2] == c[:2] for c in categories] for v in values]),
    (
        "1.6",
        "upper and lower case are the same",
        lambda values, categories: [[str(v).lower() == str(c).lower() for c in categories] for v in values],
    ),
    ("1.6", "the same object", lambda values, categories: [[int(v is c) for c in categories] for v in values]),
    (
        "1.6",
        "works for text only",
        lambda values, categories: [["-".join([v, c]) == c + "-" + c for c in categories] for v in values],
    ),
    ("1.6", "only the first of equal values", first_appearances),
]
