"""Before any check: the data files are what they should be, else one sentence says how to restore them."""

import hashlib
import sys
from pathlib import Path

import hypothesis
import numpy as np
import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "episodes"))

import helpers  # noqa: E402

FULL_MNIST = ROOT.parent / "shared" / "data" / "mnist.npz"


def pytest_configure(config):
    try:
        helpers.load_mnist()
    except (OSError, ValueError) as error:
        pytest.exit(str(error), returncode=2)
    iris = ROOT / "data" / "iris.csv"
    if not iris.exists() or hashlib.sha256(iris.read_bytes()).hexdigest() not in (ROOT / "data/README.md").read_text():
        pytest.exit(
            f"{iris} is missing or has been changed: restore it with `git checkout data/iris.csv`", returncode=2
        )


# No deadline: a slow machine is not a mistake. The same examples each time: a failure comes back.
hypothesis.settings.register_profile("lesson", deadline=None, derandomize=True)
hypothesis.settings.load_profile("lesson")


@pytest.fixture(autouse=True)
def no_progress(monkeypatch):
    """Keep progress bars out of what the tests capture."""
    monkeypatch.setitem(helpers.PROGRESS, "disable", True)


def two_species(first, second):
    """Return sepal and petal length of two species (100, 2) and their labels -1, +1, as in episode 03."""
    iris = pd.read_csv(ROOT / "data" / "iris.csv")
    rows = iris[iris["species"].isin([first, second])]
    return rows[["sepal_length", "petal_length"]].to_numpy(), np.where(rows["species"] == first, -1, 1)


@pytest.fixture(scope="session")
def setosa_versicolor():
    return two_species("setosa", "versicolor")


@pytest.fixture(scope="session")
def versicolor_virginica():
    return two_species("versicolor", "virginica")


@pytest.fixture(scope="session")
def digits():
    """Return X_train, y_train, X_test, y_test: the shipped digits as rows of float32 between 0 and 1."""
    (x_train, y_train), (x_test, y_test) = helpers.load_mnist()
    X_train, X_test = (x.reshape(-1, 784).astype(np.float32) / 255 for x in (x_train, x_test))
    return X_train, y_train, X_test, y_test
