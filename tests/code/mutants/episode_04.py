"""Wrong answers to the exercises of episode 04; those that were once accepted come first."""

import numpy as np

from helpers import logistic


def error(X, y, w, b):
    return y - (X @ w + b)


def squeezed(X, y, w, b):
    X = X.squeeze()
    return -X.T @ (y - (X @ w + b))


def last_loss(X, y, rate, n_epochs, w=None, b=0.0, w_step=1.0, b_step=1.0, log=np.log):
    """The answer to exercise 4.3, with what mutants change as further arguments."""
    w = np.zeros(X.shape[1]) if w is None else w
    for _ in range(n_epochs):
        y_hat = logistic(X @ w + b)
        loss = -np.sum(y * log(y_hat) + (1 - y) * log(1 - y_hat))
        w, b = w + w_step * rate * X.T @ (y - y_hat), b + b_step * rate * np.sum(y - y_hat)
    return loss


def slope(f, x, eps):
    return (f(x + eps) - f(x - eps)) / (2 * eps)


MUTANTS = [
    ("4.1", "two features", lambda X, y, w, b: [-np.sum(error(X, y, w, b) * X[:, i]) for i in (0, 1)]),
    ("4.1", "no single row", squeezed),
    ("4.1", "parentheses missing", lambda X, y, w, b: -X.T @ (y - X @ w + b)),
    ("4.1", "bias never above 0", lambda X, y, w, b: -X.T @ error(X, y, w, min(b, 0))),
    ("4.1", "bias among the slopes", lambda X, y, w, b: -np.append(X, np.ones((len(X), 1)), 1).T @ error(X, y, w, b)),
    ("4.1", "median", lambda X, y, w, b: -np.median(X * error(X, y, w, b)[:, None], axis=0)),
    ("4.3", "two features", lambda *arguments: last_loss(*arguments, w=np.zeros(2))),
    ("4.3", "bias uphill", lambda *arguments: last_loss(*arguments, b_step=-1.0)),
    ("4.3", "weights uphill", lambda *arguments: last_loss(*arguments, w_step=-1.0)),
    ("4.3", "bias by the mean", lambda X, *others: last_loss(X, *others, b_step=1 / len(X))),
    ("4.3", "decimal logarithm", lambda *arguments: last_loss(*arguments, log=np.log10)),
    ("4.3", "one epoch too many", lambda X, y, rate, n_epochs: last_loss(X, y, rate, n_epochs + 1)),
    ("4.3", "other start", lambda *arguments: last_loss(*arguments, b=-1.5)),
    ("4.6", "no negative slope", lambda f, x, eps: abs(slope(f, x, eps))),
    ("4.6", "0 in place of a negative slope", lambda f, x, eps: max(slope(f, x, eps), 0.0)),
    ("4.6", "no negative x", lambda f, x, eps: slope(f, abs(x), eps)),
    ("4.6", "not at 0", lambda f, x, eps: slope(f, x, eps) if x else 0.0),
    ("4.6", "rounded places", lambda f, x, eps: (f(round(x + eps, 2)) - f(round(x - eps, 2))) / (2 * eps)),
    ("4.6", "rounded slope", lambda f, x, eps: round(slope(f, x, eps), 1)),
]
