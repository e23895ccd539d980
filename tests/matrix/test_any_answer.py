"""The checker soon gives feedback on any value, and never calls a wrong answer correct."""

import time

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as nst

from lesson import checks
from lesson.answers import EXERCISES
from lesson.checks import CORRECT, NOT_ATTEMPTED, TRY_AGAIN, check, grade

pytestmark = pytest.mark.short
FUNCTIONS = [name for name, exercise in EXERCISES.items() if callable(exercise.answer)]
ARRAYS = [name for name, exercise in EXERCISES.items() if not isinstance(exercise.answer, str) and not exercise.judge]
ARRAYS = [name for name in ARRAYS if name not in FUNCTIONS]

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
    """Return whether an answer that is not a function is correct, without the checker."""
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
    """Grade an answer, test that there is feedback, and return the status."""
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


def test_a_function_that_calls_the_checker_is_told_so(capsys):
    def calls_the_checker(*arguments):
        check(FUNCTIONS[0], calls_the_checker)

    assert answered(FUNCTIONS[0], calls_the_checker) == TRY_AGAIN
    assert "This function calls the checker" in capsys.readouterr().out


# ---- Answers that never end.


def loops(*arguments):
    while True:
        pass


def loops_and_catches(*arguments):
    for _ in range(5):  # not forever, because it would keep running during the other tests
        try:
            while True:
                pass
        except BaseException:
            continue
    return arguments[0]


def sleeps(*arguments):
    time.sleep(4)


def test_grading_ends_within_two_seconds():
    assert checks.SECONDS + checks.TRIES * checks.PATIENCE < 2


@pytest.mark.parametrize("answer", [sleeps, loops, loops_and_catches])  # a loop that goes on uses the processor
def test_a_function_that_does_not_end_is_stopped(answer):
    status, message = grade(FUNCTIONS[0], answer)
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
