"""Check that everything is there for the workshop, and say what to do about the first problem: `make doctor`.

It needs no network and takes about ten seconds. Without make, run `python tools/doctor.py` with the environment's
Python.
"""

import importlib
import importlib.metadata
import os
import re
import sys

import folders

INSTALL = "Run `make lab` again, or `pip install -r requirements.txt` in the lesson's environment."


class Problem(Exception):
    """The lesson cannot run here; the message says what to do."""


def python():
    """Check that Python has one of the versions that the lock is made for."""
    major, minor = sys.version_info[:2]
    version = f"{major}.{minor}"
    if version not in ("3.11", "3.12", "3.13"):
        raise Problem(f"This is Python {version}; the lesson needs 3.11, 3.12 or 3.13. Install one from python.org.")
    return f"Python {version}"


def packages():
    """Check that every package of requirements.in is installed in the version of the lock."""
    lock = re.findall(r"^([\w.-]+)==([^\s;]+)", (folders.ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    named = re.findall(r"^([\w.-]+)", (folders.ROOT / "requirements.in").read_text("utf-8"), re.MULTILINE)
    # This system has one of the two builds of TensorFlow; Keras comes with either of them.
    wanted = [name for name in named if not name.startswith("tensorflow")] + ["keras"]
    for name in wanted:
        pinned = [version for pin, version in lock if pin == name]
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            raise Problem(f"The package {name} is not installed in {sys.prefix}. {INSTALL}") from None
        if found not in pinned:
            raise Problem(f"{name} is {found}, and the lesson is tested with {' or '.join(pinned)}. {INSTALL}")
    return f"{len(wanted)} packages, as in requirements.txt"


def memory():
    """Check that there is enough free memory for episode 06."""
    import psutil

    free = psutil.virtual_memory().available / 2**30
    if free < 1.5:
        raise Problem(f"{free:.1f} GB of memory are free, and episode 06 takes up to 2: close other programs.")
    return f"{free:.1f} GB of memory are free"


def data():
    """Check that the data of the lesson can be read in the way that the lesson reads them."""
    import pandas as pd

    import helpers
    from lesson import digits

    try:
        n_flowers = len(pd.read_csv(folders.ROOT / "data" / "iris.csv"))
        (x_train, _), (x_test, _) = helpers.load_mnist()
        drawn, _, _ = digits.load_drawn()
    except (OSError, ValueError) as error:
        raise Problem(f"{error}\nRestore the folder data/: `git checkout data`, or copy it again.") from None
    return f"{n_flowers} flowers, {len(x_train) + len(x_test):,} digits and {len(drawn)} drawn ones can be read"


def keras():
    """Check that Keras can be imported with its back end and computes correctly."""
    os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", TF_ENABLE_ONEDNN_OPTS="0")  # hides messages for developers
    try:
        keras = importlib.import_module("keras")
    except ImportError as error:  # for example a missing system library or a processor without AVX
        raise Problem(f"Keras cannot be used: {error}. {INSTALL}") from None
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer="ones")])
    answer = float(model(keras.ops.ones((1, 2)))[0, 0])
    if answer != 2.0:
        raise Problem(f"Expected 2.0 from Keras, got {answer}. {INSTALL}")
    return f"Keras computes, with {keras.backend.backend()}"


def kernel():
    """Check that a notebook's kernel computes the first neuron in episodes/ with the Python of the environment."""
    import nbformat
    from jupyter_client.kernelspec import NoSuchKernel

    import notebooks

    code = "import sys\n\nimport helpers\n\nprint(helpers.neuron([5, 1, 4, 8], [2, 1, 3, 2]), sys.prefix)"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    try:
        notebooks.execute(notebook, "The first neuron", timeout=60)
    except (notebooks.NotebookError, NoSuchKernel) as error:
        raise Problem(f"{error}\n{INSTALL}") from None
    said = notebook.cells[0].outputs[0].text.strip()
    if said != f"39.0 {sys.prefix}":
        raise Problem(f"Expected '39.0 {sys.prefix}' from the notebooks' kernel, got {said!r}. {INSTALL}")
    return "a notebook's kernel starts and computes the first neuron, 39.0"


def main(checks=(python, packages, memory, data, keras, kernel)):
    """Run the checks in order, print a line for each, and return 0, or 1 after the first problem."""
    for check in checks:
        try:
            print("ok  ", check(), flush=True)
        except Problem as problem:
            print("NO  ", problem)
            print("The setup page (docs/setup.md) has more. Then run this again.")
            return 1
    print("Everything is there. `make lab` opens the lesson, or without make `python tools/start.py`.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
