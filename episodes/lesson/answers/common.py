"""What the six files of answers share: the record of an exercise, and inputs that functions are called with."""

from dataclasses import dataclass, field

import numpy as np

SAMPLES, TARGETS = np.array([[1.0, 2.0], [3.0, -1.0], [0.5, 4.0]]), np.array([1.0, -1.0, 1.0])
UNSEEN = np.array([[2.0, 1.0], [-1.0, 0.0], [1.0, -3.0], [0.0, 2.0], [3.0, 3.0]])
Z1 = np.array([[1.0, -2.0, 0.5, -0.1], [-1.0, 3.0, -0.5, 0.2], [2.0, 0.3, -4.0, 1.0]])

QUESTION_HINTS = (
    "Find the place in this episode that is about it, and read it once more.",
    "Try any of the letters: each wrong one tells you why it is wrong.",
)


class TryAgain(Exception):
    """An answer is wrong; the text tells the learner why."""


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One exercise or question."""

    answer: object = None  # number, array, function, or the letter of the right option
    praise: str  # shown with "correct": why it is right
    mistakes: dict = field(default_factory=dict)  # what to say: the wrong answer that it is said to
    hints: tuple
    inputs: tuple = ()  # for functions: the arguments of each call, one of them large or extreme
    judge: object = None  # in place of an answer, where many are right: judge(answer) raises TryAgain for the others


def question(answer, praise, hints=QUESTION_HINTS, **reasons):
    """Return a multiple-choice exercise; reasons: letter of a wrong option = why it is wrong."""
    mistakes = {reason: letter for letter, reason in reasons.items()}
    return Exercise(answer=answer, praise=praise, mistakes=mistakes, hints=hints)
