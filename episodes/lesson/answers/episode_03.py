"""Answers to the exercises and questions of episode 03."""

import numpy as np

from helpers import predict_sign
from lesson.answers.common import SAMPLES, TARGETS, Exercise, question


def perceptron_epoch(X, y, w, b, learning_rate, error=lambda target, y_hat: target - y_hat, bias_learns=True):
    """Return weights and bias after one epoch of Rosenblatt's rule, with what can be got wrong as arguments."""
    for x_i, y_i in zip(X, y):
        change = learning_rate * error(y_i, 1 if x_i @ w + b >= 0 else -1)
        w, b = w + change * x_i, b + change * bias_learns
    return np.array([*w, b])


def all_at_once(X, y, w, b, learning_rate):
    """Return weights and bias after one step with the errors of all samples together."""
    error = y - predict_sign(X, w, b)
    return np.array([*(w + learning_rate * error @ X), b + learning_rate * error.sum()])


EXERCISES = {
    "3.1": Exercise(
        answer=lambda species, positive: np.where(np.asarray(species) == positive, 1, -1),
        praise="One species becomes +1, the other -1: the two answers that a perceptron can give.",
        mistakes={
            "These are 1 and 0. The perceptron answers +1 or -1, so the targets must be +1 and -1.": (
                lambda species, positive: np.where(np.asarray(species) == positive, 1, 0)
            ),
            "The signs are swapped: the species called `positive` becomes +1.": (
                lambda species, positive: np.where(np.asarray(species) == positive, -1, 1)
            ),
            "The name of the species is fixed in your function. Compare with the argument `positive`.": (
                lambda species, positive: np.where(np.asarray(species) == "versicolor", 1, -1)
            ),
            "These are numbers in alphabetical order. Compare each name with `positive` instead.": (
                lambda species, positive: np.unique(np.asarray(species), return_inverse=True)[1]
            ),
        },
        hints=(
            "np.where(condition, this, that), where the condition compares all names with `positive`.",
            "np.where(np.asarray(species) == positive, 1, -1)",
        ),
        inputs=(
            (["setosa", "versicolor", "setosa"], "versicolor"),
            (["virginica", "versicolor", "versicolor"], "virginica"),
            (["setosa", "virginica"] * 1000, "setosa"),
        ),
    ),
    "3.2": Exercise(
        answer=lambda values: np.where(np.isnan(values), np.nanmean(values), values),
        praise="The mean of the known values: it leaves the mean as it is, and makes the spread look smaller.",
        mistakes={
            "A flower without length does not exist: 0 is far from every real value. Use the mean of the others.": (
                lambda values: np.where(np.isnan(values), 0, values)
            ),
            "They are still missing. np.isnan finds them (nothing equals nan), and np.nanmean leaves them out.": (
                lambda values: np.where(np.isnan(values), np.mean(values), values)
            ),
            "You have dropped the missing values. Here they are to be filled, so that every row stays.": (
                lambda values: values[~np.isnan(values)]
            ),
            "You have replaced the known values as well: only the missing ones become the mean.": (
                lambda values: np.full(values.shape, np.nanmean(values))
            ),
            "You divide by the number of all values. The mean of the known ones divides by how many are known.": (
                lambda values: np.where(np.isnan(values), np.nansum(values) / len(values), values)
            ),
        },
        hints=(
            "np.isnan(values) says which are missing; np.nanmean(values) is the mean of the others.",
            "np.where(np.isnan(values), ..., values): the dots are the mean of the known values.",
        ),
        inputs=((np.array([1.0, np.nan, 3.0, 5.0]),), (np.array([np.nan, 2e4, np.nan]),), (np.array([4.0, 6.0]),)),
    ),
    "3.3": Exercise(
        answer=lambda X, w, b: np.where(X @ w + b >= 0, 1, -1),
        praise="The weighted sum plus bias, and its sign, with +1 at exactly 0.",
        mistakes={
            "np.sign gives 0 where z is exactly 0, as it is with zero weights. The rule says +1 there.": (
                lambda X, w, b: np.sign(X @ w + b)
            ),
            "The perceptron answers -1 below zero, not 0.": lambda X, w, b: np.where(X @ w + b >= 0, 1, 0),
            "The bias is missing: it is the sign of X @ w + b.": lambda X, w, b: np.where(X @ w >= 0, 1, -1),
            "At exactly 0 the answer is +1: use >= instead of >.": lambda X, w, b: np.where(X @ w + b > 0, 1, -1),
            "The signs are swapped: +1 where z is 0 or more.": lambda X, w, b: np.where(X @ w + b >= 0, -1, 1),
            "This is z. The answer is its sign, +1 or -1.": lambda X, w, b: X @ w + b,
        },
        hints=(
            "First z for all samples at once: X @ w + b.",
            "np.where(z >= 0, ..., ...): +1 where z is 0 or more, -1 elsewhere.",
        ),
        inputs=(
            (SAMPLES, np.array([1.0, -1.0]), 0.5),
            (SAMPLES, np.zeros(2), 0.0),
            (SAMPLES * 1e4, np.array([-1.0, 0.5]), -3e3),
            (SAMPLES, np.array([0.2, 0.1]), -0.5),
        ),
    ),
    "3.4": Exercise(
        answer=np.array([-1.08, -0.3, -0.2]),
        praise="The sample was taken for +1 and is -1: the weights move away from it by 0.1 times -2.",
        mistakes={
            "The sign: target - answer is -2, so the weights move away from this sample.": (
                np.array([1.12, 0.82, 0.2])
            ),
            "The factor is target - answer = -1 - 1 = -2, not the target -1 alone.": np.array([-0.53, -0.02, -0.1]),
            "The weights are right. The bias learns too: add 0.1 times -2 to it.": np.array([-1.08, -0.3, 0.0]),
            "The learning rate is missing: a tenth of this step.": np.array([-10.98, -5.34, -2.0]),
            "That is the step alone: add it to the old weights.": np.array([-1.1, -0.56, -0.2]),
        },
        hints=(
            "First the answer: +1 or -1, by the sign of 0.02 * 5.5 + 0.26 * 2.8 + 0.",
            "Each weight grows by 0.1 * (target - answer) * its input; the bias as if its input were 1.",
        ),
    ),
    "3.5": Exercise(
        answer=perceptron_epoch,
        praise="One sample after the other, each with the weights that the one before has left.",
        mistakes={
            "The sign of the update is turned: weights move by learning_rate * (target - answer) * input.": (
                lambda X, y, w, b, learning_rate: perceptron_epoch(X, y, w, b, -learning_rate)
            ),
            "Every sample makes an update in your version. Where target - answer is 0, nothing must change.": (
                lambda X, y, w, b, learning_rate: perceptron_epoch(
                    X, y, w, b, learning_rate, lambda target, y_hat: target
                )
            ),
            "The update uses the target, -1 or +1. It should use target - answer, -2 or +2.": (
                lambda X, y, w, b, learning_rate: perceptron_epoch(
                    X, y, w, b, learning_rate, lambda target, y_hat: target if target != y_hat else 0
                )
            ),
            "The bias never changes: add learning_rate * (target - answer) to it, too.": (
                lambda X, y, w, b, learning_rate: perceptron_epoch(X, y, w, b, learning_rate, bias_learns=False)
            ),
            "All answers come from the old weights. Each sample must use the weights that the one before has left.": (
                all_at_once
            ),
        },
        hints=(
            "A loop over zip(X, y); in it: the answer, the error target - answer, and two updates.",
            "error = y_i - answer; w = w + learning_rate * error * x_i; b = b + learning_rate * error.",
        ),
        inputs=(
            (SAMPLES, TARGETS, np.zeros(2), 0.0, 0.1),
            (-SAMPLES, TARGETS, np.array([0.5, -0.2]), 0.3, 1.0),
            (1e3 * SAMPLES, -TARGETS, np.array([1.0, 1.0]), -1.0, 0.01),
        ),
    ),
    "3.6": Exercise(
        answer=lambda y, y_hat: np.count_nonzero(np.asarray(y) != np.asarray(y_hat)),
        praise="How many answers differ from the targets: that, and not the updates, says how good a line is.",
        mistakes={
            "You count those that are right. Count the others.": lambda y, y_hat: np.sum(np.equal(y, y_hat)),
            "This is the fraction. The number is wanted.": lambda y, y_hat: np.mean(np.not_equal(y, y_hat)),
            "Differences of +2 and -2 cancel each other. Count where the two are not equal.": (
                lambda y, y_hat: np.sum(np.asarray(y) - np.asarray(y_hat))
            ),
            "Each mistake is a difference of 2, so this is twice the number.": (
                lambda y, y_hat: np.sum(np.abs(np.asarray(y) - np.asarray(y_hat)))
            ),
            "You count only +1 taken for -1. The other kind of mistake counts, too.": (
                lambda y, y_hat: np.count_nonzero(np.asarray(y) > np.asarray(y_hat))
            ),
        },
        hints=(
            "y != y_hat compares entry by entry; True counts as 1 in a sum.",
            "np.sum(y != y_hat)",
        ),
        inputs=(
            (np.array([1, -1, 1, -1, 1]), np.array([1, 1, -1, -1, -1])),
            (np.array([1, 1]), np.array([1, 1])),
            (np.tile([1, -1, -1], 1000), np.ones(3000, dtype=int)),
        ),
    ),
    "3.a": question(
        "a",
        "A sample that is classified rightly gives target - answer = 0, so nothing moves.",
        b="The rule looks at one sample after the other and moves at each that is wrong.",
        c="The number of epochs is fixed beforehand here; it does not decide about a single sample.",
    ),
    "3.b": question(
        "c",
        "If a line separates the classes, finitely many updates find one; if none does, it never rests.",
        a="More epochs help only if a line that separates the classes exists.",
        b="From zero weights the learning rate only scales weights and bias: the predictions stay the same.",
    ),
    "3.c": question(
        "b",
        "Both species are given with each flower: learning from examples with answers is supervised.",
        a="Unsupervised learning would get the measurements without the species.",
        c="Reinforcement learning gets rewards for what it does, not answers.",
    ),
}
