"""The exercises: answers, the mistakes that people make with what to say to them, hints. Spoilers: try them first.

checks.py uses this table. The kind of an exercise follows from its answer: a letter is multiple choice, a function is
called on `inputs`, everything else is a number or an array. A mistake is a wrong answer of the same kind.
"""

from dataclasses import dataclass

import numpy as np

from helpers import ACTIVATIONS, elu, logistic

relu_slope = ACTIVATIONS["relu"][1]


@dataclass(frozen=True)
class Exercise:
    """One exercise or question."""

    answer: object  # number, array, function, or the letter of the right option
    praise: str  # shown with "correct": why it is right
    mistakes: tuple  # pairs (wrong answer, what to say to it); for multiple choice, every other letter
    hints: tuple = ("Read the section that the question is about once more.",)
    inputs: tuple = ()  # for functions: the arguments of each call, one of them large or extreme


def question(answer, praise, **reasons):
    """Return a multiple-choice exercise; reasons: letter of a wrong option = why it is wrong."""
    hints = (
        "Find the cell in this episode that shows it, and look at its output.",
        "Two of the options can be ruled out by trying an example.",
    )
    return Exercise(answer, praise, tuple(reasons.items()), hints)


_x, _w = np.array([5.0, 1.0, 4.0, 8.0]), np.array([0.2, -0.1, 0.3, -0.2])
_X, _y = np.array([[1.0, 2.0], [3.0, -1.0], [0.5, 4.0]]), np.array([1.0, -1.0, 1.0])
_dZ2 = np.array([[0.2, -0.2], [-0.5, 0.5], [0.1, -0.1]])
_W2 = np.array([[1.0, -1.0], [0.5, 2.0], [-1.0, 3.0], [2.0, 1.0]])
_Z1 = np.array([[1.0, -2.0, 0.5, -0.1], [-1.0, 3.0, -0.5, 0.2], [2.0, 0.3, -4.0, 1.0]])

EXERCISES = {
    "1.1": Exercise(
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
        inputs=((_x, _w, 0.5), (_x, _w, -3.0), (_x, -_w, 0.0), (np.array([1.0, 2.0]), np.array([-1e4, 1e3]), 2.5)),
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
    "2.a": question(
        "c",
        "Without a bend between them, any number of layers is one layer: (X @ W1) @ W2 = X @ (W1 @ W2).",
        a="Linear functions are quick to compute; speed is not what they lack.",
        b="The gradient of a linear function never vanishes.",
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
        answer=np.array([-1.08, -0.3, -0.2]),
        praise="The sample was taken for +1 and is -1: the weights move away from it by 0.1 times -2.",
        mistakes=(
            (np.array([1.12, 0.82, 0.2]), "The sign: y - prediction is -2, so the weights move away from this sample."),
            (np.array([-0.53, -0.02, -0.1]), "The factor is y - prediction = -1 - 1 = -2, not the label -1 alone."),
            (np.array([-1.08, -0.3, 0.0]), "The weights are right. The bias learns too: add 0.1 times -2 to it."),
            (np.array([-10.98, -5.34, -2.0]), "The learning rate is missing: a tenth of this step."),
            (np.array([-1.1, -0.56, -0.2]), "That is the step alone: add it to the old weights."),
        ),
        hints=(
            "First the prediction: the sign of 0.02 * 5.5 + 0.26 * 2.8 + 0.",
            "Each weight grows by 0.1 * (y - prediction) * its input; the bias as if its input were 1.",
        ),
    ),
    "3.a": question(
        "a",
        "A sample that is classified rightly gives y - prediction = 0, so nothing moves.",
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
        "The step is flat on both sides: its slope is zero everywhere, and zero says nothing about where to go.",
        b="The step function is quick to compute; that is not the trouble.",
        c="It needs no labels beyond -1 and +1; cost functions work with those.",
    ),
    "5.1": Exercise(
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
        ),
        hints=(
            "The error of the output goes back through the weights: dZ2 @ W2.T has one column for each hidden unit.",
            "Multiply it, entry by entry, by the slope of ReLU at Z1: (Z1 > 0).",
        ),
        inputs=((_dZ2, _W2, _Z1), (-_dZ2, 2 * _W2, -_Z1), (1e4 * _dZ2, _W2, 1e4 * _Z1)),
    ),
    "5.a": question(
        "b",
        "Two lines, one for each hidden unit, cut the plane so that the output layer can tell the classes apart.",
        a="XOR has no noise: four points, and each is certain.",
        c="More epochs do not help one line: no line separates these four points.",
    ),
    "5.b": question(
        "a",
        "With equal weights the hidden units compute the same and get the same gradient: they stay copies.",
        b="Zero weights multiply quickly; the trouble is not overflow but that nothing breaks the tie.",
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
