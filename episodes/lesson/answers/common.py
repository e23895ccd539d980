"""What the six files of answers share: the record of an exercise, and inputs that functions are called with."""

from dataclasses import dataclass, field

import numpy as np

SAMPLES, TARGETS = np.array([[1.0, 2.0], [3.0, -1.0], [0.5, 4.0]]), np.array([1.0, -1.0, 1.0])
UNSEEN = np.array([[2.0, 1.0], [-1.0, 0.0], [1.0, -3.0], [0.0, 2.0], [3.0, 3.0]])
Z1 = np.array([[1.0, -2.0, 0.5, -0.1], [-1.0, 3.0, -0.5, 0.2], [2.0, 0.3, -4.0, 1.0]])


class TryAgain(Exception):
    """An answer is wrong; the text tells the learner why."""


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One exercise or question."""

    answer: object = None  # number, array, function, the letter of the right option, or the letters of lines in order
    praise: str  # shown with "correct": why it is right
    mistakes: dict = field(default_factory=dict)  # what to say: the wrong answer that it is said to
    hints: tuple
    inputs: tuple = ()  # for functions: the arguments of each call, one of them large or extreme
    section: str | None = None  # of a question: the heading under which it is explained
    seconds: float | None = None  # of the processor's time that an answer may take, if it needs more than others
    judge: object = None  # in place of an answer, where many are right: judge(answer) raises TryAgain for the others


def question(answer, praise, section=None, hints=None, **reasons):
    """Return a multiple-choice exercise; reasons: letter of a wrong option = why it is wrong.

    section: the heading under which the question is explained; hints: in place of those that name it.
    """
    mistakes = {reason: letter for letter, reason in reasons.items()}
    hints = hints or (
        f'The section "{section}" of this lesson explains it.',
        "Try any of the letters. Each wrong one shows you why it is wrong.",
    )
    return Exercise(answer=answer, praise=praise, mistakes=mistakes, hints=hints, section=section)


def ordering(answer, praise, mistakes, hints):
    """Return an exercise in which lines with letters are put in order; answer and mistakes: letters such as "CADB"."""
    return Exercise(answer=answer, praise=praise, mistakes=mistakes, hints=hints)
