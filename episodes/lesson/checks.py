"""Feedback for the exercises: `check(exercise, answer)` prints it, `hint(exercise)` prints the next hint.

The exercises themselves, with their answers, are in exercises.py: look there last. `grade` returns what `check` prints,
for tests. An error in a learner's function is shown as theirs, with its line; one in this file is never called theirs.
An answer that has not been judged after SECONDS is stopped.
"""

import copy
import linecache
import reprlib
import traceback
import types

import numpy as np

from lesson import timeouts
from lesson.exercises import EXERCISES

SECONDS = 1.5
MOST = 100_000  # entries of a list that is made into an array; the largest answer has a few thousand
ANYTHING = (Exception, SystemExit, KeyboardInterrupt)  # that a learner's code may raise, but for timeouts.Stopped

NOT_ATTEMPTED, TRY_AGAIN, CORRECT = "not attempted", "try again", "correct"
_hints_given = {}


class LearnersError(Exception):
    """What a learner's answer did wrong when it was used, in words for the learner."""

    cause = None  # the type of the exception that the learner's code raised, if it did


def check(exercise, answer):
    """Print whether the answer is correct, and if not, why; never raises."""
    try:
        status, message = grade(exercise, answer)
    except Exception as error:
        status = "the checker failed"
        message = f"That is a mistake in the lesson, not in your answer: please report it ({error!r})."
    print(f"{_title(exercise)}: {status}. {message}")


def hint(exercise):
    """Print the next hint; after the last one, the last one again."""
    exercise = str(exercise)
    if exercise not in EXERCISES:
        print(_unknown(exercise))
        return
    hints = EXERCISES[exercise].hints
    number = _hints_given[exercise] = min(_hints_given.get(exercise, 0) + 1, len(hints))
    print(f"Hint {number} of {len(hints)} for {_title(exercise)}: {hints[number - 1]}")


def grade(exercise, answer):
    """Return (status, message): status is "not attempted", "try again" or "correct"; message is for the learner."""
    exercise = str(exercise)
    if exercise not in EXERCISES:
        return TRY_AGAIN, _unknown(exercise)
    if timeouts.running():
        return TRY_AGAIN, "This function calls the checker while the checker calls it: take that call out of it."
    expected = EXERCISES[exercise]
    try:
        fault = TO_DO if answer is None or answer is ... else timeouts.call(SECONDS, _fault, expected, answer)
    except LearnersError as error:
        fault = str(error)
    except TimeoutError:
        fault = (
            f"It was stopped after {SECONDS} seconds; the right answer needs a small part of one. "
            "Is there a loop that does not end, or far more data than asked for?"
        )
    if fault == TO_DO:
        return NOT_ATTEMPTED, TO_DO.format(exercise=exercise)
    return (TRY_AGAIN, fault) if fault else (CORRECT, expected.praise)


TO_DO = 'Replace the three dots by your answer; hint("{exercise}") helps.'


def _unknown(exercise):
    return f"There is no exercise {exercise!r}; there are {', '.join(EXERCISES)}."


def _title(exercise):
    return f"{'Exercise' if str(exercise)[-1:].isdigit() else 'Question'} {exercise}"


def _fault(expected, answer):
    """Return what is wrong with an answer, by the kind of the right one, or None."""
    if expected.judge:
        return expected.judge(answer)
    if callable(expected.answer):
        return _grade_function(expected, answer)
    if isinstance(expected.answer, str):
        return _grade_choice(expected, answer)
    return _grade_array(expected, answer)


def _grade_choice(expected, answer):
    """Return what is wrong with the letter of an option, or None."""
    reasons = dict(expected.mistakes)
    letter = str.strip(answer).lower() if issubclass(type(answer), str) else None
    if letter == expected.answer:
        return None
    return reasons.get(letter) or f'Answer with one letter in quotation marks, as in "{min(reasons)}".'


def _grade_array(expected, answer):
    """Return what is wrong with a number or an array, or None: known mistakes first, then shape, then values."""
    answer, right = _to_array(answer), np.asarray(expected.answer)
    if _same(answer, right):
        return None
    for wrong, reason in expected.mistakes:
        if _same(answer, np.asarray(wrong)):
            return reason
    if answer.shape != right.shape:
        return f"The answer should be {_shape(right)}, but yours is {_shape(answer)}."
    if right.ndim == 0:
        return f"{_text(answer)} is not the value."
    index = tuple(int(i) for i in np.argwhere(~_close(answer, right))[0])
    return f"The shape is right, but not all values are: look at the one at {list(index)}, {_text(answer[index])}."


def _grade_function(expected, function):
    """Return what is wrong with a function, called on each of the exercise's inputs, or None."""
    if not callable(function):
        return f"The answer should be a function, but is {_text(function)}: pass its name, without parentheses."
    results = [_result(function, arguments) for arguments in expected.inputs]
    if any(result is ... for result in results):
        return TO_DO
    rights = [np.asarray(_quietly(expected.answer, arguments)) for arguments in expected.inputs]
    if all(map(_same, results, rights)):
        return None
    for wrong, reason in expected.mistakes:
        if all(map(_same, results, [_result(wrong, arguments) for arguments in expected.inputs])):
            return reason
    for arguments, result, right in zip(expected.inputs, results, rights):
        if isinstance(result, LearnersError):
            return str(result)
        if not _same(result, right):
            call = f"Called with {', '.join(map(_text, arguments))}, your function returns"
            if result.shape != right.shape:
                return f"{call} {_shape(result)}; it should return {_shape(right)}."
            return f"{call} {_text(result)}; it should return {_text(right)}."


def _result(function, arguments):
    """Return what a function makes of the arguments: an array, three dots, or the LearnersError that says why not."""
    try:
        result = _call(function, arguments)
        return result if result is ... else _to_array(result)
    except LearnersError as error:
        return error


def _call(function, arguments):
    """Return function(*arguments), or raise LearnersError with the line at which it failed."""
    try:
        result = _quietly(function, arguments)
    except ANYTHING as error:
        frames = traceback.extract_tb(error.__traceback__)
        filename = function.__code__.co_filename if type(function) is types.FunctionType else None
        own = [frame for frame in frames if frame.filename == filename]
        where = ""
        if own:
            source = linecache.getline(filename, own[-1].lineno).strip()
            where = f" in line {own[-1].lineno} of its cell, `{source}`"
        called = ", ".join(map(_text, arguments))
        failure = LearnersError(f"Called with {called}, your function stops{where}: {_error(error)}.")
        failure.cause = type(error)
        raise failure from None
    if result is None:
        raise LearnersError("Your function returns nothing: end it with `return` and the result.")
    return result


def _quietly(function, arguments):
    """Return function(*arguments): of copies, so that it cannot change ours; without NumPy's warnings."""
    with np.errstate(all="ignore"):
        return function(*copy.deepcopy(arguments))


def _to_array(answer):
    """Return a learner's value as an array of numbers, or raise LearnersError."""
    if _is_huge(answer):  # NumPy reads a list in one operation, and none can be stopped before its end
        raise LearnersError(f"The answer has more than {MOST:,} entries; far fewer are asked for.")
    try:
        array = np.asarray(answer)
    except ANYTHING as error:
        raise LearnersError(f"The answer cannot be read as numbers: {_error(error)}.") from None
    if array.dtype.kind not in "biuf":
        raise LearnersError(f"The answer should be made of numbers, but is {_text(answer)}.")
    return array


def _is_huge(answer):
    """Return whether lists and tuples, with all those in them, have more than MOST entries."""
    lists, n_entries = [answer], 0
    while lists and n_entries <= MOST:
        part = lists.pop()
        if type(part) in (list, tuple):
            n_entries += len(part)
            lists += part if n_entries <= MOST else ()
    return n_entries > MOST


def _same(answer, right):
    """Return whether two results are the same: both failed in the same way, or the same shape and close values."""
    if isinstance(answer, LearnersError) or isinstance(right, LearnersError):
        return getattr(answer, "cause", None) is getattr(right, "cause", None) is not None
    return answer.shape == right.shape and bool(_close(answer, right).all())


def _close(answer, right):
    """Return entry by entry whether values agree: whole numbers exactly, others within a thousandth."""
    rtol = 0 if right.dtype.kind in "biu" else 1e-3
    return np.isclose(answer, right, rtol=rtol, atol=1e-6, equal_nan=True)


def _shape(array):
    return "a single number" if array.ndim == 0 else f"an array of shape {array.shape}"


def _text(value):
    """Return a value in few words: arrays with three digits, anything else as Python writes it; long ones are cut."""
    if issubclass(type(value), np.ndarray | np.generic | float):
        numbers = np.array2string(np.asarray(value), precision=3, suppress_small=True, threshold=12).replace("\n", "")
        return _cut(numbers, 300)
    try:
        text = value.__name__ if type(value) in (types.FunctionType, type) else reprlib.repr(value)
    except ANYTHING:  # a learner's object that cannot be printed
        text = f"an object of type {type(value).__name__}"
    return _cut(text, 60)


def _cut(text, length):
    return text if len(text) <= length else text[: length - 3] + "..."


def _error(error):
    """Return an exception in words: its type, and its text where it has one."""
    try:
        text = str(error)
    except ANYTHING:  # a learner's exception that cannot be printed
        text = "it cannot be printed"
    return f"{type(error).__name__}: {_cut(text, 300)}"
