"""What goes into helpers.py: the digits, read and checked; preparing data; checks of arguments, in sentences."""

import hashlib
import os
import socket
import zipfile
import zlib
from pathlib import Path

import numpy as np

MNIST_5K = Path(__file__).resolve().parent.parent / "data" / "mnist_5k.npz"
NAMES = ("x_train", "y_train", "x_test", "y_test")  # as in the file that Keras downloads
SHA256 = {  # of the arrays' bytes in the order of NAMES, not of the file: other zlibs pack the same pixels differently
    "5k": "15563027540c8a4eafeebf3a3606036e3cd242c6108f7ee5ce6c153a5c8ab411",
    "full": "06b0d1f124c4e5fa796686ade41a9b778edacc8622f2195a352ef479ad44fc16",
}
SILENCE = 20  # seconds without a byte after which a download is given up
ADVICE = {
    "5k": "restore it with `git checkout data/mnist_5k.npz` (or, without git, `make data`)",
    "full": "name another copy by LESSON_MNIST (for make full, by MNIST=), or unset it and let Keras download one",
}


def load_mnist(which="5k"):
    """Return (x_train, y_train), (x_test, y_test): images (n, 28, 28) and labels (n,), both uint8.

    "5k": the 4,000 + 1,000 images that come with the lesson. "full": all 60,000 + 10,000, from the file named by the
    environment variable LESSON_MNIST if it is set, else from Keras, which downloads them once.
    Errors say what to do: FileNotFoundError (missing), ValueError (damaged, or not MNIST), OSError (no download, or a
    network that is silent for SILENCE seconds).
    """
    if which not in SHA256:
        raise ValueError(f'which must be "5k" or "full", but is {which!r}')
    path = MNIST_5K if which == "5k" else os.environ.get("LESSON_MNIST")
    x_train, y_train, x_test, y_test = arrays = _read(path, ADVICE[which]) if path else _download()
    if sha256(arrays) != SHA256[which]:
        raise ValueError(f"{path or 'the copy of MNIST that Keras keeps'} has been changed: {ADVICE[which]}")
    return (x_train, y_train), (x_test, y_test)


def sha256(arrays):
    """Return the hexadecimal sha256 of the bytes of all arrays, one after the other."""
    return hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()


def _read(path, advice):
    """Return the four arrays of an .npz file, never unpickling anything."""
    try:
        with np.load(path, allow_pickle=False) as file:
            return [file[name] for name in NAMES]
    except FileNotFoundError:
        raise FileNotFoundError(f"{path} is missing: {advice}") from None
    except (OSError, EOFError, KeyError, ValueError, TypeError, zipfile.BadZipFile, zlib.error) as error:
        raise ValueError(f"{path} is damaged ({error}): {advice}") from None


def _download():
    """Return the four arrays of the copy that Keras keeps; it downloads one when it has none."""
    import keras  # here, not above: it takes seconds, and nothing else needs it

    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(SILENCE)  # Keras' downloader would wait for ever
    try:
        (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
    except Exception as error:  # Keras' downloader raises nothing more specific
        raise OSError(
            f"all of MNIST could not be downloaded ({error}; a network that is silent for {SILENCE} seconds counts as "
            "none): connect to a network and try again, or set the environment variable LESSON_MNIST to the path of a "
            "copy of mnist.npz"
        ) from None
    finally:
        socket.setdefaulttimeout(before)
    return x_train, y_train, x_test, y_test


def standardize(X):
    """Return X_std, mean, std with X_std = (X - mean) / std; X: (n_samples, n_features), mean and std: (n_features,).

    ValueError also for a feature that never varies: it has no spread to divide by.
    """
    X = check_samples(X)
    constant = np.ptp(X, axis=0) == 0
    if constant.any():
        raise ValueError(f"each feature must vary, but feature {constant.argmax()} never does: drop it")
    mean, std = X.mean(axis=0), X.std(axis=0)
    return (X - mean) / std, mean, std


def train_test_split(X, y, test_fraction, rng):
    """Return X_train, X_test, y_train, y_test: shuffled rows, round(test_fraction * n_samples) of them to test with."""
    X, y = check_samples(X, y)
    n_test = round(test_fraction * len(X))
    if not 0 < n_test < len(X):
        raise ValueError(f"test_fraction {test_fraction} of {len(X)} samples leaves none to train or none to test with")
    order = rng.permutation(len(X))
    test, train = order[:n_test], order[n_test:]
    return X[train], X[test], y[train], y[test]


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
