"""Answers to the exercises and questions of episode 01."""

import numpy as np

from helpers import logistic
from lesson.answers.common import Exercise, question

# The middle input is 0, so a loop that ends too early, wherever it does, gives the same wrong result.
INPUTS, WEIGHTS = np.array([4.25, 0.0, -3.5]), np.array([0.3, -0.7, 0.6])
Z_WITHOUT_BIAS = np.array([-8.0, -1.0, 6.0])

# Headings under which the questions are explained.
BIAS = "The bias: where the neuron starts"
ACTIVATION = "The activation function: from any sum to a number between 0 and 1"
KINDS, LAYER = "What can be an input?", "Many neurons at once: a layer"

EXERCISES = {
    "1.1": Exercise(
        answer=5,
        praise="3 * 2 + 0 * 5 + (-2) * 1 is 4, and the bias makes it 5.",
        mistakes={
            "This is the weighted sum. Add the bias.": 4,
            "An input of 0 adds nothing, whatever its weight is: 0 * 5 is 0.": 10,
            "The third input is negative, so -2 * 1 takes 2 away.": 9,
            "The bias is added, not taken away.": 3,
            "These are the products. Add them up, and add the bias.": (6, 0, -2),
            "The bias belongs to the whole sum. Add up the products, then add the bias once.": (7, 1, -1),
            "Add the bias only once, and do not forget the third product, -2 * 1.": 7,
            "The bias does not belong to the inputs. Multiply the inputs as they are, and add the bias last.": 12,
            "An activation has been applied. z is the number before it.": logistic(5),
            "-2 * 1 is negative, and 0 * 5 is 0. Add the products again.": 14,
        },
        hints=(
            "Multiply each input by its weight. What are the three products?",
            "A product with a negative factor is negative, and one with 0 is 0. Add the three products.",
            "The products are 6, 0 and -2. Add them, then add the bias.",
        ),
    ),
    "1.2": Exercise(
        answer=lambda inputs, weights, bias: logistic(np.dot(inputs, weights) + bias),
        praise="The weighted sum, plus the bias, through the activation function: this is a neuron.",
        mistakes={
            "The bias has no effect. Add it to the weighted sum, before the logistic function.": (
                lambda inputs, weights, bias: logistic(np.dot(inputs, weights))
            ),
            "This is the weighted sum plus the bias. The activation is missing, so hand it to the logistic function.": (
                lambda inputs, weights, bias: np.dot(inputs, weights) + bias
            ),
            "You multiply entry by entry and never add up, but a neuron has one output. Use @.": (
                lambda inputs, weights, bias: logistic(np.multiply(inputs, weights) + bias)
            ),
            "The bias comes too late. Add it before the logistic function, not after.": (
                lambda inputs, weights, bias: logistic(np.dot(inputs, weights)) + bias
            ),
            "The bias is added once for every input. Add it once, to the whole sum.": (
                lambda inputs, weights, bias: logistic(np.sum(np.multiply(inputs, weights) + bias))
            ),
            "The bias is taken away. Add it, and if you write the exponent yourself, set parentheses, -(... + bias).": (
                lambda inputs, weights, bias: logistic(np.dot(inputs, weights) - bias)
            ),
            "This is tanh, but it should return the value of the logistic function, helpers.logistic.": (
                lambda inputs, weights, bias: np.tanh(np.dot(inputs, weights) + bias)
            ),
            "This is ReLU. Use the logistic function, helpers.logistic.": (
                lambda inputs, weights, bias: np.maximum(np.dot(inputs, weights) + bias, 0)
            ),
            "This decides for 0 or 1, like a step. Return the value of the logistic function itself.": (
                lambda inputs, weights, bias: np.dot(inputs, weights) + bias > 0
            ),
            "The last inputs do not count. Go through all of them, and move a `return` out of the loop.": (
                lambda inputs, weights, bias: logistic(inputs[0] * weights[0] + bias)
            ),
            "Only the last inputs count. Start the loop at 0, and set z to the bias before the loop, not in it.": (
                lambda inputs, weights, bias: logistic(inputs[-1] * weights[-1] + bias)
            ),
            "Each product goes through the logistic function. Add them up first, with the bias.": (
                lambda inputs, weights, bias: logistic(np.multiply(inputs, weights)).sum() + bias
            ),
            "This is a mean. Add the products up, without dividing by how many there are.": (
                lambda inputs, weights, bias: logistic(np.multiply(inputs, weights).mean() + bias)
            ),
            "Each turn of the loop overwrites z. Add the products up, with +=, and begin with the bias.": (
                lambda inputs, weights, bias: logistic(inputs[-1] * weights[-1])
            ),
            "The bias is handed to helpers.logistic as a second argument, which is a steepness. Add it to z.": (
                lambda inputs, weights, bias: logistic(np.dot(inputs, weights), bias)
            ),
            "This is z and the output. Return the output alone.": (
                lambda inputs, weights, bias: (np.dot(inputs, weights) + bias, logistic(np.dot(inputs, weights) + bias))
            ),
            "z is cut off at 0. A negative z is as good as a positive one.": (
                lambda inputs, weights, bias: logistic(np.maximum(np.dot(inputs, weights) + bias, 0))
            ),
        },
        hints=(
            "First compute z, which is each input times its weight, all added up, plus the bias.",
            "Which symbol multiplies two arrays entry by entry and adds the products up?",
            "inputs @ weights is the weighted sum. Add the bias, and hand the result to helpers.logistic.",
        ),
        inputs=(
            (INPUTS, WEIGHTS, 0.5),
            (INPUTS, WEIGHTS, -3.0),
            (INPUTS, -WEIGHTS, 0.0),
            (np.array([3, 0, -1]), np.array([1, 4, 3]), 1.25),
            (np.array([1e3, 2.0, -6.0]), np.array([0.05, 10.0, 10.0]), 2.5),
        ),
    ),
    "1.3": Exercise(
        answer=logistic(Z_WITHOUT_BIAS + 2.5) - logistic(Z_WITHOUT_BIAS),
        praise="z grows by 2.5 each time, but only the sample on the steep part of the curve notices.",
        mistakes={
            "This is how much z grows. Put z through the logistic function before and after.": (2.5, 2.5, 2.5),
            "These are the new outputs. Subtract the old ones.": logistic(Z_WITHOUT_BIAS + 2.5),
            "These are the old outputs. How much does each change when z grows by 2.5?": logistic(Z_WITHOUT_BIAS),
            "This has the wrong sign. Take the old output away from the new one.": (
                logistic(Z_WITHOUT_BIAS) - logistic(Z_WITHOUT_BIAS + 2.5)
            ),
            "These are the new values of z. The question is about the outputs.": Z_WITHOUT_BIAS + 2.5,
            "This is the output for z = 2.5. The bias is added to each z first.": (logistic(2.5),) * 3,
            "The bias is taken away. Add 2.5, and if you write the exponent yourself, set parentheses, -(z + 2.5).": (
                logistic(Z_WITHOUT_BIAS - 2.5) - logistic(Z_WITHOUT_BIAS)
            ),
            "You divide the new outputs by the old ones. The change is a difference.": (
                logistic(Z_WITHOUT_BIAS + 2.5) / logistic(Z_WITHOUT_BIAS)
            ),
            "You compare the change with the old output. The change alone is asked for, so do not divide.": (
                logistic(Z_WITHOUT_BIAS + 2.5) / logistic(Z_WITHOUT_BIAS) - 1
            ),
            "A slope times 2.5 is a straight line. The curve bends, so compute the outputs before and after.": (
                2.5 * logistic(Z_WITHOUT_BIAS) * (1 - logistic(Z_WITHOUT_BIAS))
            ),
            "Old and new outputs are added up. Subtract the old from the new.": (
                logistic(Z_WITHOUT_BIAS + 2.5) + logistic(Z_WITHOUT_BIAS)
            ),
            "This is tanh. Use the logistic function, helpers.logistic.": (
                np.tanh(Z_WITHOUT_BIAS + 2.5) - np.tanh(Z_WITHOUT_BIAS)
            ),
            "This is only the change of the second output. Each sample has its own.": (
                (logistic(1.5) - logistic(-1.0),) * 3
            ),
        },
        hints=(
            "Where on the curve is each of the three z, before and after? The change is the difference in height.",
            "helpers.logistic works on a whole array. What is its output for the z without bias?",
            "The new z are z_without_bias + 2.5. Subtract the logistic of the old z from the logistic of the new.",
        ),
    ),
    "1.4": Exercise(
        answer=lambda X, W, b: X @ W + b,
        praise="One line for any number of samples and neurons: (samples, inputs) @ (inputs, neurons).",
        mistakes={
            "The biases have no effect. Add `b` itself, one number per neuron, and not its sum or mean.": (
                lambda X, W, b: X @ W
            ),
            "* multiplies entry by entry. The weighted sums need the matrix product, @.": lambda X, W, b: X * W + b,
            "W is turned round. It already has one row per input, so use it as it is.": lambda X, W, b: X @ W.T + b,
            "The result is turned round. Rows should be samples and columns neurons.": lambda X, W, b: (X @ W + b).T,
            "The biases run down the rows. Each belongs to a neuron, which is a column, so add `b` as it is.": (
                lambda X, W, b: X @ W + b[:, None]
            ),
            "The order matters. The samples come first, X @ W.": lambda X, W, b: W @ X + b,
            "The biases are taken away. Add them.": lambda X, W, b: X @ W - b,
            "The biases are added to the weights. Add them to the weighted sums, after the product.": (
                lambda X, W, b: X @ (W + b)
            ),
            "The biases are added to the inputs. Add them to the weighted sums, after the product.": (
                lambda X, W, b: (X + b) @ W
            ),
            "The activation is not asked for. Without the logistic function, it should return the pre-activations.": (
                lambda X, W, b: logistic(X @ W + b)
            ),
            "The neurons are added up. Each keeps its own column.": lambda X, W, b: (X @ W + b).sum(axis=1),
            "The samples are added up. Each keeps its own row.": lambda X, W, b: (X @ W + b).sum(axis=0),
            "Only the first neuron is there. Use all columns of W and all of `b`.": lambda X, W, b: X @ W[:, 0] + b[0],
            "The biases are added once per input. Add them once, to the whole sum.": (
                lambda X, W, b: X @ W + len(W) * b
            ),
            "Something became a whole number on the way. Keep the decimals of X, W and `b`.": (
                lambda X, W, b: (X @ W).astype(int) + b.astype(int)
            ),
            "The last input is left out. Let the loop or the slice reach the end.": lambda X, W, b: (
                X[:, :-1] @ W[:-1] + b
            ),
            "This is a mean. Add the products up, without dividing by how many there are.": lambda X, W, b: (
                X @ W / len(W) + b
            ),
            "The last neuron is left out. Let the loop or the slice reach the end.": lambda X, W, b: (
                X @ W[:, :-1] + b[:-1]
            ),
        },
        hints=(
            "The two-neuron example above does this for three samples.",
            "What is the shape of X @ W? Which axis do the biases belong to?",
            "X @ W has one row per sample and one column per neuron, and b is added to every row.",
        ),
        inputs=(
            # the biases add up to 0, so their sum and their mean have no effect
            (np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[2.0, -3.0], [0.5, 1.0]]), np.array([1.0, -1.0])),
            (np.arange(6.0).reshape(2, 3), np.arange(12.0).reshape(3, 4) - 5, np.array([1.0, 0.0, -4.0, 3.0])),
            (np.array([[1e4, 3.0]]), np.array([[1.0, -1e4], [2.0, 1.0]]), np.array([5.0, -5.0])),
            (np.array([[0.1234], [-2.718]]), np.array([[1.4142, -0.577, 0.016]]), np.array([0.0123, -0.345, 0.3327])),
            (np.array([[2, -1], [0, 3], [1, 1]]), np.array([[1, 2], [-4, 0]]), np.array([0.25, -0.25])),
        ),
    ),
    "1.5": Exercise(
        answer=2,
        praise="12 - 2 - 4 leaves 6 for p1, and 6 / 3 is 2.",
        mistakes={
            "This is p1. Go one step further back. p1 is x1 times 3.": 6,
            "To go from p1 to x1, undo the multiplication. Divide by the weight.": 18,
            "This is p1 and p2 together. Take away p2, then divide by the weight of x1.": 10,
            "p2 has been forgotten. It is a part of z too.": 10 / 3,
            "The bias has been forgotten. z is p1 + p2 + b.": 8 / 3,
            "Check p2. It is 2 * 2, and z contains it once.": 3.5,
            "This is z. Go further back, to p1 and then to x1.": 12,
            "Parentheses are missing. All that is left of 12 is divided, so write (12 - 2 - 4) / 3.": 12 - 2 - 4 / 3,
            "Check p2. It is 2 times 2, and not 2 plus or minus something.": 7 / 3,
            "The bias is added to z. It does not multiply p2.": 4 / 3,
            "This goes to the right, and 12 is the output. Undo the steps from the right to the left.": 42,
            "p1 is x1 times 3, not x1 times x1. Divide by 3.": 6**0.5,
            "The activation is the identity, so z is y, and there is nothing to undo.": (logistic(12) - 6) / 3,
        },
        hints=(
            "Begin at the right. The identity leaves z as it is, so you know z.",
            "z is the sum of p1, p2 and b. Compute p2. Which part of the sum is still unknown?",
            "12 = p1 + 4 + 2 gives you p1. Which x1 makes it, times 3?",
        ),
    ),
    "1.6": Exercise(
        answer=lambda values, categories: np.array([[int(v == c) for c in categories] for v in values]),
        praise="One row per value, one column per category, and a single 1 in each row.",
        mistakes={
            "These numbers, 0, 1, 2, put the categories in an order. Give each category its own column.": (
                lambda values, categories: np.array([categories.index(v) for v in values])
            ),
            "Rows and columns are swapped. Each value belongs to a sample, so it is a row.": (
                lambda values, categories: np.array([[int(v == c) for v in values] for c in categories])
            ),
            "Ones and zeros are swapped. The 1 belongs where value and category are the same.": (
                lambda values, categories: np.array([[int(v != c) for c in categories] for v in values])
            ),
            "The columns are in alphabetical order. Keep the order of `categories`.": (
                lambda values, categories: np.array([[int(v == c) for c in sorted(categories)] for v in values])
            ),
            "One column is missing. Each category has its own column, the first one too.": (
                lambda values, categories: np.array([[int(v == c) for c in categories[1:]] for v in values])
            ),
            "These numbers, 1, 2, 3, put the categories in an order. Give each category its own column.": (
                lambda values, categories: np.array([categories.index(v) + 1 for v in values])
            ),
            "Each 1 is one column too far to the left. The number of its column is categories.index(value).": (
                lambda values, categories: np.eye(len(categories))[[categories.index(v) - 1 for v in values]]
            ),
            "The number of the category is where a 1 belongs.": (
                lambda values, categories: [[j * (v == c) for j, c in enumerate(categories)] for v in values]
            ),
            "There are always three columns. Make as many as there are categories, len(categories).": (
                lambda values, categories: np.eye(3)[[categories.index(v) for v in values]]
            ),
            "All is 0. The line that puts in the 1 never does so. A single = puts in, and == compares.": (
                lambda values, categories: np.zeros((len(values), len(categories)))
            ),
            "All is 1. Compare each value with one category at a time, with ==.": (
                lambda values, categories: np.ones((len(values), len(categories)))
            ),
            "Only the first value is encoded. Move `return` out of the loop.": (
                lambda values, categories: [[int(i == 0 and v == c) for c in categories] for i, v in enumerate(values)]
            ),
            "These are counts, but each value needs a row.": (
                lambda values, categories: [values.count(c) for c in categories]
            ),
            "All rows are the same list. Make a new row for each value.": (
                lambda values, categories: [[int(c in values) for c in categories]] * len(values)
            ),
            "The zeros are missing. Where value and category differ, a 0 belongs.": (
                lambda values, categories: [[1 for c in categories if v == c] for v in values]
            ),
            "Where value and category differ, a 0 belongs, not -1.": (
                lambda values, categories: [[1 if v == c else -1 for c in categories] for v in values]
            ),
            "Only the first of equal values gets a 1. Go through all values, not only through the categories.": (
                lambda values, categories: [
                    [int(v == c and values.index(v) == i) for c in categories] for i, v in enumerate(values)
                ]
            ),
            "Names that begin alike are not the same. Compare whole names with ==.": (
                lambda values, categories: [[int(v[0] == c[0]) for c in categories] for v in values]
            ),
            "A value can contain the name of a category without being it. Compare with ==, and not with `in`.": (
                lambda values, categories: [[int(c in v) for c in categories] for v in values]
            ),
            "A category can contain the name of another one. Compare with ==, and not with `in`.": (
                lambda values, categories: [[int(v in c) for c in categories] for v in values]
            ),
        },
        hints=(
            "Begin with np.zeros((len(values), len(categories)), dtype=int) and put in the ones.",
            "Two loops, one in the other: over the values (rows) and over the categories (columns).",
            "With the trick: categories.index(value) is the number of the row of np.eye that a value needs.",
        ),
        inputs=(
            (["grey", "blue", "amber", "blue"], ["blue", "grey", "amber"]),
            (["no"], ["yes", "no"]),
            (["b", "a", "c", "d"] * 200, ["d", "c", "b", "a"]),
            (["".join("yes")], ["yes", "no"]),  # equal to the category, but another object
            (["setosa alba"], ["setosa", "virginica", "setosa alba"]),
            (["setosa"], ["virginica", "setosa alba", "setosa"]),
            (["NO", "no"], ["no", "NO"]),
            ([4, 2, 2], [2, 3, 4]),
        ),
    ),
    "1.a": question(
        "b",
        "The bias is what z is when every input is zero. It is where the prediction starts.",
        section=BIAS,
        a="A weight sets how much one input counts. The bias belongs to no input.",
        c="The activation function comes last, and it can be chosen without touching the bias.",
    ),
    "1.b": question(
        "c",
        "With one input per colour and a single 1 in each row, no colour is larger than another.",
        section=KINDS,
        a="0, 1, 2 makes grey fall between blue and brown, and brown count twice as much as grey.",
        b="Any three numbers, large or small, put the colours into an order that they do not have.",
    ),
    "1.c": question(
        "a",
        "4 inputs and 3 neurons need one column of 4 weights per neuron, which makes (4, 3).",
        section=LAYER,
        b="(3, 4) has one row per neuron. In this lesson samples are rows, so X @ W needs one row per input.",
        c="(10, 3) is the shape of the output. The weights do not depend on how many samples come.",
    ),
    "1.d": question(
        "a",
        "A negative bias moves every z to the left, off the flat part, and good and bad cafés differ again.",
        section=ACTIVATION,
        b="A larger bias moves z further out onto the flat part. And it belongs to no input, so none counts more.",
        c="The bias is added to z for every sample. With zero inputs it is only easiest to see.",
    ),
    "1.e": question(
        "b",
        "A count has an order and distances. Four rooms really are twice as many as two.",
        section=KINDS,
        a="A postcode is a name made of digits. The neuron would take a larger one for more of something.",
        c="A place in the alphabet is as arbitrary as numbered colours. It invents an order of owners.",
    ),
    "1.f": question(
        "c",
        "Z has one row per sample and one column per neuron, and each of the 7 neurons has a bias.",
        section=LAYER,
        a="It is the other way round. Rows are samples and columns are neurons.",
        b="The number of inputs is the one in the middle of (9, inputs) @ (inputs, 7). Z does not show it.",
    ),
}
