"""Wrong answers to the exercises of episode 06, those that were once accepted first."""

import numpy as np

from helpers import softmax


def last_of_equal(history, test_accuracy):
    losses = np.array(history["val_loss"])
    return test_accuracy[np.flatnonzero(losses == losses.min())[-1]]


def below_1(history, test_accuracy):
    best, lowest = 0, 1.0
    for epoch, loss in enumerate(history["val_loss"]):
        if loss < lowest:
            best, lowest = epoch, loss
    return test_accuracy[best]


def pops(history, test_accuracy):
    return test_accuracy[np.argmin(history.pop("val_loss"))]


def blanks(read, image):
    digit = read(image.reshape(1, 784) / 255)[0].argmax()
    image[:] = 0
    return digit


def mistakes(counts):
    return counts - np.diag(np.diag(counts))


def place(counts):
    return np.unravel_index(counts.argmax(), counts.shape)


def fills_diagonal(counts):
    np.fill_diagonal(counts, 0)
    return place(counts)


def picked(logits, y):
    return softmax(logits)[np.arange(len(y)), y]


def overwrites_logits(logits, y):
    logits[:] = softmax(logits)
    return -np.log(logits[np.arange(len(y)), y]).mean()


MUTANTS = [
    ("6.1", "biases of the inputs", 102_544),
    ("6.1", "one bias per layer", 101_634),
    ("6.1", "a point for thousands", 101.770),
    ("6.1", "rounded", 101_800),
    ("6.2", "the last of equal losses", last_of_equal),
    ("6.2", "rounded losses", lambda history, test: test[np.argmin(np.round(history["val_loss"], 2))]),
    ("6.2", "changes history", pops),
    ("6.2", "without the last epoch", lambda history, test: test[np.argmin(history["val_loss"][:-1])]),
    ("6.2", "losses below 1 only", below_1),
    ("6.2", "without the first epoch", lambda history, test: test[np.argmin(history["val_loss"][1:])]),
    ("6.2", "the epoch before", lambda history, test: test[np.argmin(history["val_loss"]) - 1]),
    ("6.3", "divided by 256", lambda read, image: read(image.reshape(1, 784) / 256)[0].argmax()),
    ("6.3", "divided by its maximum", lambda read, image: read(image.reshape(1, 784) / image.max())[0].argmax()),
    ("6.3", "rounded mean", lambda read, image: round(read(image.reshape(1, 784) / 255)[0] @ np.arange(10))),
    ("6.3", "never 9", lambda read, image: read(image.reshape(1, 784) / 255)[0, :9].argmax()),
    ("6.3", "changes the image", blanks),
    ("6.3", "from 0 to 100", lambda read, image: read(image.reshape(1, 784) / 100)[0].argmax()),
    ("6.3", "upside down", lambda read, image: read(image[::-1].reshape(1, 784) / 255)[0].argmax()),
    ("6.4", "changes counts", fills_diagonal),
    ("6.4", "rates in columns", lambda counts: place(mistakes(counts) / counts.sum(axis=0))),
    ("6.4", "rates in rows", lambda counts: place(mistakes(counts) / counts.sum(axis=1, keepdims=True))),
    ("6.4", "ten classes", lambda counts: divmod(mistakes(counts).argmax(), 10)),
    ("6.4", "above the diagonal", lambda counts: place(np.triu(counts, 1))),
    ("6.4", "below the diagonal", lambda counts: place(np.tril(counts, -1))),
    ("6.4", "the largest of a row", lambda counts: place(np.where(counts == counts.max(axis=1)[:, None], 0, counts))),
    ("6.5", "overwrites the logits", overwrites_logits),
    ("6.5", "the median", lambda logits, y: np.median(-np.log(picked(logits, y)))),
    ("6.5", "two samples", lambda logits, y: -np.log(picked(logits[:2], y[:2])).mean()),
    ("6.5", "classes from 1", lambda logits, y: -np.log(picked(logits, y - 1)).mean()),
    ("6.5", "mean before the logarithm", lambda logits, y: -np.log(picked(logits, y).mean())),
    ("6.5", "only positive logits", lambda logits, y: -np.log(picked(np.abs(logits), y)).mean()),
    ("6.5", "rounded", lambda logits, y: -np.log(np.round(picked(logits, y), 2)).mean()),
]
