"""Wrong answers to the exercises of episode 02, those that were once accepted first."""

import numpy as np

from helpers import elu, logistic


def shares_of_powers(shifted):
    """Return the last two steps of softmax."""
    powers = np.exp(shifted)
    return powers / powers.sum(axis=1, keepdims=True)


def prelu_of_the_type_of_z(z, alpha):
    result = np.zeros_like(z)
    result[z > 0] = z[z > 0]
    result[z <= 0] = alpha * z[z <= 0]
    return result


def elu_of_the_type_of_z(z, alpha):
    result = np.zeros_like(z)
    result[z > 0] = z[z > 0]
    result[z <= 0] = alpha * (np.exp(z[z <= 0]) - 1)
    return result


MUTANTS = [
    ("2.1", "rounded to three digits", lambda z: np.round(logistic(z) * logistic(-z), 3)),
    ("2.1", "z becomes a whole number", lambda z: logistic(np.trunc(z)) * logistic(-np.trunc(z))),
    ("2.1", "a nudge too large", lambda z: (logistic(z + 0.1) - logistic(z)) / 0.1),
    ("2.1", "y times 1 - z", lambda z: logistic(z) * (1 - z)),
    ("2.1", "0 on the left", lambda z: np.where(z >= 0, logistic(z) * logistic(-z), 0)),
    ("2.2", "the step gives 1", [-1, 1, 0.269, -0.762, 0]),
    ("2.2", "a minus sign is lost", [3, 1, 0.953, 0.995, 3]),
    ("2.4", "subtracts the smallest", lambda Z: shares_of_powers(Z - Z.min(axis=1, keepdims=True))),
    ("2.4", "subtracts the mean", lambda Z: shares_of_powers(Z - Z.mean(axis=1, keepdims=True))),
    ("2.4", "subtracts the first", lambda Z: shares_of_powers(Z - Z[:, :1])),
    ("2.4", "subtracts the last", lambda Z: shares_of_powers(Z - Z[:, -1:])),
    ("2.4", "subtracts the largest size", lambda Z: shares_of_powers(Z - np.abs(Z).max(axis=1, keepdims=True))),
    (
        "2.4",
        "subtracts positive numbers only",
        lambda Z: shares_of_powers(Z - np.maximum(Z.max(axis=1, keepdims=True), 0)),
    ),
    ("2.4", "wrong for one row", lambda Z: np.squeeze(shares_of_powers(Z - Z.max(axis=1, keepdims=True)))),
    ("2.4", "clipped and not shifted", lambda Z: shares_of_powers(np.clip(Z, -700, 700))),
    ("2.6", "the border is alpha", lambda z, alpha: np.where(z > alpha, z, alpha * z)),
    ("2.6", "alpha loses its sign", lambda z, alpha: np.where(z > 0, z, abs(alpha) * z)),
    ("2.6", "whole numbers stay whole", prelu_of_the_type_of_z),
    ("2.6", "sorted", lambda z, alpha: np.where(np.sort(z) > 0, np.sort(z), alpha * np.sort(z))),
    ("2.6", "wrong for alpha above 1", lambda z, alpha: np.maximum(z, alpha * z)),
    ("2.6", "1 at exactly 0", lambda z, alpha: np.where(z == 0, 1, np.where(z > 0, z, alpha * z))),
    ("2.7", "alpha loses its sign", lambda z, alpha: elu(z, abs(alpha))),
    ("2.7", "whole numbers stay whole", elu_of_the_type_of_z),
    ("2.7", "sorted", lambda z, alpha: elu(np.sort(z), alpha)),
    ("2.7", "the border is alpha", lambda z, alpha: np.where(z > alpha, z, alpha * np.expm1(np.minimum(z, alpha)))),
    ("2.7", "nan for large z", lambda z, alpha: z * (z > 0) + alpha * (np.exp(z) - 1) * (z <= 0)),
    ("2.7", "e with one digit", lambda z, alpha: np.where(z > 0, z, alpha * (2.7 ** np.minimum(z, 0) - 1))),
]
