"""Answers that are nearly right: each is rejected, and most are told in words what is wrong."""

import importlib
import re

import pytest

from lesson.answers import EXERCISES
from lesson.checks import TRY_AGAIN, grade

MUTANTS = [mutant for n in range(1, 7) for mutant in importlib.import_module(f"mutants.episode_{n:02d}").MUTANTS]
FUNCTIONS = [name for name, exercise in EXERCISES.items() if callable(exercise.answer)]
ONLY_A_VALUE = "is too (small|large)|not every value is|The way is wrong|calls are right"  # says that, but not what


@pytest.mark.parametrize(("name", "what", "answer"), MUTANTS, ids=[f"{name}: {what}" for name, what, _ in MUTANTS])
def test_a_mutant_is_rejected(name, what, answer):
    status, message = grade(name, answer)
    assert status == TRY_AGAIN, f"{name} accepts an answer that is wrong: {what}"
    assert len(message) < 500


def test_every_function_has_mutants():
    named = [name for name, _, _ in MUTANTS]
    assert not [name for name in FUNCTIONS if named.count(name) < 4]


def test_most_mutants_are_told_what_is_wrong(record_property):
    rows, vague = ["wrong answers to exercises                  given   rejected   told in words what is wrong"], []
    for episode in "123456":
        said = [(name, what, *grade(name, answer)) for name, what, answer in MUTANTS if name.startswith(episode)]
        rejected = [row for row in said if row[2] == TRY_AGAIN]
        unnamed = [f"{name}: {what}" for name, what, _, message in rejected if re.search(ONLY_A_VALUE, message)]
        vague += unnamed
        counts = f"{len(said):8d} {len(rejected):10d} {len(rejected) - len(unnamed):12d}"
        rows.append(f"episode 0{episode}{'':30s}{counts}")
    record_property("table", "\n".join(rows))
    assert len(vague) <= 0.3 * len(MUTANTS), "\n".join(vague)
