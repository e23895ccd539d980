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


def as_numbers(z):
    """Return z as an array of numbers, whole ones in 64 bits, so that no sum or power overflows.

    ValueError: it holds something else, such as text.
    """
    if type(z) is np.ndarray and z.dtype.kind == "f":  # the quick way for a training loop
        return z
    z = as_array("numbers", z)
    if z.dtype.kind not in "biuf":
        raise ValueError(f"expected numbers, got {'text' if z.dtype.kind in 'US' else z.dtype}: {z.flat[0]!r:.40}")
    return z.astype(int if z.dtype.kind in "biu" and z.dtype != np.uint64 else float, copy=False)


def check_classes(z):
    """Return z (..., n_classes) as an array of numbers. ValueError: it has no axis of classes, or no classes."""
    z = as_numbers(z)
    if z.ndim == 0 or z.shape[-1] == 0:
        raise ValueError(f"expected one z for each class, as in [1.0, 2.0, 0.5], got the shape {z.shape}")
    return z


def check_varying(X):
    """Return X (n_samples, n_features) as an array. ValueError: a feature has the same value in all samples."""
    X = check_samples(X)
    constant = np.ptp(X, axis=0) == 0
    if constant.any():
        raise ValueError(f"expected features that vary, got a constant feature {constant.argmax()}: drop it")
    return X


def check_neuron(inputs, weights, bias, activation):
    """Return inputs, weights and bias as arrays. ValueError: they do not fit, or activation is no function."""
    inputs, weights, bias = check_finite("inputs", inputs), check_finite("weights", weights), check_finite("bias", bias)
    if weights.ndim not in (1, 2) or inputs.shape[-1:] != weights.shape[:1]:
        raise ValueError(f"expected one weight per input, got inputs {inputs.shape} and weights {weights.shape}")
    if bias.shape not in ((), weights.shape[1:]):
        raise ValueError(f"expected one bias per neuron, {weights.shape[1:]}, or a number, got bias {bias.shape}")
    if not callable(activation):
        raise ValueError(f"expected a function as activation, such as helpers.logistic, got {activation!r:.40}")
    return inputs, weights, bias


def check_line(X, w, b):
    """Return X, w and b as arrays. ValueError: w is not (n_features,), X does not fit it, or b is no number."""
    X, w, b = check_finite("X", X), check_finite("w", w), check_finite("b", b)
    if w.ndim != 1 or b.ndim != 0:
        raise ValueError(f"expected weights w (n_features,) and one number b, got shapes {w.shape} and {b.shape}")
    check_samples(np.atleast_2d(X), n_features=len(w))
    return X, w, b


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


def _is(kind, value):
    """Return whether a value is a number of a kind, which True and False are for Python, but not for a person."""
    return isinstance(value, kind) and not isinstance(value, bool)


def check_positive(learning_rate=1.0, **counts):
    """Raise a ValueError if the learning rate is not a positive number, or a count is not a positive whole number."""
    if not _is(Real, learning_rate) or not 0 < learning_rate < np.inf:
        raise ValueError(f"expected a positive learning_rate, got {learning_rate!r}")
    for name, count in counts.items():
        if not (_is(Integral, count) and count > 0):
            raise ValueError(f"expected a positive whole number for {name}, got {count!r}")


def check_rng(rng):
    """Raise a ValueError if rng is not a random generator of NumPy."""
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"expected a random generator as rng, such as np.random.default_rng(0), got {rng!r}")


def check_split(test_fraction, rng, n_samples):
    """Return how many samples are for testing. ValueError: none, or all, or test_fraction or rng is something else."""
    check_rng(rng)
    if not _is(Real, test_fraction) or not 0 < test_fraction < 1:
        raise ValueError(f"expected a number between 0 and 1 as test_fraction, got test_fraction {test_fraction!r}")
    n_test = round(test_fraction * n_samples)
    if not 0 < n_test < n_samples:
        raise ValueError(
            f"expected samples to train and to test with, got test_fraction {test_fraction} of {n_samples}"
        )
    return n_test


def check_start(layer_sizes, rng):
    """Return layer sizes as a list. ValueError: they are not two or more positive whole numbers, or rng is wrong."""
    check_rng(rng)
    sizes = list(layer_sizes) if isinstance(layer_sizes, list | tuple | np.ndarray) else []
    if len(sizes) < 2 or not all(_is(Integral, size) and size > 0 for size in sizes):
        raise ValueError(f"expected two or more positive whole numbers as layer sizes, got {layer_sizes!r}")
    return sizes


def check_slope(f, array):
    """Return f so that it must return numbers. ValueError: f is no function, or array no array of float64."""
    kind = array.dtype if type(array) is np.ndarray else type(array).__name__
    if kind != np.float64:
        raise ValueError(f"expected an array of float64, got {kind}, which is not exact enough: convert it")
    if not array.flags.writeable:
        raise ValueError("expected an array whose entries can be moved, got a read-only one: pass a copy")
    if not callable(f):
        raise ValueError(f"expected a function f that returns a number, got {f!r:.40}")

    def number(array):
        value = f(array)
        if np.shape(value) != () or not isinstance(value, Real):
            raise ValueError(f"expected a function f that returns one number, got {type(value).__name__} from it")
        return value

    return number


def check_adam(gradient, m, v, n_steps):
    """Raise a ValueError unless gradient, m and v are arrays of floats of one shape, and n_steps counts from 1."""
    shapes = [getattr(array, "shape", type(array).__name__) for array in (gradient, m, v)]
    if shapes[0] != shapes[1] or shapes[0] != shapes[2] or isinstance(shapes[0], str):
        raise ValueError(
            f"expected arrays of one shape as gradient, m and v, got {shapes[0]}, {shapes[1]}, {shapes[2]}"
        )
    if not all(array.dtype.kind == "f" for array in (gradient, m, v)):
        raise ValueError(f"expected floats in gradient, m and v, got {gradient.dtype}, {m.dtype} and {v.dtype}")
    check_positive(n_steps=n_steps)


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


def check_input(params, X):
    """Return X as an array. ValueError: params are no network's, or X does not have one column per input."""
    check_params(params)
    X = as_numbers(X)
    if X.ndim != 2 or X.shape[1] != len(params[0][0]):
        raise ValueError(f"expected an X of shape (n_samples, {len(params[0][0])}) for this network, got {X.shape}")
    return X


def check_probabilities(probabilities, y):
    """Return probabilities and y as arrays. ValueError: they are not (n_samples, n_classes) and (n_samples,) labels."""
    probabilities, y = as_numbers(probabilities), as_numbers(y)
    if probabilities.ndim != 2 or y.shape != probabilities.shape[:1] or y.size == 0:
        got = f"{probabilities.shape} and {y.shape}"
        raise ValueError(f"expected probabilities (n_samples, n_classes) and labels (n_samples,), got {got}")
    if y.dtype.kind == "f" or y.min() < 0 or y.max() >= probabilities.shape[1]:
        y = check_labels(y, range(probabilities.shape[1]))
    return probabilities, y


def check_activations(params, activations, y):
    """Return y as an array. ValueError: params, the activations that `helpers.forward` returns and y do not fit."""
    check_params(params)
    _, y = check_probabilities(activations[-1] if isinstance(activations, list) and activations else None, y)
    shapes = [getattr(array, "shape", None) for array in activations]
    if shapes != [(len(y), size) for size in (len(params[0][0]), *(len(b) for _, b in params))]:
        raise ValueError(f"expected the activations that forward returns for these params, got the shapes {shapes}")
    return y


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
