"""checks.py: three outcomes, feedback that names the mistake, and no error of ours blamed on the learner."""

import keras  # noqa: F401  importing it in exercise 6.6 would take longer than an answer may
import numpy as np
import pytest
from answers import RIGHT, WRONG, Trained

from helpers import elu
from lesson import checks, mnist
from lesson.answers import EXERCISES
from lesson.answers.common import Exercise, ordering
from lesson.checks import check, grade, guess, hint

LETTERS = [name for name, exercise in EXERCISES.items() if isinstance(exercise.answer, str)]
CHOICES = [name for name in LETTERS if len(EXERCISES[name].answer) == 1]
ORDERINGS = [name for name in LETTERS if name not in CHOICES]
TASKS = [name for name in EXERCISES if name[-1].isdigit()]  # exercises; the others are the questions at the end


@pytest.fixture(autouse=True)
def no_mnist(monkeypatch):
    """Let exercise 6.6 be judged on the shipped images alone, as on most learners' computers."""
    monkeypatch.setattr(mnist, "is_here", lambda: False)


@pytest.mark.parametrize(("name", "answer"), [(name, answer) for name in RIGHT for answer in RIGHT[name]])
def test_right_answers_are_accepted_however_written(name, answer):
    assert grade(name, answer) == ("correct", EXERCISES[name].praise)


@pytest.mark.parametrize(("name", "answer", "words"), [(name, *pair) for name in WRONG for pair in WRONG[name]])
def test_wrong_answers_get_the_hint_that_names_the_mistake(name, answer, words):
    status, message = grade(name, answer)
    assert status == "try again"
    assert words in message


def test_every_exercise_is_solved_here_in_at_least_two_ways():
    assert set(RIGHT) == set(TASKS) and set(WRONG) <= set(TASKS)
    assert min(map(len, RIGHT.values())) >= 2


@pytest.mark.parametrize("name", TASKS)
def test_every_exercise_names_at_least_four_mistakes_and_has_at_least_two_hints(name):
    exercise = EXERCISES[name]
    assert len(exercise.mistakes) >= 4 or (exercise.judge and len(WRONG[name]) >= 4)
    assert len(set(exercise.hints)) >= 2


@pytest.mark.parametrize("name", EXERCISES)
def test_each_known_mistake_gets_its_own_words(name):
    for reason, wrong in EXERCISES[name].mistakes.items():
        assert grade(name, wrong) == ("try again", reason)
    if EXERCISES[name].judge is None:
        assert grade(name, EXERCISES[name].answer) == ("correct", EXERCISES[name].praise)


@pytest.mark.parametrize("name", EXERCISES)
def test_untouched_starters_are_not_attempted(name):
    for untouched in (..., None):
        status, message = grade(name, untouched)
        assert status == "not attempted" and f'hint("{name}")' in message
    if callable(EXERCISES[name].answer):
        assert grade(name, lambda *arguments: ...)[0] == "not attempted"


@pytest.mark.parametrize("name", TASKS)
def test_hints_come_one_after_the_other(name, capsys, monkeypatch):
    monkeypatch.setattr(checks, "_hints_given", {})
    hints = EXERCISES[name].hints
    for _ in range(len(hints) + 1):
        hint(name)
    printed = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[2] for line in printed] == [*hints, hints[-1]]
    assert printed[0].startswith(f"Hint 1 of {len(hints)} for Exercise {name}")


@pytest.mark.parametrize("name", CHOICES)
def test_questions_have_a_reason_for_every_wrong_option(name):
    exercise = EXERCISES[name]
    letters = sorted([exercise.answer, *exercise.mistakes.values()])
    assert letters == list("abcde")[: 5 if name in TASKS else 3]
    assert grade(name, f" {exercise.answer.upper()} ")[0] == "correct"
    example = f'as in "{min(set(letters) - {exercise.answer})}"'
    assert grade(name, "f") == (
        "try again",
        f"There is no option f. Answer with one letter of the options, {example}.",
    )
    assert grade(name, 1)[0] == "try again"


@pytest.mark.parametrize("name", ORDERINGS)
def test_lines_can_be_put_in_order_in_any_form(name):
    right = EXERCISES[name].answer
    assert len(right) >= 4 and len(set(right)) == len(right) == max(map(ord, right)) - ord("A") + 1
    for answer in (right, right.lower(), " ".join(right), ", ".join(right.lower()), list(right), tuple(right.lower())):
        assert grade(name, answer)[0] == "correct"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("BACD", "B before A"),
        ("ABDC", "The first 2 of 4 lines are where they belong"),
        ("ABC", 'Use each of the letters ABCD once, in the order of the lines, as in "ABCD".'),
        ("AABCD", "Use each of the letters"),
        (7, "Use each of the letters"),
        (["A", 3], "Use each of the letters"),
    ],
)
def test_lines_in_another_order_are_told_what_is_wrong(monkeypatch, answer, words):
    monkeypatch.setitem(EXERCISES, "9.9", ordering("ABCD", "Yes.", {"B before A": "BACD"}, hints=("one", "two")))
    status, message = grade("9.9", answer)
    assert status == "try again" and words in message


def test_a_prediction_is_noted_and_not_judged(capsys):
    for option in ("b", " B ", ..., "", "bc", 2, None):
        guess("3.A", option)
    printed = capsys.readouterr().out.splitlines()
    noted = "Prediction 3.A: (b). Now run the next cell and compare."
    none = 'Prediction 3.A: none yet. Replace the three dots with a letter in quotation marks, as in "a".'
    assert printed == [noted] * 2 + [none] * 5


@pytest.mark.parametrize("name", [name for name in CHOICES if name not in TASKS])
def test_the_first_hint_of_a_question_names_its_section(name):
    assert EXERCISES[name].section and EXERCISES[name].section in EXERCISES[name].hints[0]


def test_function_exercises_are_called_with_something_large():
    for name in TASKS:
        if callable(EXERCISES[name].answer):
            flat = [a for call in EXERCISES[name].inputs for b in call for a in (b if isinstance(b, tuple) else [b])]
            arguments = [np.asarray(a) for a in flat]
            large = (a.size >= 784 or (a.dtype.kind in "if" and np.nanmax(np.abs(a)) >= 1000) for a in arguments)
            assert any(large), name


def test_check_prints_the_grade(capsys):
    check("6.1", 101_770)
    check("6.1", 101_632)
    check("6.1", ...)
    check("1.a", "b")
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == f"Exercise 6.1: correct. {EXERCISES['6.1'].praise}"
    assert printed[1].startswith("Exercise 6.1: try again. These are the weights")
    assert printed[2].startswith("Exercise 6.1: not attempted. Replace the three dots")
    assert printed[3].startswith("Question 1.a: correct.")


# ---- Errors of the learner are shown as theirs, with the line.


def test_an_exception_in_the_answer_is_shown_with_its_line():
    def broken(z, alpha):
        wanted = z + undefined_name  # noqa: F821
        return wanted

    status, message = grade("2.7", broken)
    line = broken.__code__.co_firstlineno + 1
    assert status == "try again"
    assert f"in line {line} of its cell, `wanted = z + undefined_name  # noqa: F821`" in message
    assert "NameError: name 'undefined_name' is not defined" in message


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda z: z, "takes 1 positional argument but 2 were given"),
        (lambda z, alpha: print(end=""), "returns nothing: end it with `return`"),
        (lambda z, alpha: "text", "This is text, not a number"),
        (lambda z, alpha: [[1], [1, 2]], "differ in length, so they make no array"),
        (lambda z, alpha: z[:1], "returns an array of shape (1,); it should return an array of shape (5,)"),
        (3.0, "should be a function, but yours is 3"),
        (elu(np.array([1.0]), 1), "pass its name, without parentheses"),
    ],
)
def test_answers_of_the_wrong_kind_are_told_so(answer, words):
    status, message = grade("2.7", answer)
    assert status == "try again" and words in message


@pytest.mark.parametrize("answer", ["101770", [1, 2], {"a": 1}, np.nan, np.inf, range])
def test_wrong_kinds_of_numbers_are_not_accepted(answer):
    assert grade("6.1", answer)[0] == "try again"


def test_long_answers_are_told_in_few_words():
    for answer in (np.ones((100, 100)), list(range(1000)), "many words " * 1000, lambda z, alpha: np.ones(1000)):
        assert len(grade("2.7", answer)[1]) < 1000


def test_an_answer_cannot_change_what_it_is_compared_with():
    def overwrites(dZ2, W2, Z1):
        result = (dZ2 @ W2.T) * (Z1 > 0)
        dZ2[:], W2[:], Z1[:] = 0, 0, 0
        return result

    for _ in range(2):
        assert "your function changes what it is given" in grade("5.3", overwrites)[1]
    assert grade("5.3", EXERCISES["5.3"].answer)[0] == "correct"


# ---- Errors of ours are not.


def test_a_mistake_in_the_checker_is_not_blamed_on_the_learner(monkeypatch, capsys):
    def broken_reference(z):
        raise ZeroDivisionError("in the lesson")

    broken = Exercise(answer=broken_reference, praise="", hints=(), inputs=((1.0,),))
    monkeypatch.setitem(EXERCISES, "9.9", broken)
    with pytest.raises(ZeroDivisionError):
        grade("9.9", lambda z: z)
    check("9.9", lambda z: z)
    printed = capsys.readouterr().out
    assert "the checker failed" in printed and "a mistake in the lesson, not in your answer" in printed


def test_an_unknown_exercise_is_told_with_those_that_exist(capsys):
    check("7.1", 3)
    hint("7.1")
    printed = capsys.readouterr().out.splitlines()
    assert all("There is no exercise '7.1'; choose one of 1.1, 1.2" in line for line in printed) and len(printed) == 2


@pytest.mark.parametrize("with_training_images", [True, False])
def test_a_network_that_was_trained_with_the_test_images_is_rejected(digits, with_training_images):
    X_train, y_train, X, y = digits
    if with_training_images:
        X, y = np.concatenate([X_train, X]), np.concatenate([y_train, y])
    status, message = grade("6.6", Trained(X, y, n_epochs=9))
    assert status == "try again" and "Were the test images among those that it was trained with?" in message


def test_a_network_that_was_trained_with_moved_images_is_accepted(digits):
    (images, y_train), _ = mnist.load_mnist()
    moves = [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)]
    X = np.concatenate([mnist.as_rows(np.roll(images, move, axis=(1, 2))) for move in moves])
    assert grade("6.6", Trained(X, np.tile(y_train, 5), n_epochs=5))[0] == "correct"
