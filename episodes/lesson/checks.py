"""Give feedback on the exercises: `check(exercise, answer)` shows it, and `hint(exercise)` shows the next hint.

`guess(prediction, option)` notes what a learner expects; the text after the experiment gives the answer. `progress()`
shows which exercises are solved.

The correct answers and the typical mistakes are in the folder answers, so look there last. A function that judges an
answer returns if it is correct, and otherwise raises NotAttempted or TryAgain; `grade` returns to tests what `check`
shows. Errors in the learner's code are shown with their line. Errors in the checker are reported as ours.
"""

import builtins
import contextlib
import copy
import ctypes
import html
import io
import reprlib
import sys
import threading
import time
import traceback

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display

from lesson import reasons, record
from lesson.answers import EXERCISES
from lesson.answers.common import TryAgain

SECONDS = 1.5  # of the processor's time that an answer may take; on a busy machine they last longer
WAIT, IDLE = 3.0, 0.2  # after WAIT seconds, an answer that has used fewer than IDLE of the processor is stopped too
LOOK = 0.1  # seconds between two looks at the time
TRIES, PATIENCE = 10, 0.02  # how often its thread is then asked to stop, and how many seconds it gets each time
THREAD = "answer"  # the name of the threads that run learners' code

NOT_ATTEMPTED, TRY_AGAIN, CORRECT = "not attempted", "try again", "correct"
PRINTED = 500  # characters of an answer's own output that are shown
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
    if whose == "yours" and status in (TRY_AGAIN, CORRECT) and str(exercise) in EXERCISES:
        record.note(str(exercise), status == CORRECT, message)
    by = ", our solution" if whose == "ours" else ""
    display(Feedback(f"{_title(exercise)}{by}: {status}. {message}"))


def progress():
    """Show which exercises and questions are solved and which are open; the file progress.json remembers them."""
    try:
        display(Feedback(record.summary(record.read(), EXERCISES)))
    except (OSError, ValueError) as error:
        display(Feedback(f"{error}. Your next answer begins a new record and keeps the old file beside it."))


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
        with _watched():
            _within_seconds(_judge, EXERCISES[exercise], answer)
    except NotAttempted:
        return NOT_ATTEMPTED, f'Replace the three dots with your answer; hint("{exercise}") helps.'
    except TryAgain as reason:
        return TRY_AGAIN, str(reason)
    return CORRECT, EXERCISES[exercise].praise


@contextlib.contextmanager
def _watched():
    """While an answer is judged, let it neither ask for input nor leave pictures, and show its prints only once."""

    def refuse(*_, **__):
        raise TryAgain("Your function asks for input and stops the checker: let it use its arguments instead.")

    before = builtins.input, sys.breakpointhook, set(plt.get_fignums()), sys.stdout
    builtins.input = sys.breakpointhook = refuse
    sys.stdout = printed = io.StringIO()
    try:
        yield
    finally:
        builtins.input, sys.breakpointhook, figures, sys.stdout = before
        for number in set(plt.get_fignums()) - figures:
            plt.close(number)
        print("".join(dict.fromkeys(printed.getvalue().splitlines(keepends=True)))[:PRINTED], end="")


def _unknown(exercise):
    return f"There is no exercise {exercise!r}; choose one of {', '.join(EXERCISES)}."


def _title(exercise):
    return f"{'Exercise' if str(exercise)[-1:].isdigit() else 'Question'} {exercise}"


def _within_seconds(judge, expected, answer):
    """Call judge(expected, answer) in a thread, and raise what it raises, or TryAgain if it takes too long.

    A long library call cannot be interrupted; it finishes in its thread, but we no longer wait for it. A long call of
    Python itself, such as sum(range(10**10)), lets no other code run, so only restarting the kernel ends it.
    """
    if threading.current_thread().name == THREAD:
        raise TryAgain("This function calls the checker while the checker is calling it: remove that call.")
    errors = []

    def run():
        try:
            judge(expected, answer)
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, name=THREAD, daemon=True)
    try:
        thread.start()
    except RuntimeError:  # there are no threads here, as in a browser, so nothing limits the time
        return judge(expected, answer)
    limit = expected.seconds or SECONDS
    try:
        is_late = _is_late(thread, limit)
    finally:  # also when the learner interrupts the kernel
        for _ in range(TRIES if thread.is_alive() else 0):  # once is not enough if the code catches everything
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit))
            thread.join(PATIENCE)
    if is_late:
        raise TryAgain(
            f"Your answer was stopped after {limit} seconds, but a fraction of a second is enough. Does a loop never "
            "end, does it wait for something, or are there far more data than the exercise asks for?"
        )
    if errors:
        raise errors[0]


def _is_late(thread, limit):
    """Wait for a thread, and return whether it used too many seconds of the processor, or waits for something."""
    start, began = time.process_time(), time.monotonic()
    while thread.is_alive():
        thread.join(LOOK)
        used, waited = time.process_time() - start, time.monotonic() - began
        if used > limit or (waited > WAIT and used < IDLE):
            return thread.is_alive()
    return False


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
    example = f'as in "{min(expected.mistakes.values())}"'
    if letter and len(letter) == 1 and letter.isalpha():
        raise TryAgain(f"There is no option {letter}. Answer with one letter of the options, {example}.")
    if letter is None:
        raise TryAgain(
            f"Answer with one letter in quotation marks, {example}. Without them it is the name of something."
        )
    raise TryAgain(
        f"Answer with one letter in quotation marks, {example}, and nothing else: no brackets, dots or words."
    )


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
    right = np.asarray(expected.answer)
    answer = _to_array(answer, right)
    if _same(answer, right):
        return
    for reason, wrong in expected.mistakes.items():
        if _same(answer, np.asarray(wrong)):
            raise TryAgain(reason)
    if reason := reasons.value_reason([(answer, right)], _same):
        raise TryAgain(reason if answer.shape == right.shape else f"{reason} The answer should be {_shape(right)}.")
    if answer.shape != right.shape:
        raise TryAgain(f"The answer should be {_shape(right)}, but yours is {_shape(answer)}.")
    if right.ndim == 0:
        size = "too small" if answer < right else "too large"
        raise TryAgain(f"{_text(answer)} is {size}. Compute it again step by step, or ask for a hint.")
    place = tuple(np.argwhere(~_close(answer, right))[0].tolist())
    found = f"the one at {list(place)}, {_text(answer[place])}"
    raise TryAgain(f"The shape is correct, but not every value is: look at {found}.")


def _judge_function(expected, function):
    """Judge a function by its results for the exercise's inputs, first by known mistakes, then call by call."""
    if not callable(function):
        kind = f"a function, but yours is {_text(function)}"
        raise TryAgain(f"The answer should be {kind}: pass its name, without parentheses.")
    rights = [np.asarray(_call(expected.answer, arguments)) for arguments in expected.inputs]
    results, error = _results(function, expected.inputs, rights)
    if len(results) == len(rights) and all(map(_same, results, rights)):
        return
    for reason, wrong in expected.mistakes.items():
        wrong_results, wrong_error = _results(wrong, expected.inputs, rights)
        ends_alike = type(error) is type(wrong_error) and len(results) == len(wrong_results)
        if ends_alike and all(map(_same, results, wrong_results)):
            raise TryAgain(reason)
    raise TryAgain(_what_is_wrong(function, expected.inputs, rights, results, error))


def _what_is_wrong(function, inputs, rights, results, error):
    """Return sentences about the first call whose result is wrong."""
    pairs = list(zip(results, rights))
    called = next((i for i, pair in enumerate(pairs) if not _same(*pair)), None)
    if called is None:
        why = reasons.error_reason(error)
        return f"{_called(inputs[len(results)])} stops{_error_with_line(error, function)}. {why}".strip()
    why = reasons.function_reason(function) or reasons.value_reason(pairs, _same)
    if not why and len(results) > 1 and all(_same(result, results[0]) for result in results):
        why = "Your function returns the same for every input, so it does not depend on what it is given."
    why = why or reasons.value_reason(pairs[called : called + 1], _same)
    n_right = sum(_same(*pair) for pair in pairs)
    if not why:
        why = (
            f"{n_right} of {len(inputs)} calls are right, so look for a case that is special here."
            if n_right
            else "The way is wrong or a step is missing: follow this call by hand, or ask for a hint."
        )
    result, right = pairs[called]
    say = _text if result.shape == right.shape and right.size < 9 else _shape
    shown = f" {_called(inputs[called])} returns {say(result)}; it should return {say(right)}."
    return why + (shown if say is _text or result.shape != right.shape else "")


def _results(function, inputs, rights):
    """Return a function's results for the inputs, as arrays, up to its first error, and that error or None."""
    results = []
    for arguments, right in zip(inputs, rights):
        try:
            given = copy.deepcopy(arguments)
            with np.errstate(all="ignore"):
                result = function(*given)
        except TryAgain:
            raise
        except Exception as error:
            return results, error
        if result is ...:
            raise NotAttempted
        if result is None:
            raise TryAgain(
                "Your function returns nothing: end it with `return` and the result. Printing is not returning."
            )
        result = _to_array(result, right)
        if _same(result, right) and not _unchanged(arguments, given):
            raise TryAgain(
                "The result is right, but your function changes what it is given, and the cells below still need that. "
                "Compute with a copy, or write x = x + 1 instead of x += 1."
            )
        results.append(result)
    return results, None


def _unchanged(before, after):
    """Return whether the arguments of a function are what they were."""
    return all(_equal(old, new) for old, new in zip(before, after))


def _equal(old, new):
    if isinstance(old, dict):
        return old.keys() == new.keys() and all(_equal(old[key], new[key]) for key in old)
    if callable(old):
        return True
    old, new = np.asarray(old), np.asarray(new)
    numeric = old.dtype.kind in "fc"
    return old.shape == new.shape and bool(np.array_equal(old, new, equal_nan=numeric))


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


def _to_array(answer, right):
    """Return a learner's value as an array of numbers, or raise TryAgain; right: the correct array."""
    if reason := reasons.text_reason(answer, right):
        raise TryAgain(reason)
    try:
        array = np.asarray(answer)
    except Exception:
        array = np.empty(0, dtype=object)
    if array.dtype.kind not in "biuf":
        why = reasons.part_reason(answer, right, _same) or reasons.list_reason(answer)
        raise TryAgain(why or f"The answer should be made of numbers, but yours is {_text(answer)}.")
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
