"""Answers to the exercises and questions of episode 04."""

import numpy as np

from helpers import logistic, predict_sign, softmax
from lesson.answers.common import SAMPLES, TARGETS, Exercise, ordering, question

CLASSES = (TARGETS + 1) / 2  # 1, 0, 1


THREE = np.array([[0.5, -1.2, 2.0], [1.5, 0.3, -0.7], [-2.1, 0.8, 1.1], [0.2, 2.4, 0.6]])  # with three features
THREE_CLASSES = np.array([1.0, 0.0, 0.0, 1.0])


def slopes(X, y, w, b, change=lambda error: error):
    """Return the slopes of Adaline's loss with respect to the weights; change: of the errors, to make mistakes."""
    return -X.T @ change(y - (X @ w + b))


def entropy(y, y_hat):
    return -np.sum(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


def move(w, b, X, y, y_hat, rate):
    """Return weights and bias after a step downhill."""
    return w + rate * X.T @ (y - y_hat), b + rate * np.sum(y - y_hat)


def last_loss(X, y, learning_rate, n_epochs, loss=entropy, predict=logistic, move=move):
    """Return a logistic neuron's loss at the start of the last epoch; the last three arguments make mistakes."""
    w, b, last = np.zeros(X.shape[1]), 0.0, np.nan
    for _ in range(n_epochs):
        y_hat = predict(X @ w + b)
        last = loss(y, y_hat)
        w, b = move(w, b, X, y, y_hat, learning_rate)
    return last


def with_wrong(**options):
    """Return last_loss with other options, as a function of the exercise's arguments."""
    return lambda *arguments: last_loss(*arguments, **options)


def with_factor(part, factor, keep=1.0):
    """Return last_loss with a step that is wrong in one part, or in both: factor(n_samples, learning_rate) times it."""

    def move_wrongly(w, b, X, y, y_hat, rate):
        w_new, b_new = move(w, b, X, y, y_hat, rate)
        w_wrong, b_wrong = (keep * old + factor(len(X), rate) * (new - old) for old, new in ((w, w_new), (b, b_new)))
        return (w_new if part == "bias" else w_wrong), (b_new if part == "weights" else b_wrong)

    return with_wrong(move=move_wrongly)


def bias_after_weights(w, b, X, y, y_hat, rate):
    w, _ = move(w, b, X, y, y_hat, rate)
    return w, move(w, b, X, y, logistic(X @ w + b), rate)[1]


def weights_after_bias(w, b, X, y, y_hat, rate):
    _, b = move(w, b, X, y, y_hat, rate)
    return move(w, b, X, y, logistic(X @ w + b), rate)[0], b


def step_of_squares(w, b, X, y, y_hat, rate):
    return move(w, b, X, (y - y_hat) * y_hat * (1 - y_hat), 0, rate)


def unsummed_bias(w, b, X, y, y_hat, rate):
    return move(w, b, X, y, y_hat, rate)[0], b + rate * (y - y_hat)


def all_losses(*arguments):
    *others, n_epochs = arguments
    return [last_loss(*others, n) for n in range(1, n_epochs + 1)]


# Of one gap only, the weights or the bias.
WRONG_STEPS = {
    f"{words[0]} the {part} {words[1]}": with_factor(part, factor, keep)
    for part in ("weights", "bias")
    for words, factor, keep in (
        (("The step of", "goes uphill. Change the sign in that line."), lambda n, rate: -1.0, 1.0),
        (("The step of", "is a mean. It should be a sum, as in train_adaline."), lambda n, rate: 1 / n, 1.0),
        (("The step of", "has no learning rate. Multiply by it in that line."), lambda n, rate: 1 / rate, 1.0),
        (("The old value of", "is lost. Add the step to it in that line."), lambda n, rate: 1.0, 0.0),
    )
}


EXERCISES = {
    "4.1": Exercise(
        answer=lambda X, y, w, b: slopes(X, y, w, b),
        praise="Minus the inputs times the errors, added up for each weight: that is the way uphill.",
        mistakes={
            "The sign is the wrong way round. This is the direction in which the loss falls, and the gradient points "
            "uphill.": lambda X, y, w, b: -slopes(X, y, w, b),
            "You take the mean. This loss is a sum over the samples, so its gradient is a sum too.": (
                lambda X, y, w, b: slopes(X, y, w, b) / len(y)
            ),
            "The bias is missing from the prediction. The error is y - (X @ w + b).": (
                lambda X, y, w, b: slopes(X, y, w, 0)
            ),
            "The parentheses are missing, so the bias is added to the error. The error is y - (X @ w + b).": (
                lambda X, y, w, b: slopes(X, y, w, -b)
            ),
            "This is twice too large, because the half in the loss cancels the 2 of the square.": (
                lambda X, y, w, b: 2 * slopes(X, y, w, b)
            ),
            "This is the slope with respect to b. For the weights, each error counts with its inputs, X.T @ error.": (
                lambda X, y, w, b: -np.sum(y - (X @ w + b))
            ),
            "The bias is among the slopes. Return those of the weights alone, one per column of X.": (
                lambda X, y, w, b: np.append(slopes(X, y, w, b), -np.sum(y - (X @ w + b)))
            ),
            "The first of these numbers is the slope of the bias. Return those of the weights alone.": (
                lambda X, y, w, b: np.append(-np.sum(y - (X @ w + b)), slopes(X, y, w, b))
            ),
            "Every weight has the same slope here. Multiply each error by its inputs before you add up.": (
                lambda X, y, w, b: np.full(len(w), -np.sum(y - (X @ w + b)))
            ),
            "These are the errors. Multiply them by the inputs and add up, as X.T @ error does.": (
                lambda X, y, w, b: y - (X @ w + b)
            ),
            "These are the products of inputs and errors, not yet added up. X.T @ error does both.": (
                lambda X, y, w, b: -X * (y - (X @ w + b))[:, np.newaxis]
            ),
            "Here each sample has its sum. Add up over the samples, so that there is one number per column of X.": (
                lambda X, y, w, b: -np.sum(X * (y - (X @ w + b))[:, np.newaxis], axis=1)
            ),
            "This is the loss itself. Its slopes are minus the sums of inputs times errors.": (
                lambda X, y, w, b: np.sum((y - (X @ w + b)) ** 2) / 2
            ),
            "Only the first sample counts here. Does your function return within the loop?": (
                lambda X, y, w, b: slopes(X[:1], y[:1], w, b)
            ),
            "Only the last sample counts here. Add each sample to the sum with += or -=.": (
                lambda X, y, w, b: slopes(X[-1:], y[-1:], w, b)
            ),
            "The errors lose their signs here. Leave them as they are.": (
                lambda X, y, w, b: slopes(X, y, w, b, change=np.abs)
            ),
            "The errors are squared here. Only the loss has squares, and its slopes have the errors themselves.": (
                lambda X, y, w, b: slopes(X, y, w, b, change=np.square)
            ),
            "The error is y - (X @ w + b), without the step. Only the perceptron compares with +1 or -1.": (
                lambda X, y, w, b: -X.T @ (y - predict_sign(X, w, b))
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
            (THREE, 2 * THREE_CLASSES - 1, np.array([0.4, -0.3, 0.25]), 0.7),
            (THREE[:1], np.array([-1.0]), np.array([0.4, -0.3, 0.25]), -0.2),
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
            "The loss is not a number, because log needs a probability. And two weights are not enough for all X.": (
                lambda X, *others: np.nan * np.sum(X @ np.zeros(2))
            ),
            "The step goes uphill. Add learning_rate * X.T @ (y - y_hat), and for the bias the same without X.T.": (
                with_factor("both", lambda n, rate: -1.0)
            ),
            "You step with the mean. Here the loss is a sum, so the step is a sum too, as in train_adaline.": (
                with_factor("both", lambda n, rate: 1 / n)
            ),
            "The bias has not moved. It grows by learning_rate times the sum of y - y_hat.": (
                with_factor("bias", lambda n, rate: 0.0)
            ),
            **WRONG_STEPS,
            "The bias should take the same step as the weights. Compute y_hat only once per epoch.": (
                with_wrong(move=bias_after_weights)
            ),
            "The weights should take the same step as the bias. Compute y_hat only once per epoch.": (
                with_wrong(move=weights_after_bias)
            ),
            "The bias has become an array. Add up the errors with np.sum in its step.": (
                with_wrong(move=unsummed_bias)
            ),
            "This is the step of the squared loss. That of the cross-entropy has y - y_hat alone.": (
                with_wrong(move=step_of_squares)
            ),
            "The samples with target 0 are missing from the loss. Add (1 - y) * np.log(1 - y_hat).": (
                with_wrong(loss=lambda y, y_hat: -np.sum(y * np.log(y_hat)))
            ),
            "The loss has the wrong sign. It is minus the sum of the logarithms.": (
                with_wrong(loss=lambda y, y_hat: -entropy(y, y_hat))
            ),
            "The minus sign reaches only the first term. Put parentheses around the whole sum.": (
                with_wrong(loss=lambda y, y_hat: np.sum(-y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)))
            ),
            "The parentheses around 1 - y are missing, so 1 itself is added to the sum.": (
                with_wrong(loss=lambda y, y_hat: -np.sum(y * np.log(y_hat) + 1 - y * np.log(1 - y_hat)))
            ),
            "The logarithms are swapped. A sample with target 1 counts with np.log(y_hat).": (
                with_wrong(loss=lambda y, y_hat: entropy(1 - y, y_hat))
            ),
            "This is the mean of the cross-entropy. The exercise asks for the sum over the samples.": (
                with_wrong(loss=lambda y, y_hat: entropy(y, y_hat) / len(y))
            ),
            "This is one loss per sample. Add them up with np.sum.": (
                with_wrong(loss=lambda y, y_hat: -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)))
            ),
            "This is the squared loss of Adaline. Use the cross-entropy, with np.log.": (
                with_wrong(loss=lambda y, y_hat: np.sum((y - y_hat) ** 2) / 2)
            ),
            **{
                f"This is the logarithm with base {base}. The cross-entropy has the natural one, np.log.": (
                    with_wrong(loss=lambda y, y_hat, base=base: entropy(y, y_hat) / np.log(base))
                )
                for base in (2, 10)
            },
            "This is the loss after the last step, and it should return that at the start of the last epoch.": (
                lambda X, y, rate, n_epochs: last_loss(X, y, rate, n_epochs + 1)
            ),
            "One epoch is missing. Let the loop run n_epochs times.": (
                lambda X, y, rate, n_epochs: last_loss(X, y, rate, n_epochs - 1) if n_epochs > 1 else 0.0
            ),
            "This is the loss of the first epoch. Let every epoch go on from the last, and return after the loop.": (
                lambda X, y, rate, n_epochs: last_loss(X, y, rate, 1)
            ),
            **{
                f"The prediction is not that of {name}. It is helpers.logistic(X @ w + b).": with_wrong(predict=predict)
                for name, predict in (("tanh", np.tanh), ("softmax", softmax))
            },
            "These are the losses of all epochs. Return that of the last one.": all_losses,
            "This adds up the losses of all epochs. Return that of the last one.": (
                lambda *arguments: np.sum(all_losses(*arguments))
            ),
            "The targets of this neuron are 0 and 1, as its predictions are probabilities. Leave y as it is.": (
                lambda X, y, *others: last_loss(X, 2 * y - 1, *others)
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
            (THREE, THREE_CLASSES, 0.3, 5),
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
            "This is twice too large, because the distance from x - eps to x + eps is 2 * eps.": (
                lambda f, x, eps: (f(x + eps) - f(x - eps)) / eps
            ),
            "This looks to the right side only, which is less exact. Take f(x + eps) - f(x - eps).": (
                lambda f, x, eps: (f(x + eps) - f(x)) / eps
            ),
            "This looks to the left side only, which is less exact. Take f(x + eps) - f(x - eps).": (
                lambda f, x, eps: (f(x) - f(x - eps)) / eps
            ),
            "The change is only that from x to x + eps, but 2 * eps is the distance from x - eps to x + eps.": (
                lambda f, x, eps: (f(x + eps) - f(x)) / (2 * eps)
            ),
            "The sign is the wrong way round. Take later minus earlier, f(x + eps) - f(x - eps).": (
                lambda f, x, eps: (f(x - eps) - f(x + eps)) / (2 * eps)
            ),
            "This is the change of f. Divide it by the distance, 2 * eps.": (lambda f, x, eps: f(x + eps) - f(x - eps)),
            "Python divides and multiplies before it subtracts. Put parentheses around the difference and 2 * eps.": (
                lambda f, x, eps: f(x + eps) - f(x - eps) / 2 * eps
            ),
            "Python divides before it subtracts. Put parentheses around the difference, too.": (
                lambda f, x, eps: f(x + eps) - f(x - eps) / (2 * eps)
            ),
            "You add the two values. The change is their difference, f(x + eps) - f(x - eps).": (
                lambda f, x, eps: (f(x + eps) + f(x - eps)) / (2 * eps)
            ),
            "You multiply by the distance. Divide by it, with parentheses around 2 * eps.": (
                lambda f, x, eps: (f(x + eps) - f(x - eps)) * 2 * eps
            ),
            "You go twice as far to each side. Measure from x - eps to x + eps.": (
                lambda f, x, eps: (f(x + 2 * eps) - f(x - 2 * eps)) / (4 * eps)
            ),
            "You divide by the square of the distance. The distance is 2 * eps.": (
                lambda f, x, eps: (f(x + eps) - f(x - eps)) / (2 * eps) ** 2
            ),
        },
        hints=(
            "How much does f change from x - eps to x + eps?",
            "Divide this change by the distance between the two places. How long is it?",
            "The change is f(x + eps) - f(x - eps), and the distance is 2 * eps.",
        ),
        inputs=(
            (np.exp, 1.0, 0.1),
            (np.square, 1e4, 1.0),
            (np.tanh, -0.5, 0.2),
            (np.sin, 0.0, 0.3),
            (np.cos, 1.2345, 0.0123),
            (np.exp, -1.3, 0.25),
        ),
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
