"""reasons.py: mistakes that can happen in any exercise are named, and what is right is given no reason."""

import numpy as np
import pytest

from lesson import checks, reasons
from lesson.answers import EXERCISES
from lesson.answers.common import Exercise
from lesson.checks import grade

RIGHT = np.array([[0.5, -1.25, 3.0], [2.0, 0.125, -0.75]])


@pytest.mark.parametrize("reason", reasons.CHANGES)
def test_a_changed_value_is_named(reason):
    right = (
        np.array([0.51234, -1.25678, 3.08642, 0.22229])
        if "first" in reason or "opposite" in reason
        else RIGHT + 0.01234
    )
    wrong = np.asarray(reasons.CHANGES[reason](np.abs(right) if "logarithm" in reason or "root" in reason else right))
    right = np.abs(right) if "logarithm" in reason or "root" in reason else right
    assert reasons.value_reason([(wrong, right)], checks._same) is not None
    assert reasons.value_reason([(right, right)], checks._same) != reason


@pytest.fixture
def exercise(monkeypatch):
    """Put an exercise 9.9 with a right function of X (n, 2) and w (2,) into the lesson."""
    inputs = ((np.array([[1.0, 2.0], [3.5, -1.0], [0.25, 4.0]]), np.array([0.5, -1.5])), (np.ones((1, 2)), np.ones(2)))
    monkeypatch.setitem(
        EXERCISES, "9.9", Exercise(answer=lambda X, w: X @ w, praise="Yes.", hints=("one", "two"), inputs=inputs)
    )


W_OF_THE_NOTEBOOK = np.array([0.5, -1.5])


def changes_its_argument(X, w):
    X *= w
    return X.sum(axis=1)


def prints(X, w):
    print("computing")
    return X @ w + 1


def asks(X, w):
    return X @ w * float(input("how much? "))


def stops(X, w):
    breakpoint()


def misspells(X, w):
    return X @ weight  # noqa: F821


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (changes_its_argument, "changes what it is given"),
        (lambda X, w: X @ W_OF_THE_NOTEBOOK, "never looks at its argument `w`. It uses `W_OF_THE_NOTEBOOK`"),
        (lambda X, w: (X @ w)[:, None], "their shape is (3, 1), and it should be (3,)"),
        (lambda X, w: (X @ w, w), "This is 2 things, and number 1 of them is the answer"),
        (lambda X, w: [[1, 2], [3]], "differ in length"),
        (lambda X, w: np.round(X @ w, 1), "Rounded to 1 decimal,"),
        (lambda X, w: -(X @ w), "The sign is the wrong way round."),
        (lambda X, w: None, "Printing is not returning"),
        (lambda X, w: X @ X, "Two shapes do not fit each other"),
        (misspells, "It uses a name that does not exist"),
        (lambda X: X, "The number of arguments"),
        (asks, "asks for input"),
        (stops, "asks for input"),
        (lambda X, w: "0,5", "The decimal sign of Python is a point"),
    ],
)
def test_a_mistake_of_a_function_is_named(exercise, answer, words):
    status, message = grade("9.9", answer)
    assert status == "try again" and words in message, message


@pytest.mark.parametrize(
    ("answer", "words"),
    [("5", "leave out the quotation marks"), ((0, 269), "To Python, 0,269 is two numbers"), (500, "These are percent")],
)
def test_a_mistake_of_a_number_is_named(monkeypatch, answer, words):
    monkeypatch.setitem(EXERCISES, "9.9", Exercise(answer=5.0, praise="Yes.", hints=("one", "two")))
    assert words in grade("9.9", answer)[1]


@pytest.mark.parametrize("answer", ["(a)", "a)", "A.", "option a", lambda: "a", 3])
def test_a_letter_in_another_form_is_told_the_form(answer):
    assert "Answer with one letter in quotation marks" in grade("1.a", answer)[1]


def test_what_an_answer_prints_is_shown_once_and_its_pictures_are_closed(exercise, capsys):
    import matplotlib.pyplot as plt

    def draws(X, w):
        plt.figure()
        return prints(X, w)

    before = plt.get_fignums()
    grade("9.9", draws)
    assert capsys.readouterr().out == "computing\n" and plt.get_fignums() == before


def test_a_machine_without_threads_still_gets_feedback(exercise, monkeypatch):
    def no_threads(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(checks.threading.Thread, "start", no_threads)
    assert grade("9.9", lambda X, w: X @ w)[0] == "correct"
    assert grade("9.9", lambda X, w: -(X @ w))[0] == "try again"


def test_a_busy_machine_gives_an_answer_its_time(exercise, monkeypatch):
    """The limit is the processor's time, which does not pass while others have the processor."""
    used, passed = iter(np.arange(0.0, 1.4, 0.01)), iter(range(0, 10_000, 100))
    monkeypatch.setattr(checks.time, "process_time", lambda: next(used))
    monkeypatch.setattr(checks.time, "monotonic", lambda: next(passed))
    monkeypatch.setattr(checks, "IDLE", 0.0)
    assert grade("9.9", lambda X, w: X @ w)[0] == "correct"
