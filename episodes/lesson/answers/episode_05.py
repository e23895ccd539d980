"""Answers to the exercises and questions of episode 05."""

import numpy as np

from helpers import logistic, softmax, step
from lesson.answers.common import SAMPLES, TARGETS, UNSEEN, Z1, Exercise, ordering, question

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
DZ2 = np.array([[0.2, -0.2], [-0.5, 0.5], [0.1, -0.1]])
W1 = np.array([[0.5, -1.0, 0.3], [0.2, 0.4, -0.6]])
W2 = np.array([[1.0, -1.0], [0.5, 2.0], [-1.0, 3.0], [2.0, 1.0]])


def relu_slope(Z):
    return np.where(Z > 0, 1.0, 0.0)


def gap_to_targets(probabilities, y):
    """Return probabilities minus one-hot targets."""
    return probabilities - np.eye(probabilities.shape[1])[y]


def new_W1(W1, W2, X, y, learning_rate, n_epochs, slope=relu_slope, order="both", uphill=False):
    """Return W1 of a network without biases (ReLU, identity) after training on half the sum of squares.

    slope and uphill: what can be got wrong; order: "both" weights change at once, "W2 first", or "W1 only".
    """
    rate = -learning_rate if uphill else learning_rate
    for _ in range(n_epochs):
        A1 = np.maximum(X @ W1, 0)
        dZ2 = A1 @ W2 - y
        new_W2 = W2 if order == "W1 only" else W2 - rate * A1.T @ dZ2
        back = new_W2 if order == "W2 first" else W2
        W1, W2 = W1 - rate * X.T @ ((dZ2 @ back.T) * slope(X @ W1)), new_W2
    return W1


EXERCISES = {
    "5.1": Exercise(
        answer=lambda X: step(X.sum(axis=1) - 0.5) * step(1.5 - X.sum(axis=1)),
        praise="Yes. At least one and not both is the strip between two lines, here the overlap of two half-planes.",
        mistakes={
            "This fires when both inputs are 1. Change the sign of all weights and of the bias of the second unit.": (
                lambda X: step(X.sum(axis=1) - 1.5)
            ),
            "This fires whenever at least one input is 1, so for (1, 1) too: the second unit has no effect yet.": (
                lambda X: step(X.sum(axis=1) - 0.5)
            ),
            "This fires unless both inputs are 1, so for (0, 0) too: the first unit has no effect yet.": (
                lambda X: step(1.5 - X.sum(axis=1))
            ),
            "This is true where XOR is false. The output has the wrong sign.": lambda X: 1.0 - (X[:, 0] != X[:, 1]),
            (
                "This always fires, because at every corner one of the units is on. The output should fire only if "
                "both are on, so take their sum minus 1.5."
            ): (lambda X: np.ones(len(X))),
            "This never fires. Check the sign of each bias at the four corners.": lambda X: np.zeros(len(X)),
        },
        hints=(
            "Start from the unit of the text that fires when both are 1. What makes it fire everywhere else instead?",
            "not_both is a step with negative weights and a positive bias: z must be at least 0 for one input that is "
            "1, and below 0 for two.",
            "The second unit is helpers.step(X @ np.array([-1, -1]) + 1.5). "
            "The output is a step of the sum of both units and a bias between -1 and -2.",
        ),
        inputs=((CORNERS,), (CORNERS[::-1],), (np.tile(CORNERS, (300, 1)),)),
    ),
    "5.2": Exercise(
        answer=(100, 10),
        praise="A derivative has the shape of the array it belongs to. A1.T @ dZ2 gives it: (100, 32) @ (32, 10).",
        mistakes={
            "It is the other way round. W2 has a row for each hidden unit and a column for each output.": (10, 100),
            "This is the shape of dZ2, with a row for each image. The weights are shared by all images.": (32, 10),
            "This is the shape of dW1. The second layer leads from 100 units to 10 outputs.": (784, 100),
            "This is the shape of dZ1 and A1, with a row for each image.": (32, 100),
            "This is the shape of A1.T, the left half of the product A1.T @ dZ2 that gives dW2.": (100, 32),
            "That is the right number of derivatives. How are they arranged, in how many rows and columns?": 1000,
            "This is the shape of db2. dW2 has one derivative for each weight.": 10,
        },
        hints=(
            "A derivative has the shape of the array it belongs to. What shape is W2?",
            "The second layer leads from 100 units to 10 outputs, and W is (n_in, n_out).",
        ),
    ),
    "5.3": Exercise(
        answer=lambda dZ2, W2, Z1: (dZ2 @ W2.T) * relu_slope(Z1),
        praise="Yes. Back through the weights, then times the slope of ReLU: that is the heart of backpropagation.",
        mistakes={
            "The blame is back through W2, but not yet through ReLU. Multiply by its slope at Z1, which is 1 or 0.": (
                lambda dZ2, W2, Z1: dZ2 @ W2.T
            ),
            "You multiply by ReLU itself. The chain rule needs its slope, which is 1 where Z1 > 0, else 0.": (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * np.maximum(Z1, 0)
            ),
            "The slope is the wrong way round. ReLU has slope 1 where Z1 > 0 and 0 where Z1 < 0.": (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * (Z1 < 0)
            ),
            "You multiply by Z1 itself. The slope of ReLU at Z1 is 1 or 0.": lambda dZ2, W2, Z1: (dZ2 @ W2.T) * Z1,
            "This is the slope of the logistic function, written with its output. The slope of ReLU is 1 or 0.": (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * Z1 * (1 - Z1)
            ),
            "This is the slope of the logistic function. Here the hidden layer has ReLU, whose slope is 1 or 0.": (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * logistic(Z1) * (1 - logistic(Z1))
            ),
            "You send the blame through ReLU. Multiply it by ReLU's slope at Z1 instead, whatever its sign.": (
                lambda dZ2, W2, Z1: np.maximum(dZ2 @ W2.T, 0)
            ),
        },
        hints=(
            "Two things happen on the way back to the hidden layer. Blame is shared along the weights, and then it "
            "goes through the slope of the activation.",
            "The first of them is as in the six lines: dZ2 @ W2.T has one column for each hidden unit.",
            "The second is a product, entry by entry, with the slope of ReLU. True counts as 1 and False as 0, so "
            "(Z1 > 0) is that slope.",
        ),
        inputs=((DZ2, W2, Z1), (-DZ2, 2 * W2, -Z1), (1e4 * DZ2, W2, 1e4 * Z1)),
    ),
    "5.4": question(
        "e",
        "Well spotted. A_in came out of ReLU, so it is never negative, and A_in >= 0 is always true.",
        hints=(
            "Run check_gradients(tutorial_backward, params_check, X_check, y_check). For the last layer it agrees.",
            "So the mistake is in what happens to dZ between two layers.",
            "ReLU gives numbers that are 0 or positive. Which line between two layers never does anything?",
        ),
        a="These are probabilities minus one-hot targets, divided by the batch size, which is correct.",
        b="The weights of a layer meet the activations that come into it, so this is correct.",
        c="If this were wrong, the derivatives of the last layer would be wrong too. They agree.",
        d="The blame goes back through the weights, transposed, which is correct. What happens to it next?",
    ),
    "5.5": ordering(
        "BFEDAC",
        "Yes. Shuffle once per epoch, and for each batch go forward, go back, and only then take the step.",
        mistakes={
            "You shuffle again for each batch. Then some images come twice and others not at all.": "FBEDAC",
            "You take the batch before you know where it starts.": "BEFDAC",
            "You go back before you go forward. backward needs the activations that forward computes.": "BFEADC",
            "You change the weights before there is a gradient.": "BFECDA",
            "You take the step between forward and backward, when dW is still that of the batch before.": "BFEDCA",
            "You shuffle at the end, when all batches have been taken.": "FEDACB",
        },
        hints=(
            "Say it in words first: shuffle, take a batch, and what then?",
            "Shuffling happens once per epoch, so it comes before the loop over the batches.",
            "Inside the loop each line uses what an earlier one has computed: C uses dW, A activations, D batch.",
        ),
    ),
    "5.6": question(
        "b",
        "Yes. From there on the network gets better only on images that it knows.",
        hints=(
            "Which of the two curves shows how the network does on images that it was not trained on?",
            "Find the epoch after which the dashed curve does not go any lower. Small ups and downs are chance.",
        ),
        a="The curves part early, but after epoch 2 the validation loss still falls, so the network still learns "
        "something that holds for new images.",
        c="The training loss falls as long as the network memorises. It does not show what new images gain.",
        d="The validation images are there for such decisions. If the test images decide, nothing is left to judge by.",
        e="The distance goes on growing while the training loss falls, so it is largest at the end and shows no best "
        "epoch.",
    ),
    "5.7": Exercise(
        answer=new_W1,
        praise="Well done. You have written backpropagation and gradient descent in one loop.",
        mistakes={
            "You changed W2 before the blame went back through it. Compute all gradients first.": (
                lambda *arguments: new_W1(*arguments, order="W2 first")
            ),
            "W2 never changes, so only the first layer learns. Both layers take a step in each epoch.": (
                lambda *arguments: new_W1(*arguments, order="W1 only")
            ),
            "The blame is not yet through ReLU. Multiply by its slope, A1 > 0 (A1 >= 0 is always true).": (
                lambda *arguments: new_W1(*arguments, slope=np.ones_like)
            ),
            "You multiply by ReLU itself. The chain rule needs its slope, which is 1 where A1 > 0, else 0.": (
                lambda *arguments: new_W1(*arguments, slope=lambda z: np.maximum(z, 0))
            ),
            "Your steps go uphill. A step against the gradient has a minus.": (
                lambda *arguments: new_W1(*arguments, uphill=True)
            ),
            "You forgot the learning rate. A step is the learning rate times the gradient.": (
                lambda W1, W2, X, y, learning_rate, n_epochs: new_W1(W1, W2, X, y, 1.0, n_epochs)
            ),
            "You divide by the number of samples. This loss is a sum, so its gradient is one too.": (
                lambda W1, W2, X, y, learning_rate, n_epochs: new_W1(W1, W2, X, y, learning_rate / len(X), n_epochs)
            ),
            "You take only one step. The loop should go on with the new weights.": (
                lambda W1, W2, X, y, learning_rate, n_epochs: new_W1(W1, W2, X, y, learning_rate, 1)
            ),
        },
        hints=(
            "The gaps are three of the six lines of backpropagation, and the step of gradient descent.",
            "dW2 and dW1 are both what came in, transposed, times blame. For dZ1, the slope of ReLU is (A1 > 0).",
            "The last line is W1 - learning_rate * dW1 and the same for W2. On one line, both use the old weights.",
        ),
        inputs=(
            (W1, DZ2[[0, 2, 1]], SAMPLES, TARGETS[:, None] * np.array([1.0, 0.5]), 0.1, 1),
            (-W1, DZ2, UNSEEN, np.ones((5, 2)), 0.02, 3),
            (W1, DZ2, 10 * SAMPLES, np.full((3, 2), 1e2), 1e-4, 2),
            (W1, DZ2, np.tile(SAMPLES, (140, 1)), np.ones((420, 2)), 1e-4, 2),
        ),
    ),
    "5.8": Exercise(
        answer=lambda probabilities, y: gap_to_targets(probabilities, y) / len(y),
        praise="Yes. What was said minus what is true, divided by the number of samples because the loss is a mean.",
        mistakes={
            "This is the gradient of the sum over the samples. The loss is their mean, so divide by their number.": (
                gap_to_targets
            ),
            "This has the wrong sign. Take probabilities minus targets, so that a step raises the true class.": (
                lambda probabilities, y: -gap_to_targets(probabilities, y) / len(y)
            ),
            "You divide by samples times classes. The loss is a mean over the samples alone.": (
                lambda probabilities, y: gap_to_targets(probabilities, y) / probabilities.size
            ),
            "You divide by the number of classes. The loss is a mean over the samples.": (
                lambda probabilities, y: gap_to_targets(probabilities, y) / probabilities.shape[1]
            ),
            "y holds class numbers. Subtract one-hot rows, np.eye(n_classes)[y], and divide by len(y).": (
                lambda probabilities, y: probabilities - y
            ),
            "You take softmax of probabilities, but they have been through it already.": (
                lambda probabilities, y: gap_to_targets(softmax(probabilities), y) / len(y)
            ),
            "The slope of the output has cancelled out. With softmax and cross-entropy together no factor is left.": (
                lambda probabilities, y: gap_to_targets(probabilities, y) * probabilities * (1 - probabilities) / len(y)
            ),
        },
        hints=(
            "The cell above computed it for one sample. What changes for a mean over several?",
            "Make the targets one-hot first: np.eye(n_classes)[y] has the shape of the probabilities.",
            "Subtract the one-hot rows from the probabilities, and divide by the number of samples, len(y).",
        ),
        inputs=(
            (softmax(Z1), np.array([0, 3, 1])),
            (softmax(UNSEEN @ DZ2[:2]), np.array([1, 0, 1, 1, 0])),
            (softmax(np.tile(Z1, (400, 1))), np.arange(1200) % 4),
        ),
    ),
    "5.9": question(
        "c",
        "It is wide enough, and its steps are large enough without being so large that they jump about.",
        hints=(
            "Three of the five learn at a rate that is far from the one that worked for the digits.",
            "Of the two that are left, one has only four units to carry what it knows about ten digits.",
            "Train them in a loop: helpers.init_mlp((784, n_hidden, 10), rng), helpers.train_mlp for 5 epochs, then "
            "helpers.evaluate(network, X_val, y_val)[0].",
        ),
        a="Four units carry little about ten digits, so their loss stays far above that of 64.",
        b="With steps this small, 5 epochs hardly change the start.",
        d="With steps this large, the loss jumps up and many units die, so that it ends no better than a guess.",
        e="Width does not help a network that hardly moves. The steps are far too small for 5 epochs.",
    ),
    "5.a": question(
        "b",
        "Two lines, one for each hidden unit, cut the plane so that the output layer can tell the classes apart.",
        section="One line is not enough for XOR",
        a="XOR has no noise. There are four points, and each is certain.",
        c="More epochs do not help, because no line separates these four points.",
    ),
    "5.b": question(
        "a",
        "With all weights equal, in and out, the hidden units compute the same and get the same gradient.",
        section="The small network learns",
        b="Equal weights overflow no more than others. The trouble is that nothing breaks the tie.",
        c="The learning rate scales a step. Units that are equal take equal steps of any size.",
    ),
    "5.c": question(
        "c",
        "If it agrees with finite differences at random weights, it is the slope of this loss.",
        section="Any number of layers",
        a="A falling loss is a good sign, but a wrong gradient that points roughly downhill gives it too.",
        b="The right shapes are needed, but they are not enough, because a missing factor keeps every shape.",
    ),
    "5.d": question(
        "c",
        "Without a bend between them, layers collapse into one, and one line does not separate XOR.",
        section="Why a hundred layers are still one line",
        a="A hidden layer helps only if something bends between it and the output. The identity does not bend.",
        b="However wide it is, a layer with the identity and the next one compute what one layer could compute.",
    ),
    "5.e": question(
        "a",
        "Different weights give different outputs and different gradients, and these soon make the biases differ too.",
        section="The small network learns",
        b="Units are copies only if they compute the same. With different weights they do not.",
        c="The derivative of a bias is the sum of the blame of its unit. It is seldom 0, whatever the bias is.",
    ),
    "5.f": question(
        "b",
        "dW2 is computed first and agrees, so the blame was correct up to there. It went wrong further back.",
        section="Any number of layers",
        a="A falling loss proves nothing. The check has found a derivative that is wrong.",
        c="If the gap at the output were wrong, dW2 would be wrong too, because it is computed from it.",
    ),
    "5.g": question(
        "c",
        "They are for choosing. The test images have to stay unused until all choices are made.",
        section="Will it work on flowers that it has not seen?",
        a="The training images favour the network that memorises best, which is not what you want to know.",
        b="If you choose by the test images, they are no longer unseen, and their accuracy promises too much.",
    ),
    "5.h": question(
        "a",
        "Training leaves nothing behind but weights and biases. The same is true of the perceptron of episode 03.",
        section="What it learned, and where it fails",
        b="It never compares images. It has no room to store them, and forward uses only weights and biases.",
        c="A network does not learn while it is used. Only a training loop changes its weights.",
    ),
}
