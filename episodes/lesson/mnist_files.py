"""Read all of MNIST in the forms in which people have it, and bring it into the form of Keras' mnist.npz.

Each function returns x_train, y_train, x_test, y_test: uint8 (60000, 28, 28), (60000,), (10000, 28, 28), (10000,).
"""

import gzip
import zipfile
import zlib
from pathlib import Path

import numpy as np

NAMES = ("x_train", "y_train", "x_test", "y_test")  # as in the file that Keras downloads
IDX = ("train-images", "train-labels", "t10k-images", "t10k-labels")  # the first words of the names of the idx files
CSV = ("mnist_train.csv", "mnist_test.csv")
SIZES = (60_000, 60_000, 10_000, 10_000)
FORMS = "mnist.npz, a folder with the four idx files, or mnist_train.csv next to mnist_test.csv"


def read(path):
    """Return the four arrays of a file or folder; its form is recognised.

    path: quotation marks and blanks around it are removed, and ~ is the home folder. FileNotFoundError: there is
    nothing. ValueError: it is something else, and the sentence says what; or it is damaged.
    """
    path = Path(str(path).strip().strip("\"'").strip()).expanduser()
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing")
    try:
        arrays = _read_folder(path) if path.is_dir() else _read_file(path)
        return [_as_keras_has_it(name, array, size) for name, array, size in zip(NAMES, arrays, SIZES)]
    except (EOFError, OSError, zlib.error, zipfile.BadZipFile) as error:
        raise ValueError(f"{path} is damaged ({error})") from None


def _read_folder(folder):
    """Return four arrays from the files of a folder."""
    if (folder / "mnist.npz").exists():
        return _read_npz(folder / "mnist.npz")
    if all((folder / name).exists() for name in CSV):
        return [array for name in CSV for array in _read_csv(folder / name)]
    found = [next(iter(sorted(folder.glob(f"{name}*"))), None) for name in IDX]
    if not all(found):
        missing = [name for name, path in zip(IDX, found) if not path]
        raise ValueError(f"{folder} is a folder without MNIST (no {missing[0]}...): expected {FORMS}")
    return [_read_idx(path) for path in found]


def _read_file(path):
    """Return four arrays from a file, whose first bytes tell what it is, or from it and its companions."""
    start = path.open("rb").read(4)
    if start.startswith(b"PK"):
        return _read_npz(path)
    if start.startswith(b"\x1f\x8b") or start.startswith(b"\0\0\x08"):
        return _read_folder(path.parent)
    if path.suffix == ".csv":
        return _read_folder(path.parent) if path.name in CSV else [*_read_csv(path), [], []]
    kinds = {b"\x89PNG": "a PNG picture", b"\x93NUM": "a single NumPy array", b"\x89HDF": "an HDF5 file"}
    raise ValueError(f"{path} is {kinds.get(start, 'a file of another kind')}: expected {FORMS}")


def _read_npz(path):
    with zipfile.ZipFile(path) as archive:
        names = [Path(name).stem for name in archive.namelist()]
    if not set(NAMES) <= set(names):
        raise ValueError(f"{path} is an archive with {', '.join(names[:4])}: expected {', '.join(NAMES)}")
    try:
        with np.load(path, allow_pickle=False) as file:
            return [file[name] for name in NAMES]
    except ValueError:  # NumPy would advise to unpickle, which could run foreign code
        raise ValueError(f"{path} has arrays of Python objects: expected arrays of numbers") from None


def _read_idx(path):
    """Return the array of an idx file (yann.lecun.com/exdb/mnist), which may be packed with gzip."""
    content = path.read_bytes()
    content = gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
    if not content.startswith(b"\0\0\x08"):
        raise ValueError(f"{path} is no idx file of bytes: expected {FORMS}")
    n_axes = content[3]
    shape = np.frombuffer(content, ">i4", n_axes, offset=4)
    values = np.frombuffer(content, np.uint8, offset=4 + 4 * n_axes)
    if values.size != np.prod(shape):
        raise ValueError(f"{path} is damaged (it has {values.size} of {np.prod(shape)} bytes)")
    return values.reshape(shape)


def _read_csv(path):
    """Return images and labels of a table whose first column is the label, with or without names of the columns."""
    with path.open() as file:
        n_columns = file.readline().count(",") + 1
    if n_columns != 785:
        raise ValueError(f"{path} has {n_columns} columns: expected a label and 784 pixels in each row")
    is_named = not path.open().readline().split(",")[0].strip().isdigit()
    table = np.loadtxt(path, dtype=np.uint8, delimiter=",", skiprows=int(is_named))
    return table[:, 1:], table[:, 0]


def _as_keras_has_it(name, array, size):
    """Return one of the arrays as uint8 in Keras' shape. ValueError: another number of rows, or other values."""
    array, shape = np.asarray(array), (size, 28, 28) if name.startswith("x") else (size,)
    if len(array) != size:
        part = " It may be the part of MNIST that Kaggle's Digit Recognizer has." if len(array) == 42_000 else ""
        raise ValueError(f"{name} has {len(array):,} rows: all of MNIST has {size:,}.{part}")
    if array.size != np.prod(shape) or array.dtype.kind not in "biuf" or array.min() < 0 or array.max() > 255:
        raise ValueError(
            f"{name} has the shape {array.shape} and {array.dtype}: expected levels from 0 to 255, {shape}"
        )
    return array.reshape(shape).astype(np.uint8)
