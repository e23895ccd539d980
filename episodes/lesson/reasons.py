"""Say in words what is wrong with an answer, for mistakes that can happen in any exercise.

`value_reason` compares results with the right ones, and `function_reason` looks at a function. Both return a sentence,
or None if they find nothing. What is typical of one exercise is in the folder answers.
"""

import dis
import math

import numpy as np

# What to say: what has happened to the right value.
CHANGES = {
    "The sign is the wrong way round.": lambda y: -y,
    "These are percent. The answer is a fraction, a hundredth of yours.": lambda y: 100 * y,
    "This is a hundredth of the answer.": lambda y: y / 100,
    "This is one too many.": lambda y: y + 1,
    "This is one too few.": lambda y: y - 1,
    "This is 1 minus the answer.": lambda y: 1 - y,
    "This is twice the answer.": lambda y: 2 * y,
    "This is half of the answer.": lambda y: y / 2,
    "The decimals are cut off, so something became a whole number on the way.": np.trunc,
    "The minus signs are lost, as by np.abs.": np.abs,
    "Negative values became 0.": lambda y: np.maximum(y, 0),
    "This is the square of the answer.": np.square,
    "This is the square root of the answer.": np.sqrt,
    "This is the logarithm of the answer.": np.log,
    "This is e to the power of the answer.": np.exp,
    "This is 1 divided by the answer.": lambda y: 1 / y,
    "Rows and columns are swapped: transpose the result.": lambda y: y.T,
    "The values are right, but in the opposite order.": lambda y: y[::-1],
    "The values are right, but sorted, and the order matters here.": lambda y: np.sort(y, axis=None).reshape(y.shape),
    "The values are right, but what comes last should come first.": lambda y: np.roll(y, -1),
    "The values are right, but what comes first should come last.": lambda y: np.roll(y, 1),
    "This is the sum of all the values that are asked for.": np.sum,
    "This is the mean of all the values that are asked for.": np.mean,
    "This is only the first of the values that are asked for.": lambda y: y[0],
    "This is only the last of the values that are asked for.": lambda y: y[-1],
    "The last value is missing.": lambda y: y[:-1],
    "The first value is missing.": lambda y: y[1:],
}
for decimals in (1, 2, 3):
    reason = f"Rounded to {decimals} decimal{'s' * (decimals > 1)}, this is the answer: leave it as it is."
    CHANGES[reason] = lambda y, decimals=decimals: np.round(y, decimals)
ERRORS = {
    NameError: "It uses a name that does not exist at this place. Is it mistyped, or defined only elsewhere?",
    IndexError: "It asks for an entry that does not exist. Counting starts at 0 and ends at the length minus 1.",
    KeyError: "It asks for a key or a row that does not exist.",
    RecursionError: "It calls itself without end.",
    ZeroDivisionError: "It divides by zero.",
    AttributeError: "It uses something that a value of this type does not have.",
}


def value_reason(pairs, same):
    """Return what has happened to the right values, or None; pairs: [(result, right)] of arrays; same: a comparison."""
    for reason, change in CHANGES.items():
        if _explains(change, pairs, same):
            return reason
    if all(a.shape != b.shape and a.size == b.size and same(a.ravel(), b.ravel()) for a, b in pairs):
        result, right = pairs[0]
        return f"The values are right, but their shape is {result.shape}, and it should be {right.shape}."
    for i in range(min(len(result) if result.ndim else 0 for result, _ in pairs)):
        if all(a.ndim == b.ndim + 1 and same(a[i], b) for a, b in pairs):
            return f"These are several things, and number {i + 1} of them is the answer: return it alone."
    if all(a.ndim == b.ndim + 1 and a.size and b.size and same(a.argmax(axis=-1), b) for a, b in pairs):
        return "These are scores. The class is the place of the largest one in each row, argmax(axis=1)."
    if all(a.ndim == b.ndim == 1 for a, b in pairs) and all(same(np.unique(a), np.unique(b)) for a, b in pairs):
        return "The right values are there, but in another order, or not as often."
    return None


def _explains(change, pairs, same):
    """Return whether a change makes each right value the result, and really changes it."""
    with np.errstate(all="ignore"):
        try:
            changed = [np.asarray(change(right)) for _, right in pairs]
        except (IndexError, TypeError, ValueError):  # the change does not fit this kind of value
            return False
    is_other = not all(same(new, right) for new, (_, right) in zip(changed, pairs))
    return is_other and all(same(result, new) for (result, _), new in zip(pairs, changed))


def text_reason(answer, right):
    """Return why a text, or two whole numbers where one is asked for, is no number, or None; right: an array."""
    if isinstance(answer, str):
        is_comma = "," in answer and _is_number(answer.replace(",", "."))
        comma = " The decimal sign of Python is a point, as in 0.5." if is_comma else ""
        return f"This is text, not a number: leave out the quotation marks.{comma}"
    is_pair = isinstance(answer, tuple) and len(answer) == 2 and all(type(part) is int for part in answer)
    if is_pair and right.ndim == 0:
        pair = f"{answer[0]},{answer[1]}"
        return f"To Python, {pair} is two numbers. The decimal sign is a point, and thousands have no comma."
    return None


def _is_number(text):
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def part_reason(answer, right, same):
    """Return what to say of several things of which one is the answer, or None."""
    for i, part in enumerate(answer if isinstance(answer, tuple | list) else ()):
        try:
            is_right = same(np.asarray(part), right)
        except (TypeError, ValueError):
            continue
        if is_right:
            return f"This is {len(answer)} things, and number {i + 1} of them is the answer: return it alone."
    return None


def list_reason(answer):
    """Return why a tuple or a list makes no array of numbers, or None if it is neither."""
    if isinstance(answer, tuple | list) and any(isinstance(part, str) for part in answer):
        return "There is text among the values: leave out the quotation marks."
    if isinstance(answer, tuple):
        return f"This is a tuple of {len(answer)} things. Put all numbers into one array, as in np.array([*w, b])."
    if isinstance(answer, list) and len({len(part) if hasattr(part, "__len__") else -1 for part in answer}) > 1:
        return "The parts of this list differ in length, so they make no array. Put all numbers into one list."
    return None


def function_reason(function):
    """Return which argument a function ignores, and which array of the notebook it uses instead, or None."""
    code = getattr(function, "__code__", None)
    if code is None:  # a function of NumPy
        return None
    used = set(code.co_cellvars)  # what a function within it uses
    for instruction in dis.get_instructions(code):
        if "LOAD" in instruction.opname:  # since Python 3.13, some instructions load two names
            used.update(instruction.argval if isinstance(instruction.argval, tuple) else [instruction.argval])
    ignored = [name for name in code.co_varnames[: code.co_argcount] if name not in used]
    if not ignored:
        return None
    others = [name for name in code.co_names if isinstance(function.__globals__.get(name), np.ndarray)]
    instead = f" It uses `{others[0]}` of the notebook, which is always the same." if others else ""
    return f"Your function never looks at its argument `{ignored[0]}`.{instead}"


def error_reason(error):
    """Return what an error of a function means in words, or ""."""
    if isinstance(error, TypeError) and "argument" in str(error) and "positional" in str(error):
        return "The number of arguments is not that of the exercise: keep the line with `def` as it was."
    if isinstance(error, ValueError) and any(
        word in str(error) for word in ("matmul", "shapes", "broadcast", "aligned")
    ):
        return "Two shapes do not fit each other. Print them with .shape, and compare."
    return next((words for kind, words in ERRORS.items() if isinstance(error, kind)), "")
