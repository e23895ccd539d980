"""mnist_files.py: all of MNIST is recognised in the forms in which people have it, and other files are named."""

import gzip

import numpy as np
import pytest

import helpers
from lesson import mnist, mnist_files
from lesson_files import needs_all_of_mnist

SIZES = (60, 60, 10, 10)


@pytest.fixture
def arrays(monkeypatch):
    """Return four small arrays instead of all of MNIST."""
    rng = np.random.default_rng(0)
    made = [rng.integers(0, 256, (n, 28, 28) if i % 2 == 0 else n, dtype=np.uint8) for i, n in enumerate(SIZES)]
    made[1::2] = [labels % 10 for labels in made[1::2]]
    monkeypatch.setattr(mnist_files, "SIZES", SIZES)
    monkeypatch.setitem(mnist.SHA256, "full", mnist.sha256(made))
    return made


def write_npz(folder, arrays, change=lambda array: array):
    np.savez(folder / "any-name.npz", **{name: change(a) for name, a in zip(mnist_files.NAMES, arrays)})
    return folder / "any-name.npz"


def write_idx(folder, arrays, pack=bytes, ending="-ubyte"):
    for name, array in zip(mnist_files.IDX, arrays):
        head = bytes([0, 0, 8, array.ndim]) + np.array(array.shape, ">i4").tobytes()
        (folder / f"{name}-idx{array.ndim}{ending}").write_bytes(pack(head + array.tobytes()))
    return folder


def write_csv(folder, arrays, header="", names=mnist_files.CSV):
    for name, images, labels in zip(names, arrays[::2], arrays[1::2]):
        table = np.column_stack([labels, images.reshape(len(images), 784)])
        np.savetxt(folder / name, table, fmt="%d", delimiter=",", header=header, comments="")
    return folder


FORMS = {
    "mnist.npz": write_npz,
    "rows of 784 pixels": lambda folder, a: write_npz(folder, a, lambda array: array.reshape(len(array), -1).squeeze()),
    "int64": lambda folder, a: write_npz(folder, a, lambda array: array.astype(np.int64)),
    "labels in a column": lambda folder, a: write_npz(folder, a, lambda b: b if b.ndim == 3 else b[:, None]),
    "idx": write_idx,
    "idx.gz": lambda folder, a: write_idx(folder, a, gzip.compress, "-ubyte.gz"),
    "one of the idx files": lambda folder, a: next(write_idx(folder, a).glob("t10k-labels*")),
    "csv": write_csv,
    "csv with names of columns": lambda folder, a: write_csv(folder, a, "label," + ",".join(map(str, range(784)))),
    "one of the csv files": lambda folder, a: write_csv(folder, a) / "mnist_test.csv",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_becomes_the_same(arrays, tmp_path, monkeypatch, form):
    monkeypatch.setenv("LESSON_MNIST", str(FORMS[form](tmp_path, arrays)))
    (x_train, y_train), (x_test, y_test) = helpers.load_mnist("full")
    for ours, theirs in zip((x_train, y_train, x_test, y_test), arrays):
        assert ours.dtype == np.uint8
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("around", ['"{}"', "'{}'", " {} ", ' "{}" '])
def test_quotes_and_blanks_around_a_path_are_no_part_of_it(arrays, tmp_path, monkeypatch, around):
    folder = tmp_path / "a folder with blanks"
    folder.mkdir()
    monkeypatch.setenv("LESSON_MNIST", around.format(write_npz(folder, arrays)))
    helpers.load_mnist("full")


def test_the_home_folder_has_its_sign(arrays, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    write_npz(tmp_path, arrays)
    monkeypatch.setenv("LESSON_MNIST", "~/any-name.npz")
    helpers.load_mnist("full")


def half(folder, arrays):
    path = write_npz(folder, arrays)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def saved(folder, name, content):
    (folder / name).write_bytes(content)
    return folder / name


def objects(folder, _):
    np.savez(folder / "o.npz", **dict.fromkeys(mnist_files.NAMES, np.array([{}], dtype=object)))
    return folder / "o.npz"


def short_idx(folder, arrays):
    path = next(write_idx(folder, arrays).glob("train-images*"))
    path.write_bytes(path.read_bytes()[:-5])
    return folder


def digit_recognizer(folder, _):
    many = np.zeros((42_000, 785), np.uint8)
    np.savetxt(folder / "train.csv", many, fmt="%d", delimiter=",")
    return folder / "train.csv"


OTHERS = {
    "is damaged": half,
    "an empty folder": lambda folder, _: folder,
    "is a PNG picture": lambda folder, _: saved(folder, "a.png", b"\x89PNG\r\n\x1a\n"),
    "is a single NumPy array": lambda folder, _: saved(folder, "a.npy", b"\x93NUMPY"),
    "is a file of another kind": lambda folder, _: saved(folder, "a.html", b"<html>Welcome to our network</html>"),
    "has arrays of Python objects": objects,
    "is damaged (it has": short_idx,
    "has 3 columns": lambda folder, _: saved(folder, "t.csv", b"1,2,3\n"),
    "Kaggle's Digit Recognizer": digit_recognizer,
    "has been changed": lambda folder, a: write_npz(folder, a, lambda array: array // 2),
    "x_train has 10 rows": lambda folder, a: write_npz(folder, a, lambda array: array[:10]),
    "expected levels from 0 to 255": lambda folder, a: write_npz(folder, a, lambda array: array - 300.0),
}


@pytest.mark.parametrize("words", OTHERS)
def test_another_file_is_named(arrays, tmp_path, monkeypatch, words):
    monkeypatch.setenv("LESSON_MNIST", str(OTHERS[words](tmp_path, arrays)))
    with pytest.raises(ValueError) as caught:
        helpers.load_mnist("full")
    said = str(caught.value)
    assert words.replace("an empty folder", "is a folder without MNIST") in said and "LESSON_MNIST" in said
    assert "unsafely" not in said and "pickle" not in said and "\n" not in said


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("CERTIFICATE_VERIFY_FAILED", "SSL_CERT_FILE"),
        ("Tunnel connection failed: 407 Proxy Authentication Required", "HTTPS_PROXY"),
        ("[Errno -2] Name or service not known", "name server does not answer"),
        ("The read operation timed out", "silent for 20 seconds"),
        ("something else", "Connect to a network"),
    ],
)
def test_each_failure_of_the_network_has_its_remedy(monkeypatch, error, words):

    def fails():
        raise Exception(error)

    monkeypatch.delenv("LESSON_MNIST", raising=False)
    monkeypatch.setattr("keras.datasets.mnist.load_data", fails)
    with pytest.raises(OSError) as caught:
        helpers.load_mnist("full")
    assert words in str(caught.value)


@needs_all_of_mnist
def test_the_real_sizes():
    assert [len(array) for pair in helpers.load_mnist("full") for array in pair] == list(mnist_files.SIZES)
