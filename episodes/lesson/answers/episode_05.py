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


def relu(z):
    return np.maximum(z, 0)


def new_W1(
    W1,
    W2,
    X,
    y,
    learning_rate,
    n_epochs,
    *,
    activation=relu,
    through=lambda blame, Z1: blame * relu_slope(Z1),
    factors=(1, 1),
    keep=1,
    order="both",
    last=lambda W1, W2, dW1: W1,
):
    """Return W1 of a network without biases (ReLU, identity) after training on half the sum of squares.

    What can be got wrong: through, the way of the blame through ReLU; factors, of both steps; keep, how much of the
    old weights stays; order, "both" weights at once, one first, or as named there; last, what is returned.
    """
    rate_1, rate_2 = learning_rate * np.array(factors)
    for _ in range(n_epochs):
        Z1 = X @ W1
        A1 = activation(Z1)
        dZ2 = A1 @ W2 - y
        new_W2 = keep * W2 - rate_2 * (Z1 if order == "no A1" else A1).T @ dZ2
        dW1 = X.T @ through(dZ2 @ (new_W2 if order == "W2 first" else W2).T, Z1)
        W1 = keep * W1 - rate_1 * dW1
        if order == "W1 first":
            A1 = activation(X @ W1)
            new_W2 = W2 - rate_2 * A1.T @ (A1 @ W2 - y)
        W1, W2 = (new_W2, W1) if order == "swapped" else (W1, new_W2)
    return last(W1, W2, dW1) if n_epochs else W1


def wrong_W1(**changes):
    """Return new_W1 with what is got wrong."""
    return lambda *arguments: new_W1(*arguments, **changes)


def wrong_epochs(change):
    """Return new_W1 that runs for change(n_epochs) epochs."""
    return lambda *arguments: new_W1(*arguments[:5], change(arguments[5]))


def wrong_rate(change):
    """Return new_W1 with the factors change(learning_rate, n_samples)."""
    return lambda *arguments: new_W1(*arguments, factors=change(arguments[4], len(arguments[2])))


def hidden_units(X):
    """Return the two hidden units of exercise 5.1 as columns."""
    z = X.sum(axis=1)
    return np.column_stack([step(z - 0.5), step(1.5 - z)])


def other_xor(X):
    return step(hidden_units(X).sum(axis=1) - 1.5)


def hidden_gradient(dZ2, W2, Z1):
    return (dZ2 @ W2.T) * relu_slope(Z1)


def output_gradient(probabilities, y):
    return gap_to_targets(probabilities, y) / len(y)


def changed_at(probabilities, place, change):
    """Return probabilities divided by their number, after a change at a place."""
    changed = probabilities.copy()
    changed[place] = change(changed[place])
    return changed / len(probabilities)


EXERCISES = {
    "5.1": Exercise(
        answer=other_xor,
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
            "These are the two hidden units. The output is one more step, of their sum minus 1.5.": hidden_units,
            "These are both hidden units, one after the other. The output is a step of their sum minus 1.5.": (
                lambda X: hidden_units(X).T
            ),
            "This is z of the output. It still has to go through helpers.step.": (
                lambda X: hidden_units(X).sum(axis=1) - 1.5
            ),
            "A unit with the binary step is 0 where it does not fire. Return 0, not -1.": (
                lambda X: 2 * other_xor(X) - 1
            ),
            "Where z goes through the logistic function, the unit fires only in part. Use helpers.step.": (
                lambda X: logistic(step(X.sum(axis=1) - 0.5) + logistic(1.5 - X.sum(axis=1)) - 1.5)
            ),
            "For X of one row the result should still be an array, of one number. Leave out squeeze.": (
                lambda X: other_xor(X).squeeze()
            ),
        },
        hints=(
            "Start from the unit of the text that fires when both are 1. What makes it fire everywhere else instead?",
            "not_both is a step with negative weights and a positive bias: z must be at least 0 for one input that is "
            "1, and below 0 for two.",
            "The second unit is helpers.step(X @ np.array([-1, -1]) + 1.5). "
            "The output is a step of the sum of both units and a bias between -1 and -2.",
        ),
        inputs=((CORNERS,), (CORNERS[[1, 2, 3, 0, 1]],), (CORNERS[2:3],), (np.tile(CORNERS[[3, 1, 0]], (400, 1)),)),
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
            "W2 begins at the 100 hidden units. The 784 inputs meet W1 only.": (784, 10),
            "This is the shape of the batch X. A derivative of W2 has the shape of W2.": (32, 784),
            "The biases are not in W2. They are in another array, b2.": (101, 10),
            "W2 ends at the 10 outputs. Only W2's rows belong to the hidden units.": (100, 100),
            "An image is 28 by 28 pixels, but W2 does not meet the pixels. It leads from 100 units to 10 outputs.": (
                (28, 28)
            ),
            "The samples of the batch are added up in A1.T @ dZ2, so 32 is not in the shape.": (3200, 10),
        },
        hints=(
            "A derivative has the shape of the array it belongs to. What shape is W2?",
            "The second layer leads from 100 units to 10 outputs, and W is (n_in, n_out).",
        ),
    ),
    "5.3": Exercise(
        answer=hidden_gradient,
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
            "The slope is the wrong way round. Where Z1 is 0 or negative, no blame passes.": (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * (Z1 <= 0)
            ),
            "Z1 != 0 lets the blame pass where Z1 is negative, too. The slope is 1 only where Z1 > 0.": (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * (Z1 != 0)
            ),
            "Python multiplies before it compares. Put the comparison in parentheses, as in * (Z1 > 0).": (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * Z1 > 0
            ),
            "A unit that is not active gets no blame. You turn the sign of its blame instead.": (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * np.where(Z1 > 0, 1, -1)
            ),
            "You drop negative blame in dZ2. Blame goes back with its sign, and only Z1 decides where it stops.": (
                lambda dZ2, W2, Z1: hidden_gradient(relu(dZ2), W2, Z1)
            ),
            "At Z1 = 0 your slope is 1. The slope of ReLU is 1 only where Z1 > 0, and 0 elsewhere.": (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * (Z1 >= 0)
            ),
            "A unit that is not active gets no blame. np.sign is -1 there, and the slope of ReLU is 0.": (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * np.sign(Z1)
            ),
            "A1 (1 - A1) is the slope of the logistic function. The slope of ReLU is 1 or 0.": (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * relu(Z1) * (1 - relu(Z1))
            ),
            "This is the slope of leaky ReLU, which is not 0 for negative values. Here it is ReLU.": (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T) * np.where(Z1 > 0, 1, 0.01)
            ),
            "You divide by the number of samples. dZ2 has that factor already, if the loss is a mean.": (
                lambda dZ2, W2, Z1: hidden_gradient(dZ2, W2, Z1) / len(Z1)
            ),
            "You add up the samples, which gives db1. dZ1 keeps a row for each sample.": (
                lambda dZ2, W2, Z1: hidden_gradient(dZ2, W2, Z1).sum(axis=0)
            ),
            "You add up the hidden units. dZ1 keeps a column for each of them.": (
                lambda dZ2, W2, Z1: hidden_gradient(dZ2, W2, Z1).sum(axis=1)
            ),
            "reshape keeps the order of the numbers, so weights get to the wrong units. Transpose with W2.T.": (
                lambda dZ2, W2, Z1: (dZ2 @ W2.reshape(W2.T.shape)) * relu_slope(Z1)
            ),
            "This keeps only the active entries, in a row. Multiply by the slope, so that the others become 0.": (
                lambda dZ2, W2, Z1: (dZ2 @ W2.T)[Z1 > 0]
            ),
            "For one sample, the result should still be a table of one row. Leave out squeeze.": (
                lambda dZ2, W2, Z1: hidden_gradient(dZ2, W2, Z1).squeeze()
            ),
        },
        hints=(
            "Two things happen on the way back to the hidden layer. Blame is shared along the weights, and then it "
            "goes through the slope of the activation.",
            "The first of them is as in the six lines: dZ2 @ W2.T has one column for each hidden unit.",
            "The second is a product, entry by entry, with the slope of ReLU. True counts as 1 and False as 0, so "
            "(Z1 > 0) is that slope.",
        ),
        inputs=(
            (DZ2, W2, Z1),
            (-DZ2 / 7, 2 * W2 / 3, -Z1),
            (DZ2, W2, np.array([[0.0, 1.0, 0.0, 2.0], [5.0, 0.0, 0.3, 0.0], [0.1, 4.0, 0.2, 9.0]])),
            (DZ2[1:2] / 3, W2, Z1[1:2]),
            (1e4 * DZ2, W2, 1e4 * Z1),
        ),
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
                wrong_W1(order="W2 first")
            ),
            "You changed W1 and went forward again before the step of W2. Compute all gradients first.": (
                wrong_W1(order="W1 first")
            ),
            "W1 and W2 are swapped in the last line. The first name gets the first value.": wrong_W1(order="swapped"),
            "dW2 is A1, transposed, times dZ2. You take X @ W1, which has not been through ReLU.": (
                wrong_W1(order="no A1")
            ),
            "You ask only the first sample which units are active. Each sample has its own row in A1 > 0.": (
                wrong_W1(through=lambda blame, Z1: blame * relu_slope(Z1[0]))
            ),
            "dZ1 has a column for each hidden unit. You add them up.": (
                wrong_W1(through=lambda blame, Z1: blame.sum(axis=1, keepdims=True) * relu_slope(Z1))
            ),
            "W2 never changes, so only the first layer learns. Both layers take a step in each epoch.": (
                wrong_W1(factors=(1, 0))
            ),
            "W1 comes back as it was, so dW1 is always 0 or is not used. The slope of ReLU is 1 where A1 > 0.": (
                wrong_W1(factors=(0, 1))
            ),
            "The blame is not yet through ReLU. Multiply by its slope, A1 > 0 (A1 >= 0 is always true).": (
                wrong_W1(through=lambda blame, Z1: blame)
            ),
            "You multiply by ReLU itself. The chain rule needs its slope, which is 1 where A1 > 0, else 0.": (
                wrong_W1(through=lambda blame, Z1: blame * relu(Z1))
            ),
            "Python multiplies before it compares. Put the comparison in parentheses, as in * (A1 > 0).": (
                wrong_W1(through=lambda blame, Z1: blame * relu(Z1) > 0)
            ),
            "A1 (1 - A1) is the slope of the logistic function. The hidden layer has ReLU, whose slope is 1 or 0.": (
                wrong_W1(through=lambda blame, Z1: blame * relu(Z1) * (1 - relu(Z1)))
            ),
            "You send the blame through ReLU. Multiply it by ReLU's slope, A1 > 0, whatever its sign.": (
                wrong_W1(through=lambda blame, Z1: relu(blame))
            ),
            "ReLU is missing on the way forward. A1 is helpers.relu(X @ W1).": wrong_W1(activation=lambda Z1: Z1),
            "The hidden layer has ReLU, not the logistic function, and its slope is A1 > 0.": (
                wrong_W1(activation=logistic, through=lambda blame, Z1: blame * logistic(Z1) * (1 - logistic(Z1)))
            ),
            "Your steps go uphill. A step against the gradient has a minus.": wrong_W1(factors=(-1, -1)),
            "The step of W2 goes uphill. A step against the gradient has a minus.": wrong_W1(factors=(1, -1)),
            "The step of W1 goes uphill. A step against the gradient has a minus.": wrong_W1(factors=(-1, 1)),
            "Your steps are twice as long. The loss is half the sum of squares, so no 2 is left in its gradient.": (
                wrong_W1(factors=(2, 2))
            ),
            "You forgot the learning rate. A step is the learning rate times the gradient.": (
                wrong_rate(lambda rate, n: (1 / rate, 1 / rate))
            ),
            "The learning rate is missing in the step of W2.": wrong_rate(lambda rate, n: (1, 1 / rate)),
            "You divide by the number of samples. This loss is a sum, so its gradient is one too.": (
                wrong_rate(lambda rate, n: (1 / n, 1 / n))
            ),
            "You divide dW1 by the number of samples. This loss is a sum, so its gradient is one too.": (
                wrong_rate(lambda rate, n: (1 / n, 1))
            ),
            "You divide dW2 by the number of samples. This loss is a sum, so its gradient is one too.": (
                wrong_rate(lambda rate, n: (1, 1 / n))
            ),
            "You take only one step. The loop should go on with the new weights.": wrong_epochs(lambda n: 1),
            "This is one epoch too few. range(n_epochs) already has n_epochs numbers.": wrong_epochs(lambda n: n - 1),
            "This is one epoch too many. range(n_epochs) already has n_epochs numbers.": wrong_epochs(lambda n: n + 1),
            "This is W2. Return W1.": wrong_W1(last=lambda W1, W2, dW1: W2),
            "This is the last gradient, dW1. Return the weights W1.": wrong_W1(last=lambda W1, W2, dW1: dW1),
            "You replace the weights with their step. The new weights are W1 - learning_rate * dW1.": (
                wrong_W1(keep=0, factors=(-1, -1))
            ),
            "You replace the weights with minus their step. The new weights are W1 - learning_rate * dW1.": (
                wrong_W1(keep=0)
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
        answer=output_gradient,
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
            "You subtract class numbers from probabilities. Subtract one-hot rows, np.eye(n_classes)[y].": (
                lambda probabilities, y: (probabilities - y[:, None]) / len(y)
            ),
            "np.eye needs the number of classes, which is probabilities.shape[1]. The largest label may be missing.": (
                lambda probabilities, y: (probabilities - np.eye(y.max() + 1)[y]) / len(y)
            ),
            "Only the targets are divided. Put the difference in parentheses before you divide it.": (
                lambda probabilities, y: probabilities + gap_to_targets(0 * probabilities, y) / len(y)
            ),
            "Only the probabilities are divided. Put the difference in parentheses before you divide it.": (
                lambda probabilities, y: gap_to_targets(probabilities / len(y), y)
            ),
            "You multiply by the number of samples. The loss is a mean, so divide by it.": (
                lambda probabilities, y: gap_to_targets(probabilities, y) * len(y)
            ),
            "You average over the samples. dZ keeps a row for each sample, and only the division by len(y) is left.": (
                lambda probabilities, y: gap_to_targets(probabilities, y).mean(axis=0)
            ),
            "You subtract the class that is predicted. The targets are the true classes, y.": (
                lambda probabilities, y: output_gradient(probabilities, probabilities.argmax(axis=1))
            ),
            "[:, y] means all these columns in every row. For one entry per row use [np.arange(len(y)), y].": (
                lambda probabilities, y: changed_at(probabilities, np.s_[:, y], lambda p: p - 1)
            ),
            "You replace the probability of the true class. Subtract 1 from it.": (
                lambda probabilities, y: changed_at(probabilities, (np.arange(len(y)), y), lambda p: -1)
            ),
            "You add the one-hot rows. Subtract them, because the gap is what was said minus what is true.": (
                lambda probabilities, y: changed_at(probabilities, (np.arange(len(y)), y), lambda p: p + 1)
            ),
            "Only the true class gets a gradient. The others have one too, their probability divided by len(y).": (
                lambda probabilities, y: output_gradient(probabilities, y) * np.eye(probabilities.shape[1])[y]
            ),
            "These are only the entries of the true classes. dZ has an entry for each sample and each class.": (
                lambda probabilities, y: (probabilities[np.arange(len(y)), y] - 1) / len(y)
            ),
            "This is the gradient with respect to the probabilities. dZ is that with respect to z, before softmax.": (
                lambda probabilities, y: gap_to_targets(0 * probabilities, y) / probabilities / len(y)
            ),
            "This is the loss itself. Its gradient has an entry for each sample and each class.": (
                lambda probabilities, y: -np.log(probabilities[np.arange(len(y)), y]).mean()
            ),
            "Classes count from 0, as rows of np.eye do, so use y as it is.": (
                lambda probabilities, y: output_gradient(probabilities, y - 1)
            ),
            "You square the gap. This gradient of the cross-entropy is the gap itself, divided by len(y).": (
                lambda probabilities, y: gap_to_targets(probabilities, y) ** 2 / len(y)
            ),
            "You divide by 32, whatever the number of samples is. Divide by len(y).": (
                lambda probabilities, y: gap_to_targets(probabilities, y) / 32
            ),
            "Only the first sample has lost its 1. Is return inside the loop?": (
                lambda probabilities, y: changed_at(probabilities, (0, y[0]), lambda p: p - 1)
            ),
            "In each row, the gaps add up to 0, so their mean is always 0. Only the division by len(y) is left.": (
                lambda probabilities, y: gap_to_targets(probabilities, y).mean(axis=1)
            ),
            "// gives whole numbers. Divide with /.": (
                lambda probabilities, y: gap_to_targets(probabilities, y) // len(y)
            ),
            "Divide by the number of samples, not by one less.": (
                lambda probabilities, y: gap_to_targets(probabilities, y) / max(len(y) - 1, 1)
            ),
            "For one sample, the result should still be a table of one row. Leave out squeeze.": (
                lambda probabilities, y: output_gradient(probabilities, y).squeeze()
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
            (softmax(Z1 / 3), np.array([2, 0, 2])),
            (softmax(Z1[1:2]), np.array([3])),
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
    "5.10": Exercise(
        answer=3,
        praise="Yes. With three units the border can close around the middle of the ring.",
        mistakes={
            "With one unit the border is one straight line at most, and the ring is on both sides of it.": 1,
            "With two units the border stays open to the outside, so a part of the ring is always with the middle.": 2,
            "Four are enough, but they are not the fewest. Try one unit less, from several starts.": 4,
            "Some unit has to bend the border around the middle. With none it is a straight line.": 0,
            "So many work, but far fewer do too. Go down from 4.": 8,
        },
        hints=(
            "Count the straight pieces of the border around the middle, with four units and then with fewer.",
            "How many corners does a closed border need at least?",
            "With 2 units nine in ten samples are right at best. With 3 all of them are, from most starts.",
        ),
    ),
    "5.11": question(
        "b",
        "Yes. As in episode 04, a step that is too long lands on the other side of the valley, where the slope sends "
        "it back.",
        hints=(
            "What is the same in all three trainings, and what is the only thing that differs?",
            'Remember the pictures of the section "How large may a step be?" of episode 04.',
        ),
        a="Each batch holds all samples, so nothing in a step is a matter of chance.",
        c="At the rates 0.1 and 1 the same network settles at a low loss.",
        d="The gradient does not know the learning rate. It is correct, and the step along it is too long.",
        e="A network that memorises has a training loss that falls, and here the training loss goes up and down.",
    ),
    "5.12": question(
        "c",
        "Yes. One straight line is all that two clouds need, and it cannot follow the noise.",
        hints=(
            "The validation loss rises while the training loss falls. What does the network learn then?",
            "What must the border be able to do in order to wind around single samples?",
        ),
        a="The longer it trains, the closer the border follows single samples, and the validation loss rises further.",
        b="Larger steps only learn the noise sooner.",
        d="Smaller batches mean more steps per epoch, so the noise is learned sooner.",
        e="Another start gives another border. It still winds around single samples.",
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
