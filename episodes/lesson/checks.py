"""Feedback for the exercises: `check(exercise, answer)` prints it, `hint(exercise)` prints the next hint.

The right answers and the typical mistakes are in the folder answers: look there last. What judges an answer raises
NotAttempted or TryAgain, and returns if it is correct; `grade` returns what `check` prints, for tests. An error in a
learner's function is shown as theirs, with its line; one in this file is never called theirs.
"""

import copy
import ctypes
import reprlib
import threading
import traceback

import numpy as np

from lesson.answers import EXERCISES
from lesson.answers.common import TryAgain

SECONDS = 1.5  # that an answer may take
TRIES, PATIENCE = 10, 0.02  # how often its thread is then asked to stop, and how many seconds it is given each time
THREAD = "answer"  # the name of the threads that run learners' code

NOT_ATTEMPTED, TRY_AGAIN, CORRECT = "not attempted", "try again", "correct"
_hints_given = {}


class NotAttempted(Exception):
    """The three dots of the starter are still there."""


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
    try:
        _within_seconds(_judge, EXERCISES[exercise], answer)
    except NotAttempted:
        return NOT_ATTEMPTED, f'Replace the three dots by your answer; hint("{exercise}") helps.'
    except TryAgain as reason:
        return TRY_AGAIN, str(reason)
    return CORRECT, EXERCISES[exercise].praise


def _unknown(exercise):
    return f"There is no exercise {exercise!r}; there are {', '.join(EXERCISES)}."


def _title(exercise):
    return f"{'Exercise' if str(exercise)[-1:].isdigit() else 'Question'} {exercise}"


def _within_seconds(judge, *arguments):
    """Call judge(*arguments) in a thread, and raise what it raises, or TryAgain if it takes more than SECONDS.

    A long operation of a library, which hears no exception, goes on in its thread, but nobody waits for it. One of
    Python itself, such as sum(range(10**10)), lets no other code run: only restarting the kernel ends it.
    """
    if threading.current_thread().name == THREAD:
        raise TryAgain("This function calls the checker while the checker calls it: take that call out of it.")
    errors = []

    def run():
        try:
            judge(*arguments)
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, name=THREAD, daemon=True)
    thread.start()
    try:
        thread.join(SECONDS)
    finally:  # also when the learner interrupts the kernel
        stopped = thread.is_alive()
        for _ in range(TRIES if stopped else 0):  # once is not enough for code that catches everything and goes on
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit))
            thread.join(PATIENCE)
    if stopped:
        raise TryAgain(
            f"It was stopped after {SECONDS} seconds; the right answer needs a small part of one. "
            "Is there a loop that does not end, or far more data than asked for?"
        )
    if errors:
        raise errors[0]


def _judge(expected, answer):
    """Judge an answer by the kind of the right one."""
    if answer is None or answer is ...:
        raise NotAttempted
    if expected.judge:
        expected.judge(answer)
    elif callable(expected.answer):
        _judge_function(expected, answer)
    elif isinstance(expected.answer, str):
        _judge_choice(expected, answer)
    else:
        _judge_array(expected, answer)


def _judge_choice(expected, answer):
    """Judge the letter of an option."""
    letter = answer.strip().lower() if isinstance(answer, str) else None
    if letter == expected.answer:
        return
    for reason, wrong in expected.mistakes.items():
        if letter == wrong:
            raise TryAgain(reason)
    raise TryAgain(f'Answer with one letter in quotation marks, as in "{min(expected.mistakes.values())}".')


def _judge_array(expected, answer):
    """Judge a number or an array: known mistakes first, then shape, then values."""
    answer, right = _to_array(answer), np.asarray(expected.answer)
    if _same(answer, right):
        return
    for reason, wrong in expected.mistakes.items():
        if _same(answer, np.asarray(wrong)):
            raise TryAgain(reason)
    if answer.shape != right.shape:
        raise TryAgain(f"The answer should be {_shape(right)}, but yours is {_shape(answer)}.")
    if right.ndim == 0:
        raise TryAgain(f"{_text(answer)} is not the value.")
    place = tuple(np.argwhere(~_close(answer, right))[0].tolist())
    found = f"the one at {list(place)}, {_text(answer[place])}"
    raise TryAgain(f"The shape is right, but not all values are: look at {found}.")


def _judge_function(expected, function):
    """Judge a function by what it does with each of the exercise's inputs: known mistakes first, then call by call."""
    if not callable(function):
        kind = f"a function, but is {_text(function)}"
        raise TryAgain(f"The answer should be {kind}: pass its name, without parentheses.")
    rights = [np.asarray(_call(expected.answer, arguments)) for arguments in expected.inputs]
    results, error = _results(function, expected.inputs)
    if len(results) == len(rights) and all(map(_same, results, rights)):
        return
    for reason, wrong in expected.mistakes.items():
        wrong_results, wrong_error = _results(wrong, expected.inputs)
        ends_alike = type(error) is type(wrong_error) and len(results) == len(wrong_results)
        if ends_alike and all(map(_same, results, wrong_results)):
            raise TryAgain(reason)
    for arguments, result, right in zip(expected.inputs, results, rights):
        if not _same(result, right):
            say = _text if result.shape == right.shape else _shape
            raise TryAgain(f"{_called(arguments)} returns {say(result)}; it should return {say(right)}.")
    raise TryAgain(f"{_called(expected.inputs[len(results)])} stops{_error_with_line(error, function)}.")


def _results(function, inputs):
    """Return what a function makes of the inputs, as arrays, up to its first error, and that error or None."""
    results = []
    for arguments in inputs:
        try:
            result = _call(function, arguments)
        except Exception as error:
            return results, error
        if result is ...:
            raise NotAttempted
        if result is None:
            raise TryAgain("Your function returns nothing: end it with `return` and the result.")
        results.append(_to_array(result))
    return results, None


def _call(function, arguments):
    """Return function(*arguments): of copies, so that it cannot change ours; without NumPy's warnings."""
    with np.errstate(all="ignore"):
        return function(*copy.deepcopy(arguments))


def _error_with_line(error, function):
    """Return the error of a function in words, with the line of the learner's cell, if it was raised there."""
    filename = getattr(getattr(function, "__code__", None), "co_filename", None)
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == filename]
    where = f" in line {own[-1].lineno} of its cell, `{own[-1].line}`" if own else ""
    return f"{where}: {type(error).__name__}: {_cut(str(error))}"


def _to_array(answer):
    """Return a learner's value as an array of numbers, or raise TryAgain."""
    try:
        array = np.asarray(answer)
    except Exception as error:
        raise TryAgain(f"The answer cannot be read as numbers: {_cut(str(error))}.") from None
    if array.dtype.kind not in "biuf":
        raise TryAgain(f"The answer should be made of numbers, but is {_text(answer)}.")
    return array


def _same(answer, right):
    """Return whether two arrays have the same shape and close values."""
    return answer.shape == right.shape and bool(_close(answer, right).all())


def _close(answer, right):
    """Return entry by entry whether values agree: whole numbers exactly, others within a thousandth."""
    rtol = 0 if right.dtype.kind in "biu" else 1e-3
    return np.isclose(answer, right, rtol=rtol, atol=1e-6, equal_nan=True)


def _shape(array):
    return "a single number" if array.ndim == 0 else f"an array of shape {array.shape}"


def _text(value):
    """Return a value in few words: arrays with three digits, functions by name, anything else as Python writes it."""
    if isinstance(value, np.ndarray | np.generic | float):
        return _cut(np.array2string(np.asarray(value), precision=3, suppress_small=True, threshold=12))
    return _cut(getattr(value, "__name__", None) or reprlib.repr(value), 60)


def _called(arguments):
    return f"Called with {', '.join(map(_text, arguments))}, your function"


def _cut(text, length=200):
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 3] + "..."
