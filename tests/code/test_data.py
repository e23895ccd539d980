"""The data files: their content, that they can be rebuilt, and the messages when one is missing or damaged."""

import hashlib
import os
import re
import shutil
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import helpers
from lesson import digits, mnist
from lesson_files import ROOT, needs_all_of_mnist

DATA = ROOT / "data"


def test_mnist_5k_is_balanced_and_typed_as_keras_has_it():
    (x_train, y_train), (x_test, y_test) = helpers.load_mnist()
    assert (x_train.shape, x_test.shape) == ((4000, 28, 28), (1000, 28, 28))
    assert {a.dtype for a in (x_train, y_train, x_test, y_test)} == {np.dtype(np.uint8)}
    assert np.bincount(y_train).tolist() == [400] * 10 and np.bincount(y_test).tolist() == [100] * 10
    assert len({image.tobytes() for image in [*x_train, *x_test]}) == 5000  # no image is in both parts


def test_iris_is_fishers_table():
    iris = pd.read_csv(DATA / "iris.csv")
    assert list(iris.columns) == ["sepal_length", "sepal_width", "petal_length", "petal_width", "species"]
    assert iris["species"].value_counts().to_dict() == {"setosa": 50, "versicolor": 50, "virginica": 50}
    # Rows 35 and 38 of the paper, where the copy at UCI has 4.9 3.1 1.5 0.1 twice.
    assert iris.iloc[34, :4].tolist() == [4.9, 3.1, 1.5, 0.2]
    assert iris.iloc[37, :4].tolist() == [4.9, 3.6, 1.4, 0.1]


def test_readme_gives_the_sha256_of_each_file():
    stated = re.findall(r"\b([0-9a-f]{64})\b", (DATA / "README.md").read_text(encoding="utf-8"))
    files = [hashlib.sha256((DATA / name).read_bytes()).hexdigest() for name in ("iris.csv", "mnist_5k.npz")]
    assert stated == [*files, digits.SHA256]


def test_make_data_rebuilds_the_files(tmp_path):
    recipes = ("data/make_data.py", "data/make_digits.py")
    modules = ("__init__", "digits", "hiding", "mnist", "mnist_files", "photographs", "validate")
    for name in (*recipes, *(f"episodes/lesson/{module}.py" for module in modules)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    data = tmp_path / "data"
    run = subprocess.run([sys.executable, data / "make_data.py"], check=True, capture_output=True, text=True)
    assert (data / "iris.csv").read_bytes() == (DATA / "iris.csv").read_bytes()
    with np.load(data / "mnist_5k.npz") as rebuilt:  # arrays, as another zlib packs the same pixels differently
        assert list(rebuilt) == list(mnist.NAMES)
        assert mnist.sha256(rebuilt.values()) == mnist.SHA256["5k"]
    assert mnist.sha256([digits.read_drawn(data / "digits")]) == digits.SHA256
    assert f"{digits.SHA256} digits" in run.stdout


# ---- Errors.


def damaged(path, kind):
    """Write a damaged copy of the digits to path."""
    content = mnist.MNIST_5K.read_bytes()
    if kind == "truncated":
        path.write_bytes(content[: len(content) // 2])
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "a page of a Wi-Fi login":
        path.write_text("<html>Welcome to our network</html>")
    elif kind == "one byte":
        path.write_bytes(content[:400_000] + bytes([content[400_000] ^ 1]) + content[400_001:])
    elif kind == "one pixel":
        arrays = dict(np.load(mnist.MNIST_5K))
        arrays["x_train"][0, 0, 0] ^= 1
        np.savez_compressed(path, **arrays)
    elif kind == "an array missing":
        np.savez(path, x_train=np.zeros(3))
    elif kind == "a pickle":
        np.savez(path, **dict.fromkeys(mnist.NAMES, np.array([{"not": "numbers"}], dtype=object)))


KINDS = ["truncated", "empty", "a page of a Wi-Fi login", "one byte", "one pixel", "an array missing", "a pickle"]


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_digits_give_a_sentence_with_the_remedy(tmp_path, monkeypatch, kind):
    path = tmp_path / "mnist_5k.npz"
    damaged(path, kind)
    monkeypatch.setattr(mnist, "MNIST_5K", path)
    with pytest.raises(ValueError) as caught:
        helpers.load_mnist()
    message = str(caught.value)
    assert str(path) in message and "git checkout data/mnist_5k.npz" in message and "\n" not in message
    assert caught.value.__cause__ is None and (caught.value.__suppress_context__ or caught.value.__context__ is None)


def test_missing_digits_give_a_sentence_with_the_remedy(tmp_path, monkeypatch):
    monkeypatch.setattr(mnist, "MNIST_5K", tmp_path / "mnist_5k.npz")
    with pytest.raises(FileNotFoundError, match="mnist_5k.npz is missing: restore it with `git checkout"):
        helpers.load_mnist()


@pytest.mark.parametrize("kind", ["missing", "truncated"])
def test_the_checks_stop_with_the_sentence(tmp_path, kind):
    for folder in ("episodes", "data", "tests", "tools"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "*.ipynb"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    digits_file = tmp_path / "data" / "mnist_5k.npz"
    digits_file.unlink()
    if kind == "truncated":
        damaged(digits_file, kind)
    command = [sys.executable, "-m", "pytest", "--numprocesses=0", "tests/code/test_data.py"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode != 0
    assert "restore it with `git checkout data/mnist_5k.npz`" in run.stdout + run.stderr
    assert "Traceback" not in run.stdout + run.stderr


def test_full_set_from_a_file_that_is_no_mnist(tmp_path, monkeypatch):
    monkeypatch.setenv("LESSON_MNIST", str(mnist.MNIST_5K))
    with pytest.raises(ValueError, match="LESSON_MNIST"):
        helpers.load_mnist("full")
    monkeypatch.setenv("LESSON_MNIST", str(tmp_path / "nowhere.npz"))
    with pytest.raises(FileNotFoundError, match="nowhere.npz is missing: .*LESSON_MNIST"):
        helpers.load_mnist("full")


def test_full_set_without_network_names_both_ways_out(tmp_path):
    # The home folder has no copy of Keras, and the proxies do not answer, so no request can leave this machine.
    dead = "http://127.0.0.1:9"
    env = {**os.environ, "KERAS_HOME": str(tmp_path), "http_proxy": dead, "https_proxy": dead, "LESSON_MNIST": ""}
    code = "import helpers\ntry:\n    helpers.load_mnist('full')\nexcept OSError as error:\n    print('SAID', error)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "episodes", env=env, capture_output=True, text=True)
    said = run.stdout[run.stdout.index("SAID") :]
    assert "Connect to a network, and try again." in said and "LESSON_MNIST" in said
    assert "Traceback" not in run.stderr


@needs_all_of_mnist
def test_full_set_from_a_file():
    (x_train, y_train), (x_test, y_test) = helpers.load_mnist("full")
    assert (x_train.shape, x_test.shape) == ((60_000, 28, 28), (10_000, 28, 28))
    assert (y_train[7777], y_test[9]) == (8, 9)
