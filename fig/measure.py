"""Measure how accuracy on unseen digits grows with the number of training images, for three networks.

`.venv/bin/python fig/measure.py` takes about 10 minutes on two cores. It needs all of MNIST (see `load_mnist` in
episodes/inputs.py) and writes accuracy.csv beside this file; episode 01 draws it. Each network is trained with Adam on
n images drawn from the 60,000, from five starts, and judged on the 10,000 test images.
"""

import csv
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "episodes"))
import helpers  # noqa: E402

NETWORKS = {"single layer": (784, 10), "small network": (784, 32, 10), "large network": (784, 256, 256, 10)}
N_IMAGES = (100, 300, 1_000, 3_000, 10_000, 30_000, 60_000)
SEEDS = range(5)
FIELDS = ("network", "parameters", "n_images", "seed", "test_accuracy")


def measure(sizes, n_images, seed, data):
    """Return the test accuracy of a network trained on n_images images drawn with this seed."""
    (x_train, y_train), (x_test, y_test) = data
    X_train, X_test = (x.reshape(len(x), 784).astype(np.float32) / 255 for x in (x_train, x_test))
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(X_train))[:n_images]
    params, _ = helpers.train_mlp(
        helpers.init_mlp(sizes, rng),
        X_train[chosen],
        y_train[chosen],
        learning_rate=0.001,
        n_epochs=max(10, 60_000 // n_images),  # few images: more often
        batch_size=50,
        rng=rng,
        optimizer="adam",
    )
    return helpers.accuracy(y_test, helpers.predict(params, X_test))


def main():
    """Measure everything and write accuracy.csv."""
    data = helpers.load_mnist("full")
    with open(HERE / "accuracy.csv", "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(FIELDS)
        for name, sizes in NETWORKS.items():
            n_parameters = sum((n_in + 1) * n_out for n_in, n_out in zip(sizes, sizes[1:]))
            for n_images in N_IMAGES:
                for seed in SEEDS:
                    result = measure(sizes, n_images, seed, data)
                    table.writerow((name, n_parameters, n_images, seed, f"{result:.4f}"))
                    print(f"{name:14s} {n_images:6d} images, seed {seed}: {result:.4f}", flush=True)


if __name__ == "__main__":
    main()
