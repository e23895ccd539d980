"""Give feedback on the exercises: `check(exercise, answer)` shows it, and `hint(exercise)` shows the next hint.

`guess(prediction, option)` notes what a learner expects; the text after the experiment gives the answer.

The correct answers and the typical mistakes are in the folder answers, so look there last. A function that judges an
answer returns if it is correct, and otherwise raises NotAttempted or TryAgain; `grade` returns to tests what `check`
shows. Errors in the learner's code are shown with their line. Errors in the checker are reported as ours.
"""

import copy
import ctypes
import html
import reprlib
import threading
import traceback

import numpy as np
from IPython.display import display

from lesson.answers import EXERCISES
from lesson.answers.common import TryAgain

SECONDS = 1.5  # how long an answer may take
TRIES, PATIENCE = 10, 0.02  # how often its thread is then asked to stop, and how many seconds it gets each time
THREAD = "answer"  # the name of the threads that run learners' code

NOT_ATTEMPTED, TRY_AGAIN, CORRECT = "not attempted", "try again", "correct"
_hints_given = {}


class Feedback(str):
    """Sentences for the learner; a page breaks their lines between words, which it does not do for printed text."""

    def __repr__(self):
        return str(self)

    def _repr_html_(self):
        return f'<p style="white-space:pre-line;overflow-wrap:break-word">{html.escape(self)}</p>'


class NotAttempted(Exception):
    """The three dots of the starter are still there."""


def check(exercise, answer, whose="yours"):
    """Show whether the answer is correct, and why if it is not. This function never raises.

    whose: "yours" or "ours"; the solutions of the lesson are ours.
    """
    try:
        status, message = grade(exercise, answer)
    except Exception as error:
        status = "the checker failed"
        message = f"That is a mistake in the lesson, not in your answer: please report it ({error!r})."
    by = ", our solution" if whose == "ours" else ""
    display(Feedback(f"{_title(exercise)}{by}: {status}. {message}"))


def hint(exercise):
    """Show the next hint, or the last one again."""
    exercise = str(exercise)
    if exercise not in EXERCISES:
        display(Feedback(_unknown(exercise)))
        return
    hints = EXERCISES[exercise].hints
    number = _hints_given[exercise] = min(_hints_given.get(exercise, 0) + 1, len(hints))
    display(Feedback(f"Hint {number} of {len(hints)} for {_title(exercise)}: {hints[number - 1]}"))


def guess(prediction, option):
    """Show which option a learner expects, before the experiment shows what happens."""
    letter = option.strip().lower() if isinstance(option, str) else ""
    if len(letter) == 1 and letter.isalpha():
        said = f"({letter}). Now run the next cell and compare."
    else:
        said = 'none yet. Replace the three dots with a letter in quotation marks, as in "a".'
    display(Feedback(f"Prediction {prediction}: {said}"))


def grade(exercise, answer):
    """Return (status, message): status is "not attempted", "try again" or "correct"; message is for the learner."""
    exercise = str(exercise)
    if exercise not in EXERCISES:
        return TRY_AGAIN, _unknown(exercise)
    try:
        _within_seconds(_judge, EXERCISES[exercise], answer)
    except NotAttempted:
        return NOT_ATTEMPTED, f'Replace the three dots with your answer; hint("{exercise}") helps.'
    except TryAgain as reason:
        return TRY_AGAIN, str(reason)
    return CORRECT, EXERCISES[exercise].praise


def _unknown(exercise):
    return f"There is no exercise {exercise!r}; choose one of {', '.join(EXERCISES)}."


def _title(exercise):
    return f"{'Exercise' if str(exercise)[-1:].isdigit() else 'Question'} {exercise}"


def _within_seconds(judge, *arguments):
    """Call judge(*arguments) in a thread, and raise what it raises, or TryAgain if it takes more than SECONDS.

    A long library call cannot be interrupted; it finishes in its thread, but we no longer wait for it. A long call of
    Python itself, such as sum(range(10**10)), lets no other code run, so only restarting the kernel ends it.
    """
    if threading.current_thread().name == THREAD:
        raise TryAgain("This function calls the checker while the checker is calling it: remove that call.")
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
        for _ in range(TRIES if stopped else 0):  # once is not enough if the code catches everything and continues
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit))
            thread.join(PATIENCE)
    if stopped:
        raise TryAgain(
            f"Your answer was stopped after {SECONDS} seconds, but a fraction of a second is enough. "
            "Does a loop never end, or are there far more data than the exercise asks for?"
        )
    if errors:
        raise errors[0]


def _judge(expected, answer):
    """Judge an answer in the way that fits the kind of the correct one."""
    if answer is None or answer is ...:
        raise NotAttempted
    if expected.judge:
        expected.judge(answer)
    elif callable(expected.answer):
        _judge_function(expected, answer)
    elif isinstance(expected.answer, str):
        (_judge_choice if len(expected.answer) == 1 else _judge_ordering)(expected, answer)
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


def _judge_ordering(expected, answer):
    """Judge an order of lines, given by their letters as a text or a list."""
    letters = "".join(str(part) for part in answer) if isinstance(answer, list | tuple) else answer
    letters = "".join(filter(str.isalpha, letters)).upper() if isinstance(letters, str) else ""
    if letters == expected.answer:
        return
    for reason, wrong in expected.mistakes.items():
        if letters == wrong:
            raise TryAgain(reason)
    if sorted(letters) != sorted(expected.answer):
        all_letters = "".join(sorted(expected.answer))
        raise TryAgain(f'Use each of the letters {all_letters} once, in the order of the lines, as in "{all_letters}".')
    n_right = next(i for i, (ours, theirs) in enumerate(zip(letters, expected.answer)) if ours != theirs)
    raise TryAgain(f"The first {n_right} of {len(letters)} lines are where they belong; look at the next one.")


def _judge_array(expected, answer):
    """Judge a number or an array, first by known mistakes, then by its shape, then by its values."""
    answer, right = _to_array(answer), np.asarray(expected.answer)
    if _same(answer, right):
        return
    for reason, wrong in expected.mistakes.items():
        if _same(answer, np.asarray(wrong)):
            raise TryAgain(reason)
    if answer.shape != right.shape:
        raise TryAgain(f"The answer should be {_shape(right)}, but yours is {_shape(answer)}.")
    if right.ndim == 0:
        raise TryAgain(f"{_text(answer)} is not the value we are looking for.")
    place = tuple(np.argwhere(~_close(answer, right))[0].tolist())
    found = f"the one at {list(place)}, {_text(answer[place])}"
    raise TryAgain(f"The shape is correct, but not every value is: look at {found}.")


def _judge_function(expected, function):
    """Judge a function by its results for the exercise's inputs, first by known mistakes, then call by call."""
    if not callable(function):
        kind = f"a function, but yours is {_text(function)}"
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
    """Return a function's results for the inputs, as arrays, up to its first error, and that error or None."""
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
    """Return function(*arguments) for copies of the arguments, which it may change, and without NumPy's warnings."""
    with np.errstate(all="ignore"):
        return function(*copy.deepcopy(arguments))


def _error_with_line(error, function):
    """Return the error of a function in words, with the line of the learner's cell if it was raised there."""
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
        raise TryAgain(f"The answer should be made of numbers, but yours is {_text(answer)}.")
    return array


def _same(answer, right):
    """Return whether two arrays have the same shape and close values."""
    return answer.shape == right.shape and bool(_close(answer, right).all())


def _close(answer, right):
    """Return for each entry whether the values agree, whole numbers exactly and others within a thousandth."""
    rtol = 0 if right.dtype.kind in "biu" else 1e-3
    return np.isclose(answer, right, rtol=rtol, atol=1e-6, equal_nan=True)


def _shape(array):
    return "a single number" if array.ndim == 0 else f"an array of shape {array.shape}"


def _text(value):
    """Return a value in few words: an array with three digits, a function by its name, anything else as in Python."""
    if isinstance(value, np.ndarray | np.generic | float):
        return _cut(np.array2string(np.asarray(value), precision=3, suppress_small=True, threshold=12))
    return _cut(getattr(value, "__name__", None) or reprlib.repr(value), 60)


def _called(arguments):
    return f"Called with {', '.join(map(_text, arguments))}, your function"


def _cut(text, length=200):
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 3] + "..."
