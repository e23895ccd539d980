"""Answers to the exercises and questions of episode 03."""

import numpy as np
import pandas as pd

from helpers import logistic, predict_sign
from lesson.answers.common import SAMPLES, Exercise, ordering, question

# Nine samples that no line separates, and an order of them; on the way z is never exactly 0, except from zero weights.
CROSSED = np.array(
    [[1.07, 5.13], [2.31, 3.17], [4.19, 2.03], [5.29, 5.11], [2.23, 6.07], [3.41, 4.37], [5.03, 1.27], [6.13, 3.07]]
    + [[4.43, 4.01]]
)
SIGNS = np.array([-1, -1, -1, -1, 1, 1, 1, 1, 1])
SHUFFLED = np.array([2, 7, 6, 5, 8, 3, 4, 0, 1])


WITH_THIRD = np.column_stack([CROSSED, [0.31, -0.57, 0.23, 0.71, -0.43, 0.67, -0.29, 0.53, -0.61]])
THIRD_ORDER = np.array([2, 3, 8, 7, 6, 1, 4, 5, 0])  # after five epochs comes the best
UP_AND_DOWN = np.array([1, 6, 0, 8, 5, 7, 3, 4, 2])  # misclassifies 5, 4, 6, 6, 3, 5

# Names that contain each other, and rows that are numbered from 50 on.
ALIKE = pd.Series(
    ["setosa", "setosa alba", "alba setosa", "Setosa", "setosa ", "sativa", "alba", "setosa"], index=range(50, 58)
)


def train(X, y, learning_rate, n_epochs):
    """Yield weights and bias after each epoch of Rosenblatt's rule, from zero weights, and the number of updates."""
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n_epochs):
        n_updates = 0
        for x_i, y_i in zip(X, y):
            error = y_i - (1 if x_i @ w + b >= 0 else -1)
            w, b = w + learning_rate * error * x_i, b + learning_rate * error
            n_updates += error != 0
        yield w, b, n_updates


def is_wrong(X, y, w, b):
    """Return for each sample whether it is misclassified."""
    return predict_sign(X, w, b) != y


def n_wrong(X, y, w, b):
    """Return how many samples are misclassified."""
    return np.count_nonzero(is_wrong(X, y, w, b))


def wrong_in_order(X, y, X_trained, y_trained, n_epochs, count=n_wrong):
    """Return how many of X, y are misclassified after training on X_trained, y_trained."""
    *_, (w, b, _) = train(X_trained, y_trained, 0.1, n_epochs)
    return count(X, y, w, b)


def wrong_by_epoch(X, y, order, n_epochs):
    """Return how many samples are misclassified after each epoch."""
    return [n_wrong(X, y, w, b) for w, b, _ in train(X[order], y[order], 0.1, n_epochs)]


def updates_by_epoch(X, y, order, n_epochs):
    return [n_updates for *_, n_updates in train(X[order], y[order], 0.1, n_epochs)]


def pocket(X, y, learning_rate, n_epochs, is_better=lambda new, best: new < best, count=n_wrong):
    """Return the weights and bias of the best epoch, with what can be got wrong as arguments."""
    best, fewest = np.zeros(X.shape[1] + 1), len(y) + 1
    for w, b, _ in train(X, y, learning_rate, n_epochs):
        n = count(X, y, w, b)
        if is_better(n, fewest):
            best, fewest = np.array([*w, b]), n
    return best


def pocket_with(**options):
    """Return pocket with other options, as a function of the exercise's arguments."""
    return lambda *arguments: pocket(*arguments, **options)


def pocket_by_updates(X, y, learning_rate, n_epochs):
    """Return the weights and bias of the epoch with the fewest updates."""
    w, b, _ = min(train(X, y, learning_rate, n_epochs), key=lambda epoch: epoch[2])
    return np.array([*w, b])


def pocket_by_sample(X, y, learning_rate, n_epochs):
    """Return the best weights and bias after any sample, in place of any epoch."""
    w, b = np.zeros(X.shape[1]), 0.0
    best, fewest = np.array([*w, b]), len(y) + 1
    for i in list(range(len(y))) * n_epochs:
        error = y[i] - (1 if X[i] @ w + b >= 0 else -1)
        w, b = w + learning_rate * error * X[i], b + learning_rate * error
        if n_wrong(X, y, w, b) < fewest:
            best, fewest = np.array([*w, b]), n_wrong(X, y, w, b)
    return best


def pocket_until_worse(X, y, learning_rate, n_epochs):
    """Return the weights and bias of the epoch before the first that is not better."""
    n, counts = 1, [n_wrong(X, y, w, b) for w, b, _ in train(X, y, learning_rate, n_epochs)]
    while n < n_epochs and counts[n] < counts[n - 1]:
        n += 1
    return pocket(X, y, learning_rate, n)


def pocket_late(X, y, learning_rate, n_epochs):
    """Return the weights and bias of the epoch after the best one, which is what counting too early gives."""
    w, b, best, fewest = np.zeros(X.shape[1]), 0.0, None, len(y) + 1
    for w_new, b_new, _ in train(X, y, learning_rate, n_epochs):
        if n_wrong(X, y, w, b) < fewest:
            best, fewest = np.array([*w_new, b_new]), n_wrong(X, y, w, b)
        w, b = w_new, b_new
    return best


def fewest_wrong(X, y, learning_rate, n_epochs):
    """Return how many samples the best epoch misclassifies."""
    return min(n_wrong(X, y, w, b) for w, b, _ in train(X, y, learning_rate, n_epochs))


def in_one_place(right, reason, change):
    """Return mistakes that change one of the three numbers; reason: with {} for its name."""
    places = enumerate(("first weight", "second weight", "bias"))
    return {reason.format(name): np.where(np.arange(3) == i, change(right), right) for i, name in places}


def without(mask, place):
    """Return a copy of a mask that is False at one place."""
    mask = mask.copy()
    mask[place] = False
    return mask


def filled(values, mean, is_gap=np.isnan):
    """Return values with mean(known values) in the gaps."""
    return np.where(is_gap(values), mean(values[~np.isnan(values)]), values)


EXERCISES = {
    "3.1": Exercise(
        answer=lambda species, positive: np.where(np.asarray(species) == positive, 1, -1),
        praise="One species becomes +1 and the other -1, which are the two predictions that a perceptron can make.",
        mistakes={
            "These are 1 and 0. The perceptron predicts +1 or -1, so the targets have to be +1 and -1.": (
                lambda species, positive: np.where(np.asarray(species) == positive, 1, 0)
            ),
            "The signs are swapped, because the species called `positive` should become +1.": (
                lambda species, positive: np.where(np.asarray(species) == positive, -1, 1)
            ),
            "The name of the species is fixed in your function. Compare with the argument `positive` instead.": (
                lambda species, positive: np.where(np.asarray(species) == "versicolor", 1, -1)
            ),
            "These are numbers in alphabetical order. Compare each name with `positive` instead.": (
                lambda species, positive: np.unique(np.asarray(species), return_inverse=True)[1]
            ),
            "No row is +1. Compare with `positive` itself, without quotation marks, and with == rather than `is`.": (
                lambda species, positive: np.full(len(species), -1)
            ),
            "These are 0 and -1. Take +1 and -1, as with np.where(condition, 1, -1).": (
                lambda species, positive: np.where(np.asarray(species) == positive, 0, -1)
            ),
            "The rows of the other species are missing. They should get -1.": (
                lambda species, positive: np.ones(np.count_nonzero(np.asarray(species) == positive))
            ),
            "These are the places of the species. With 1 and -1 as further arguments, np.where gives the targets.": (
                lambda species, positive: np.where(np.asarray(species) == positive)
            ),
            "This is how often the species occurs. Return one number per row, +1 or -1.": (
                lambda species, positive: np.count_nonzero(np.asarray(species) == positive)
            ),
            "Names that only contain `positive` became +1, too. Compare whole names, with ==.": (
                lambda species, positive: np.where([positive in name for name in species], 1, -1)
            ),
            "Names that only begin like `positive` became +1, too. Compare whole names, with ==.": (
                lambda species, positive: np.where([name.startswith(positive) for name in species], 1, -1)
            ),
            "Names that are only a part of `positive` became +1, too. Compare whole names, with ==.": (
                lambda species, positive: np.where([name in positive for name in species], 1, -1)
            ),
        },
        hints=(
            "Comparing a column with a name, as in species == positive, gives True or False for each row.",
            "np.where(condition, this, that) takes `this` where the condition is True, and `that` elsewhere.",
            "np.where(species == positive, ..., ...), where the dots are the two numbers.",
        ),
        inputs=(
            (pd.Series(["setosa", "versicolor", "setosa"]), "versicolor"),
            (pd.Series(["virginica", "versicolor", "versicolor"]), "virginica"),
            (pd.Series(["setosa", "virginica"] * 1000), "setosa"),
            (ALIKE, "setosa"),
            (ALIKE, "setosa alba"),
        ),
    ),
    "3.2": Exercise(
        answer=lambda X, w, b: np.where(X @ w + b >= 0, 1, -1),
        praise="This is the weighted sum plus the bias, followed by the step, which gives +1 at exactly 0.",
        mistakes={
            "np.sign gives 0 where z is exactly 0, as it is with zero weights. The perceptron predicts +1 there.": (
                lambda X, w, b: np.sign(X @ w + b)
            ),
            "Below zero the perceptron predicts -1, not 0.": lambda X, w, b: np.where(X @ w + b >= 0, 1, 0),
            "The bias is missing, because z is X @ w + b.": lambda X, w, b: np.where(X @ w >= 0, 1, -1),
            "At exactly 0 the prediction is +1, so use >= instead of >.": (
                lambda X, w, b: np.where(X @ w + b > 0, 1, -1)
            ),
            "The signs are swapped. The prediction is +1 where z is 0 or more.": (
                lambda X, w, b: np.where(X @ w + b >= 0, -1, 1)
            ),
            "This is z. The prediction is +1 or -1, depending on the sign of z.": lambda X, w, b: X @ w + b,
            "This is the activation of episode 01. The perceptron's is the step, which gives only +1 and -1.": (
                lambda X, w, b: logistic(X @ w + b)
            ),
            "Where z is exactly 0, dividing by its size gives nan. Use np.where(z >= 0, 1, -1).": (
                lambda X, w, b: (X @ w + b) / np.abs(X @ w + b)
            ),
            "X * w multiplies without adding up. X @ w does both and gives one number per row.": (
                lambda X, w, b: np.where(X * w + b >= 0, 1, -1)
            ),
            "You have added up all rows. X @ w gives one number per row.": (
                lambda X, w, b: np.where(np.sum(X * w) + b >= 0, 1, -1)
            ),
            "These are the numbers of the rows. With three arguments, np.where(z >= 0, 1, -1) gives the predictions.": (
                lambda X, w, b: np.flatnonzero(X @ w + b >= 0)
            ),
            "Rows with z below 0 are missing. The prediction there is -1.": (
                lambda X, w, b: np.ones(np.count_nonzero(X @ w + b >= 0))
            ),
            "Only the first two columns count here. X @ w takes them all.": (
                lambda X, w, b: np.where(X[:, :2] @ w[:2] + b >= 0, 1, -1)
            ),
        },
        hints=(
            "Begin with z. For all rows at once it is the same expression as for a layer in episode 01.",
            "z = X @ w + b. Now turn each z into +1 or -1.",
            "np.where(z >= 0, ..., ...) takes the first value where z is 0 or more, and the second elsewhere.",
        ),
        inputs=(
            (SAMPLES, np.array([1.0, -1.0]), 0.5),
            (SAMPLES, np.zeros(2), 0.0),
            (SAMPLES * 1e4, np.array([-1.0, 0.5]), -3e3),
            (SAMPLES, np.array([0.2, 0.1]), -0.5),
            (1e-8 * WITH_THIRD, np.array([-0.2, 0.1, 2.0]), 1e-9),
            (WITH_THIRD[:1], np.array([1.0, 2.0, -40.0]), 0.5),
        ),
    ),
    "3.3": Exercise(
        answer=np.array([-1.08, -0.3, -0.2]),
        praise="The prediction was +1 and the target is -1, so the error is -2 and all three numbers fall.",
        mistakes={
            "The sign is the wrong way round. Target minus prediction is -2, so the weights fall.": (
                np.array([1.12, 0.82, 0.2])
            ),
            "The error is target minus prediction, -1 - 1 = -2. You used the target, -1, alone.": (
                np.array([-0.53, -0.02, -0.1])
            ),
            "The weights are correct. The bias learns too, so add 0.1 times -2 to it.": np.array([-1.08, -0.3, 0.0]),
            "The learning rate is missing. The update should be a tenth of yours.": np.array([-10.98, -5.34, -2.0]),
            "This is the update alone. Add it to the old weights.": np.array([-1.1, -0.56, -0.2]),
            "The weights stay only if the prediction is correct. Compute z again: is it below 0?": (
                np.array([0.02, 0.26, 0.0])
            ),
            **in_one_place(np.array([-1.08, -0.3, -0.2]), "Only the sign of the {} is wrong.", np.negative),
            "The error is target minus prediction, -1 - 1 = -2. You used 1.": np.array([0.57, 0.54, 0.1]),
            "The learning rate is 0.1. You used 0.01.": np.array([-0.09, 0.204, -0.02]),
            "The weights are correct. Multiply the error by the learning rate for the bias, too.": (
                np.array([-1.08, -0.3, -2.0])
            ),
            "The weights are correct. The bias changes by 0.1 times the error, which is -2 and not -1.": (
                np.array([-1.08, -0.3, -0.1])
            ),
            "The weights are correct. The bias is not the target, but the old bias plus 0.1 times the error.": (
                np.array([-1.08, -0.3, -1.0])
            ),
            "This is the update alone, with the wrong sign. Take target minus prediction, and add the old weights.": (
                np.array([1.1, 0.56, 0.2])
            ),
            "Each weight changes by 0.1 times the error times its own input. You left out the inputs.": (
                np.array([-0.18, 0.06, -0.2])
            ),
            "The inputs are swapped. The first weight changes with 5.5 and the second with 2.8.": (
                np.array([-0.54, -0.84, -0.2])
            ),
            "These are the two parts of z. To each old weight, add 0.1 times the error times its input.": (
                np.array([0.11, 0.728, 0.0])
            ),
        },
        hints=(
            "What does the perceptron predict? Compute z = 0.02 * 5.5 + 0.26 * 2.8 + 0 and look at its sign.",
            "The error is target minus prediction.",
            "To each weight, add 0.1 * error * its input. To the bias, add 0.1 * error.",
        ),
    ),
    "3.4": ordering(
        "DFBEAC",
        "Start once, repeat the epochs, go through the flowers, and for each of them predict, compare, correct.",
        mistakes={
            "Here every epoch starts from zero weights again and forgets what the one before has learned.": "FDBEAC",
            "Here every flower starts from zero weights, so nothing is ever learned.": "FBDEAC",
            "Here the loops are swapped: the first flower is shown ten times before the second is seen.": "DBFEAC",
            "The error is computed before there is a prediction. Line A needs the y_hat of line E.": "DFBAEC",
            "The correction comes before the error is known. Line C needs the error of line A.": "DFBECA",
            "The prediction is made before a flower has been taken. Line E needs the x_i of line B.": "DFEBAC",
        },
        hints=(
            "One line happens only once, before everything else. Which one?",
            "An epoch is a loop over all flowers, and there are several epochs. Which loop is the outer one?",
            "Within the inner loop, each line uses a name that an earlier line has made: y_hat, then error.",
        ),
    ),
    "3.5": question(
        "d",
        "The rule serves the flower that it sees last. Its line was good for each half in turn, never for both.",
        hints=(
            "Look at the two rows with an update. Which flowers come after each of them in the table?",
            "After the first update about half are misclassified, and yet the flowers that come next need no update. "
            "Of which species are they, and of which are those that are misclassified?",
        ),
        a="An update makes z rise or fall by much more than was needed here. A larger rate scales all numbers alike.",
        b="The program counts every update, because n_updates grows each time the error is not zero.",
        c="Without these two flowers, others would take their place. The species overlap in more than two flowers.",
        e="The flowers that need an update are seen in every epoch: each flower is looked at once per epoch.",
    ),
    "3.6": Exercise(
        answer=pocket,
        praise="Training goes on as before, but the best weights so far are safe in your pocket.",
        mistakes={
            "These are the weights of the last epoch. Is `fewest` lowered each time you keep new weights?": (
                pocket_with(is_better=lambda new, best: True)
            ),
            "You have kept the weights from before the training. Is the comparison the wrong way round?": (
                pocket_with(is_better=lambda new, best: new > best)
            ),
            "With <= you replace weights with others that are only as good. Use < to keep the first ones.": (
                pocket_with(is_better=lambda new, best: new <= best)
            ),
            "You have kept the weights of the epoch with the fewest updates. Use the fewest mistakes.": (
                pocket_by_updates
            ),
            "This is the number of mistakes. Return the weights and the bias that make so few.": fewest_wrong,
            "The weights are correct, but their bias is missing.": lambda *arguments: pocket(*arguments)[:-1],
            "These are the weights of the first epoch, and it should return those of the best. Set `fewest` to "
            "wrong_now, go on from epoch to epoch, and return after the loop.": (
                lambda X, y, rate, n_epochs: pocket(X, y, rate, 1)
            ),
            "You have kept the line with the most mistakes. Count the wrong ones, and keep the fewest.": (
                pocket_with(count=lambda X, y, w, b: -n_wrong(X, y, w, b))
            ),
            "With != you also keep lines that are worse than the best. Use <.": (
                pocket_with(is_better=lambda new, best: new != best)
            ),
            "You count mistakes of one kind only. Count wherever prediction and target differ, as n_wrong does.": (
                pocket_with(count=lambda X, y, w, b: np.count_nonzero(is_wrong(X, y, w, b) & (y == -1)))
            ),
            "You stop at the first epoch that is not better. A later one may be, so let the loop go on.": (
                pocket_until_worse
            ),
            "You look after each flower. Look once per epoch, when the inner loop is over.": pocket_by_sample,
            "You count before the epoch and keep the weights after it. Count after the inner loop.": pocket_late,
            "You count without the bias. Give n_wrong both, w and b.": (
                pocket_with(count=lambda X, y, w, b: n_wrong(X, y, w, 0.0))
            ),
            "One epoch is missing. Let the loop run n_epochs times, and look after the last one, too.": (
                lambda X, y, rate, n_epochs: pocket(X, y, rate, n_epochs - 1)
            ),
            "This is one epoch too many. Let the loop run n_epochs times.": (
                lambda X, y, rate, n_epochs: pocket(X, y, rate, n_epochs + 1)
            ),
        },
        hints=(
            "First gap: when is the line of this epoch better than the best so far? Compare wrong_now with fewest.",
            "Second gap: from now on, how many mistakes does a line have to beat?",
            "Third gap: np.array([*w, b]) puts weights and bias into one array.",
        ),
        inputs=(
            (CROSSED[SHUFFLED], SIGNS[SHUFFLED], 0.1, 6),
            (CROSSED, SIGNS, 1.0, 9),
            (1e3 * CROSSED[SHUFFLED], SIGNS[SHUFFLED], 0.01, 7),
            (WITH_THIRD[THIRD_ORDER], SIGNS[THIRD_ORDER], 0.1, 5),
            (WITH_THIRD[UP_AND_DOWN], SIGNS[UP_AND_DOWN], 0.1, 6),
            (CROSSED, SIGNS, 0.1, 1),
        ),
    ),
    "3.7": Exercise(
        answer=lambda X, y, order, n_epochs: wrong_in_order(X, y, X[order], y[order], n_epochs),
        praise="Rows and targets move together, and you count the mistakes at the end, not the updates on the way.",
        mistakes={
            "You have put the rows of X in a new order, but not their targets, so flowers got the wrong names.": (
                lambda X, y, order, n_epochs: wrong_in_order(X, y, X[order], y, n_epochs)
            ),
            "You have put the targets in a new order, but not their rows, so flowers got the wrong names.": (
                lambda X, y, order, n_epochs: wrong_in_order(X, y, X, y[order], n_epochs)
            ),
            "You have trained in the old order. Take X[order] and y[order].": (
                lambda X, y, order, n_epochs: wrong_in_order(X, y, X, y, n_epochs)
            ),
            "You have counted the correct ones. Count where prediction and target differ.": (
                lambda X, y, order, n_epochs: len(y) - wrong_in_order(X, y, X[order], y[order], n_epochs)
            ),
            "This is a fraction. Return how many are misclassified.": (
                lambda X, y, order, n_epochs: wrong_in_order(X, y, X[order], y[order], n_epochs) / len(y)
            ),
            "These are the updates of the last epoch, which are not the mistakes at its end.": (
                lambda *arguments: updates_by_epoch(*arguments)[-1]
            ),
            "These are all updates added up. Count the mistakes at the end instead, with n_wrong.": (
                lambda *arguments: np.sum(updates_by_epoch(*arguments))
            ),
            "These are the updates of every epoch. Count the mistakes at the end instead, with n_wrong.": (
                updates_by_epoch
            ),
            "These are the mistakes after the first epoch. Train for n_epochs, and let each go on from the last.": (
                lambda *arguments: wrong_by_epoch(*arguments)[0]
            ),
            "These are the mistakes one epoch before the end. Train for n_epochs.": (
                lambda *arguments: wrong_by_epoch(*arguments)[-2]
            ),
            "These are the fewest mistakes of any epoch. Count those at the end.": (
                lambda *arguments: min(wrong_by_epoch(*arguments))
            ),
            "You count without the bias. Give n_wrong both, w and b.": (
                lambda X, y, order, n: wrong_in_order(
                    X, y, X[order], y[order], n, lambda X, y, w, b: n_wrong(X, y, w, 0)
                )
            ),
            "You count with rows and targets in different orders. Give n_wrong both in the same order.": (
                lambda X, y, order, n_epochs: wrong_in_order(X, y[order], X[order], y[order], n_epochs)
            ),
            "This shows which flowers are misclassified. Return how many.": (
                lambda X, y, order, n_epochs: wrong_in_order(X, y, X[order], y[order], n_epochs, count=is_wrong)
            ),
        },
        hints=(
            "X[order] has the rows in the new order. What else has to be put into the same order?",
            "helpers.train_perceptron returns three things, and you need the first two: w, b, _ = ...",
            "w, b, _ = helpers.train_perceptron(X[order], y[order], 0.1, n_epochs), then count with n_wrong.",
        ),
        inputs=(
            (CROSSED, SIGNS, np.array([4, 5, 2, 6, 3, 8, 7, 0, 1]), 4),
            (CROSSED, SIGNS, np.array([0, 6, 3, 5, 8, 7, 1, 2, 4]), 5),
            (1e3 * CROSSED, SIGNS, SHUFFLED, 5),
            (CROSSED, SIGNS, np.array([3, 5, 8, 0, 4, 1, 7, 6, 2]), 3),
            (CROSSED, SIGNS, np.array([2, 7, 8, 0, 5, 6, 3, 4, 1]), 7),
            (CROSSED, SIGNS, np.array([3, 4, 2, 7, 6, 8, 1, 0, 5]), 8),
        ),
    ),
    "3.8": Exercise(
        answer=np.array([-6.8, 18.2, -4.0]),
        praise="Everything is ten times as large, so the sign of z, and with it every prediction, is the same.",
        mistakes={
            "The predictions stay the same, but not the weights. Every update is now ten times as large.": (
                np.array([-0.68, 1.82, -0.4])
            ),
            "The weights are correct. The bias is changed by learning rate times error, too.": (
                np.array([-6.8, 18.2, -0.4])
            ),
            "The rate is ten times as large, so the updates are larger, not smaller.": np.array([-0.068, 0.182, -0.04]),
            "From 0.1 to 1 the rate becomes ten times as large, not a hundred times.": np.array([-68.0, 182.0, -40.0]),
            "The bias is correct. The weights become ten times as large, too.": np.array([-0.68, 1.82, -4.0]),
            **in_one_place(np.array([-6.8, 18.2, -4.0]), "Only the sign of the {} is wrong.", np.negative),
            "Only the first weight is wrong. It becomes ten times as large, too.": np.array([-0.68, 18.2, -4.0]),
            "Only the second weight is wrong. It becomes ten times as large, too.": np.array([-6.8, 1.82, -4.0]),
            "The numbers are multiplied by ten, and you have added 10.": np.array([9.32, 11.82, 9.6]),
            "You have added 0.9, but the rate, and with it each number, is multiplied by ten.": (
                np.array([0.22, 2.72, 0.5])
            ),
            "These are rounded to whole numbers. Leave the decimals.": np.array([-7, 18, -4]),
            "These are the weights before the training. Every update changes them.": np.zeros(3),
        },
        hints=(
            "At the first flower z is 0, whatever the rate is. How large is its update with each of the two rates?",
            "If all weights and the bias are ten times as large, how large is z? Does its sign change?",
            "So the same flowers cause updates, and each update is ten times as large.",
        ),
    ),
    "3.9": Exercise(
        answer=lambda values: np.where(np.isnan(values), np.nanmean(values), values),
        praise="The mean of the known values fills the gaps. It keeps the mean, and makes the spread look smaller.",
        mistakes={
            "A flower with petals of length 0 does not exist. Use the mean of the known values.": (
                lambda values: filled(values, lambda known: 0)
            ),
            "They are still missing. np.isnan finds them (nothing equals nan), and np.nanmean leaves them out.": (
                lambda values: values
            ),
            "You have dropped the missing values. Fill them, so that every row stays.": (
                lambda values: values[~np.isnan(values)]
            ),
            "You have replaced the known values as well. Only the missing ones should become the mean.": (
                lambda values: np.full(values.shape, np.nanmean(values))
            ),
            "You divide by the number of all values. Divide by the number of known ones, as np.nanmean does.": (
                lambda values: filled(values, lambda known: np.sum(known) / len(values))
            ),
            "The mean and the values have changed places. np.where takes the first where the condition is True.": (
                lambda values: np.where(np.isnan(values), values, np.nanmean(values))
            ),
            "This only shows where values are missing. Put the mean there, with np.where.": np.isnan,
            "The known values are missing. Keep them, and put the mean in the gaps.": (
                lambda values: np.full(np.count_nonzero(np.isnan(values)), np.nanmean(values))
            ),
            "These are the places of the gaps. With three arguments, np.where fills them.": (
                lambda values: np.where(np.isnan(values))
            ),
            "The smallest and the largest value do not make the mean. Use np.nanmean.": (
                lambda values: filled(values, lambda known: (np.min(known) + np.max(known)) / 2)
            ),
            **{
                f"The gaps have {words} of the known values. Use their mean, np.nanmean.": (
                    lambda values, function=function: filled(values, function)
                )
                for words, function in (
                    ("the median", np.median),
                    ("the sum", np.sum),
                    ("the standard deviation", np.std),
                    ("the mean of the sizes, without the signs,", lambda known: np.mean(np.abs(known))),
                    ("the mean rounded to whole numbers", lambda known: np.round(np.mean(known))),
                    ("the mean rounded to two decimals", lambda known: np.round(np.mean(known), 2)),
                    ("the mean without the decimals", lambda known: np.trunc(np.mean(known))),
                    ("the mean of the different values", lambda known: np.mean(np.unique(known))),
                    (
                        "the sum divided by one less than the number",
                        lambda known: np.sum(known) / max(len(known) - 1, 1),
                    ),
                    ("the mean of those from 0 up", lambda known: np.mean(known[known >= 0])),
                    ("the mean of the positive ones", lambda known: np.mean(known[known > 0])),
                )
            },
            "A value of 0 is known, too. Fill only the gaps, where np.isnan is True.": (
                lambda values: filled(values, np.mean, is_gap=lambda values: np.isnan(values) | (values == 0))
            ),
            "Negative values are known, too. Fill only the gaps, where np.isnan is True.": (
                lambda values: filled(values, np.mean, is_gap=lambda values: np.isnan(values) | (values < 0))
            ),
            "The gaps have the values of their neighbours. Use the mean of all known values.": (
                lambda values: pd.Series(values).bfill().to_numpy()
            ),
            "The gaps lie on a line between their neighbours. Use the mean of all known values.": (
                lambda values: pd.Series(values).interpolate(limit_direction="both").to_numpy()
            ),
            **{
                f"The {which} value is left as it is. Look at every place of the array.": (
                    lambda values, place=place: filled(values, np.mean, lambda values: without(np.isnan(values), place))
                )
                for which, place in (("first", 0), ("last", -1))
            },
            "Only the first gap is filled. Fill all of them.": (
                lambda values: filled(
                    values, np.mean, is_gap=lambda values: np.isnan(values).cumsum() * np.isnan(values) == 1
                )
            ),
        },
        hints=(
            "np.isnan(values) is True where a value is missing. Which function takes one value where a condition is "
            "True, and another elsewhere?",
            "np.where(condition, this, that): `this` is the mean of the known values, and `that` is the value itself.",
            "np.where(np.isnan(values), ..., values), where the dots are np.nanmean of the values.",
        ),
        inputs=(
            (np.array([1.0, np.nan, 3.0, 5.0]),),
            (np.array([np.nan, 2e4, np.nan]),),
            (np.array([4.0, 6.0]),),
            (np.array([2.7183, 0.0, np.nan, -12.5072, 11.1235, 2.7183, np.nan, -1.4142, 1.7321]),),
        ),
    ),
    "3.a": question(
        "a",
        "If the prediction is correct, target minus prediction is 0, so nothing moves.",
        section="Rosenblatt's rule: learn only from mistakes",
        b="The rule looks at one sample at a time, and every misclassified sample causes an update.",
        c="Here the number of epochs is fixed beforehand. It has no influence on what happens at a single sample.",
    ),
    "3.b": question(
        "c",
        "In every epoch some sample is misclassified, so there is always another update.",
        section="When no line separates the classes",
        a="More epochs help only if there is a line that separates the classes.",
        b="From zero weights the learning rate only scales weights and bias, so the predictions stay the same.",
    ),
    "3.c": question(
        "b",
        "The species is the target that comes with each flower, so this is supervised learning.",
        section="Learning from examples",
        a="In unsupervised learning the program would get the measurements without the species.",
        c="In reinforcement learning the program would get rewards for its actions, not targets.",
    ),
    "3.d": question(
        "c",
        "In the meadow there is no target, so there is no error and no update. Training has ended.",
        section="Rosenblatt's rule: learn only from mistakes",
        a="An update needs the target. The app gets photographs and measurements, but nobody tells it the species.",
        b="Whether it is wrong could be known only by comparing with the target, which is not there.",
    ),
    "3.e": question(
        "a",
        "An update may make other samples wrong, so only counting at the end shows how good the line is.",
        section="When no line separates the classes",
        b="Each update is caused by one mistake, but it may also turn correct predictions into wrong ones.",
        c="With sorted rows, 2 updates per epoch and half of the flowers wrong went together.",
    ),
    "3.f": question(
        "b",
        "The hidden part of the photograph is the target, and it comes from the data themselves.",
        section="Learning from examples",
        a="In supervised learning the targets are added to the data, usually by people. Here nobody adds any.",
        c="Unsupervised learning has no targets at all. Here the hidden part is one.",
    ),
    "3.g": question(
        "c",
        "The bias is where z starts. Without it z would be 0 here, so every line would pass through the origin.",
        section="The bias: where the neuron starts",
        a="This holds only if the bias is 0, too.",
        b="Any weight times 0 is 0, so the weights have no influence here.",
    ),
    "3.h": question(
        "b",
        "The step is flat on both sides, so nudging a weight changes nothing that could be followed.",
        section="Four functions with a story",
        a="A slope of 1/4 in the middle belongs to the logistic function.",
        c="A slope of 1 everywhere belongs to the identity.",
    ),
}
