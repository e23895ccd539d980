"""Measure how much more training images help; episodes 01 and 06 show and quote the tables that this program writes.

`.venv/bin/python data/measure.py accuracy` writes measured/accuracy.csv (about 10 minutes on two cores). It trains
three NumPy networks with Adam, from five starts each, on n images drawn from the 60,000. `make full` writes
measured/all_of_mnist.csv (about 5 minutes). It trains the network of episodes 05 and 06 with NumPy and with Keras,
from three starts each. Every network is tested on the 10,000 test images, and all of MNIST is needed (see `load_mnist`
in episodes/lesson/mnist.py).
"""

import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "episodes"))
import helpers  # noqa: E402
from lesson.mnist import as_rows  # noqa: E402

NETWORKS = {"single layer": (784, 10), "small network": (784, 32, 10), "large network": (784, 256, 256, 10)}
N_IMAGES = (100, 300, 1_000, 3_000, 10_000, 30_000, 60_000)
SEEDS = range(5)
FIELDS = ("network", "parameters", "n_images", "seed", "test_accuracy")

N_SHIPPED, N_ALL = 4_000, 60_000  # training images in data/mnist_5k.npz and in all of MNIST
SIZES = {"NumPy": (100, 300, 1_000, N_SHIPPED, 10_000, 30_000, N_ALL), "Keras": (N_SHIPPED, N_ALL)}
STARTS = range(3)
LOWEST_ACCURACY = 0.97  # for each start with all images
RESULT_FIELDS = ("network", "n_images", "seed", "test_accuracy", "test_loss")


def by_numpy(sizes, X, y, X_test, y_test, *, n_epochs, batch_size, rng):
    """Return the test accuracy and loss of a network after `helpers.train_mlp` with Adam."""
    settings = {"learning_rate": 0.001, "n_epochs": n_epochs, "batch_size": batch_size, "optimizer": "adam"}
    params, _ = helpers.train_mlp(helpers.init_mlp(sizes, rng), X, y, rng=rng, **settings)
    loss, accuracy = helpers.evaluate(params, X_test, y_test)
    return accuracy, loss


def on_some_images(sizes, n_images, seed, data):
    """Return the test accuracy of a network of episode 01 after training on n_images images drawn with this seed."""
    (x_train, y_train), (x_test, y_test) = data
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(x_train))[:n_images]
    n_epochs = max(10, 60_000 // n_images)  # more epochs if there are few images
    images = as_rows(x_train[chosen]), y_train[chosen], as_rows(x_test), y_test
    return by_numpy(sizes, *images, n_epochs=n_epochs, batch_size=50, rng=rng)[0]


def as_in_episode_05(X, y, X_test, y_test, seed):
    """Return the test accuracy and loss of 784-64-64-10 after 20 epochs of `helpers.train_mlp`."""
    rng = np.random.default_rng(seed)
    return by_numpy((784, 64, 64, 10), X, y, X_test, y_test, n_epochs=20, batch_size=32, rng=rng)


def as_in_episode_06(X, y, X_test, y_test, seed):
    """Return the test accuracy and loss of 784-64-64-10 after 20 epochs of Keras' `fit`."""
    import keras  # here and not above, because it takes seconds

    keras.utils.set_random_seed(seed)
    layers = ((64, "relu"), (64, "relu"), (10, "softmax"))
    dense = [keras.layers.Dense(n, activation=f) for n, f in layers]
    model = keras.Sequential([keras.Input((784,)), *dense])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"], steps_per_execution=32)
    model.fit(X, y, epochs=20, verbose=0)
    loss, accuracy = model.evaluate(X_test, y_test, verbose=0)
    return accuracy, loss


def training_images(n_images, seed, shipped, everything):
    """Return images and labels for training: the 4,000 of the lesson, or n_images drawn from all 60,000."""
    x, y = shipped if n_images == N_SHIPPED else everything
    chosen = np.arange(len(x)) if n_images == len(x) else np.random.default_rng(seed).permutation(len(x))[:n_images]
    return as_rows(x[chosen]), y[chosen]


def write_accuracy():
    """Measure the three networks of episode 01 and write accuracy.csv."""
    data, table = helpers.load_mnist("full"), []
    for name, sizes in NETWORKS.items():
        n_parameters = sum((n_in + 1) * n_out for n_in, n_out in zip(sizes, sizes[1:]))
        for n_images in N_IMAGES:
            for seed in SEEDS:
                table.append(
                    (name, n_parameters, n_images, seed, round(on_some_images(sizes, n_images, seed, data), 4))
                )
                print(*table[-1], flush=True)
    write(table, FIELDS, "accuracy.csv")


def write_all_of_mnist():
    """Measure the network of episodes 05 and 06 with few and with all images, and write all_of_mnist.csv."""
    shipped, (everything, (x_test, y_test)) = helpers.load_mnist()[0], helpers.load_mnist("full")
    table = []
    for name, train in (("NumPy", as_in_episode_05), ("Keras", as_in_episode_06)):
        for n_images in SIZES[name]:
            for seed in STARTS:
                images = training_images(n_images, seed, shipped, everything)
                accuracy, loss = train(*images, as_rows(x_test), y_test, seed)
                table.append((name, n_images, seed, round(accuracy, 4), round(loss, 4)))
                print(*table[-1], flush=True)
    write(table, RESULT_FIELDS, "all_of_mnist.csv")
    poor = [row for row in table if row[1] == N_ALL and row[3] < LOWEST_ACCURACY]
    if poor:
        sys.exit(f"expected an accuracy of at least {LOWEST_ACCURACY} with all images, got less in {poor}")


def write(table, fields, name):
    """Write a table into measured/ with four digits after the point."""
    pd.DataFrame(table, columns=fields).to_csv(
        HERE / "measured" / name, index=False, lineterminator="\n", float_format="%.4f"
    )


if __name__ == "__main__":
    for name, value in (("TF_CPP_MIN_LOG_LEVEL", "3"), ("TF_ENABLE_ONEDNN_OPTS", "0")):  # as in episode 06
        os.environ.setdefault(name, value)
    for name in ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"):
        os.environ.setdefault(name, "1")
    {"accuracy": write_accuracy, "all_of_mnist": write_all_of_mnist}[sys.argv[1]]()
