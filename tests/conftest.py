"""Check before all tests that the data files are unchanged; if not, one sentence says how to restore them."""

import functools
import hashlib

import hypothesis
import numpy as np
import pandas as pd
import pytest

import helpers
from lesson import progress, record
from lesson.mnist import as_rows
from lesson_files import ROOT


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


def pytest_terminal_summary(terminalreporter):
    """Print the tables that tests recorded under "table", and the results of tests/lesson/test_faults.py."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    recorded = [pair for report in reports for pair in getattr(report, "user_properties", ())]
    for key, text in recorded:
        if key == "table":
            terminalreporter.write_line(f"\n{text}")
    rows = [value for key, value in recorded if key == "fault"]
    if not rows:
        return
    for harmless, title in ((False, "faults: found by"), (True, "harmless changes: rejected by")):
        part = [row for row in rows if row[1] == harmless]
        terminalreporter.write_line(f"\n{title:48s} these checks   plain nbval")
        for name, _, ours, plain in part:
            terminalreporter.write_line(f"{name:48s} {'yes' if ours else 'no':14s} {'yes' if plain else 'no'}")
        sums = [f"{sum(row[column] for row in part)} of {len(part)}" for column in (2, 3)]
        terminalreporter.write_line(f"{'':48s} {sums[0]:14s} {sums[1]}")


# There is no deadline, because a slow machine is not a mistake. The examples are always the same, so a failure repeats.
hypothesis.settings.register_profile("lesson", deadline=None, derandomize=True)
hypothesis.settings.load_profile("lesson")


@pytest.fixture(autouse=True)
def no_progress(monkeypatch):
    """Keep progress bars out of the output that tests capture."""
    monkeypatch.setattr(progress, "tqdm", functools.partial(progress.tqdm, disable=True))


@pytest.fixture(autouse=True)
def no_record(monkeypatch, tmp_path_factory):
    """Keep the answers that tests check out of the folder of the lesson."""
    monkeypatch.setattr(record, "NAME", str(tmp_path_factory.mktemp("record") / "progress.json"))


def two_species(first, second):
    """Return the sepal and petal lengths of two species (100, 2) and their labels -1 and +1, as in episode 03."""
    iris = pd.read_csv(ROOT / "data" / "iris.csv")
    flowers = iris[iris["species"].isin([first, second])]
    return flowers[["sepal_length", "petal_length"]].to_numpy(), np.where(flowers["species"] == first, -1, 1)


@pytest.fixture(scope="session")
def setosa_versicolor():
    return two_species("setosa", "versicolor")


@pytest.fixture(scope="session")
def versicolor_virginica():
    return two_species("versicolor", "virginica")


@pytest.fixture(scope="session")
def trained(digits):
    """Return params and history of 784-64-64-10 after 20 epochs of Adam on the shipped digits."""
    rng = np.random.default_rng(0)
    settings = {"learning_rate": 0.001, "n_epochs": 20, "batch_size": 32, "optimizer": "adam", "rng": rng}
    return helpers.train_mlp(helpers.init_mlp((784, 64, 64, 10), rng), *digits[:2], **settings)


@pytest.fixture(scope="session")
def digits():
    """Return X_train, y_train, X_test, y_test, the shipped digits as rows of float32 from 0 to 1."""
    (x_train, y_train), (x_test, y_test) = helpers.load_mnist()
    return as_rows(x_train), y_train, as_rows(x_test), y_test
