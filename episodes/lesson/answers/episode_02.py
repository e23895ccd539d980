"""Answers to the exercises and questions of episode 02."""

import numpy as np

from helpers import elu, logistic, softmax
from lesson.answers.common import Exercise, question

ONE_LAYER, REACTION = "Why a hundred layers are still one line", "How strongly does the output react?"
OUTPUT_LAYER = "The output layer follows the task"

EXERCISES = {
    "2.1": Exercise(
        answer=lambda z: logistic(z) * (1 - logistic(z)),
        praise="Yes. You compute y from z first, and then y (1 - y): at most a quarter, and almost 0 far out.",
        mistakes={
            "y (1 - y) needs the output y, and you used z: compute y = helpers.logistic(z) first.": lambda z: (
                z * (1 - z)
            ),
            "This is the function itself. Its slope is y (1 - y).": lambda z: logistic(z),
            "This is the slope at y instead of the one at z: you applied the logistic function twice.": (
                lambda z: logistic(logistic(z)) * (1 - logistic(logistic(z)))
            ),
            "One factor is missing: the slope is y times (1 - y).": lambda z: 1 - logistic(z),
            "The second factor is 1 - y, not y.": lambda z: logistic(z) ** 2,
            "The formula is correct, but it overflows to nan for very negative z. Use y (1 - y).": (
                lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2
            ),
        },
        hints=(
            "Your function is given z, but the formula needs the output y. How do you get from z to y?",
            "helpers.logistic turns z into y. Write it in its own line, above the return.",
            "First y = helpers.logistic(z), then return y * (1 - y).",
        ),
        inputs=((np.array([-2.0, -0.5, 0.0, 0.5, 2.0]),), (np.array([-1e4, 1e4]),)),
    ),
    "2.2": Exercise(
        answer=(-1.0, 0.0, 1 / (1 + np.exp(1.0)), np.tanh(-1.0), 0.0),
        praise="z is -1 in all five cases; the outputs differ because the activation functions do.",
        mistakes={
            "You used z = 1, the weighted sum without the bias: z is 3 * 1 + 1 * (-2) - 2 = -1.": (
                (1.0, 1.0, 1 / (1 + np.exp(-1.0)), np.tanh(1.0), 1.0)
            ),
            "The binary step gives 0 below zero, not -1.": (-1.0, -1.0, 1 / (1 + np.exp(1.0)), np.tanh(-1.0), 0.0),
            "ReLU lets nothing negative through: it gives 0 below zero.": (
                (-1.0, 0.0, 1 / (1 + np.exp(1.0)), np.tanh(-1.0), -1.0)
            ),
            "The logistic function and tanh are swapped.": (-1.0, 0.0, np.tanh(-1.0), 1 / (1 + np.exp(1.0)), 0.0),
            "Check the sign in the logistic function: it is 1 / (1 + e^(-z)), below 0.5 for negative z.": (
                (-1.0, 0.0, 1 / (1 + np.exp(-1.0)), np.tanh(-1.0), 0.0)
            ),
        },
        hints=(
            "Compute z first: the weighted sum plus the bias. It is the same for all five functions.",
            "z is 1 * 3 + (-2) * 1 - 2. Then apply each function to this number.",
            "z = -1. The functions are helpers.identity, helpers.step, helpers.logistic, helpers.tanh, helpers.relu.",
        ),
    ),
    "2.3": question(
        "d",
        "A has the corner of ReLU, B runs from -1 to 1, C bends below zero, and D is smooth and never negative.",
        hints=(
            "Which functions can be negative, and which are flat on the left?",
            "Look for the one with a corner, and for the one that is flat at both ends.",
            "Only B is flat at both ends, and it goes below zero.",
        ),
        a="B goes below zero, and the logistic function never does: B is tanh.",
        b="C goes below zero on the left, and softplus never does: C is ELU, and D is softplus.",
        c="A is 0 for every negative z, and then has a corner: that is ReLU, not softplus.",
        e="C levels off towards -1 on the left; PReLU would go on in a straight line.",
    ),
    "2.4": Exercise(
        answer=softmax,
        praise="Well done. Each row adds up to 1, and no power is larger than e^0.",
        mistakes={
            "Correct for small numbers, but e^1000 overflows: subtract the largest z of each row first.": (
                lambda Z: np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
            ),
            "The wrong axis: you went down the columns. Each row is a sample, so use axis=1 or axis=-1.": (
                lambda Z: np.exp(Z - Z.max(axis=0)) / np.exp(Z - Z.max(axis=0)).sum(axis=0)
            ),
            "The sum runs over all rows together. Each row is one sample: axis=1, keepdims=True.": (
                lambda Z: np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum()
            ),
            "One maximum for all rows: in a row far below it, every power is 0. Take the maximum of each row.": (
                lambda Z: np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum(axis=1, keepdims=True)
            ),
            "The powers are missing: take np.exp of each z before dividing.": (
                lambda Z: (Z - Z.max(axis=1, keepdims=True)) / (Z - Z.max(axis=1, keepdims=True)).sum(1, keepdims=True)
            ),
            "keepdims=True is missing: without it NumPy takes the numbers of the rows for those of the columns.": (
                lambda Z: np.exp(Z - Z.max(axis=1)) / np.exp(Z - Z.max(axis=1)).sum(axis=1)
            ),
        },
        hints=(
            "Begin with the largest z of each row. The cell above the exercise finds it as a column.",
            "Z - Z.max(axis=1, keepdims=True) is the first of the three steps, and np.exp of it the second.",
            "Keep the powers under a name, so that you can divide them by their own sum, again with keepdims=True.",
        ),
        inputs=(
            (np.array([[2.0, 1.0, -1.0], [0.0, 0.5, 0.0], [1.0, 1.0, 4.0]]),),
            (np.array([[1000.0, 1001.0], [-1000.0, -1002.0]]),),
        ),
    ),
    "2.5": question(
        "d",
        "These are five probabilities that add up to 1. One species is correct, and the largest shows the confidence.",
        hints=(
            "How many classes are there, and can more than one of them be correct?",
            "The table in this section has a row for exactly this case.",
            "The outputs should be probabilities of which exactly one comes true.",
        ),
        a="A single number would put the five species in an order that they do not have.",
        b="One logistic neuron separates two classes, not five.",
        c="The identity gives any numbers, below 0 and above 1, so it does not show how confident the network is.",
        e="Five logistic outputs are five separate yes-or-no answers; only one species is correct.",
    ),
    "2.6": Exercise(
        answer=lambda z, alpha: np.where(z > 0, z, alpha * z),
        praise="Above zero it is the line z, and below zero another line, alpha z.",
        mistakes={
            "The branches are swapped: above zero it is z itself.": lambda z, alpha: np.where(z > 0, alpha * z, z),
            "This is ReLU: below zero PReLU goes on with the slope alpha.": lambda z, alpha: np.maximum(z, 0),
            "That works as long as alpha is below 1. A network may learn any alpha: choose by the sign of z.": (
                lambda z, alpha: np.maximum(z, alpha * z)
            ),
            "This is the derivative. PReLU itself is z, or alpha z.": lambda z, alpha: np.where(z > 0, 1.0, alpha),
            "Below zero it is alpha times z, not alpha alone.": lambda z, alpha: np.where(z > 0, z, alpha),
            "Below zero the output is negative: alpha times z, with its sign.": (
                lambda z, alpha: np.where(z > 0, z, alpha * np.abs(z))
            ),
        },
        hints=(
            "The function has two branches. What is the condition that separates them?",
            "np.where needs three things: the condition z > 0, what to return where it is true, and what elsewhere.",
            "np.where(z > 0, z, ...), and the dots are alpha times z.",
        ),
        inputs=(
            (np.array([-2.0, -0.5, 0.0, 0.5, 2.0]), 0.25),
            (np.array([-3.0, 3.0]), 2.0),
            (np.array([-1e4, 1e4]), 0.1),
        ),
    ),
    "2.7": Exercise(
        answer=elu,
        praise="Above zero it is the line z, and below zero a curve that levels off at -alpha.",
        mistakes={
            "The branches are swapped: above zero the output is z itself.": (
                lambda z, alpha: np.where(np.asarray(z) <= 0, z, alpha * np.expm1(z))
            ),
            "alpha has no effect: multiply the exponential branch by it.": (
                lambda z, alpha: np.where(np.asarray(z) > 0, z, np.expm1(np.minimum(z, 0)))
            ),
            "The -1 is missing: below zero it is alpha * (exp(z) - 1), which meets the line at zero.": (
                lambda z, alpha: np.where(np.asarray(z) > 0, z, alpha * np.exp(np.minimum(z, 0)))
            ),
            "This is PReLU, a straight line below zero. ELU bends: alpha * (exp(z) - 1).": (
                lambda z, alpha: np.where(np.asarray(z) > 0, z, alpha * np.asarray(z))
            ),
            "The parentheses are missing: alpha multiplies the whole of exp(z) - 1.": (
                lambda z, alpha: np.where(np.asarray(z) > 0, z, alpha * np.exp(np.minimum(z, 0)) - 1)
            ),
        },
        hints=(
            "As in PReLU, np.where chooses between two arrays, entry by entry. Only the second one differs.",
            "The second array is alpha * (np.exp(z) - 1). To avoid the warning, no large z may reach np.exp.",
            "np.minimum(z, 0) replaces every positive z with 0 and leaves the negative ones, which matter, alone.",
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
        section=ONE_LAYER,
        a="Linear functions are quick to compute; speed is not what they lack.",
        b="The slope of the identity is 1 everywhere, so it lets every nudge through; the gradient is not the problem.",
    ),
    "2.b": question(
        "a",
        "Far from zero the logistic curve is flat, so nudges have almost no effect and learning almost stops.",
        section=REACTION,
        b="The output is close to 0 or to 1, not far from both; the trouble is the slope.",
        c="A saturated neuron sits at z = 5 or 10, which no computer minds; the trouble is the slope.",
    ),
    "2.c": question(
        "b",
        "One of ten classes is correct, and softmax gives ten probabilities that add up to 1.",
        section=OUTPUT_LAYER,
        a="The identity gives ten free numbers, below 0 and above 1: these are not probabilities.",
        c="Ten logistic outputs are ten separate yes-or-no answers; they need not add up to 1.",
    ),
    "2.d": question(
        "a",
        "Fifty layers without a bend are one layer, and the border of one layer is straight.",
        section=ONE_LAYER,
        b="Fifty lines would need fifty bends. Without them all the layers melt into a single one.",
        c="Curves need a bend somewhere. A chain of linear layers is linear.",
    ),
    "2.e": question(
        "b",
        "The neuron is confidently wrong, and stuck there: at z = 8 the curve is flat. Episode 04 finds a way out.",
        section=REACTION,
        a="The reaction depends on the slope of the curve, not on how wrong the output is, and here the curve is flat.",
        c="The logistic function has no jump; that is the step. A small nudge moves its output a little at most.",
    ),
    "2.f": question(
        "c",
        "Both may be there, so these are two separate yes-or-no questions, with one logistic output for each.",
        section=OUTPUT_LAYER,
        a="With softmax the two probabilities add up to 1, so it could never say both or neither.",
        b="One number on an open scale cannot hold two separate yes-or-no answers.",
    ),
    "2.g": question(
        "c",
        "(7, 3) @ (3, 8) is (7, 8): a row for each sample, a column for each neuron.",
        section="Many neurons at once: a layer",
        a="That is the shape of W, a row for each input and a column for each neuron.",
        b="It is the other way round: samples are rows, and neurons are columns.",
    ),
    "2.h": question(
        "b",
        "z is 0, and the logistic function of 0 is 1 / (1 + 1).",
        section="The activation function: from any sum to a number between 0 and 1",
        a="z is 0, but the logistic function still has to be applied: 1 / (1 + e^0).",
        c="Every weight is multiplied by an input that is 0, so the weights make no difference.",
    ),
}
