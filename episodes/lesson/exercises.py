"""The exercises: answers, the mistakes that people make with what to say to them, hints. Spoilers: try them first.

checks.py uses this table. The kind of an exercise follows from its answer: a letter is multiple choice, a function is
called on `inputs`, everything else is a number or an array. A mistake is a wrong answer of the same kind.
"""

import sys
from dataclasses import dataclass

import numpy as np

from helpers import ACTIVATIONS, elu, load_mnist, logistic, softmax, step

relu_slope = ACTIVATIONS["relu"][1]


@dataclass(frozen=True)
class Exercise:
    """One exercise or question."""

    answer: object  # number, array, function, or the letter of the right option
    praise: str  # shown with "correct": why it is right
    mistakes: tuple  # pairs (wrong answer, what to say to it); for multiple choice, every other letter
    hints: tuple
    inputs: tuple = ()  # for functions: the arguments of each call, one of them large or extreme
    judge: object = None  # where many answers are right: judge(answer) -> None, or what is wrong with it


def question(answer, praise, **reasons):
    """Return a multiple-choice exercise; reasons: letter of a wrong option = why it is wrong."""
    hints = (
        "Find the place in this episode that is about it, and read it once more.",
        "Try any of the letters: each wrong one tells you why it is wrong.",
    )
    return Exercise(answer, praise, tuple(reasons.items()), hints)


_x, _w = np.array([5.0, 1.0, 4.0, 8.0]), np.array([0.2, -0.1, 0.3, -0.2])
_X, _y = np.array([[1.0, 2.0], [3.0, -1.0], [0.5, 4.0]]), np.array([1.0, -1.0, 1.0])
_X_unseen = np.array([[2.0, 1.0], [-1.0, 0.0], [1.0, -3.0], [0.0, 2.0], [3.0, 3.0]])
_dZ2 = np.array([[0.2, -0.2], [-0.5, 0.5], [0.1, -0.1]])
_W2 = np.array([[1.0, -1.0], [0.5, 2.0], [-1.0, 3.0], [2.0, 1.0]])
_CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
_W_hidden = np.array([[0.5, -1.0, 0.3], [0.2, 0.4, -0.6]])
_Z1 = np.array([[1.0, -2.0, 0.5, -0.1], [-1.0, 3.0, -0.5, 0.2], [2.0, 0.3, -4.0, 1.0]])


def _perceptron_epoch(X, y, w, b, learning_rate, error=lambda t, a: t - a, bias_learns=True):
    """Return weights and bias after one epoch of Rosenblatt's rule, with what can be got wrong as arguments."""
    for x_i, y_i in zip(X, y):
        step = learning_rate * error(y_i, 1 if x_i @ w + b >= 0 else -1)
        w, b = w + step * x_i, b + step * bias_learns
    return np.array([*w, b])


def _all_at_once(X, y, w, b, learning_rate):
    """Return weights and bias after one step with the errors of all samples together."""
    error = y - np.where(X @ w + b >= 0, 1, -1)
    return np.array([*(w + learning_rate * error @ X), b + learning_rate * error.sum()])


def _answers(X, w, b):
    """Return +1 where X @ w + b >= 0, else -1."""
    return np.where(X @ w + b >= 0, 1, -1)


def _descent_step(X, y, w, b, learning_rate):
    """Return weights and bias after one step of gradient descent on Adaline's cost."""
    error = y - (X @ w + b)
    return np.array([*(w + learning_rate * X.T @ error), b + learning_rate * error.sum()])


def _output_error(probabilities, y):
    """Return probabilities minus one-hot labels."""
    return probabilities - np.eye(probabilities.shape[1])[y]


def _error(W1, W2, X, y):
    """Return output minus target of a network without biases: ReLU in the hidden layer, a linear output."""
    return np.maximum(X @ W1, 0) @ W2 - y


def _new_W1(W1, W2, X, y, learning_rate, slope=relu_slope, update_first=False):
    """Return W1 of that network after one step on half the sum of squares, with what can be got wrong as arguments."""
    dZ2 = _error(W1, W2, X, y)
    if update_first:
        W2 = W2 - learning_rate * np.maximum(X @ W1, 0).T @ dZ2
    return W1 - learning_rate * X.T @ ((dZ2 @ W2.T) * slope(X @ W1))


def _losses(probabilities, y):
    """Return minus the logarithm of the true class's probability for each sample."""
    return -np.log(probabilities[np.arange(len(y)), y])


def _mean_cross_entropy(probabilities, y):
    return _losses(probabilities, y).mean()


def predict(rows):
    """Return "probabilities" (n, 10) of rows of 784 pixels from 0 to 1: the digit says how much ink is where."""
    rows = np.asarray(rows)
    if rows.ndim != 2 or rows.shape[1] != 784:
        raise ValueError(f"predict needs rows of the shape (n_images, 784), but got {rows.shape}")
    ink = np.clip(rows, 0, 1.5) @ np.linspace(0, 2, 784) / 784  # more to the bottom counts more: 0 to 1.5
    return softmax(-np.abs(9 * ink[:, None] - np.arange(10)))


def _images():
    """Return three images (28, 28) of 0 to 255: greys, darker to the right or to the bottom, or with a bar."""
    rng, ramp = np.random.default_rng(0), np.linspace(0, 200, 28)
    greys = np.array([np.tile(ramp, (28, 1)), np.tile(ramp[:, None], (1, 28)), np.full((28, 28), 60)])
    images = rng.integers(0, 55, size=(3, 28, 28)) + greys.astype(int)
    images[2, 22:] = 255  # a black bar at the bottom
    return images


def _history(n_epochs, best):
    """Return the history of a run, as Keras gives it: each quantity is best in an epoch of its own.

    val_loss is best in `best`, counted from 0, and rises once before it; the first and the last epoch are the worst.
    """
    epochs = np.arange(n_epochs)
    val_loss = 0.3 + 0.02 * np.abs(epochs - best) + (epochs == 0) + 0.05 * (epochs == best - 2)
    curves = {
        "loss": np.abs(n_epochs - 1.6 - epochs) / n_epochs,
        "accuracy": 1 - 0.4 / (epochs + 1),
        "val_loss": val_loss,
        "val_accuracy": 0.93 - 0.0001 * np.abs(epochs - best - 2),
    }
    return {key: values.tolist() for key, values in curves.items()}


def _accuracies(n_epochs):
    """Return test accuracies, each its own, the largest in an epoch that no other quantity would choose."""
    return 0.9 + 0.05 * np.sin(1.0 + np.arange(n_epochs) * 2.0)


def _off_diagonal(counts):
    """Return a confusion matrix with zeros on its diagonal."""
    return counts - np.diag(np.diag(counts))


def _place(counts, find=np.argmax):
    """Return row and column of the entry that `find` finds."""
    return np.array(np.unravel_index(find(counts), counts.shape))


def judge_network(network):
    """Return what keeps a Keras network from reading more than 95 % with at most 60,000 parameters, or None."""
    if "keras" not in sys.modules or not hasattr(type(network), "count_params"):
        return "Pass the trained network itself, the object that keras.Sequential(...) gave you."
    from keras.ops import convert_to_numpy  # here, not above: whoever has a network has waited for Keras already

    _, (images, labels) = load_mnist()
    rows = images.reshape(len(images), 784).astype("float32") / 255
    try:
        n_parameters = int(network.count_params())
        n_right, n_right_unscaled = (
            (np.argmax(convert_to_numpy(network(x)), axis=1) == labels).sum() for x in (rows, rows * 255)
        )
    except Exception as error:
        return f"It should take prepared rows of 784 pixels, but stops: {type(error).__name__}: {error}."
    if n_parameters > 60_000:
        return f"It has {n_parameters:,} parameters, at most 60,000 are allowed: take fewer units."
    if n_right <= 200:
        return f"It reads {n_right} of 1,000 test images, as good as guessing: train it with fit."
    if n_right_unscaled > n_right + 20:
        return "It reads pixels from 0 to 255 better than from 0 to 1: scale the training images, with prepare."
    if n_right <= 950:
        return (
            f"It reads {n_right} of 1,000 test images; more than 950 are wanted. The images moved by a pixel gain most."
        )
    return None


EXERCISES = {
    "1.1": Exercise(
        answer=5,
        praise="3 * 2 + 0 * 5 + (-2) * 1 is 4, and the bias makes it 5.",
        mistakes=(
            (4, "This is the weighted sum. Add the bias."),
            (10, "An input of 0 adds nothing, whatever its weight is: 0 * 5 is 0."),
            (9, "The third input is negative: -2 * 1 takes 2 away."),
            (3, "The bias is added, not taken away."),
            ((6, 0, -2), "These are the products. Add them up, and add the bias."),
            ((7, 1, -1), "The bias belongs to the whole sum: add up the products, then add the bias once."),
        ),
        hints=(
            "Multiply each input by the weight below it: three products.",
            "The products are 6, 0 and -2. Add them, then add the bias.",
        ),
    ),
    "1.2": Exercise(
        answer=lambda inputs, weights, bias: logistic(np.dot(inputs, weights) + bias),
        praise="Weighted sum, plus bias, then the activation function: that is a neuron.",
        mistakes=(
            (
                lambda inputs, weights, bias: logistic(np.dot(inputs, weights)),
                "The bias has no effect: add it to the weighted sum, before the logistic function.",
            ),
            (
                lambda inputs, weights, bias: np.dot(inputs, weights) + bias,
                "This is the weighted sum plus bias. The activation is missing: put it into the logistic function.",
            ),
            (
                lambda inputs, weights, bias: logistic(np.multiply(inputs, weights) + bias),
                "You multiply element by element and never add up: a neuron has one output. Use np.dot or @.",
            ),
            (
                lambda inputs, weights, bias: logistic(np.dot(inputs, weights)) + bias,
                "The bias comes too late: add it before the logistic function, not after.",
            ),
            (
                lambda inputs, weights, bias: logistic(np.sum(np.multiply(inputs, weights) + bias)),
                "The bias is added once for every input. Add it once, to the whole sum.",
            ),
        ),
        hints=(
            "First compute z: each input times its weight, all added up, plus the bias.",
            "np.dot(inputs, weights) is the weighted sum. helpers.logistic(z) is the activation.",
        ),
        inputs=((_x, _w, 0.5), (_x, _w, -3.0), (_x, -_w, 0.0), (np.array([1.0, 2.0]), np.array([1e4, 1e3]), 2.5)),
    ),
    "1.3": Exercise(
        answer=lambda values, categories: np.array([[int(v == c) for c in categories] for v in values]),
        praise="A row for each value, a column for each category, and a single 1 in each row.",
        mistakes=(
            (
                lambda values, categories: np.array([categories.index(v) for v in values]),
                "These are numbers for the names, 0, 1, 2: they put the categories in order. Give each its own column.",
            ),
            (
                lambda values, categories: np.array([[int(v == c) for v in values] for c in categories]),
                "Rows and columns are swapped: each value is a sample, so it is a row.",
            ),
            (
                lambda values, categories: np.array([[int(v != c) for c in categories] for v in values]),
                "Ones and zeros are swapped: the 1 stands where value and category are the same.",
            ),
            (
                lambda values, categories: np.array([[int(v == c) for c in sorted(categories)] for v in values]),
                "The columns are in alphabetical order. Keep the order of `categories`.",
            ),
            (
                lambda values, categories: np.array([[int(v == c) for c in categories[1:]] for v in values]),
                "One column is missing: each category, the first one too, has a column of its own.",
            ),
        ),
        hints=(
            "Two loops, one in the other: over the values (rows) and over the categories (columns).",
            "[[int(value == category) for category in categories] for value in values], made an array.",
        ),
        inputs=(
            (["grey", "blue", "brown", "blue"], ["blue", "grey", "brown"]),
            (["no"], ["yes", "no"]),
            (["b", "a", "c", "d"] * 1000, ["d", "c", "b", "a"]),
        ),
    ),
    "1.4": Exercise(
        answer=lambda X, W, b: X @ W + b,
        praise="One line for any number of samples and neurons: (samples, inputs) @ (inputs, neurons).",
        mistakes=(
            (lambda X, W, b: X @ W, "The bias is missing: add `b`, one number for each neuron."),
            (lambda X, W, b: X * W + b, "* multiplies entry by entry. The weighted sums need the matrix product, @."),
            (lambda X, W, b: X @ W.T + b, "W is transposed: it has a row for each input already, so use it as it is."),
            (
                lambda X, W, b: (X @ W + b).T,
                "The result is transposed: rows are samples, columns are neurons.",
            ),
            (
                lambda X, W, b: X @ W + b[:, None],
                "The biases run down the rows. Each belongs to a neuron, that is, to a column: add `b` as it is.",
            ),
            (lambda X, W, b: W @ X + b, "The order matters: samples first, X @ W."),
        ),
        hints=(
            "It is the line that computed Z above.",
            "X @ W has one row for each sample and one column for each neuron; b is added to every row.",
        ),
        inputs=(
            (np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[2.0, -3.0], [0.5, 1.0]]), np.array([1.0, -2.0])),
            (np.arange(6.0).reshape(2, 3), np.arange(12.0).reshape(3, 4) - 5, np.array([1.0, 0.0, -1.0, 3.0])),
            (np.array([[1e4, 3.0]]), np.array([[1.0, -1e4], [2.0, 1.0]]), np.array([5.0, 7.0])),
        ),
    ),
    "1.5": Exercise(
        answer=2,
        praise="12 - 2 - 4 leaves 6 for p1, and 6 / 3 is 2.",
        mistakes=(
            (6, "This is p1. One step further back: p1 is x1 times 3."),
            (18, "From p1 to x1 the multiplication is undone: divide by the weight."),
            (10, "This is p1 and p2 together. Take away p2, then divide by the weight of x1."),
            (10 / 3, "p2 has been forgotten: it is part of z too."),
            (8 / 3, "The bias has been forgotten: z is p1 + p2 + b."),
            (3.5, "Check p2: it is 2 * 2, and it adds to z. Take it away once."),
        ),
        hints=(
            "Begin at the right: y is z. Which sum gave z, and which part of it is unknown?",
            "12 = p1 + 4 + 2, so p1 is 6. And p1 = x1 * 3.",
        ),
    ),
    "1.a": question(
        "b",
        "The bias is what the weighted sum is when every input is zero: where the prediction starts.",
        a="A weight says how much one input counts; the bias belongs to no input.",
        c="The activation function is the last step; it can be chosen without touching the bias.",
    ),
    "1.b": question(
        "c",
        "One column a colour and a single 1 in each row: no colour is larger than another.",
        a="0, 1, 2 says that grey lies between blue and brown and that brown counts twice as much as grey.",
        b="Any three numbers, large or small, put the colours into an order that they do not have.",
    ),
    "1.c": question(
        "a",
        "4 inputs and 3 neurons: one column of 4 weights for each neuron, (4, 3).",
        b="(3, 4) has one row a neuron. In this lesson samples are rows, so X @ W needs one row an input.",
        c="(10, 3) is the shape of the output: 10 samples, 3 neurons. Weights do not depend on how many samples come.",
    ),
    "2.1": Exercise(
        answer=(-1.0, 0.0, 1 / (1 + np.exp(1.0)), np.tanh(-1.0), 0.0),
        praise="z is -1 each time; only what the activation function makes of it differs.",
        mistakes=(
            (
                (1.0, 1.0, 1 / (1 + np.exp(-1.0)), np.tanh(1.0), 1.0),
                "You used z = 1, the weighted sum without the bias: z is 3 * 1 + 1 * (-2) - 2 = -1.",
            ),
            ((-1.0, -1.0, 1 / (1 + np.exp(1.0)), np.tanh(-1.0), 0.0), "The binary step gives 0 below zero, not -1."),
            ((-1.0, 0.0, 1 / (1 + np.exp(1.0)), np.tanh(-1.0), -1.0), "ReLU lets nothing negative through."),
            ((-1.0, 0.0, np.tanh(-1.0), 1 / (1 + np.exp(1.0)), 0.0), "The logistic function and tanh are swapped."),
            (
                (-1.0, 0.0, 1 / (1 + np.exp(-1.0)), np.tanh(-1.0), 0.0),
                "The sign in the logistic function: it is 1 / (1 + e^(-z)), below 0.5 for negative z.",
            ),
        ),
        hints=(
            "First z: the weighted sum plus the bias. It is the same for all five.",
            "z = -1. Use helpers.neuron with helpers.identity, helpers.step, helpers.logistic, ...",
        ),
    ),
    "2.2": Exercise(
        answer=lambda z, alpha: np.where(z > 0, z, alpha * z),
        praise="Above zero the line z, below zero a flatter or steeper one, alpha z.",
        mistakes=(
            (lambda z, alpha: np.where(z > 0, alpha * z, z), "The branches are swapped: above zero it is z itself."),
            (lambda z, alpha: np.maximum(z, 0), "This is ReLU: below zero PReLU goes on with the slope alpha."),
            (
                lambda z, alpha: np.maximum(z, alpha * z),
                "That works as long as alpha is below 1. A network may learn any alpha: choose by the sign of z.",
            ),
            (lambda z, alpha: np.where(z > 0, 1.0, alpha), "This is the derivative. PReLU itself is z, or alpha z."),
            (lambda z, alpha: np.where(z > 0, z, alpha), "Below zero it is alpha times z, not alpha alone."),
            (
                lambda z, alpha: np.where(z > 0, z, alpha * np.abs(z)),
                "Below zero the output is negative: alpha times z, with its sign.",
            ),
        ),
        hints=(
            "np.where(condition, this, that) chooses between two arrays, entry by entry.",
            "np.where(z > 0, z, ...), and the dots are alpha times z.",
        ),
        inputs=(
            (np.array([-2.0, -0.5, 0.0, 0.5, 2.0]), 0.25),
            (np.array([-3.0, 3.0]), 2.0),
            (np.array([-1e4, 1e4]), 0.1),
        ),
    ),
    "2.3": Exercise(
        answer=elu,
        praise="Above zero the line, below zero a curve that levels off at -alpha.",
        mistakes=(
            (
                lambda z, alpha: np.where(np.asarray(z) <= 0, z, alpha * np.expm1(z)),
                "The branches are swapped: above zero the answer is z itself.",
            ),
            (
                lambda z, alpha: np.where(np.asarray(z) > 0, z, np.expm1(np.minimum(z, 0))),
                "alpha has no effect: multiply the exponential branch by it.",
            ),
            (
                lambda z, alpha: np.where(np.asarray(z) > 0, z, alpha * np.exp(np.minimum(z, 0))),
                "The -1 is missing: below zero it is alpha * (exp(z) - 1), which meets the line at zero.",
            ),
            (
                lambda z, alpha: np.where(np.asarray(z) > 0, z, alpha * np.asarray(z)),
                "This is PReLU, a straight line below zero. ELU bends: alpha * (exp(z) - 1).",
            ),
            (
                lambda z, alpha: np.where(np.asarray(z) > 0, z, alpha * np.exp(np.minimum(z, 0)) - 1),
                "The parentheses are missing: alpha multiplies the whole of exp(z) - 1.",
            ),
        ),
        hints=(
            "np.where(condition, this, that) chooses between two arrays, entry by entry.",
            "np.where(z > 0, z, ...): the last argument is alpha * (np.exp(z) - 1).",
        ),
        inputs=(
            (np.array([-2.0, -0.5, 0.0, 0.5, 2.0]), 1.0),
            (np.array([-3.0, 3.0]), 0.5),
            (np.array([-1e4, 1e4]), 2.0),
        ),
    ),
    "2.4": Exercise(
        answer=lambda z: logistic(z) * (1 - logistic(z)),
        praise="y (1 - y), with y computed from z first: at most a quarter, and almost zero far out.",
        mistakes=(
            (lambda z: z * (1 - z), "y (1 - y) wants the output y, not z: compute y = logistic(z) first."),
            (lambda z: logistic(z), "This is the function. Its slope is y (1 - y)."),
            (
                lambda z: logistic(logistic(z)) * (1 - logistic(logistic(z))),
                "This is the slope at y instead of at z: the logistic function has been applied twice.",
            ),
            (lambda z: 1 - logistic(z), "One factor is missing: y times (1 - y)."),
            (lambda z: logistic(z) ** 2, "The second factor is 1 - y, not y."),
            (
                lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2,
                "The right formula, but it overflows to 'not a number' for very negative z. Use y (1 - y).",
            ),
        ),
        hints=(
            "The slope can be written with the output alone: y (1 - y).",
            "First y = helpers.logistic(z), then return y * (1 - y).",
        ),
        inputs=((np.array([-2.0, -0.5, 0.0, 0.5, 2.0]),), (np.array([-1e4, 1e4]),)),
    ),
    "2.5": Exercise(
        answer="d",
        praise="A has the corner of ReLU, B runs from -1 to 1, C bends below zero, D is smooth and never negative.",
        mistakes=(
            ("a", "B goes below zero, and the logistic function never does: B is tanh."),
            ("b", "C goes below zero on the left, and softplus never does: C is ELU, and D is softplus."),
            ("c", "A is 0 for every negative z, and then has a corner: that is ReLU, not softplus."),
            ("e", "C levels off towards -1 on the left; PReLU would go on in a straight line."),
        ),
        hints=(
            "Which functions can be negative, and which are flat on the left?",
            "Only one of them is flat at both ends: B.",
        ),
    ),
    "2.6": Exercise(
        answer=softmax,
        praise="Each row adds up to 1, and no power is larger than e^0.",
        mistakes=(
            (
                lambda Z: np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True),
                "Right for small numbers, but e^1000 overflows: subtract the largest z of each row first.",
            ),
            (
                lambda Z: np.exp(Z - Z.max(axis=0)) / np.exp(Z - Z.max(axis=0)).sum(axis=0),
                "The wrong axis: these are the columns. Each row is a sample: axis=1 or axis=-1.",
            ),
            (
                lambda Z: np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum(),
                "The sum runs over all rows together. Each row is a sample of its own: axis=1, keepdims=True.",
            ),
            (
                lambda Z: np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum(axis=1, keepdims=True),
                "One maximum for all rows: in a row far below it, every power is 0. Take the maximum of each row.",
            ),
            (
                lambda Z: (Z - Z.max(axis=1, keepdims=True)) / (Z - Z.max(axis=1, keepdims=True)).sum(1, keepdims=True),
                "The powers are missing: np.exp of each z before dividing.",
            ),
            (
                lambda Z: np.exp(Z - Z.max(axis=1)) / np.exp(Z - Z.max(axis=1)).sum(axis=1),
                "keepdims=True is missing: without it the numbers of the rows are taken for those of the columns.",
            ),
        ),
        hints=(
            "Subtract the largest z of each row, take np.exp, divide by the sum of each row.",
            "Z.max(axis=1, keepdims=True) has one number for each row and can be subtracted from Z; so has the sum.",
        ),
        inputs=(
            (np.array([[2.0, 1.0, -1.0], [0.0, 0.5, 0.0], [1.0, 1.0, 4.0]]),),
            (np.array([[1000.0, 1001.0], [-1000.0, -1002.0]]),),
        ),
    ),
    "2.7": Exercise(
        answer="d",
        praise="Five probabilities that add up to 1: one species is right, and the largest says how sure it is.",
        mistakes=(
            ("a", "A single number would put the five species in an order that they do not have."),
            ("b", "One logistic neuron tells two classes apart, not five."),
            ("c", "Identity gives any numbers, below 0 and above 1: it does not say how sure the network is."),
            ("e", "Five logistic outputs are five separate yes-or-no answers; only one species is right."),
        ),
        hints=(
            "How many classes are there, and can more than one of them be right?",
            "The outputs should be probabilities of which exactly one comes true.",
        ),
    ),
    "2.a": question(
        "c",
        "Without a bend between them, any number of layers is one layer: (X @ W1) @ W2 = X @ (W1 @ W2).",
        a="Linear functions are quick to compute; speed is not what they lack.",
        b="The slope of the identity is 1 everywhere; a gradient is not what it lacks.",
    ),
    "2.b": question(
        "a",
        "Far from zero the logistic curve is flat: the derivative is almost 0, and learning almost stops.",
        b="The output is close to 0 or 1, not far from both; the trouble is the slope.",
        c="It does not overflow when it is written as in this episode, and saturation is not about overflow.",
    ),
    "2.c": question(
        "b",
        "Ten classes of which one is right: softmax gives ten probabilities that add up to 1.",
        a="Identity gives ten free numbers, below 0 and above 1: not probabilities.",
        c="Ten logistic outputs are ten separate yes-or-no answers; they need not add up to 1.",
    ),
    "3.1": Exercise(
        answer=lambda species, positive: np.where(np.asarray(species) == positive, 1, -1),
        praise="One species becomes +1, the other -1: the two answers that a perceptron can give.",
        mistakes=(
            (
                lambda species, positive: np.where(np.asarray(species) == positive, 1, 0),
                "These are 1 and 0. The perceptron answers +1 or -1, so the targets must be +1 and -1.",
            ),
            (
                lambda species, positive: np.where(np.asarray(species) == positive, -1, 1),
                "The signs are swapped: the species called `positive` becomes +1.",
            ),
            (
                lambda species, positive: np.where(np.asarray(species) == "versicolor", 1, -1),
                "The name of the species is fixed in your function. Compare with the argument `positive`.",
            ),
            (
                lambda species, positive: np.unique(np.asarray(species), return_inverse=True)[1],
                "These are numbers in alphabetical order. Compare each name with `positive` instead.",
            ),
        ),
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
        mistakes=(
            (
                lambda values: np.where(np.isnan(values), 0, values),
                "A flower without length does not exist: 0 is far from every real value. Use the mean of the others.",
            ),
            (
                lambda values: np.where(np.isnan(values), np.mean(values), values),
                "They are still missing. np.isnan finds them (nothing equals nan), and np.nanmean leaves them out.",
            ),
            (
                lambda values: values[~np.isnan(values)],
                "You have dropped the missing values. Here they are to be filled, so that every row stays.",
            ),
            (
                lambda values: np.full(values.shape, np.nanmean(values)),
                "You have replaced the known values as well: only the missing ones become the mean.",
            ),
            (
                lambda values: np.where(np.isnan(values), np.nansum(values) / len(values), values),
                "You divide by the number of all values. The mean of the known ones divides by how many are known.",
            ),
        ),
        hints=(
            "np.isnan(values) says which are missing; np.nanmean(values) is the mean of the others.",
            "np.where(np.isnan(values), ..., values): the dots are the mean of the known values.",
        ),
        inputs=((np.array([1.0, np.nan, 3.0, 5.0]),), (np.array([np.nan, 2e4, np.nan]),), (np.array([4.0, 6.0]),)),
    ),
    "3.3": Exercise(
        answer=lambda X, w, b: np.where(X @ w + b >= 0, 1, -1),
        praise="The weighted sum plus bias, and its sign, with +1 at exactly 0.",
        mistakes=(
            (
                lambda X, w, b: np.sign(X @ w + b),
                "np.sign gives 0 where z is exactly 0, as it is with zero weights. The rule says +1 there.",
            ),
            (lambda X, w, b: np.where(X @ w + b >= 0, 1, 0), "The perceptron answers -1 below zero, not 0."),
            (lambda X, w, b: np.where(X @ w >= 0, 1, -1), "The bias is missing: it is the sign of X @ w + b."),
            (lambda X, w, b: np.where(X @ w + b > 0, 1, -1), "At exactly 0 the answer is +1: use >= instead of >."),
            (lambda X, w, b: np.where(X @ w + b >= 0, -1, 1), "The signs are swapped: +1 where z is 0 or more."),
            (lambda X, w, b: X @ w + b, "This is z. The answer is its sign, +1 or -1."),
        ),
        hints=(
            "First z for all samples at once: X @ w + b.",
            "np.where(z >= 0, ..., ...): +1 where z is 0 or more, -1 elsewhere.",
        ),
        inputs=(
            (_X, np.array([1.0, -1.0]), 0.5),
            (_X, np.zeros(2), 0.0),
            (_X * 1e4, np.array([-1.0, 0.5]), -3e3),
            (_X, np.array([0.2, 0.1]), -0.5),
        ),
    ),
    "3.4": Exercise(
        answer=np.array([-1.08, -0.3, -0.2]),
        praise="The sample was taken for +1 and is -1: the weights move away from it by 0.1 times -2.",
        mistakes=(
            (
                np.array([1.12, 0.82, 0.2]),
                "The sign: target - answer is -2, so the weights move away from this sample.",
            ),
            (np.array([-0.53, -0.02, -0.1]), "The factor is target - answer = -1 - 1 = -2, not the target -1 alone."),
            (np.array([-1.08, -0.3, 0.0]), "The weights are right. The bias learns too: add 0.1 times -2 to it."),
            (np.array([-10.98, -5.34, -2.0]), "The learning rate is missing: a tenth of this step."),
            (np.array([-1.1, -0.56, -0.2]), "That is the step alone: add it to the old weights."),
        ),
        hints=(
            "First the answer: +1 or -1, by the sign of 0.02 * 5.5 + 0.26 * 2.8 + 0.",
            "Each weight grows by 0.1 * (target - answer) * its input; the bias as if its input were 1.",
        ),
    ),
    "3.5": Exercise(
        answer=lambda X, y, w, b, learning_rate: _perceptron_epoch(X, y, w, b, learning_rate),
        praise="One sample after the other, each with the weights that the one before has left.",
        mistakes=(
            (
                lambda X, y, w, b, learning_rate: _perceptron_epoch(X, y, w, b, -learning_rate),
                "The sign of the update is turned: weights move by learning_rate * (target - answer) * input.",
            ),
            (
                lambda X, y, w, b, learning_rate: _perceptron_epoch(X, y, w, b, learning_rate, lambda t, a: t),
                "Every sample makes an update in your version. Where target - answer is 0, nothing must change.",
            ),
            (
                lambda X, y, w, b, learning_rate: _perceptron_epoch(
                    X, y, w, b, learning_rate, lambda t, a: t if t != a else 0
                ),
                "The update uses the target, -1 or +1. It should use target - answer, -2 or +2.",
            ),
            (
                lambda X, y, w, b, learning_rate: _perceptron_epoch(X, y, w, b, learning_rate, bias_learns=False),
                "The bias never changes: add learning_rate * (target - answer) to it, too.",
            ),
            (
                lambda X, y, w, b, learning_rate: _all_at_once(X, y, w, b, learning_rate),
                "All answers come from the old weights. Each sample must use the weights that the one before has left.",
            ),
        ),
        hints=(
            "A loop over zip(X, y); in it: the answer, the error target - answer, and two updates.",
            "error = y_i - answer; w = w + learning_rate * error * x_i; b = b + learning_rate * error.",
        ),
        inputs=(
            (_X, _y, np.zeros(2), 0.0, 0.1),
            (-_X, _y, np.array([0.5, -0.2]), 0.3, 1.0),
            (1e3 * _X, -_y, np.array([1.0, 1.0]), -1.0, 0.01),
        ),
    ),
    "3.6": Exercise(
        answer=lambda y, answers: np.count_nonzero(np.asarray(y) != np.asarray(answers)),
        praise="How many answers differ from the targets: that, and not the updates, says how good a line is.",
        mistakes=(
            (lambda y, answers: np.sum(np.equal(y, answers)), "You count those that are right. Count the others."),
            (lambda y, answers: np.mean(np.not_equal(y, answers)), "This is the fraction. The number is wanted."),
            (
                lambda y, answers: np.sum(np.asarray(y) - np.asarray(answers)),
                "Differences of +2 and -2 cancel each other. Count where the two are not equal.",
            ),
            (
                lambda y, answers: np.sum(np.abs(np.asarray(y) - np.asarray(answers))),
                "Each mistake is a difference of 2, so this is twice the number.",
            ),
            (
                lambda y, answers: np.count_nonzero(np.asarray(y) > np.asarray(answers)),
                "You count only +1 taken for -1. The other kind of mistake counts, too.",
            ),
        ),
        hints=(
            "y != answers compares entry by entry; True counts as 1 in a sum.",
            "np.sum(y != answers)",
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
    "4.1": Exercise(
        answer=lambda X, y, w, b: -X.T @ (y - (X @ w + b)),
        praise="Minus the inputs times the errors: that is the slope that train_adaline walks down.",
        mistakes=(
            (
                lambda X, y, w, b: X.T @ (y - (X @ w + b)),
                "The sign is turned: this is the direction in which the cost falls. The gradient points uphill.",
            ),
            (
                lambda X, y, w, b: -X.T @ (y - (X @ w + b)) / len(y),
                "You take the mean. This cost is a sum over the samples, so its gradient is a sum too.",
            ),
            (
                lambda X, y, w, b: -X.T @ (y - X @ w),
                "The bias is missing from the prediction: the error is y - (X @ w + b).",
            ),
            (
                lambda X, y, w, b: -2 * X.T @ (y - (X @ w + b)),
                "Twice too large: the 1/2 of the cost cancels the 2 of the square.",
            ),
            (
                lambda X, y, w, b: -np.sum(y - (X @ w + b)),
                "This is the derivative with respect to b. For w, each error counts with its inputs: X.T @ error.",
            ),
        ),
        hints=(
            "The chain rule: the derivative of error**2 / 2 is error, times the derivative of error by w.",
            "error = y - (X @ w + b) falls when w grows, by the inputs: the gradient is -X.T @ error.",
        ),
        inputs=(
            (_X, _y, np.array([0.1, -0.2]), 0.3),
            (_X, _y, np.array([1.0, 1.0]), -2.0),
            (_X * 1e4, _y, np.array([1.0, -1.0]), 5.0),
        ),
    ),
    "4.2": Exercise(
        answer=lambda X, y, w, b, learning_rate: _descent_step(X, y, w, b, learning_rate),
        praise="Against the gradient, weights and bias with the same errors: one step of gradient descent.",
        mistakes=(
            (
                lambda X, y, w, b, learning_rate: _descent_step(X, y, w, b, -learning_rate),
                "The sign is turned: this step goes uphill. The weights grow by learning_rate * X.T @ error.",
            ),
            (
                lambda X, y, w, b, learning_rate: np.append(_descent_step(X, y, w, b, learning_rate)[:-1], b),
                "The bias has not moved: it grows by learning_rate times the sum of the errors.",
            ),
            (
                lambda X, y, w, b, learning_rate: np.array(
                    [*(w + learning_rate * X.T @ y), b + learning_rate * y.sum()]
                ),
                "You step with the targets. It should be the errors: y - (X @ w + b).",
            ),
            (
                lambda X, y, w, b, learning_rate: _descent_step(X, y, w, b, learning_rate / len(y)),
                "You take the mean over the samples. This cost is a sum, and so is its gradient.",
            ),
            (
                lambda X, y, w, b, learning_rate: _descent_step(X, y, w, b, 1.0),
                "The learning rate has no effect: multiply the step by it.",
            ),
        ),
        hints=(
            "First the errors of all samples: error = y - (X @ w + b).",
            "w + learning_rate * X.T @ error, and b + learning_rate * error.sum().",
        ),
        inputs=(
            (_X, _y, np.array([0.1, -0.2]), 0.3, 0.1),
            (_X, -_y, np.array([1.0, 1.0]), -2.0, 0.01),
            (_X * 1e3, _y, np.array([0.5, 1.0]), 5.0, 1e-6),
        ),
    ),
    "4.3": Exercise(
        answer=lambda f, x, eps: (f(x + eps) - f(x - eps)) / (2 * eps),
        praise="A little to both sides, divided by the whole way between: the slope, measured.",
        mistakes=(
            (
                lambda f, x, eps: (f(x + eps) - f(x - eps)) / eps,
                "Twice too large: from x - eps to x + eps the way is 2 * eps.",
            ),
            (
                lambda f, x, eps: (f(x + eps) - f(x)) / eps,
                "This looks to one side only, which is less exact: take f(x + eps) - f(x - eps).",
            ),
            (
                lambda f, x, eps: (f(x - eps) - f(x + eps)) / (2 * eps),
                "The sign is turned: later minus earlier, f(x + eps) - f(x - eps).",
            ),
            (lambda f, x, eps: f(x + eps) - f(x - eps), "This is the change of f. Divide it by the way, 2 * eps."),
            (
                lambda f, x, eps: f(x + eps) - f(x - eps) / 2 * eps,
                "Python divides and multiplies before it subtracts: parentheses around the difference and 2 * eps.",
            ),
        ),
        hints=(
            "How much does f change from x - eps to x + eps, and how long is that way?",
            "(f(x + eps) - f(x - eps)) / (2 * eps)",
        ),
        inputs=((np.exp, 1.0, 0.1), (np.square, 1e4, 1.0), (np.tanh, -0.5, 0.2)),
    ),
    "4.4": Exercise(
        answer="c",
        praise="In C the slope is taken at the output instead of at z; it differs where z is below 0.",
        mistakes=(
            ("a", "A agrees: 1 for every z."),
            ("b", "B agrees with the measured slope of the logistic function at every z."),
            ("d", "D agrees: 1 - tanh(z)^2 is the slope of tanh."),
            ("e", "E agrees: the slope of softplus is the logistic function."),
        ),
        hints=(
            "Use your function from exercise 4.3: compare each candidate with the measured slope at a few places.",
            "Print np.abs(measured - candidate).max() for each: four are nearly 0.",
        ),
    ),
    "4.5": Exercise(
        answer="c",
        praise="Below the bound, and large enough to get far in 15 epochs.",
        mistakes=(
            ("a", "It falls, but slowly: after 15 epochs hardly anything has happened."),
            ("b", "Better than a, and still far from the bottom after 15 epochs."),
            ("d", "A little above the bound: the cost grows."),
            ("e", "Far above the bound: the cost explodes."),
        ),
        hints=(
            "The bound for the standardised features was printed above.",
            "Try them: train_adaline(X_std, y, rate, 15)[2][-1] is the cost in the last epoch.",
        ),
    ),
    "4.6": Exercise(
        answer=lambda X_train, X_test: (X_test - X_train.mean(axis=0)) / X_train.std(axis=0),
        praise="The test flowers are measured with the rule that the training flowers gave.",
        mistakes=(
            (
                lambda X_train, X_test: (X_test - X_test.mean(axis=0)) / X_test.std(axis=0),
                "This uses the mean and the spread of the test data: use those of X_train.",
            ),
            (
                lambda X_train, X_test: (
                    (X_test - np.vstack([X_train, X_test]).mean(axis=0)) / np.vstack([X_train, X_test]).std(axis=0)
                ),
                "The test data have leaked into mean and spread: compute both from X_train alone.",
            ),
            (
                lambda X_train, X_test: (X_test - X_train.mean()) / X_train.std(),
                "One mean for all features together: each feature has its own, axis=0.",
            ),
            (
                lambda X_train, X_test: (X_test - X_train.mean(axis=1).mean()) / X_train.std(axis=1).mean(),
                "The wrong axis: axis=1 runs over the features of a flower. Use axis=0, over the flowers.",
            ),
            (lambda X_train, X_test: X_test - X_train.mean(axis=0), "Divide by the standard deviation, too."),
            (
                lambda X_train, X_test: (X_train - X_train.mean(axis=0)) / X_train.std(axis=0),
                "These are the training data. Apply the same mean and spread to X_test.",
            ),
        ),
        hints=(
            "Mean and standard deviation come from X_train, one of each for every feature (axis=0).",
            "(X_test - X_train.mean(axis=0)) / X_train.std(axis=0)",
        ),
        inputs=(
            (_X, _X[:2] + 1),
            (np.arange(12.0).reshape(4, 3) ** 2, np.ones((4, 3))),
            (1e4 * _X, 1e4 * _X[::-1] - 3e4),
        ),
    ),
    "4.7": Exercise(
        answer=lambda order, n_test: np.asarray(order)[n_test:],
        praise="Shuffled, and no flower in both parts.",
        mistakes=(
            (
                lambda order, n_test: np.asarray(order)[:n_test],
                "These are the test rows. The training rows are the rest.",
            ),
            (
                lambda order, n_test: np.arange(n_test, len(order)),
                "The shuffling is lost: take the rows from `order`, not 0, 1, 2, ...",
            ),
            (
                lambda order, n_test: np.asarray(order),
                "These are all rows, those of the test set too: then it is not unseen.",
            ),
            (lambda order, n_test: np.asarray(order)[n_test + 1 :], "One row is lost: begin at n_test."),
            (
                lambda order, n_test: np.asarray(order)[: len(order) - n_test],
                "The test set takes the first n_test rows of the order; these overlap with it. Take those after them.",
            ),
        ),
        hints=(
            "The test set gets the first n_test entries of `order`, the training set all others.",
            "order[n_test:]",
        ),
        inputs=((np.array([3, 0, 4, 1, 2]), 2), (np.array([1, 0, 2, 3]), 1), (np.arange(2000)[::-1], 600)),
    ),
    "4.8": Exercise(
        answer=lambda train, test, w, b: float(np.mean(_answers(test[0], w, b) == test[1])),
        praise="The fraction of right answers on samples that had no part in the training.",
        mistakes=(
            (
                lambda train, test, w, b: float(np.mean(_answers(train[0], w, b) == train[1])),
                "This is the accuracy on the training data: it says how well they were learned, not what is to come.",
            ),
            (
                lambda train, test, w, b: float(np.sum(_answers(test[0], w, b) == test[1])),
                "This is how many are right. The accuracy is the fraction: the mean, not the sum.",
            ),
            (
                lambda train, test, w, b: float(np.mean(_answers(test[0], w, b) != test[1])),
                "This is the fraction that is wrong. The accuracy is the fraction that is right.",
            ),
            (
                lambda train, test, w, b: float(np.mean(_answers(test[0], w, 0.0) == test[1])),
                "The bias is missing from the answers: the sign of X @ w + b.",
            ),
            (
                lambda train, test, w, b: float(
                    np.mean(np.concatenate([_answers(X, w, b) == y for X, y in (train, test)]))
                ),
                "The training samples are counted, too. Only those of the test set are unseen.",
            ),
        ),
        hints=(
            "helpers.predict_sign gives the answers for the rows of an X, helpers.accuracy the fraction that is right.",
            "X_test, y_test = test; then helpers.accuracy(y_test, helpers.predict_sign(X_test, w, b)).",
        ),
        inputs=(
            ((_X, _y), (_X_unseen, np.array([1, 1, -1, -1, 1])), np.array([0.5, 0.5]), 0.5),
            ((_X, _y), (_X_unseen, np.array([-1, 1, 1, 1, -1])), np.array([1.0, -0.7]), -2.0),
            ((1e4 * _X, _y), (1e4 * _X_unseen, np.array([1, -1, 1, -1, 1])), np.array([-1.0, 0.3]), -1e4),
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
    "5.1": Exercise(
        answer=lambda X: step(X.sum(axis=1) - 0.5) * step(1.5 - X.sum(axis=1)),
        praise="At least one and not both: the strip between two lines, this time as the overlap of two half-planes.",
        mistakes=(
            (
                lambda X: step(X.sum(axis=1) - 1.5),
                "This fires when both inputs are 1. Turn the second unit around: all its weights and its bias.",
            ),
            (
                lambda X: step(X.sum(axis=1) - 0.5),
                "This fires whenever at least one input is 1, so for (1, 1) too: the second unit has no effect yet.",
            ),
            (
                lambda X: step(1.5 - X.sum(axis=1)),
                "This fires unless both inputs are 1, so for (0, 0) too: the first unit has no effect yet.",
            ),
            (
                lambda X: 1.0 - (X[:, 0] != X[:, 1]),
                "This is true where XOR is false: the output is turned around.",
            ),
            (
                lambda X: np.ones(len(X)),
                "This always fires: at every corner one of the units is on. The output should want both: "
                "their sum minus 1.5.",
            ),
            (
                lambda X: np.zeros(len(X)),
                "This never fires: check the sign of each bias at the four corners.",
            ),
        ),
        hints=(
            "not_both is a step with negative weights and a positive bias: it must be >= 0 for one input, < 0 for two.",
            "helpers.step(X @ np.array([-1, -1]) + 1.5) is the second unit. "
            "The output adds both units; its bias lies between -1 and -2.",
        ),
        inputs=((_CORNERS,), (_CORNERS[::-1],), (np.tile(_CORNERS, (300, 1)),)),
    ),
    "5.2": Exercise(
        answer=(100, 10),
        praise="A derivative has the shape of what it belongs to; A1.T @ dZ2 gives it: (100, 32) @ (32, 10).",
        mistakes=(
            ((10, 100), "The other way round: W2 has a row for each hidden unit and a column for each output."),
            ((32, 10), "This is the shape of dZ2: a row for each image. The weights are shared by all images."),
            ((784, 100), "This is the shape of dW1. The second layer leads from 100 units to 10 outputs."),
            ((32, 100), "This is the shape of dZ1 and A1: a row for each image."),
            ((100, 32), "This is A1.T, the left half of the product that makes dW2: A1.T @ dZ2."),
            (1000, "That many derivatives there are. How are they arranged, in how many rows and columns?"),
            (10, "This is the shape of db2. dW2 has one derivative for each weight."),
        ),
        hints=(
            "A derivative has the shape of what it belongs to: what shape has W2?",
            "The second layer leads from 100 units to 10 outputs, and W is (n_in, n_out).",
        ),
    ),
    "5.3": Exercise(
        answer=lambda dZ2, W2, Z1: (dZ2 @ W2.T) * relu_slope(Z1),
        praise="Back through the weights, then times the slope of ReLU at Z1: that is all of backpropagation.",
        mistakes=(
            (
                lambda dZ2, W2, Z1: dZ2 @ W2.T,
                "The error is back through W2, not yet through ReLU: multiply by its slope at Z1, which is 1 or 0.",
            ),
            (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * np.maximum(Z1, 0),
                "You multiply by ReLU itself. The chain rule wants its slope: 1 where Z1 > 0, else 0.",
            ),
            (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * (Z1 < 0),
                "The slope is turned: ReLU has slope 1 where Z1 > 0 and 0 where Z1 < 0.",
            ),
            (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * Z1,
                "You multiply by Z1 itself. The slope of ReLU at Z1 is 1 or 0.",
            ),
            (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * Z1 * (1 - Z1),
                "This is the slope of the logistic function, and of its output at that. Here it is ReLU: 1 or 0.",
            ),
            (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * logistic(Z1) * (1 - logistic(Z1)),
                "This is the slope of the logistic function. Here the hidden layer has ReLU, whose slope is 1 or 0.",
            ),
            (
                lambda dZ2, W2, Z1: np.maximum(dZ2 @ W2.T, 0),
                "You send the error through ReLU. It is multiplied by ReLU's slope at Z1, whatever its own sign.",
            ),
        ),
        hints=(
            "The error of the output goes back through the weights: dZ2 @ W2.T has one column for each hidden unit.",
            "Multiply it, entry by entry, by the slope of ReLU at Z1: (Z1 > 0).",
        ),
        inputs=((_dZ2, _W2, _Z1), (-_dZ2, 2 * _W2, -_Z1), (1e4 * _dZ2, _W2, 1e4 * _Z1)),
    ),
    "5.4": Exercise(
        answer=lambda probabilities, y: _output_error(probabilities, y) / len(y),
        praise="What was said minus what is true, shared among the samples: all the error there is at the output.",
        mistakes=(
            (
                _output_error,
                "This is the gradient of the sum over the samples. The loss is their mean: divide by their number.",
            ),
            (
                lambda probabilities, y: -_output_error(probabilities, y) / len(y),
                "The sign is turned: probabilities minus labels, so that a step against it raises the right class.",
            ),
            (
                lambda probabilities, y: _output_error(probabilities, y) / probabilities.size,
                "You divide by samples times classes. The loss is a mean over the samples alone.",
            ),
            (
                lambda probabilities, y: _output_error(probabilities, y) / probabilities.shape[1],
                "You divide by the number of classes. The loss is a mean over the samples.",
            ),
            (
                lambda probabilities, y: probabilities - y,
                "y holds class numbers; subtract one-hot rows, np.eye(n_classes)[y], and divide by the samples.",
            ),
            (
                lambda probabilities, y: _output_error(softmax(probabilities), y) / len(y),
                "You take softmax of probabilities: they have been through it already.",
            ),
            (
                lambda probabilities, y: _output_error(probabilities, y) * probabilities * (1 - probabilities) / len(y),
                "The slope of the output has cancelled out: with softmax and cross-entropy together no factor is left.",
            ),
        ),
        hints=(
            "Make the labels one-hot first: np.eye(n_classes)[y] has the shape of the probabilities.",
            "(probabilities - one_hot) is the error; divide it by the number of samples, len(y).",
        ),
        inputs=(
            (softmax(_Z1), np.array([0, 3, 1])),
            (softmax(_X_unseen @ _dZ2[:2]), np.array([1, 0, 1, 1, 0])),
            (softmax(np.tile(_Z1, (400, 1))), np.arange(1200) % 4),
        ),
    ),
    "5.5": Exercise(
        answer="e",
        praise="A_in is what ReLU gave, so it is never negative: A_in >= 0 is always true.",
        mistakes=(
            (
                "a",
                "Probabilities minus one-hot labels, divided by the batch size: that is right.",
            ),
            ("b", "The weights of a layer meet the activations that come into it: that is right."),
            ("c", "If this were wrong, the derivatives of the last layer would be wrong too. They agree."),
            ("d", "The error goes back through the weights, transposed: that is right. What happens to it next?"),
        ),
        hints=(
            "Run check_gradients(tutorial_gradients, params_check, X_check, y_check): the last layer agrees.",
            "So the mistake lies in what happens to dZ between two layers. ReLU gives numbers >= 0: "
            "when is A_in >= 0 false?",
        ),
    ),
    "5.6": Exercise(
        answer=_new_W1,
        praise="Error, back through the old W2, times the slope, times the input, one small step against it.",
        mistakes=(
            (
                lambda W1, W2, X, y, learning_rate: _new_W1(W1, W2, X, y, learning_rate, update_first=True),
                "You changed W2 before the error went back through it. Compute all gradients first.",
            ),
            (
                lambda W1, W2, X, y, learning_rate: _new_W1(W1, W2, X, y, learning_rate, slope=np.ones_like),
                "The error is not yet through ReLU: multiply by its slope, Z1 > 0 (A1 >= 0 is always true).",
            ),
            (
                lambda W1, W2, X, y, learning_rate: _new_W1(
                    W1, W2, X, y, learning_rate, slope=lambda z: np.maximum(z, 0)
                ),
                "You multiply by ReLU itself. The chain rule wants its slope: 1 where Z1 > 0, else 0.",
            ),
            (
                lambda W1, W2, X, y, learning_rate: W1 - _new_W1(W1, W2, X, y, 1.0),
                "This is the gradient, not the new W1: take learning_rate times it away from W1.",
            ),
            (
                lambda W1, W2, X, y, learning_rate: _new_W1(W1, W2, X, y, -learning_rate),
                "Your step goes uphill: against the gradient means minus.",
            ),
            (
                lambda W1, W2, X, y, learning_rate: W1 - _new_W1(W1, W2, X, y, learning_rate),
                "This is the step. Take it away from W1.",
            ),
            (
                lambda W1, W2, X, y, learning_rate: _new_W1(W1, W2, X, y, 1.0),
                "The step is the learning rate times the gradient; yours is the gradient itself.",
            ),
            (
                lambda W1, W2, X, y, learning_rate: _new_W1(W1, W2, X, y, learning_rate / len(X)),
                "You divide by the number of samples; this loss is a sum, so its gradient is one too.",
            ),
            (
                lambda W1, W2, X, y, learning_rate: W2 - learning_rate * np.maximum(X @ W1, 0).T @ _error(W1, W2, X, y),
                "This is the new W2. W1 is asked for: the error has to go back one layer more.",
            ),
        ),
        hints=(
            "Go back line by line: dA1 = dZ2 @ W2.T, then dZ1 = dA1 * (Z1 > 0), then dW1 = X.T @ dZ1.",
            "Return W1 - learning_rate * dW1; W2 must still be the old one when dA1 is computed.",
        ),
        inputs=(
            (_W_hidden, _dZ2[[0, 2, 1]], _X, _y[:, None] * np.array([1.0, 0.5]), 0.1),
            (-_W_hidden, _dZ2, _X_unseen, np.ones((5, 2)), 0.02),
            (_W_hidden, 10 * _dZ2, 100 * _X, np.full((3, 2), 1e3), 1e-4),
        ),
    ),
    "5.7": Exercise(
        answer="c",
        praise="Wide enough and with steps that are large enough, but not so large that they jump about.",
        mistakes=(
            ("a", "Four units carry little about ten digits: their loss stays far above that of 64."),
            ("b", "With steps this small, 5 epochs hardly change the start."),
            (
                "d",
                "With steps this large, the loss jumps up and many units die: it ends near or above the guess log 10.",
            ),
            ("e", "Width does not help a network that hardly moves: the steps are far too small for 5 epochs."),
        ),
        hints=(
            "Two of the learning rates are far from what worked above: one much smaller, one much larger.",
            "Train them in a loop: helpers.init_mlp((784, n_hidden, 10), rng), helpers.train_mlp for 5 epochs, then "
            "helpers.loss_and_gradients(net, X_val, y_val)[0].",
        ),
    ),
    "5.a": question(
        "b",
        "Two lines, one for each hidden unit, cut the plane so that the output layer can tell the classes apart.",
        a="XOR has no noise: four points, and each is certain.",
        c="More epochs do not help one line: no line separates these four points.",
    ),
    "5.b": question(
        "a",
        "With all weights equal, in and out, the hidden units compute the same and get the same gradient.",
        b="Equal weights overflow no more than others; the trouble is that nothing breaks the tie.",
        c="The learning rate scales a step; units that are equal make equal steps of any size.",
    ),
    "5.c": question(
        "c",
        "What agrees with finite differences at random weights is right, or wrong in the same way as the loss.",
        a="A falling loss is a good sign, but a wrong gradient that points roughly downhill gives it too.",
        b="Right shapes are needed and are not enough: a missing factor keeps every shape.",
    ),
    "6.1": Exercise(
        answer=101_770,
        praise="784 * 128 + 128 in the hidden layer and 128 * 10 + 10 in the output layer.",
        mistakes=(
            (101_632, "These are the weights. Each neuron has a bias too."),
            (101_760, "The 10 output neurons have biases too."),
            (100_480, "This is the hidden layer. The output layer has parameters too."),
            (1_290, "This is the output layer. The hidden layer has parameters too."),
            (109_386, "This is 784-64-64-10 with 128 in the first layer. Here, 128 is the only hidden layer."),
            (55_050, "This is the network of the episode. Here there is one hidden layer, of 128 neurons."),
        ),
        hints=(
            "A Dense layer has one weight for each pair of input and neuron, and one bias for each neuron.",
            "The first layer has 784 * 128 weights and 128 biases. Add those of the second.",
        ),
    ),
    "6.2": Exercise(
        answer=lambda logits, y: _mean_cross_entropy(softmax(logits), y),
        praise="Softmax once, then minus the logarithm of the true class's probability, as a mean over the samples.",
        mistakes=(
            (
                lambda logits, y: _mean_cross_entropy(logits, y),
                "Softmax is missing: logits are not probabilities, some are even negative.",
            ),
            (
                lambda logits, y: _mean_cross_entropy(softmax(softmax(logits)), y),
                "Softmax is applied twice: probabilities that go through it again become nearly equal.",
            ),
            (
                lambda logits, y: len(y) * _mean_cross_entropy(softmax(logits), y),
                "This is the sum over the samples. The loss is their mean.",
            ),
            (
                lambda logits, y: -_mean_cross_entropy(softmax(logits), y),
                "The sign is turned: the logarithm of a probability is negative, the loss is positive.",
            ),
            (
                lambda logits, y: 1 - np.exp(-_losses(softmax(logits), y)).mean(),
                "This is one minus the mean probability. Take the logarithm of each probability before the mean.",
            ),
            (
                lambda logits, y: -np.mean(y * np.log(softmax(logits)).T),
                "You multiply by y as if it were one-hot. Its class numbers are to be used as indices.",
            ),
            (
                lambda logits, y: -np.sum(y * np.log(softmax(logits)), axis=1).mean(),
                "You multiply by y as if it were one-hot. Its class numbers are to be used as indices.",
            ),
            (
                lambda logits, y: -np.log(softmax(logits)).mean(),
                "You average over all classes. Only the probability of the true class counts.",
            ),
            (
                lambda logits, y: -(np.eye(logits.shape[1])[y] * np.log(softmax(logits))).sum() / len(y),
                "Large logits give nan: by 0 times log(0), so pick the true class before the logarithm, or by np.exp "
                "without a shift, which helpers.softmax has.",
            ),
            (
                lambda logits, y: -(np.eye(logits.shape[1])[y] * np.log(softmax(logits))).mean(),
                "You average over samples and classes. The mean is over the samples.",
            ),
            (
                lambda logits, y: -np.log(softmax(logits)[:, y]).mean(),
                "[:, y] takes all these columns from every row. One entry a row: [np.arange(len(y)), y].",
            ),
            (
                lambda logits, y: _mean_cross_entropy(softmax(logits.T).T, y),
                "Softmax goes over the classes of one sample, that is along a row (the last axis).",
            ),
        ),
        hints=(
            "First make probabilities of the logits: helpers.softmax(logits), once.",
            "probabilities[np.arange(len(y)), y] are those of the true classes; then -np.log(...).mean().",
        ),
        inputs=(
            (_Z1, np.array([0, 3, 1])),
            (2 * _Z1[:2], np.array([2, 2])),
            (np.array([[1e3, 1e3, 0.0], [-1e3, -1e3, 0.0]]), np.array([0, 2])),
        ),
    ),
    "6.3": Exercise(
        answer=lambda predict, image: predict(image.reshape(1, -1) / 255)[0].argmax(),
        praise="A batch of one row, scaled as for training; the place of the largest probability is the digit.",
        mistakes=(
            (
                lambda predict, image: predict(image.reshape(1, -1))[0].argmax(),
                "The pixels go from 0 to 255; the network was trained with values from 0 to 1. Divide by 255.",
            ),
            (
                lambda predict, image: predict(image.reshape(1, -1) / 255).max(),
                "This is the largest probability. Its place among the ten is the digit: argmax.",
            ),
            (
                lambda predict, image: predict(image.reshape(1, -1) / 255)[0],
                "These are the ten probabilities. The place of the largest is the digit: argmax.",
            ),
            (
                lambda predict, image: predict(image.reshape(-1) / 255).argmax(),
                "predict wants a batch, an array of rows: reshape one image to (1, 784).",
            ),
            (
                lambda predict, image: predict(image.T.reshape(1, -1) / 255)[0].argmax(),
                "The image is transposed, lying on its side: reshape it as it is.",
            ),
            (
                lambda predict, image: predict(1 - image.reshape(1, -1) / 255)[0].argmax(),
                "Ink and paper are swapped: in MNIST, paper is 0.",
            ),
            (
                lambda predict, image: predict(image.reshape(1, -1) / 255 / 255)[0].argmax(),
                "You divide by 255 twice: the pixels should go from 0 to 1.",
            ),
            (
                lambda predict, image: predict(image.reshape(1, -1) // 255)[0].argmax(),
                "// throws away what is behind the point, so all greys become 0. Divide with /.",
            ),
        ),
        hints=(
            "The row is image.reshape(1, 784) / 255: one image, 784 pixels, from 0 to 1.",
            "predict(row) has the shape (1, 10): take its only row, [0], and the place of the largest, .argmax().",
        ),
        inputs=tuple((predict, image) for image in _images()),
    ),
    "6.4": Exercise(
        answer=lambda history, test_accuracy: test_accuracy[np.argmin(history["val_loss"])],
        praise="Chosen by the validation loss, reported on images that nothing was chosen by.",
        mistakes=(
            (
                lambda history, test_accuracy: np.max(test_accuracy),
                "You choose the epoch by the test images, and so they are no longer unseen. Choose by validation.",
            ),
            (
                lambda history, test_accuracy: history["accuracy"][np.argmin(history["val_loss"])],
                "This is the accuracy on the training images, which the network knows. Report the one on test images.",
            ),
            (
                lambda history, test_accuracy: history["val_accuracy"][np.argmin(history["val_loss"])],
                "The validation images were used to choose the epoch, so they flatter. Report the test accuracy.",
            ),
            (
                lambda history, test_accuracy: test_accuracy[-1],
                "This is the last epoch. Early stopping goes back to the one with the lowest validation loss.",
            ),
            (
                lambda history, test_accuracy: test_accuracy[np.argmin(history["loss"])],
                "You choose by the training loss, which falls on when the network overfits. Choose by val_loss.",
            ),
            (
                lambda history, test_accuracy: test_accuracy[np.argmax(history["val_loss"])],
                "This is the epoch with the highest validation loss. Lower is better.",
            ),
            (
                lambda history, test_accuracy: test_accuracy[np.argmax(history["val_accuracy"])],
                "You choose by the validation accuracy. Early stopping here watches the validation loss.",
            ),
            (
                lambda history, test_accuracy: np.min(history["val_loss"]),
                "This is the lowest validation loss itself. Which test accuracy belongs to its epoch?",
            ),
            (
                lambda history, test_accuracy: test_accuracy[np.argmin(history["val_loss"]) + 1],
                "This is the epoch after the best one: np.argmin counts from 0, and so do the indices.",
            ),
            (
                lambda history, test_accuracy: test_accuracy[np.flatnonzero(np.diff(history["val_loss"]) > 0)[0]],
                "You stop at the first rise. The loss may fall lower after it: take the lowest of all.",
            ),
            (
                lambda history, test_accuracy: np.argmin(history["val_loss"]),
                "This is the number of the epoch. Which test accuracy belongs to it?",
            ),
        ),
        hints=(
            "Early stopping with restored weights gives the network of the epoch with the lowest val_loss: np.argmin.",
            "Use that number as an index into test_accuracy.",
        ),
        inputs=tuple(
            (_history(n_epochs, best), _accuracies(n_epochs)) for n_epochs, best in ((8, 3), (9, 4), (1000, 40))
        ),
    ),
    "6.5": Exercise(
        answer=lambda counts: _place(_off_diagonal(counts)),
        praise="Off the diagonal are the mistakes; row and column of the largest are the pair.",
        mistakes=(
            (
                _place,
                "The largest count of all lies on the diagonal and is right answers. Take the diagonal away first.",
            ),
            (
                lambda counts: _place(_off_diagonal(counts))[::-1],
                "The other way round: the row is the true class, the column the predicted one.",
            ),
            (
                lambda counts: _off_diagonal(counts).argmax(),
                "This numbers all entries in one row. np.unravel_index makes row and column of it.",
            ),
            (
                lambda counts: _off_diagonal(counts).max(),
                "This is how often it happened. Which row and column is it in?",
            ),
            (
                lambda counts: _place(_off_diagonal(counts) + _off_diagonal(counts).T),
                "You add both directions. A 4 read as 9 and a 9 read as 4 are different mistakes here.",
            ),
            (
                lambda counts: _place(_off_diagonal(counts) / counts.sum(axis=1, keepdims=True)),
                "You compare rates within each row. The most frequent mistake is the largest count.",
            ),
            (
                lambda counts: _place(counts - np.diag(counts)),
                "np.diag(counts) is a list of ten numbers. np.diag twice makes a matrix of it.",
            ),
            (
                lambda counts: _place(counts, np.argmin),
                "This is the rarest. The most frequent mistake is the largest count off the diagonal.",
            ),
        ),
        hints=(
            "counts - np.diag(np.diag(counts)) has zeros on the diagonal and the mistakes elsewhere.",
            "np.unravel_index(mistakes.argmax(), counts.shape) is the pair (row, column).",
        ),
        inputs=(
            (np.array([[9, 1, 0], [3, 7, 2], [4, 0, 8]]),),
            (np.array([[90, 5, 0], [0, 7, 3], [1, 0, 80]]),),
            (np.array([[5, 6], [1, 9]]),),
            (np.diag([1000] * 10) + np.eye(10, k=3, dtype=int) * np.arange(10) + np.eye(10, k=-3, dtype=int) * 6,),
        ),
    ),
    "6.6": Exercise(
        answer=None,
        judge=judge_network,
        praise="More than 95 % with at most 60,000 parameters: you have built a network that reads.",
        mistakes=(),
        hints=(
            "Moving each image by a pixel up, down, left and right makes five images of one: "
            "np.roll(x_small, 1, axis=1) moves all of them down.",
            "One hidden layer of 70 units with a little dropout has 55,660 parameters; train it with all moved images.",
        ),
    ),
    "6.a": question(
        "c",
        "Only images that the network has never seen show how often it will be right on the next one.",
        a="The loss on the training images falls even when the network only learns them by heart.",
        b="The number of parameters says how much a network could learn, not how well it did.",
    ),
    "6.b": question(
        "a",
        "Sparse means that the labels are the class numbers 0 to 9 themselves.",
        b="One-hot labels go with categorical_crossentropy, without the word sparse.",
        c="The pixels are the input; the loss compares the output with the label.",
    ),
    "6.c": question(
        "b",
        "It fits the training images better and better, and the unseen ones no longer.",
        a="An underfitted network is bad at both, training and validation.",
        c="A learning rate that is too large shows as a loss that jumps or grows in training too.",
    ),
}
