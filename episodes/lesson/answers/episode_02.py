"""Answers to the exercises and questions of episode 02."""

import numpy as np

from helpers import elu, logistic, softmax
from lesson.answers.common import Exercise, question

ONE_LAYER, REACTION = "Why a hundred layers are still one line", "How strongly does the output react?"
OUTPUT_LAYER = "The output layer follows the task"


def powers(Z):
    """Return the powers of e for softmax, which do not overflow."""
    return np.exp(Z - Z.max(axis=1, keepdims=True))


def shares(values):
    """Return each value divided by the sum of its row."""
    return values / values.sum(axis=1, keepdims=True)


def below(z, alpha):
    """Return the branch of ELU below zero, and 0 above."""
    return alpha * np.expm1(np.minimum(z, 0))


def outputs(z):
    """Return the five outputs of exercise 2.2."""
    return z, float(z >= 0), logistic(z), np.tanh(z), max(z, 0)


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
            "The second factor is 1 - y, with a minus.": lambda z: logistic(z) * (1 + logistic(z)),
            "The second factor is 1 - y, and yours is 1 - z.": lambda z: logistic(z) * (1 - z),
            "One square is too many. The slope is y (1 - y).": lambda z: logistic(z) * (1 - logistic(z)) ** 2,
            "y (1 - y) is the slope already. Do not hand it to the logistic function again.": (
                lambda z: logistic(logistic(z) * (1 - logistic(z)))
            ),
            "Only z goes through the logistic function. Compute y first, then y (1 - y).": lambda z: logistic(
                z * (1 - z)
            ),
            "This is the slope of tanh. Here y is the output of the logistic function, and the slope y (1 - y).": (
                lambda z: 1 - np.tanh(z) ** 2
            ),
            "This uses tanh. Here y is helpers.logistic(z).": lambda z: np.tanh(z) * (1 - np.tanh(z)),
            "A nudge of 1 is so large that the curve bends on the way. Use y (1 - y).": (
                lambda z: logistic(z + 1) - logistic(z)
            ),
            "A nudge of 0.1 is so large that the curve bends on the way. Use y (1 - y).": (
                lambda z: (logistic(z + 0.1) - logistic(z)) / 0.1
            ),
            "The change of the output is not divided by the nudge. Use y (1 - y).": (
                lambda z: logistic(z + 0.001) - logistic(z)
            ),
            "The square is missing. The denominator is (1 + np.exp(-z)) ** 2, but y (1 - y) is safer.": (
                lambda z: np.exp(-z) / (1 + np.exp(-z))
            ),
            "This is the slope of ReLU. The curve here is the logistic function.": lambda z: np.where(z > 0, 1, 0),
            "The curve rises on the left too, so the slope there is y (1 - y) and not 0.": (
                lambda z: np.where(z >= 0, logistic(z) * logistic(-z), 0)
            ),
            "The curve rises everywhere, so no slope is negative. Leave the sign of z out.": (
                lambda z: np.sign(z) * logistic(z) * logistic(-z)
            ),
            "y is multiplied by 1 - y, not divided.": lambda z: (1 - logistic(z)) / logistic(z),
        },
        hints=(
            "Your function is given z, but the formula needs the output y. How do you get from z to y?",
            "helpers.logistic turns z into y. Write it in its own line, above the return.",
            "First y = helpers.logistic(z), then return y * (1 - y).",
        ),
        inputs=(
            (np.array([-2.0, -0.5, 0.0, 0.5, 2.0]),),
            (np.array([-1e4, 1e4]),),
            (np.array([5.3, -1.4142, 0.123]),),
            (np.array([3, -1, 2, 0]),),
        ),
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
            "You used z = 3, so a minus sign is lost. z is 3 * 1 + 1 * (-2) - 2 = -1.": outputs(3.0),
            "You used z = 0. z is 3 * 1 + 1 * (-2) - 2 = -1.": outputs(0.0),
            "You used z = -2. The bias is added and does not multiply, so z is 3 * 1 + 1 * (-2) - 2 = -1.": outputs(
                -2.0
            ),
            "The step gives 0 below zero, and z is -1.": (-1.0, 1.0, logistic(-1), np.tanh(-1.0), 0.0),
            "Check the sign of tanh. It is negative for negative z.": (-1.0, 0.0, logistic(-1), np.tanh(1.0), 0.0),
            "The logistic function is never negative. It is 1 / (1 + e^1) here.": (
                (-1.0, 0.0, -logistic(-1), np.tanh(-1.0), 0.0)
            ),
            "ReLU does not turn the sign round. It gives 0 below zero.": (-1.0, 0.0, logistic(-1), np.tanh(-1.0), 1.0),
            "This is the tangent, np.tan. The function here is np.tanh.": (-1.0, 0.0, logistic(-1), np.tan(-1.0), 0.0),
            "This is arctan. The function here is np.tanh.": (-1.0, 0.0, logistic(-1), np.arctan(-1.0), 0.0),
            "These are the slopes. Give the outputs.": (1.0, 0.0, 0.197, 0.42, 0.0),
            "The digits are cut off. Round them, so 0.2689 becomes 0.269.": (-1.0, 0.0, 0.268, -0.761, 0.0),
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
            "A power still overflows. Subtract the largest z of each row, and not the smallest, the mean or another.": (
                lambda Z: shares(np.exp(Z - Z.min(axis=1, keepdims=True)))
            ),
            "keepdims=True is missing in the sum, so the sums of the rows divide the columns.": (
                lambda Z: powers(Z) / powers(Z).sum(axis=1)
            ),
            "The sum runs down the columns. Each row is a sample, so use axis=1 there too.": (
                lambda Z: powers(Z) / powers(Z).sum(axis=0)
            ),
            "The largest z is that of each column. Each row is a sample, so use axis=1 there too.": (
                lambda Z: shares(np.exp(Z - Z.max(axis=0)))
            ),
            "You divide by the sum of the whole table. Each row has its own sum, with axis=1, keepdims=True.": (
                lambda Z: powers(Z) / powers(Z).sum()
            ),
            "The last step is missing. Divide the powers by the sum of their row.": powers,
            "The order is turned round, so the smallest z wins. Use np.exp(Z - largest), without another minus.": (
                lambda Z: shares(np.exp(Z.max(axis=1, keepdims=True) - Z))
            ),
            "These are powers of 2. Use np.exp, for powers of e.": (
                lambda Z: shares(2.0 ** (Z - Z.max(axis=1, keepdims=True)))
            ),
            "These are squares. Use np.exp, for powers of e.": (
                lambda Z: shares((Z - Z.max(axis=1, keepdims=True)) ** 2)
            ),
            "Each z went alone through the logistic function, but it should return shares that add up to 1.": logistic,
            "The logistic function has no place here. Take np.exp of each z before dividing.": (
                lambda Z: shares(logistic(Z))
            ),
            "The largest z of each row is a divisor here. Subtract it.": (
                lambda Z: shares(np.exp(Z / Z.max(axis=1, keepdims=True)))
            ),
            "You subtract the sum. Divide by it.": lambda Z: powers(Z) - powers(Z).sum(axis=1, keepdims=True),
            "You divide by the mean of each row. Divide by its sum.": lambda Z: shares(powers(Z)) * Z.shape[1],
            "The largest becomes 1 and the others 0. Return the probabilities.": (
                lambda Z: np.isclose(Z, Z.max(axis=1, keepdims=True), rtol=0)
            ),
            "This is the class of each row. Return the probabilities of all classes.": lambda Z: Z.argmax(axis=1),
            "This is only the largest probability of each row. Return all of them.": lambda Z: shares(powers(Z)).max(
                axis=1
            ),
            "These are the sums of the rows, which are 1. Return the probabilities.": lambda Z: np.ones(len(Z)),
            "This is softmax of softmax. Once is enough.": lambda Z: softmax(softmax(Z)),
            "These are powers and probabilities. Return the probabilities alone.": lambda Z: (powers(Z), softmax(Z)),
            "The probabilities are sorted. Leave them in the order of the classes.": (
                lambda Z: np.sort(softmax(Z), axis=1)[:, ::-1]
            ),
        },
        hints=(
            "Begin with the largest z of each row. The cell above the exercise finds it as a column.",
            "Z - Z.max(axis=1, keepdims=True) is the first of the three steps, and np.exp of it the second.",
            "Keep the powers under a name, so that you can divide them by their own sum, again with keepdims=True.",
        ),
        inputs=(
            (np.array([[2.0, 1.0, -1.0], [0.0, 0.5, 0.0], [1.0, 1.0, 4.0]]),),
            # whatever is subtracted in place of the largest z, a power overflows here, or all of a row are 0
            (np.array([[5e3, 5001.0, -5e3, -5e3], [-5e3, 5001.0, 5e3, -5e3], [0.3, -0.4, 0.1, 0.0]]),),
            (np.array([[-1e4, -9999.0, -3e4, -3e4], [-3e4, -9999.0, -1e4, -3e4]]),),
            (np.array([[0.5, -0.25, 2.0]]),),
            (np.array([[1, 2], [3, 3]]),),
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
            "alpha multiplies every z. Choose entry by entry, with np.where, and above zero leave z as it is.": (
                lambda z, alpha: alpha * z
            ),
            "Nothing has changed. Choose entry by entry, with np.where, and multiply by alpha below zero.": (
                lambda z, alpha: z
            ),
            "alpha is added. Multiply z by it.": lambda z, alpha: np.where(z > 0, z, alpha + z),
            "z is divided by alpha. Multiply it.": lambda z, alpha: np.where(z > 0, z, z / alpha),
            "This is ELU, which bends. PReLU is a straight line below zero, alpha times z.": elu,
            "alpha z is added everywhere. It belongs only below zero.": lambda z, alpha: np.maximum(z, 0) + alpha * z,
            "Below zero there is nothing, and above zero alpha does not belong. Return alpha * z only below.": (
                lambda z, alpha: np.where(z > 0, alpha * z, 0)
            ),
            "This is ReLU of alpha z. Multiply by alpha only below zero, without ReLU.": (
                lambda z, alpha: np.maximum(alpha * z, 0)
            ),
            "The sign of alpha is lost. Use alpha as it is.": lambda z, alpha: np.where(z > 0, z, abs(alpha) * z),
            "alpha is kept between 0 and 1. Use it as it is.": (
                lambda z, alpha: np.where(z > 0, z, np.clip(alpha, 0, 1) * z)
            ),
            "The smaller of two numbers depends on alpha. Choose by the sign of z.": (
                lambda z, alpha: np.minimum(z, alpha * z)
            ),
            "The border between the branches is 0, not alpha.": lambda z, alpha: np.where(z > alpha, z, alpha * z),
            "The border between the branches is 0, not 1.": lambda z, alpha: np.where(z > 1, z, alpha * z),
            "The array of the results has whole numbers, as z has, and cuts off decimals. Make it with dtype=float.": (
                lambda z, alpha: np.where(z > 0, z, alpha * z).astype(z.dtype)
            ),
            "Both branches have the mask z > 0. The second one belongs where z <= 0.": (
                lambda z, alpha: np.maximum(z, 0) * (1 + alpha)
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
            (np.array([3, -1, 0, 1, -6]), 0.25),
            (np.array([0.731, -1.4142, 2.5, -0.3]), -0.5),
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
            "The branches are swapped, and above zero nothing is left. There the output is z.": lambda z, alpha: (
                np.minimum(z, 0)
            ),
            "It is exp(z) - 1, with a minus.": lambda z, alpha: np.where(z > 0, z, below(z, alpha) + 2 * alpha),
            "A minus sign is too many. The power is exp(z).": lambda z, alpha: np.where(z > 0, z, alpha * np.expm1(-z)),
            "The 1 is subtracted from z. Subtract it from exp(z).": (
                lambda z, alpha: np.where(z > 0, z, alpha * np.exp(np.minimum(z, 0) - 1))
            ),
            "alpha is in the exponent. It multiplies the whole branch.": (
                lambda z, alpha: np.where(z > 0, z, np.expm1(alpha * np.minimum(z, 0)))
            ),
            "alpha multiplies both branches. Above zero the output is z itself.": (
                lambda z, alpha: np.where(z > 0, alpha * z, below(z, alpha))
            ),
            "alpha belongs to the branch below zero, not to z.": (
                lambda z, alpha: np.where(z > 0, alpha * z, below(z, 1))
            ),
            "The larger of two numbers is not the branch that is asked for. Choose by the sign of z.": (
                lambda z, alpha: np.maximum(z, alpha * (np.exp(z) - 1))
            ),
            "The smaller of two numbers is not the branch that is asked for. Choose by the sign of z.": (
                lambda z, alpha: np.minimum(z, alpha * (np.exp(z) - 1))
            ),
            "exp(z) is infinite for large z, and infinity times 0 is nan. Choose with np.where or np.minimum.": (
                lambda z, alpha: np.where(np.exp(z) == np.inf, np.nan, elu(z, alpha))
            ),
            "The power is added above zero too. Choose with np.where, or use np.minimum(z, 0) in it.": (
                lambda z, alpha: np.maximum(z, 0) + alpha * (np.exp(z) - 1)
            ),
            "Below zero the output bends towards -alpha. It is alpha * (exp(z) - 1).": (
                lambda z, alpha: np.where(z > 0, z, -alpha)
            ),
            "This is the slope. ELU itself is z, or alpha * (exp(z) - 1).": (
                lambda z, alpha: np.where(z > 0, 1, alpha * np.exp(np.minimum(z, 0)))
            ),
            "This is ReLU. Below zero it should return alpha * (exp(z) - 1).": lambda z, alpha: np.maximum(z, 0),
            "Above zero the line is lost. There the output is z.": below,
            "Nothing has changed. Choose entry by entry, with np.where.": lambda z, alpha: z,
            "The border between the branches is 0, not 1.": lambda z, alpha: np.where(z > 1, z, alpha * np.expm1(z)),
            "The border between the branches is 0, not alpha.": (
                lambda z, alpha: np.where(z > alpha, z, alpha * np.expm1(np.minimum(z, alpha)))
            ),
            "The sign of alpha is lost. Use alpha as it is.": lambda z, alpha: elu(z, abs(alpha)),
            "The array of the results has whole numbers, as z has, and cuts off decimals. Make it with dtype=float.": (
                lambda z, alpha: elu(z, alpha).astype(z.dtype)
            ),
            "This is e times z. The power is np.exp(z).": lambda z, alpha: np.where(z > 0, z, alpha * (np.e * z - 1)),
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
            (np.array([3, -1, 0, 1, -6]), 0.25),
            (np.array([0.731, -1.4142, 2.5, -0.3]), -0.5),
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
