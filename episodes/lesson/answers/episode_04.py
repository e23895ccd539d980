"""Answers to the exercises and questions of episode 04."""

import numpy as np

from helpers import predict_sign
from lesson.answers.common import SAMPLES, TARGETS, UNSEEN, Exercise, question


def descent_step(X, y, w, b, learning_rate):
    """Return weights and bias after one step of gradient descent on Adaline's cost."""
    error = y - (X @ w + b)
    return np.array([*(w + learning_rate * X.T @ error), b + learning_rate * error.sum()])


EXERCISES = {
    "4.1": Exercise(
        answer=lambda X, y, w, b: -X.T @ (y - (X @ w + b)),
        praise="Minus the inputs times the errors: that is the slope that train_adaline walks down.",
        mistakes={
            "The sign is turned: this is the direction in which the cost falls. The gradient points uphill.": (
                lambda X, y, w, b: X.T @ (y - (X @ w + b))
            ),
            "You take the mean. This cost is a sum over the samples, so its gradient is a sum too.": (
                lambda X, y, w, b: -X.T @ (y - (X @ w + b)) / len(y)
            ),
            "The bias is missing from the prediction: the error is y - (X @ w + b).": (
                lambda X, y, w, b: -X.T @ (y - X @ w)
            ),
            "Twice too large: the 1/2 of the cost cancels the 2 of the square.": (
                lambda X, y, w, b: -2 * X.T @ (y - (X @ w + b))
            ),
            "This is the derivative with respect to b. For w, each error counts with its inputs: X.T @ error.": (
                lambda X, y, w, b: -np.sum(y - (X @ w + b))
            ),
        },
        hints=(
            "The chain rule: the derivative of error**2 / 2 is error, times the derivative of error by w.",
            "error = y - (X @ w + b) falls when w grows, by the inputs: the gradient is -X.T @ error.",
        ),
        inputs=(
            (SAMPLES, TARGETS, np.array([0.1, -0.2]), 0.3),
            (SAMPLES, TARGETS, np.array([1.0, 1.0]), -2.0),
            (SAMPLES * 1e4, TARGETS, np.array([1.0, -1.0]), 5.0),
        ),
    ),
    "4.2": Exercise(
        answer=descent_step,
        praise="Against the gradient, weights and bias with the same errors: one step of gradient descent.",
        mistakes={
            "The sign is turned: this step goes uphill. The weights grow by learning_rate * X.T @ error.": (
                lambda X, y, w, b, learning_rate: descent_step(X, y, w, b, -learning_rate)
            ),
            "The bias has not moved: it grows by learning_rate times the sum of the errors.": (
                lambda X, y, w, b, learning_rate: np.append(descent_step(X, y, w, b, learning_rate)[:-1], b)
            ),
            "You step with the targets. It should be the errors: y - (X @ w + b).": (
                lambda X, y, w, b, learning_rate: np.array(
                    [*(w + learning_rate * X.T @ y), b + learning_rate * y.sum()]
                )
            ),
            "You take the mean over the samples. This cost is a sum, and so is its gradient.": (
                lambda X, y, w, b, learning_rate: descent_step(X, y, w, b, learning_rate / len(y))
            ),
            "The learning rate has no effect: multiply the step by it.": (
                lambda X, y, w, b, learning_rate: descent_step(X, y, w, b, 1.0)
            ),
        },
        hints=(
            "First the errors of all samples: error = y - (X @ w + b).",
            "w + learning_rate * X.T @ error, and b + learning_rate * error.sum().",
        ),
        inputs=(
            (SAMPLES, TARGETS, np.array([0.1, -0.2]), 0.3, 0.1),
            (SAMPLES, -TARGETS, np.array([1.0, 1.0]), -2.0, 0.01),
            (SAMPLES * 1e3, TARGETS, np.array([0.5, 1.0]), 5.0, 1e-6),
        ),
    ),
    "4.3": Exercise(
        answer=lambda f, x, eps: (f(x + eps) - f(x - eps)) / (2 * eps),
        praise="A little to both sides, divided by the whole way between: the slope, measured.",
        mistakes={
            "Twice too large: from x - eps to x + eps the way is 2 * eps.": (
                lambda f, x, eps: (f(x + eps) - f(x - eps)) / eps
            ),
            "This looks to one side only, which is less exact: take f(x + eps) - f(x - eps).": (
                lambda f, x, eps: (f(x + eps) - f(x)) / eps
            ),
            "The sign is turned: later minus earlier, f(x + eps) - f(x - eps).": (
                lambda f, x, eps: (f(x - eps) - f(x + eps)) / (2 * eps)
            ),
            "This is the change of f. Divide it by the way, 2 * eps.": lambda f, x, eps: f(x + eps) - f(x - eps),
            "Python divides and multiplies before it subtracts: parentheses around the difference and 2 * eps.": (
                lambda f, x, eps: f(x + eps) - f(x - eps) / 2 * eps
            ),
        },
        hints=(
            "How much does f change from x - eps to x + eps, and how long is that way?",
            "(f(x + eps) - f(x - eps)) / (2 * eps)",
        ),
        inputs=((np.exp, 1.0, 0.1), (np.square, 1e4, 1.0), (np.tanh, -0.5, 0.2)),
    ),
    "4.4": question(
        "c",
        "In C the slope is taken at the output instead of at z; it differs where z is below 0.",
        hints=(
            "Use your function from exercise 4.3: compare each candidate with the measured slope at a few places.",
            "Print np.abs(measured - candidate).max() for each: four are nearly 0.",
        ),
        a="A agrees: 1 for every z.",
        b="B agrees with the measured slope of the logistic function at every z.",
        d="D agrees: 1 - tanh(z)^2 is the slope of tanh.",
        e="E agrees: the slope of softplus is the logistic function.",
    ),
    "4.5": question(
        "c",
        "Below the bound, and large enough to get far in 15 epochs.",
        hints=(
            "The bound for the standardised features was printed above.",
            "Try them: train_adaline(X_std, y, rate, 15)[2][-1] is the cost in the last epoch.",
        ),
        a="It falls, but slowly: after 15 epochs hardly anything has happened.",
        b="Better than a, and still far from the bottom after 15 epochs.",
        d="A little above the bound: the cost grows.",
        e="Far above the bound: the cost explodes.",
    ),
    "4.6": Exercise(
        answer=lambda X_train, X_test: (X_test - X_train.mean(axis=0)) / X_train.std(axis=0),
        praise="The test flowers are measured with the rule that the training flowers gave.",
        mistakes={
            "This uses the mean and the spread of the test data: use those of X_train.": (
                lambda X_train, X_test: (X_test - X_test.mean(axis=0)) / X_test.std(axis=0)
            ),
            "The test data have leaked into mean and spread: compute both from X_train alone.": (
                lambda X_train, X_test: (
                    (X_test - np.vstack([X_train, X_test]).mean(axis=0)) / np.vstack([X_train, X_test]).std(axis=0)
                )
            ),
            "One mean for all features together: each feature has its own, axis=0.": (
                lambda X_train, X_test: (X_test - X_train.mean()) / X_train.std()
            ),
            "The wrong axis: axis=1 runs over the features of a flower. Use axis=0, over the flowers.": (
                lambda X_train, X_test: (X_test - X_train.mean(axis=1).mean()) / X_train.std(axis=1).mean()
            ),
            "Divide by the standard deviation, too.": lambda X_train, X_test: X_test - X_train.mean(axis=0),
            "These are the training data. Apply the same mean and spread to X_test.": (
                lambda X_train, X_test: (X_train - X_train.mean(axis=0)) / X_train.std(axis=0)
            ),
        },
        hints=(
            "Mean and standard deviation come from X_train, one of each for every feature (axis=0).",
            "(X_test - X_train.mean(axis=0)) / X_train.std(axis=0)",
        ),
        inputs=(
            (SAMPLES, SAMPLES[:2] + 1),
            (np.arange(12.0).reshape(4, 3) ** 2, np.ones((4, 3))),
            (1e4 * SAMPLES, 1e4 * SAMPLES[::-1] - 3e4),
        ),
    ),
    "4.7": Exercise(
        answer=lambda order, n_test: np.asarray(order)[n_test:],
        praise="Shuffled, and no flower in both parts.",
        mistakes={
            "These are the test rows. The training rows are the rest.": (
                lambda order, n_test: np.asarray(order)[:n_test]
            ),
            "The shuffling is lost: take the rows from `order`, not 0, 1, 2, ...": (
                lambda order, n_test: np.arange(n_test, len(order))
            ),
            "These are all rows, those of the test set too: then it is not unseen.": (
                lambda order, n_test: np.asarray(order)
            ),
            "One row is lost: begin at n_test.": lambda order, n_test: np.asarray(order)[n_test + 1 :],
            "The test set takes the first n_test rows of the order; these overlap with it. Take those after them.": (
                lambda order, n_test: np.asarray(order)[: len(order) - n_test]
            ),
        },
        hints=(
            "The test set gets the first n_test entries of `order`, the training set all others.",
            "order[n_test:]",
        ),
        inputs=((np.array([3, 0, 4, 1, 2]), 2), (np.array([1, 0, 2, 3]), 1), (np.arange(2000)[::-1], 600)),
    ),
    "4.8": Exercise(
        answer=lambda train, test, w, b: float(np.mean(predict_sign(test[0], w, b) == test[1])),
        praise="The fraction of right answers on samples that had no part in the training.",
        mistakes={
            "This is the accuracy on the training data: it says how well they were learned, not what is to come.": (
                lambda train, test, w, b: float(np.mean(predict_sign(train[0], w, b) == train[1]))
            ),
            "This is how many are right. The accuracy is the fraction: the mean, not the sum.": (
                lambda train, test, w, b: float(np.sum(predict_sign(test[0], w, b) == test[1]))
            ),
            "This is the fraction that is wrong. The accuracy is the fraction that is right.": (
                lambda train, test, w, b: float(np.mean(predict_sign(test[0], w, b) != test[1]))
            ),
            "The bias is missing from the answers: the sign of X @ w + b.": (
                lambda train, test, w, b: float(np.mean(predict_sign(test[0], w, 0.0) == test[1]))
            ),
            "The training samples are counted, too. Only those of the test set are unseen.": (
                lambda train, test, w, b: float(
                    np.mean(np.concatenate([predict_sign(X, w, b) == y for X, y in (train, test)]))
                )
            ),
        },
        hints=(
            "helpers.predict_sign gives the answers for the rows of an X, helpers.accuracy the fraction that is right.",
            "X_test, y_test = test; then helpers.accuracy(y_test, helpers.predict_sign(X_test, w, b)).",
        ),
        inputs=(
            ((SAMPLES, TARGETS), (UNSEEN, np.array([1, 1, -1, -1, 1])), np.array([0.5, 0.5]), 0.5),
            ((SAMPLES, TARGETS), (UNSEEN, np.array([-1, 1, 1, 1, -1])), np.array([1.0, -0.7]), -2.0),
            ((1e4 * SAMPLES, TARGETS), (1e4 * UNSEEN, np.array([1, -1, 1, -1, 1])), np.array([-1.0, 0.3]), -1e4),
        ),
    ),
    "4.a": question(
        "b",
        "Along the steepest direction each step overshoots by more than it gained, so the cost grows.",
        a="Too small a learning rate falls slowly, but it falls.",
        c="The weights start at zero in all of these runs; the start is not what makes the cost grow.",
    ),
    "4.b": question(
        "c",
        "The test flowers stand for flowers not measured yet: nothing about them may be known while preparing.",
        a="Standardising all rows first lets the test flowers into the mean: they are not unseen any more.",
        b="Each set with its own mean and standard deviation: then the same flower gets two different sets of numbers.",
    ),
    "4.c": question(
        "a",
        "The step is flat on both sides of its jump: a slope of zero says nothing about where to go.",
        b="The step function is quick to compute; that is not the trouble.",
        c="It needs no labels beyond -1 and +1; cost functions work with those.",
    ),
}
