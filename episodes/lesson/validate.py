"""Check the arguments of the functions of helpers.py; a ValueError says what was expected and what was given."""

import warnings
from numbers import Integral, Real

import numpy as np


def check_samples(X, y=None, labels=None, n_features=None, numbers=False):
    """Return X (n_samples, n_features) as an array, and y (n_samples,) with it if it is given.

    ValueError: X is empty or has another shape, holds text, NaN or infinity; y does not have one label per sample, has
    labels outside `labels`, or, if `numbers` is true, does not hold finite numbers.
    """
    X = check_finite("X", X)
    if X.ndim != 2 or X.size == 0:
        raise ValueError(f"expected a filled X of shape (n_samples, n_features), got {X.shape}")
    if n_features not in (None, X.shape[1]):
        raise ValueError(f"expected {n_features} features in X, one per weight of a neuron, got {X.shape[1]}")
    if y is None:
        return X
    y = check_finite("y", y) if numbers else as_array("y", y)
    if y.shape != X.shape[:1]:
        raise ValueError(f"expected one label per sample, got a y of shape {y.shape} for {len(X)} samples")
    return X, y if labels is None else check_labels(y, labels)


def as_array(name, values):
    """Return values as an array. ValueError: they are None, masked, or rows of different lengths."""
    if values is None:
        raise ValueError(f"expected {name} as an array or a list, got None")
    if np.ma.is_masked(values):
        raise ValueError(f"expected {name} without masked entries, whose mask would be lost: fill or drop them first")
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError(f"expected {name} with rows of one length, got rows of different lengths") from None
    # Columns of pandas that may have gaps become arrays of Python's objects, and so do tables with such a column.
    if array.dtype == object and all(isinstance(value, Real) or value is not value for value in array.flat):
        return array.astype(float)
    return array


def check_finite(name, values):
    """Return values as an array. ValueError: they are not all finite numbers."""
    if hasattr(values, "to_numpy") and hasattr(values, "isna"):  # a gap of pandas is no number
        values = values.astype(object).where(~values.isna(), np.nan) if values.isna().to_numpy().any() else values
    values = as_array(name, values)
    if values.dtype.kind not in "biuf":
        kind = "text" if values.dtype.kind in "US" else values.dtype
        raise ValueError(f"expected numbers in {name}, got {kind}: choose or encode the columns first")
    if values.size and not np.isfinite([values.min(), values.max()]).all():  # needs no second array as large as values
        raise ValueError(f"expected finite numbers in {name}, got NaN or infinity: fill or drop missing values first")
    return values


def check_labels(y, labels):
    """Return y as an array (n_samples,) of integers. ValueError: another shape, or other values than `labels`."""
    y = as_array("labels", y)
    if y.ndim != 1:
        raise ValueError(f"expected labels of shape (n_samples,), got {y.shape}: take one column, such as y[:, 0]")
    if not np.isin(y, labels).all():
        raise ValueError(f"expected labels among {list(labels)}, got {np.setdiff1d(y, labels)[:3].tolist()}")
    return y.astype(int, copy=False)


def check_pairs(y_true, y_pred):
    """Return labels and predictions as arrays. ValueError: they differ in shape or kind, or there are none."""
    y_true, y_pred = as_array("labels", y_true), as_array("predictions", y_pred)
    if y_true.shape != y_pred.shape or y_true.size == 0:
        raise ValueError(f"expected one prediction per label, got {y_true.shape} labels, {y_pred.shape} predictions")
    are_texts = [array.dtype.kind in "USO" for array in (y_true, y_pred)]
    if are_texts[0] != are_texts[1]:
        raise ValueError("expected labels and predictions of one kind, got text and numbers: convert one of them")
    return y_true, y_pred


def check_positive(learning_rate=1.0, **counts):
    """Raise a ValueError if the learning rate is not a positive number, or a count is not a positive whole number."""
    if not isinstance(learning_rate, Real) or not 0 < learning_rate < np.inf:
        raise ValueError(f"expected a positive learning_rate, got {learning_rate!r}")
    for name, count in counts.items():
        if not (isinstance(count, Integral) and count > 0):
            raise ValueError(f"expected a positive whole number for {name}, got {count!r}")


def check_rng(rng):
    """Raise a ValueError if rng is not a random generator of NumPy."""
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"expected a random generator as rng, such as np.random.default_rng(0), got {rng!r}")


def check_split(test_fraction, rng):
    """Raise a ValueError if test_fraction is not a number between 0 and 1, or rng no random generator."""
    check_rng(rng)
    if not isinstance(test_fraction, Real) or not 0 < test_fraction < 1:
        raise ValueError(f"expected a number between 0 and 1 as test_fraction, got test_fraction {test_fraction!r}")


def check_start(layer_sizes, rng):
    """Return layer sizes as a list. ValueError: they are not two or more positive whole numbers, or rng is wrong."""
    check_rng(rng)
    sizes = list(layer_sizes) if isinstance(layer_sizes, list | tuple | np.ndarray) else []
    if len(sizes) < 2 or not all(isinstance(size, Integral) and size > 0 for size in sizes):
        raise ValueError(f"expected two or more positive whole numbers as layer sizes, got {layer_sizes!r}")
    return sizes


def check_float64(array):
    """Raise a ValueError if something is not an array of float64."""
    kind = getattr(array, "dtype", type(array).__name__)
    if kind != np.float64:
        raise ValueError(f"expected an array of float64, got {kind}, which is not exact enough: convert it")


def check_params(params):
    """Raise a ValueError unless params is [(W1, b1), (W2, b2), ...] of floats, each layer fitting the one before."""
    form = "expected params as a list of pairs (W, b), one per layer"
    if not isinstance(params, list | tuple) or not params:
        raise ValueError(f"{form}, got {'an empty list' if params in ([], ()) else type(params).__name__}")
    n_units = None
    for number, layer in enumerate(params, start=1):
        if not isinstance(layer, list | tuple) or len(layer) != 2:
            raise ValueError(f"{form}, got {type(layer).__name__} as layer {number}")
        W, b = (np.asarray(array) for array in layer)
        if W.ndim != 2 or b.shape != W.shape[1:] or W.shape[0] != (n_units or W.shape[0]):
            got = f"W {W.shape} and b {b.shape}" + (f" after {n_units} units" if n_units else "")
            raise ValueError(f"expected W (n_in, n_out) and b (n_out,) that fit the layer before, got {got}")
        if W.dtype.kind != "f" or b.dtype.kind != "f":
            raise ValueError(f"expected params of floats, got {W.dtype} and {b.dtype}: convert with astype(float)")
        n_units = W.shape[1]


def check_network_samples(params, X, y):
    """Return X and y as arrays. ValueError: X does not fit the network's first layer, or y has labels that it lacks."""
    check_params(params)
    return check_samples(X, y, range(len(params[-1][1])), n_features=len(params[0][0]))


def check_training(params, X, y, optimizer, validation, learning_rate, n_epochs, batch_size, rng):
    """Return X (in the type of params) and y as arrays. ValueError: `helpers.train_mlp` cannot use an argument."""
    check_positive(learning_rate=learning_rate, n_epochs=n_epochs, batch_size=batch_size)
    check_rng(rng)
    if optimizer not in ("sgd", "adam"):
        raise ValueError(f'expected the optimizer "sgd" or "adam", got {optimizer!r}')
    X, y = check_network_samples(params, X, y)
    if validation is not None:
        if not isinstance(validation, list | tuple) or len(validation) != 2:
            raise ValueError(f"expected validation as a pair (X, y), got {type(validation).__name__}")
        try:
            check_network_samples(params, *validation)
        except ValueError as error:
            raise ValueError(f"in validation: {error}") from None
    largest = max(X.max(), -X.min())
    if largest > 100:
        advice = "divide pixels by 255, or standardise the features"
        warnings.warn(f"X has values up to {largest:.0f}, from which a network hardly learns: {advice}.", stacklevel=4)
    return X.astype(params[0][0].dtype, copy=False), y
