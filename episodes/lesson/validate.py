"""Check the arguments of the functions of helpers.py; a ValueError says what was expected and what was given."""

import numpy as np


def check_samples(X, y=None, labels=None, n_features=None, numbers=False):
    """Return X (n_samples, n_features) as an array, and y (n_samples,) with it if it is given.

    ValueError: X is empty or has another shape, holds text, NaN or infinity; y does not have one label per sample, has
    labels outside `labels`, or, if `numbers` is true, does not hold finite numbers.
    """
    X = _check_finite("X", X)
    if X.ndim != 2 or X.size == 0:
        raise ValueError(f"expected a filled X of shape (n_samples, n_features), got {X.shape}")
    if n_features not in (None, X.shape[1]):
        raise ValueError(f"expected {n_features} features in X, one per weight of a neuron, got {X.shape[1]}")
    if y is None:
        return X
    y = _check_finite("y", y) if numbers else np.asarray(y)
    if y.shape != X.shape[:1]:
        raise ValueError(f"expected one label per sample, got a y of shape {y.shape} for {len(X)} samples")
    return X, y if labels is None else check_labels(y, labels)


def _check_finite(name, values):
    """Return values as an array. ValueError: they are not all finite numbers."""
    values = np.asarray(values)
    if values.dtype.kind not in "biuf":
        raise ValueError(f"expected numbers in {name}, got {values.dtype}: choose or encode the columns first")
    if values.size and not np.isfinite([values.min(), values.max()]).all():  # needs no second array as large as values
        raise ValueError(f"expected finite numbers in {name}, got NaN or infinity: fill or drop missing values first")
    return values


def check_labels(y, labels):
    """Return y as an array of integers. ValueError: it holds something other than the integers `labels`."""
    y = np.asarray(y)
    if not np.isin(y, labels).all():
        raise ValueError(f"expected labels among {list(labels)}, got {np.setdiff1d(y, labels)[:3].tolist()}")
    return y.astype(int, copy=False)


def check_positive(learning_rate=1.0, **counts):
    """Raise a ValueError if the learning rate is not a positive number, or a count is not a positive whole number."""
    if not 0 < learning_rate < np.inf:
        raise ValueError(f"expected a positive learning_rate, got {learning_rate}")
    for name, count in counts.items():
        if not (isinstance(count, int | np.integer) and count > 0):
            raise ValueError(f"expected a positive whole number for {name}, got {count}")


def check_network_samples(params, X, y):
    """Return X and y as arrays. ValueError: X does not fit the network's first layer, or y has labels that it lacks."""
    return check_samples(X, y, range(len(params[-1][1])), n_features=len(params[0][0]))


def check_training(params, X, y, optimizer, validation, learning_rate, n_epochs, batch_size):
    """Return X (in the type of params) and y as arrays. ValueError: `helpers.train_mlp` cannot use an argument."""
    check_positive(learning_rate=learning_rate, n_epochs=n_epochs, batch_size=batch_size)
    if optimizer not in ("sgd", "adam"):
        raise ValueError(f'expected the optimizer "sgd" or "adam", got {optimizer!r}')
    if validation:
        check_network_samples(params, *validation)
    X, y = check_network_samples(params, X, y)
    return X.astype(params[0][0].dtype, copy=False), y
