"""Answers to the exercises and questions of episode 02."""

import numpy as np

from helpers import elu, logistic, softmax
from lesson.answers.common import Exercise, question

EXERCISES = {
    "2.1": Exercise(
        answer=(-1.0, 0.0, 1 / (1 + np.exp(1.0)), np.tanh(-1.0), 0.0),
        praise="z is -1 each time; only what the activation function makes of it differs.",
        mistakes={
            "You used z = 1, the weighted sum without the bias: z is 3 * 1 + 1 * (-2) - 2 = -1.": (
                (1.0, 1.0, 1 / (1 + np.exp(-1.0)), np.tanh(1.0), 1.0)
            ),
            "The binary step gives 0 below zero, not -1.": (-1.0, -1.0, 1 / (1 + np.exp(1.0)), np.tanh(-1.0), 0.0),
            "ReLU lets nothing negative through.": (-1.0, 0.0, 1 / (1 + np.exp(1.0)), np.tanh(-1.0), -1.0),
            "The logistic function and tanh are swapped.": (-1.0, 0.0, np.tanh(-1.0), 1 / (1 + np.exp(1.0)), 0.0),
            "The sign in the logistic function: it is 1 / (1 + e^(-z)), below 0.5 for negative z.": (
                (-1.0, 0.0, 1 / (1 + np.exp(-1.0)), np.tanh(-1.0), 0.0)
            ),
        },
        hints=(
            "First z: the weighted sum plus the bias. It is the same for all five.",
            "z = -1. Use helpers.neuron with helpers.identity, helpers.step, helpers.logistic, ...",
        ),
    ),
    "2.2": Exercise(
        answer=lambda z, alpha: np.where(z > 0, z, alpha * z),
        praise="Above zero the line z, below zero a flatter or steeper one, alpha z.",
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
        mistakes={
            "The branches are swapped: above zero the answer is z itself.": (
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
        mistakes={
            "y (1 - y) wants the output y, not z: compute y = logistic(z) first.": lambda z: z * (1 - z),
            "This is the function. Its slope is y (1 - y).": lambda z: logistic(z),
            "This is the slope at y instead of at z: the logistic function has been applied twice.": (
                lambda z: logistic(logistic(z)) * (1 - logistic(logistic(z)))
            ),
            "One factor is missing: y times (1 - y).": lambda z: 1 - logistic(z),
            "The second factor is 1 - y, not y.": lambda z: logistic(z) ** 2,
            "The right formula, but it overflows to 'not a number' for very negative z. Use y (1 - y).": (
                lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2
            ),
        },
        hints=(
            "The slope can be written with the output alone: y (1 - y).",
            "First y = helpers.logistic(z), then return y * (1 - y).",
        ),
        inputs=((np.array([-2.0, -0.5, 0.0, 0.5, 2.0]),), (np.array([-1e4, 1e4]),)),
    ),
    "2.5": question(
        "d",
        "A has the corner of ReLU, B runs from -1 to 1, C bends below zero, D is smooth and never negative.",
        hints=(
            "Which functions can be negative, and which are flat on the left?",
            "Only one of them is flat at both ends: B.",
        ),
        a="B goes below zero, and the logistic function never does: B is tanh.",
        b="C goes below zero on the left, and softplus never does: C is ELU, and D is softplus.",
        c="A is 0 for every negative z, and then has a corner: that is ReLU, not softplus.",
        e="C levels off towards -1 on the left; PReLU would go on in a straight line.",
    ),
    "2.6": Exercise(
        answer=softmax,
        praise="Each row adds up to 1, and no power is larger than e^0.",
        mistakes={
            "Right for small numbers, but e^1000 overflows: subtract the largest z of each row first.": (
                lambda Z: np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
            ),
            "The wrong axis: these are the columns. Each row is a sample: axis=1 or axis=-1.": (
                lambda Z: np.exp(Z - Z.max(axis=0)) / np.exp(Z - Z.max(axis=0)).sum(axis=0)
            ),
            "The sum runs over all rows together. Each row is a sample of its own: axis=1, keepdims=True.": (
                lambda Z: np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum()
            ),
            "One maximum for all rows: in a row far below it, every power is 0. Take the maximum of each row.": (
                lambda Z: np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum(axis=1, keepdims=True)
            ),
            "The powers are missing: np.exp of each z before dividing.": (
                lambda Z: (Z - Z.max(axis=1, keepdims=True)) / (Z - Z.max(axis=1, keepdims=True)).sum(1, keepdims=True)
            ),
            "keepdims=True is missing: without it the numbers of the rows are taken for those of the columns.": (
                lambda Z: np.exp(Z - Z.max(axis=1)) / np.exp(Z - Z.max(axis=1)).sum(axis=1)
            ),
        },
        hints=(
            "Subtract the largest z of each row, take np.exp, divide by the sum of each row.",
            "Z.max(axis=1, keepdims=True) has one number for each row and can be subtracted from Z; so has the sum.",
        ),
        inputs=(
            (np.array([[2.0, 1.0, -1.0], [0.0, 0.5, 0.0], [1.0, 1.0, 4.0]]),),
            (np.array([[1000.0, 1001.0], [-1000.0, -1002.0]]),),
        ),
    ),
    "2.7": question(
        "d",
        "Five probabilities that add up to 1: one species is right, and the largest says how sure it is.",
        hints=(
            "How many classes are there, and can more than one of them be right?",
            "The outputs should be probabilities of which exactly one comes true.",
        ),
        a="A single number would put the five species in an order that they do not have.",
        b="One logistic neuron tells two classes apart, not five.",
        c="Identity gives any numbers, below 0 and above 1: it does not say how sure the network is.",
        e="Five logistic outputs are five separate yes-or-no answers; only one species is right.",
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
}
