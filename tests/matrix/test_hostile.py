"""Whatever is handed to the checker, it answers, soon, and never calls a wrong answer correct."""

import time

import keras  # noqa: F401  exercise 6.6 takes networks only when Keras has been imported
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as nst

from lesson import checks, timeouts
from lesson.checks import CORRECT, NOT_ATTEMPTED, TRY_AGAIN, check, grade
from lesson.exercises import EXERCISES

pytestmark = pytest.mark.short
FUNCTIONS = [name for name, exercise in EXERCISES.items() if callable(exercise.answer)]
ARRAYS = [name for name, exercise in EXERCISES.items() if not isinstance(exercise.answer, str) and not exercise.judge]
ARRAYS = [name for name in ARRAYS if name not in FUNCTIONS]
ONE_OF_EACH_KIND = [FUNCTIONS[0], ARRAYS[0], "1.a", "6.6"]

ATOMS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.complex_numbers()
    | st.text()
    | st.binary()
    | st.dates()
)
NUMBERS = nst.arrays(nst.scalar_dtypes(), nst.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=5))
VALUES = (
    st.recursive(ATOMS, lambda few: st.lists(few) | st.tuples(few, few) | st.dictionaries(st.text(), few), max_leaves=8)
    | NUMBERS
)
many = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def is_right(name, answer):
    """Return whether an answer that is no function is right, by other means than the checker's."""
    right = EXERCISES[name].answer
    if isinstance(right, str):
        return isinstance(answer, str) and answer.strip().lower() == right
    if name in FUNCTIONS or EXERCISES[name].judge:
        return False
    try:
        numbers = np.array(answer, dtype=float)
    except (TypeError, ValueError, OverflowError):
        return False
    return numbers.shape == np.shape(right) and np.allclose(numbers, right, rtol=1.1e-3, atol=1.1e-6, equal_nan=True)


def answered(name, answer):
    """Grade, see that what came is an answer, and return its status."""
    status, message = grade(name, answer)
    assert status in (NOT_ATTEMPTED, TRY_AGAIN, CORRECT) and message.strip() and len(message) < 2000
    return status


@pytest.mark.parametrize("name", EXERCISES)
@many
@given(VALUES)
def test_any_value_is_graded_and_only_the_right_one_is_correct(name, answer):
    assert answered(name, answer) != CORRECT or is_right(name, answer)


@pytest.mark.parametrize("name", FUNCTIONS)
@many
@given(VALUES)
def test_a_function_that_always_returns_the_same_is_not_correct(name, value):
    assert answered(name, lambda *arguments: value) != CORRECT


@pytest.mark.parametrize("name", ARRAYS + FUNCTIONS)
@many
@given(st.data())
def test_one_wrong_entry_is_enough(name, data):
    expected = EXERCISES[name]
    results = [expected.answer(*each) for each in expected.inputs] if name in FUNCTIONS else [expected.answer]
    i = data.draw(st.integers(0, len(results) - 1))
    wrong = np.array(results[i], dtype=float)
    index = tuple(data.draw(st.integers(0, size - 1)) for size in wrong.shape)
    change = data.draw(st.sampled_from([1.0, -1.0, 0.01, -0.01, 1e6, np.nan, np.inf]))
    wrong[index] += change * max(1.0, abs(wrong[index]))
    called = iter([*results[:i], wrong, *results[i + 1 :]])
    assert answered(name, (lambda *arguments: next(called)) if name in FUNCTIONS else wrong) == TRY_AGAIN


# ---- Objects and functions that mean no good.


class RaisesWhenCompared:
    def __eq__(self, other):
        raise RuntimeError("do not compare me")

    __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __eq__
    __hash__ = None

    def __bool__(self):
        raise RuntimeError("neither true nor false")


class RaisesWhateverIsAsked:
    def __getattribute__(self, name):
        raise RuntimeError("leave me alone")

    def __repr__(self):
        raise SystemExit

    def __str__(self):
        raise SystemExit


class EndsTheProgram:
    def __array__(self, dtype=None, copy=None):
        raise SystemExit


class AgreesWithEverything(np.ndarray):
    def __eq__(self, other):
        return True

    def __array_ufunc__(self, *inputs, **keywords):
        return np.array(True)

    __array_function__ = __array_ufunc__
    __hash__ = None


class LetterThatRaises(str):
    def strip(self, *characters):
        raise RuntimeError("I am no letter")

    lower = __eq__ = strip
    __hash__ = None


class ErrorWithoutText(Exception):
    def __str__(self):
        raise RuntimeError("no text")


class NetworkThatRaises:
    def count_params(self):
        raise RuntimeError("not counted")

    def __call__(self, rows):
        raise RuntimeError("not read")


def raising(error):
    def function(*arguments):
        raise error

    return function


def changes_its_arguments(*arguments):
    for argument in arguments:
        if isinstance(argument, np.ndarray):
            argument[...] = 0
    return arguments[0]


def prints_much(*arguments):
    for _ in range(1000):
        print("much")
    return arguments[0]


def calls_itself(*arguments):
    return calls_itself(*arguments)


OBJECTS = {
    "nothing at all": float("nan"),
    "raises when compared": RaisesWhenCompared(),
    "raises whatever is asked": RaisesWhateverIsAsked(),
    "a class": RaisesWhenCompared,
    "ends the program": EndsTheProgram(),
    "agrees with everything": np.zeros(3).view(AgreesWithEverything),
    "a letter that raises": LetterThatRaises("z"),
    "a network that raises": NetworkThatRaises(),
    "a list that contains itself": (lambda own: own.append(own) or own)([]),
    "deeply nested": (lambda depth: [depth := [depth] for _ in range(2000)][-1])([]),
    "a huge integer": 10**400,
    "a generator": (i for i in range(3)),
    "a module": np,
}
CALLED = {
    "raises": raising(ValueError("no")),
    "raises without a text": raising(ErrorWithoutText()),
    "leaves the program": raising(SystemExit()),
    "says that it was interrupted": raising(KeyboardInterrupt()),
    "changes its arguments": changes_its_arguments,
    "prints": prints_much,
    "calls itself": calls_itself,
    "a generator function": lambda *arguments: (yield 1),
    "returns itself": lambda *arguments: calls_itself,
    "takes nothing": lambda: 1,
} | {f"returns what {name}": lambda *arguments, value=value: value for name, value in OBJECTS.items()}


HUGE = {"numbers": np.ones(10_000_000), "a list": [1.0] * 10_000_000, "a text": "a" * 10_000_000}


@pytest.mark.parametrize("name", EXERCISES)
def test_hostile_answers_are_graded_and_not_correct(name, capsys):
    wrong = not_refused(name, OBJECTS | CALLED)
    assert wrong == []  # pytest prints what a longer expression is made of, and some answers do not survive that


@pytest.mark.parametrize("name", ONE_OF_EACH_KIND)
def test_ten_million_entries_are_graded_and_not_correct(name):
    functions = {f"returns {what}": lambda *_, value=value: value for what, value in HUGE.items()}
    wrong = not_refused(name, HUGE | functions)
    assert wrong == []


def not_refused(name, answers):
    """Return pairs of those answers that were not refused, and of what came in the place of "try again"."""
    wrong = []
    for what, answer in answers.items():
        try:
            status = grade(name, answer)[0]
        except BaseException as error:
            status = type(error).__name__
        if status != TRY_AGAIN:
            wrong.append((what, status))
    return wrong


@pytest.mark.parametrize("name", ONE_OF_EACH_KIND)
def test_a_function_that_calls_the_checker_is_told_so(name, capsys):
    said = []

    def calls_the_checker(*arguments):
        said.append(grade(name, calls_the_checker)[1])
        check(name, calls_the_checker)

    assert answered(name, calls_the_checker) == TRY_AGAIN
    assert all("calls the checker" in words for words in said) and bool(said) == (name in FUNCTIONS)


# ---- Answers that take for ever.


def loops(*arguments):
    while True:
        pass


def loops_and_catches(*arguments):
    for _ in range(5):  # not for ever: it would go on beside the other tests
        try:
            while True:
                pass
        except BaseException:
            continue
    return arguments[0]


def sleeps(*arguments):
    time.sleep(4)


class LoopsWhenRead:
    def __array__(self, dtype=None, copy=None):
        loops()


class LoopsWhenCounted:
    def count_params(self):
        loops()


def test_grading_ends_within_two_seconds():
    assert checks.SECONDS + timeouts.TRIES * timeouts.PATIENCE < 2


@pytest.mark.parametrize("answer", [loops, loops_and_catches, sleeps, lambda *arguments: LoopsWhenRead()])
def test_a_function_that_does_not_end_is_stopped(answer):
    status, message = grade(FUNCTIONS[0], answer)
    assert status == TRY_AGAIN and "stopped after 1.5 seconds" in message


@pytest.mark.parametrize(("name", "answer"), [(ARRAYS[0], LoopsWhenRead()), ("6.6", LoopsWhenCounted())])
def test_an_object_that_does_not_end_is_stopped(name, answer):
    status, message = grade(name, answer)
    assert status == TRY_AGAIN and "stopped after 1.5 seconds" in message


def test_a_stopped_loop_is_over():
    went_on = []

    def counts(*arguments):
        while True:
            went_on.append(None)
            time.sleep(0.001)

    grade(FUNCTIONS[0], counts)
    n = len(went_on)
    time.sleep(0.1)
    assert len(went_on) == n
