"""Checks of what the functions of helpers.py are given: a ValueError says what was expected and what came."""

import numpy as np


def check_samples(X, y=None, labels=None, n_features=None, numbers=False):
    """Return X (n_samples, n_features) as an array, with y (n_samples,) if it is given.

    ValueError: another shape, no samples, NaN or infinity, text among the features, labels outside `labels`, a y that
    is not made of numbers where it should be.
    """
    X = _check_finite("X", X)
    if X.ndim != 2 or X.size == 0:
        raise ValueError(f"X must have the shape (n_samples, n_features), but has {X.shape}")
    if n_features not in (None, X.shape[1]):
        raise ValueError(f"X must have {n_features} features, one for each weight of a neuron, but has {X.shape[1]}")
    if y is None:
        return X
    y = _check_finite("y", y) if numbers else np.asarray(y)
    if y.shape != X.shape[:1]:
        raise ValueError(f"y must have one label for each of the {len(X)} samples, but has the shape {y.shape}")
    return X, y if labels is None else check_labels(y, labels)


def _check_finite(name, values):
    """Return values as an array. ValueError: they are not numbers, or not all finite."""
    values = np.asarray(values)
    if values.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold numbers, but holds {values.dtype}: choose or encode the columns first")
    if values.size and not np.isfinite([values.min(), values.max()]).all():  # without an array as large as values
        raise ValueError(f"{name} must hold finite numbers, but holds NaN or infinity: fill or drop missing ones first")
    return values


def check_labels(y, labels):
    """Return y as an array of integers. ValueError: it holds something that is not among the integers `labels`."""
    y = np.asarray(y)
    if not np.isin(y, labels).all():
        raise ValueError(f"labels must be among {list(labels)}, but {np.setdiff1d(y, labels)[:3].tolist()} came")
    return y.astype(int, copy=False)


def check_positive(learning_rate=1.0, **counts):
    """Raise ValueError if the learning rate is not a positive number, or one of the counts not a positive integer."""
    if not 0 < learning_rate < np.inf:
        raise ValueError(f"learning_rate must be positive, but is {learning_rate}")
    for name, count in counts.items():
        if not (isinstance(count, int | np.integer) and count > 0):
            raise ValueError(f"{name} must be a positive whole number, but is {count}")


def check_network_samples(params, X, y):
    """Return X and y as arrays. ValueError: the network's first layer cannot take X, or its last one has no such y."""
    return check_samples(X, y, range(len(params[-1][1])), n_features=len(params[0][0]))


def check_training(params, X, y, optimizer, validation, learning_rate, n_epochs, batch_size):
    """Return X, in the type of params, and y as arrays. ValueError: anything that `helpers.train_mlp` cannot use."""
    check_positive(learning_rate=learning_rate, n_epochs=n_epochs, batch_size=batch_size)
    if optimizer not in ("sgd", "adam"):
        raise ValueError(f'optimizer must be "sgd" or "adam", but is {optimizer!r}')
    if validation:
        check_network_samples(params, *validation)
    X, y = check_network_samples(params, X, y)
    return X.astype(params[0][0].dtype, copy=False), y
