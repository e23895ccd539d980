"""Answers to the exercises and questions of episode 05."""

import numpy as np

from helpers import logistic, softmax, step
from lesson.answers.common import SAMPLES, TARGETS, UNSEEN, Z1, Exercise, question

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
DZ2 = np.array([[0.2, -0.2], [-0.5, 0.5], [0.1, -0.1]])
W1 = np.array([[0.5, -1.0, 0.3], [0.2, 0.4, -0.6]])
W2 = np.array([[1.0, -1.0], [0.5, 2.0], [-1.0, 3.0], [2.0, 1.0]])


def relu_slope(Z):
    return np.where(Z > 0, 1.0, 0.0)


def gap_to_labels(probabilities, y):
    """Return probabilities minus one-hot labels."""
    return probabilities - np.eye(probabilities.shape[1])[y]


def output_gap(W1, W2, X, y):
    """Return output minus target of a network without biases: ReLU in the hidden layer, a linear output."""
    return np.maximum(X @ W1, 0) @ W2 - y


def new_W1(W1, W2, X, y, learning_rate, slope=relu_slope, update_first=False):
    """Return W1 of that network after one step on half the sum of squares, with what can be got wrong as arguments."""
    dZ2 = output_gap(W1, W2, X, y)
    if update_first:
        W2 = W2 - learning_rate * np.maximum(X @ W1, 0).T @ dZ2
    return W1 - learning_rate * X.T @ ((dZ2 @ W2.T) * slope(X @ W1))


EXERCISES = {
    "5.1": Exercise(
        answer=lambda X: step(X.sum(axis=1) - 0.5) * step(1.5 - X.sum(axis=1)),
        praise="At least one and not both: the strip between two lines, this time as the overlap of two half-planes.",
        mistakes={
            "This fires when both inputs are 1. Turn the second unit around: all its weights and its bias.": (
                lambda X: step(X.sum(axis=1) - 1.5)
            ),
            "This fires whenever at least one input is 1, so for (1, 1) too: the second unit has no effect yet.": (
                lambda X: step(X.sum(axis=1) - 0.5)
            ),
            "This fires unless both inputs are 1, so for (0, 0) too: the first unit has no effect yet.": (
                lambda X: step(1.5 - X.sum(axis=1))
            ),
            "This is true where XOR is false: the output is turned around.": lambda X: 1.0 - (X[:, 0] != X[:, 1]),
            (
                "This always fires: at every corner one of the units is on. The output should want both: "
                "their sum minus 1.5."
            ): (lambda X: np.ones(len(X))),
            "This never fires: check the sign of each bias at the four corners.": lambda X: np.zeros(len(X)),
        },
        hints=(
            "not_both is a step with negative weights and a positive bias: it must be >= 0 for one input, < 0 for two.",
            "helpers.step(X @ np.array([-1, -1]) + 1.5) is the second unit. "
            "The output adds both units; its bias lies between -1 and -2.",
        ),
        inputs=((CORNERS,), (CORNERS[::-1],), (np.tile(CORNERS, (300, 1)),)),
    ),
    "5.2": Exercise(
        answer=(100, 10),
        praise="A derivative has the shape of what it belongs to; A1.T @ dZ2 gives it: (100, 32) @ (32, 10).",
        mistakes={
            "The other way round: W2 has a row for each hidden unit and a column for each output.": (10, 100),
            "This is the shape of dZ2: a row for each image. The weights are shared by all images.": (32, 10),
            "This is the shape of dW1. The second layer leads from 100 units to 10 outputs.": (784, 100),
            "This is the shape of dZ1 and A1: a row for each image.": (32, 100),
            "This is A1.T, the left half of the product that makes dW2: A1.T @ dZ2.": (100, 32),
            "That many derivatives there are. How are they arranged, in how many rows and columns?": 1000,
            "This is the shape of db2. dW2 has one derivative for each weight.": 10,
        },
        hints=(
            "A derivative has the shape of what it belongs to: what shape has W2?",
            "The second layer leads from 100 units to 10 outputs, and W is (n_in, n_out).",
        ),
    ),
    "5.3": Exercise(
        answer=lambda dZ2, W2, Z1: (dZ2 @ W2.T) * relu_slope(Z1),
        praise="Back through the weights, then times the slope of ReLU at Z1: that is all of backpropagation.",
        mistakes={
            "The error is back through W2, not yet through ReLU: multiply by its slope at Z1, which is 1 or 0.": (
                lambda dZ2, W2, Z1: dZ2 @ W2.T
            ),
            "You multiply by ReLU itself. The chain rule wants its slope: 1 where Z1 > 0, else 0.": (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * np.maximum(Z1, 0)
            ),
            "The slope is turned: ReLU has slope 1 where Z1 > 0 and 0 where Z1 < 0.": (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * (Z1 < 0)
            ),
            "You multiply by Z1 itself. The slope of ReLU at Z1 is 1 or 0.": lambda dZ2, W2, Z1: (dZ2 @ W2.T) * Z1,
            "This is the slope of the logistic function, and of its output at that. Here it is ReLU: 1 or 0.": (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * Z1 * (1 - Z1)
            ),
            "This is the slope of the logistic function. Here the hidden layer has ReLU, whose slope is 1 or 0.": (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * logistic(Z1) * (1 - logistic(Z1))
            ),
            "You send the error through ReLU. It is multiplied by ReLU's slope at Z1, whatever its own sign.": (
                lambda dZ2, W2, Z1: np.maximum(dZ2 @ W2.T, 0)
            ),
        },
        hints=(
            "The error of the output goes back through the weights: dZ2 @ W2.T has one column for each hidden unit.",
            "Multiply it, entry by entry, by the slope of ReLU at Z1: (Z1 > 0).",
        ),
        inputs=((DZ2, W2, Z1), (-DZ2, 2 * W2, -Z1), (1e4 * DZ2, W2, 1e4 * Z1)),
    ),
    "5.4": Exercise(
        answer=lambda probabilities, y: gap_to_labels(probabilities, y) / len(y),
        praise="What was said minus what is true, shared among the samples: all the error there is at the output.",
        mistakes={
            "This is the gradient of the sum over the samples. The loss is their mean: divide by their number.": (
                gap_to_labels
            ),
            "The sign is turned: probabilities minus labels, so that a step against it raises the right class.": (
                lambda probabilities, y: -gap_to_labels(probabilities, y) / len(y)
            ),
            "You divide by samples times classes. The loss is a mean over the samples alone.": (
                lambda probabilities, y: gap_to_labels(probabilities, y) / probabilities.size
            ),
            "You divide by the number of classes. The loss is a mean over the samples.": (
                lambda probabilities, y: gap_to_labels(probabilities, y) / probabilities.shape[1]
            ),
            "y holds class numbers; subtract one-hot rows, np.eye(n_classes)[y], and divide by the samples.": (
                lambda probabilities, y: probabilities - y
            ),
            "You take softmax of probabilities: they have been through it already.": (
                lambda probabilities, y: gap_to_labels(softmax(probabilities), y) / len(y)
            ),
            "The slope of the output has cancelled out: with softmax and cross-entropy together no factor is left.": (
                lambda probabilities, y: gap_to_labels(probabilities, y) * probabilities * (1 - probabilities) / len(y)
            ),
        },
        hints=(
            "Make the labels one-hot first: np.eye(n_classes)[y] has the shape of the probabilities.",
            "(probabilities - one_hot) is the error; divide it by the number of samples, len(y).",
        ),
        inputs=(
            (softmax(Z1), np.array([0, 3, 1])),
            (softmax(UNSEEN @ DZ2[:2]), np.array([1, 0, 1, 1, 0])),
            (softmax(np.tile(Z1, (400, 1))), np.arange(1200) % 4),
        ),
    ),
    "5.5": question(
        "e",
        "A_in is what ReLU gave, so it is never negative: A_in >= 0 is always true.",
        hints=(
            "Run check_gradients(tutorial_gradients, params_check, X_check, y_check): the last layer agrees.",
            "So the mistake lies in what happens to dZ between two layers. ReLU gives numbers >= 0: "
            "when is A_in >= 0 false?",
        ),
        a="Probabilities minus one-hot labels, divided by the batch size: that is right.",
        b="The weights of a layer meet the activations that come into it: that is right.",
        c="If this were wrong, the derivatives of the last layer would be wrong too. They agree.",
        d="The error goes back through the weights, transposed: that is right. What happens to it next?",
    ),
    "5.6": Exercise(
        answer=new_W1,
        praise="Error, back through the old W2, times the slope, times the input, one small step against it.",
        mistakes={
            "You changed W2 before the error went back through it. Compute all gradients first.": (
                lambda W1, W2, X, y, learning_rate: new_W1(W1, W2, X, y, learning_rate, update_first=True)
            ),
            "The error is not yet through ReLU: multiply by its slope, Z1 > 0 (A1 >= 0 is always true).": (
                lambda W1, W2, X, y, learning_rate: new_W1(W1, W2, X, y, learning_rate, slope=np.ones_like)
            ),
            "You multiply by ReLU itself. The chain rule wants its slope: 1 where Z1 > 0, else 0.": (
                lambda W1, W2, X, y, learning_rate: new_W1(
                    W1, W2, X, y, learning_rate, slope=lambda z: np.maximum(z, 0)
                )
            ),
            "This is the gradient, not the new W1: take learning_rate times it away from W1.": (
                lambda W1, W2, X, y, learning_rate: W1 - new_W1(W1, W2, X, y, 1.0)
            ),
            "Your step goes uphill: against the gradient means minus.": (
                lambda W1, W2, X, y, learning_rate: new_W1(W1, W2, X, y, -learning_rate)
            ),
            "This is the step. Take it away from W1.": (
                lambda W1, W2, X, y, learning_rate: W1 - new_W1(W1, W2, X, y, learning_rate)
            ),
            "The step is the learning rate times the gradient; yours is the gradient itself.": (
                lambda W1, W2, X, y, learning_rate: new_W1(W1, W2, X, y, 1.0)
            ),
            "You divide by the number of samples; this loss is a sum, so its gradient is one too.": (
                lambda W1, W2, X, y, learning_rate: new_W1(W1, W2, X, y, learning_rate / len(X))
            ),
            "This is the new W2. W1 is asked for: the error has to go back one layer more.": (
                lambda W1, W2, X, y, learning_rate: (
                    W2 - learning_rate * np.maximum(X @ W1, 0).T @ output_gap(W1, W2, X, y)
                )
            ),
        },
        hints=(
            "Go back line by line: dA1 = dZ2 @ W2.T, then dZ1 = dA1 * (Z1 > 0), then dW1 = X.T @ dZ1.",
            "Return W1 - learning_rate * dW1; W2 must still be the old one when dA1 is computed.",
        ),
        inputs=(
            (W1, DZ2[[0, 2, 1]], SAMPLES, TARGETS[:, None] * np.array([1.0, 0.5]), 0.1),
            (-W1, DZ2, UNSEEN, np.ones((5, 2)), 0.02),
            (W1, 10 * DZ2, 100 * SAMPLES, np.full((3, 2), 1e3), 1e-4),
        ),
    ),
    "5.7": question(
        "c",
        "Wide enough and with steps that are large enough, but not so large that they jump about.",
        hints=(
            "Two of the learning rates are far from what worked above: one much smaller, one much larger.",
            "Train them in a loop: helpers.init_mlp((784, n_hidden, 10), rng), helpers.train_mlp for 5 epochs, then "
            "helpers.loss_and_gradients(net, X_val, y_val)[0].",
        ),
        a="Four units carry little about ten digits: their loss stays far above that of 64.",
        b="With steps this small, 5 epochs hardly change the start.",
        d="With steps this large, the loss jumps up and many units die: it ends near or above the guess log 10.",
        e="Width does not help a network that hardly moves: the steps are far too small for 5 epochs.",
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
}
