"""Answers to the exercises and questions of episode 04."""

import numpy as np

from helpers import logistic
from lesson.answers.common import SAMPLES, TARGETS, Exercise, ordering, question

CLASSES = (TARGETS + 1) / 2  # 1, 0, 1


def last_loss(X, y, learning_rate, n_epochs, mean=1.0, sign=1.0, bias=1.0):
    """Return a logistic neuron's cross-entropy at the start of the last epoch; the factors make mistakes."""
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n_epochs):
        y_hat = logistic(X @ w + b)
        loss = -np.sum(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))
        w = w + sign * mean * learning_rate * X.T @ (y - y_hat)
        b = b + bias * sign * mean * learning_rate * np.sum(y - y_hat)
    return loss


def last_loss_of_targets_1(X, y, learning_rate, n_epochs):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n_epochs):
        y_hat = logistic(X @ w + b)
        loss = -np.sum(y * np.log(y_hat))
        w, b = w + learning_rate * X.T @ (y - y_hat), b + learning_rate * np.sum(y - y_hat)
    return loss


EXERCISES = {
    "4.1": Exercise(
        answer=lambda X, y, w, b: -X.T @ (y - (X @ w + b)),
        praise="Minus the inputs times the errors, added up for each weight: that is the way uphill.",
        mistakes={
            "The sign is the wrong way round: this is the direction in which the loss falls. The gradient points "
            "uphill.": lambda X, y, w, b: X.T @ (y - (X @ w + b)),
            "You take the mean. This loss is a sum over the samples, so its gradient is a sum too.": (
                lambda X, y, w, b: -X.T @ (y - (X @ w + b)) / len(y)
            ),
            "The bias is missing from the prediction: the error is y - (X @ w + b).": (
                lambda X, y, w, b: -X.T @ (y - X @ w)
            ),
            "Twice too large: the half in the loss cancels the 2 of the square.": (
                lambda X, y, w, b: -2 * X.T @ (y - (X @ w + b))
            ),
            "This is the slope with respect to b. For the weights, each error counts with its inputs: X.T @ error.": (
                lambda X, y, w, b: -np.sum(y - (X @ w + b))
            ),
        },
        hints=(
            "Begin with the line error = y - (X @ w + b), which holds one error per sample.",
            "For one weight the slope is minus the sum of its column times the errors. X.T has the columns as rows.",
            "X.T @ error adds up inputs times errors for every weight; the slopes are minus that.",
        ),
        inputs=(
            (SAMPLES, TARGETS, np.array([0.1, -0.2]), 0.3),
            (SAMPLES, TARGETS, np.array([1.0, 1.0]), -2.0),
            (SAMPLES * 1e4, TARGETS, np.array([1.0, -1.0]), 5.0),
        ),
    ),
    "4.2": question(
        "c",
        "Yes: below the limit, and large enough to get far in 15 epochs.",
        hints=(
            "The limit for the standardised features is printed in this section. Which rates are below it?",
            "Of the rates below the limit, which one takes the longest steps?",
            "Try them: train_adaline(X_std, y, rate, 15)[2][-1] is the loss in the last epoch.",
        ),
        a="It falls, but so slowly that after 15 epochs little has happened.",
        b="It is better than (a), and still far from the bottom after 15 epochs.",
        d="It is a little above the limit, so the loss grows.",
        e="It is far above the limit, so the loss explodes.",
    ),
    "4.3": Exercise(
        answer=last_loss,
        praise="The loop is Adaline's; only the prediction and the loss are new.",
        mistakes={
            "The loss is not a number, because log needs a probability. Is y_hat helpers.logistic(X @ w + b)?": (
                lambda *arguments: np.nan
            ),
            "The step goes uphill: add learning_rate * X.T @ (y - y_hat), and for the bias the same without X.T.": (
                lambda *arguments: last_loss(*arguments, sign=-1.0)
            ),
            "You step with the mean. Here the loss is a sum, so the step is a sum too, as in train_adaline.": (
                lambda X, *others: last_loss(X, *others, mean=1 / len(X))
            ),
            "The bias has not moved: it grows by learning_rate times the sum of y - y_hat.": (
                lambda *arguments: last_loss(*arguments, bias=0.0)
            ),
            "The samples with target 0 are missing from the loss: add (1 - y) * np.log(1 - y_hat).": (
                last_loss_of_targets_1
            ),
            "The loss has the wrong sign: it is minus the sum of the logarithms.": (
                lambda *arguments: -last_loss(*arguments)
            ),
            "This is the mean of the cross-entropy. The exercise asks for the sum over the samples.": (
                lambda X, *others: last_loss(X, *others) / len(X)
            ),
        },
        hints=(
            "y_hat is the logistic function, helpers.logistic, of what Adaline would predict.",
            "The loss is the formula of the cross-entropy with np.sum and np.log, with a minus sign before the sum.",
            "The step is that of train_adaline, with y - y_hat instead of the error.",
            "w + learning_rate * X.T @ (y - y_hat), and b + learning_rate * np.sum(y - y_hat).",
        ),
        inputs=(
            (SAMPLES, CLASSES, 0.1, 3),
            (SAMPLES, 1 - CLASSES, 0.5, 6),
            (SAMPLES * 1e3, CLASSES, 1e-7, 4),
        ),
    ),
    "4.4": ordering(
        "CEBAFD",
        "Split first, measure on the training part, train, and only then turn to the test flowers.",
        mistakes={
            "Mean and standard deviation are computed from X_train, so the split comes before them.": "ECBAFD",
            "X_train_std needs mean and std, so they come before it.": "CBEAFD",
            "The training needs X_train_std, so standardising comes before it.": "CEABFD",
            "The accuracy on the test flowers needs X_test_std, so F comes before D.": "CEBADF",
            "This runs and leaks nothing, but the comment of F wants it after the training.": "CEBFAD",
            "This runs and leaks nothing, but the comment of F wants it after the training (A).": "CEFBAD",
        },
        hints=(
            "Ask of each line which names it needs, and which line makes them.",
            "Nothing may be measured on the data before the test flowers have been set aside.",
            "The first line is C and the last is D.",
        ),
    ),
    "4.5": question(
        "d",
        "Well decided: train on one part, choose by the second, report on the third, once.",
        hints=(
            "Which curve shows how the neuron does on flowers that it was not trained on, and where is it lowest?",
            "A part that was used to train or to choose gives a number that is too good.",
            "One part trains, one part chooses the epoch, and one part is left for the report.",
        ),
        a="More data are better for training, but then no flower is left that it has not seen: the accuracy on its own "
        "training flowers shows how well they were learned, not how it does on others.",
        b="The training loss falls on because the random numbers are learned by heart. On other flowers this does "
        "harm, as the validation loss shows.",
        c="The epoch is well chosen. But it was chosen because these very flowers came out well, so the number is a "
        "little too good. Report on flowers that had no say.",
        e="Then the test flowers have chosen the epoch. Nothing is left that is unseen, so nothing honest to report.",
    ),
    "4.6": Exercise(
        answer=lambda f, x, eps: (f(x + eps) - f(x - eps)) / (2 * eps),
        praise="A little to both sides, divided by the distance between the two places: a measured slope.",
        mistakes={
            "Twice too large: the distance from x - eps to x + eps is 2 * eps.": (
                lambda f, x, eps: (f(x + eps) - f(x - eps)) / eps
            ),
            "This looks to one side only, which is less exact: take f(x + eps) - f(x - eps).": (
                lambda f, x, eps: (f(x + eps) - f(x)) / eps
            ),
            "The sign is the wrong way round: later minus earlier, f(x + eps) - f(x - eps).": (
                lambda f, x, eps: (f(x - eps) - f(x + eps)) / (2 * eps)
            ),
            "This is the change of f. Divide it by the distance, 2 * eps.": (lambda f, x, eps: f(x + eps) - f(x - eps)),
            "Python divides and multiplies before it subtracts. Put parentheses around the difference and 2 * eps.": (
                lambda f, x, eps: f(x + eps) - f(x - eps) / 2 * eps
            ),
        },
        hints=(
            "How much does f change from x - eps to x + eps?",
            "Divide this change by the distance between the two places. How long is it?",
            "The change is f(x + eps) - f(x - eps), and the distance is 2 * eps.",
        ),
        inputs=((np.exp, 1.0, 0.1), (np.square, 1e4, 1.0), (np.tanh, -0.5, 0.2)),
    ),
    "4.7": question(
        "c",
        "Well spotted: in (c) the slope is taken at the output instead of at z, which shows only where z is below 0.",
        hints=(
            "Print the measured slopes beside the derivatives, and look for a letter where they differ.",
            "In the loop, add slope(function, z).round(3) to what print gets.",
        ),
        a="(a) agrees: 0 below zero and 1 above it.",
        b="(b) agrees with the measured slope of the logistic function at both places.",
        d="(d) agrees: 1 - tanh(z)^2 is the slope of tanh.",
        e="(e) agrees: the slope of softplus is the logistic function.",
    ),
    "4.a": question(
        "b",
        "In the most strongly curved direction each step lands further away than it started, so the loss grows.",
        section="How large may a step be?",
        a="With too small a learning rate the loss falls slowly, but it falls.",
        c="The weights start at zero in all of these runs, and most of them go well.",
    ),
    "4.b": question(
        "c",
        "The test flowers stand for flowers that nobody has measured yet, so they are treated like those.",
        section="Will it work on flowers that it has not seen?",
        a="Standardising all rows first lets the test flowers into the mean, so they are not unseen any more.",
        b="If each set had its own mean, the same flower would get two different pairs of numbers.",
    ),
    "4.c": question(
        "a",
        "The step is flat on both sides of its jump, and a slope of zero does not show which way to go.",
        section="A loss that has a slope",
        b="The step function is very quick to compute. That is not the trouble.",
        c="Targets of -1 and +1 suit gradient descent well: Adaline uses them.",
    ),
    "4.d": question(
        "a",
        "The factor is 1 - 1.9 = -0.9: across the bottom each time, and a tenth closer.",
        section="How large may a step be?",
        b="It would grow above 2, where the factor is below -1.",
        c="It would arrive in one step with 1, where the factor is 0.",
    ),
    "4.e": question(
        "b",
        "The best of 50 is partly the luckiest of 50. Choose by a validation set, and keep the test set for the end.",
        section="Is it right to train until the loss is lowest?",
        a="The weights never saw the test set, but you did: you chose the rate that suits it.",
        c="That it has not been trained on the test set is the reason why the test set is worth anything.",
    ),
    "4.f": question(
        "c",
        "A step is learning rate times slope, so where every slope is zero nothing moves: at the bottom of a valley, "
        "but also on a flat step.",
        section="A step downhill",
        a="A step is learning rate times slope. With a slope of zero there is no step, in no direction.",
        b="The learning rate is fixed, and any number times zero is zero.",
    ),
    "4.g": question(
        "b",
        "Softmax depends only on the differences between the z, and these have not changed.",
        section="Several classes: softmax",
        a="They must add up to 1, so they cannot all grow.",
        c="They would become more alike if the differences shrank. Adding 5 to all leaves the differences alone.",
    ),
    "4.h": question(
        "a",
        "A sum of squares plus 1 is always positive. The same sum of squares is the curvature of this episode.",
        section="Why the rule moves the right way",
        b="A large rate moves z further, but in the same direction.",
        c="The error is 2 or -2 at an update. Its sign is what decides the direction.",
    ),
}
