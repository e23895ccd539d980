"""Load MNIST: the 5,000 digits of the lesson or all 70,000, each checked against its sha256."""

import hashlib
import os
import socket
import zipfile
import zlib
from pathlib import Path

import numpy as np

from lesson import DATA, mnist_files
from lesson.mnist_files import NAMES

MNIST_5K = DATA / "mnist_5k.npz"
SHA256 = {  # of the arrays' bytes in the order of NAMES, because another zlib packs the same arrays into another file
    "5k": "15563027540c8a4eafeebf3a3606036e3cd242c6108f7ee5ce6c153a5c8ab411",
    "full": "06b0d1f124c4e5fa796686ade41a9b778edacc8622f2195a352ef479ad44fc16",
}
SILENCE = 20  # seconds without a byte, after which a download is given up
ADVICE = {
    "5k": "restore it with `git checkout data/mnist_5k.npz` (or, without git, `make data`)",
    "full": "set LESSON_MNIST (or MNIST= for make full) to the path of another copy, or unset it to use Keras' copy",
}
REMEDIES = {  # what to do if a download fails, by words of its error
    (
        "certificate",
    ): "This Python does not know the certificates of the network. On macOS, run Install Certificates.command "
    "in Python's folder. Elsewhere, set SSL_CERT_FILE to the file that your institution gives you.",
    ("proxy", "tunnel", "407"): "A proxy is in the way. Set HTTPS_PROXY to its address, and start again.",
    (
        "getaddrinfo",
        "name resolution",
        "not known",
        "nodename",
    ): "There is no network, or its name server does not answer. Connect to a network, and try again.",
    ("timed out", "timeout"): "The network was silent for {silence} seconds. Try again, or on another network.",
}


def load_mnist(which="5k"):
    """Return (x_train, y_train), (x_test, y_test): images (n, 28, 28) and labels (n,), both uint8.

    "5k" is the 4,000 + 1,000 images of the lesson. "full" is all 60,000 + 10,000, from the file or folder that the
    environment variable LESSON_MNIST names if it is set (mnist_files.py has the forms), and otherwise from Keras, which
    downloads them once.
    Errors say what to do: FileNotFoundError (missing), ValueError (damaged, or not MNIST), OSError (the download failed
    or the network was silent for SILENCE seconds).
    """
    if which not in SHA256:
        raise ValueError(f'expected "5k" or "full", got {which!r}')
    path = MNIST_5K if which == "5k" else os.environ.get("LESSON_MNIST", "").strip()
    x_train, y_train, x_test, y_test = arrays = _read(path, ADVICE[which]) if path else _download()
    if sha256(arrays) != SHA256[which]:
        raise ValueError(f"{path or 'the copy of MNIST that Keras keeps'} has been changed: {ADVICE[which]}")
    return (x_train, y_train), (x_test, y_test)


def is_here():
    """Return whether all of MNIST can be loaded without a network: LESSON_MNIST is set, or Keras keeps a copy."""
    keras_folder = Path(os.environ.get("KERAS_HOME") or "~/.keras").expanduser()
    return bool(os.environ.get("LESSON_MNIST", "").strip()) or (keras_folder / "datasets" / "mnist.npz").is_file()


def as_rows(images):
    """Return images (n, height, width) from 0 to 255 as rows (n, height * width), float32 from 0 to 1."""
    return images.reshape(len(images), -1).astype(np.float32) / 255


def sha256(arrays):
    """Return the hexadecimal sha256 of the bytes of all arrays, one after the other."""
    return hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()


def _read(path, advice):
    """Return the four arrays of the lesson's file, or of all of MNIST in any form, never unpickling anything."""
    if path != MNIST_5K:
        try:
            return mnist_files.read(path)
        except (FileNotFoundError, ValueError) as error:
            raise type(error)(f"{error}: {advice}") from None
    try:
        with np.load(path, allow_pickle=False) as file:
            return [file[name] for name in NAMES]
    except FileNotFoundError:
        raise FileNotFoundError(f"{path} is missing: {advice}") from None
    except (OSError, EOFError, KeyError, ValueError, TypeError, zipfile.BadZipFile, zlib.error) as error:
        raise ValueError(f"{path} is damaged ({error}): {advice}") from None


def _download():
    """Return the four arrays of the copy that Keras keeps, or downloads if it has none."""
    import keras  # here and not above, because it takes seconds and nothing else needs it

    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(SILENCE)  # otherwise, Keras' downloader would wait forever
    try:
        (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
    except Exception as error:  # Keras' downloader raises nothing more specific
        said = str(error).lower()
        found = (what for words, what in REMEDIES.items() if any(word in said for word in words))
        remedy = next(found, "Connect to a network, and try again.").format(silence=SILENCE)
        raise OSError(
            f"all of MNIST could not be downloaded ({error}). {remedy} Or set the environment variable LESSON_MNIST to "
            "the path of a copy of mnist.npz."
        ) from None
    finally:
        socket.setdefaulttimeout(before)
    return x_train, y_train, x_test, y_test
