"""Answers to the exercises and questions of episode 01."""

import numpy as np

from helpers import logistic
from lesson.answers.common import Exercise, question

INPUTS, WEIGHTS = np.array([5.0, 1.0, 4.0, 8.0]), np.array([0.2, -0.1, 0.3, -0.2])

EXERCISES = {
    "1.1": Exercise(
        answer=5,
        praise="3 * 2 + 0 * 5 + (-2) * 1 is 4, and the bias makes it 5.",
        mistakes={
            "This is the weighted sum. Add the bias.": 4,
            "An input of 0 adds nothing, whatever its weight is: 0 * 5 is 0.": 10,
            "The third input is negative: -2 * 1 takes 2 away.": 9,
            "The bias is added, not taken away.": 3,
            "These are the products. Add them up, and add the bias.": (6, 0, -2),
            "The bias belongs to the whole sum: add up the products, then add the bias once.": (7, 1, -1),
        },
        hints=(
            "Multiply each input by the weight below it: three products.",
            "The products are 6, 0 and -2. Add them, then add the bias.",
        ),
    ),
    "1.2": Exercise(
        answer=lambda inputs, weights, bias: logistic(np.dot(inputs, weights) + bias),
        praise="Weighted sum, plus bias, then the activation function: that is a neuron.",
        mistakes={
            "The bias has no effect: add it to the weighted sum, before the logistic function.": (
                lambda inputs, weights, bias: logistic(np.dot(inputs, weights))
            ),
            "This is the weighted sum plus bias. The activation is missing: put it into the logistic function.": (
                lambda inputs, weights, bias: np.dot(inputs, weights) + bias
            ),
            "You multiply element by element and never add up: a neuron has one output. Use np.dot or @.": (
                lambda inputs, weights, bias: logistic(np.multiply(inputs, weights) + bias)
            ),
            "The bias comes too late: add it before the logistic function, not after.": (
                lambda inputs, weights, bias: logistic(np.dot(inputs, weights)) + bias
            ),
            "The bias is added once for every input. Add it once, to the whole sum.": (
                lambda inputs, weights, bias: logistic(np.sum(np.multiply(inputs, weights) + bias))
            ),
        },
        hints=(
            "First compute z: each input times its weight, all added up, plus the bias.",
            "np.dot(inputs, weights) is the weighted sum. helpers.logistic(z) is the activation.",
        ),
        inputs=(
            (INPUTS, WEIGHTS, 0.5),
            (INPUTS, WEIGHTS, -3.0),
            (INPUTS, -WEIGHTS, 0.0),
            (np.array([1.0, 2.0]), np.array([1e4, 1e3]), 2.5),
        ),
    ),
    "1.3": Exercise(
        answer=lambda values, categories: np.array([[int(v == c) for c in categories] for v in values]),
        praise="A row for each value, a column for each category, and a single 1 in each row.",
        mistakes={
            "These are numbers for the names, 0, 1, 2: they put the categories in order. Give each its own column.": (
                lambda values, categories: np.array([categories.index(v) for v in values])
            ),
            "Rows and columns are swapped: each value is a sample, so it is a row.": (
                lambda values, categories: np.array([[int(v == c) for v in values] for c in categories])
            ),
            "Ones and zeros are swapped: the 1 stands where value and category are the same.": (
                lambda values, categories: np.array([[int(v != c) for c in categories] for v in values])
            ),
            "The columns are in alphabetical order. Keep the order of `categories`.": (
                lambda values, categories: np.array([[int(v == c) for c in sorted(categories)] for v in values])
            ),
            "One column is missing: each category, the first one too, has a column of its own.": (
                lambda values, categories: np.array([[int(v == c) for c in categories[1:]] for v in values])
            ),
        },
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
        mistakes={
            "The bias is missing: add `b`, one number for each neuron.": lambda X, W, b: X @ W,
            "* multiplies entry by entry. The weighted sums need the matrix product, @.": lambda X, W, b: X * W + b,
            "W is transposed: it has a row for each input already, so use it as it is.": lambda X, W, b: X @ W.T + b,
            "The result is transposed: rows are samples, columns are neurons.": lambda X, W, b: (X @ W + b).T,
            "The biases run down the rows. Each belongs to a neuron, that is, to a column: add `b` as it is.": (
                lambda X, W, b: X @ W + b[:, None]
            ),
            "The order matters: samples first, X @ W.": lambda X, W, b: W @ X + b,
        },
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
        mistakes={
            "This is p1. One step further back: p1 is x1 times 3.": 6,
            "From p1 to x1 the multiplication is undone: divide by the weight.": 18,
            "This is p1 and p2 together. Take away p2, then divide by the weight of x1.": 10,
            "p2 has been forgotten: it is part of z too.": 10 / 3,
            "The bias has been forgotten: z is p1 + p2 + b.": 8 / 3,
            "Check p2: it is 2 * 2, and it adds to z. Take it away once.": 3.5,
        },
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
}
