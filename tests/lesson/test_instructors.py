"""INSTRUCTORS.md: its schedules add up, and its minutes and answers are those of the episodes."""

import ast
import re

import numpy as np
import pytest

from lesson.answers import EXERCISES
from lesson_files import NOTEBOOKS, ROOT, sources, text_of

TEXT = (ROOT / "INSTRUCTORS.md").read_text("utf-8")


def minutes(path):
    """Return the minutes of teaching and of exercises that an episode's opening states."""
    stated = re.search(r"Time: (\d+) minutes of teaching, (\d+) minutes of exercises", text_of(path))
    return tuple(map(int, stated.groups()))


def schedules():
    """Return the schedules as lists of (minute of the day, what, minutes)."""
    tables = re.findall(r"^\| time .*\n(?:\|.*\n)+", TEXT, re.MULTILINE)
    rows = [re.findall(r"^\| (\d\d):(\d\d) \| (.*?) \| (\d*) \|$", table, re.MULTILINE) for table in tables]
    return [[(60 * int(h) + int(m), what, int(length or 0)) for h, m, what, length in table] for table in rows]


@pytest.mark.parametrize("schedule", schedules(), ids=["whole", "half"])
def test_a_schedule_adds_up(schedule):
    for (start, _, length), (following, _, _) in zip(schedule, schedule[1:]):
        assert start + length == following
    breaks = [start for start, what, _ in schedule if what in ("break", "lunch", "end")]
    assert np.diff([schedule[0][0], *breaks]).max() <= 135  # nobody sits longer without a break


def test_the_minutes_are_those_that_the_episodes_state():
    stated = [minutes(path) for path in NOTEBOOKS]
    teaching, exercises = np.sum(stated, axis=0)
    assert f"{teaching} minutes of teaching and {exercises} of exercises" in " ".join(TEXT.split())
    whole, half = schedules()
    full = {what[:2]: length for _, what, length in whole if what[:2].isdigit()}
    assert full == {path.name[:2]: sum(times) for path, times in zip(NOTEBOOKS, stated)}
    for _, what, length in half:
        if what[:2].isdigit():
            assert length < full[what[:2]] if what.endswith("shortened") else length == full[what[:2]]


def test_the_answers_are_those_of_the_exercises():
    """Each exercise has one, a letter or numbers as in the table of answers, or code that is in its solution."""
    lines = "\n".join(re.findall(r"^- Answers: .*", TEXT, re.MULTILINE))
    listed = {
        name: re.findall("`(.*?)`", said) for name, said in re.findall(r"(\d\.\w+) (`.*?`)(?:; |\.$)", lines, re.M)
    }
    assert listed.keys() == EXERCISES.keys()
    solutions = {source.split()[2]: source for path in NOTEBOOKS for source in sources(path) if "# Solution" in source}
    for name, said in listed.items():
        answer = EXERCISES[name].answer
        if isinstance(answer, str):
            assert said == [answer], name
        elif answer is None or callable(answer):
            assert said and all(line and line in " ".join(solutions[name].split()) for line in said), name
        else:
            np.testing.assert_allclose(ast.literal_eval(said[0]), answer, atol=5e-4, err_msg=name)


def test_each_episode_has_goal_stumbling_blocks_questions_what_to_skip_and_answers():
    parts = re.split(r"^## (?=\d\d )", TEXT, flags=re.MULTILINE)[1:]
    assert len(parts) == len(NOTEBOOKS)
    for part, path in zip(parts, NOTEBOOKS):
        assert part.splitlines()[0] == sources(path, "markdown")[0].splitlines()[0].removeprefix("# ")
        for word in ("Goal: ", "- They stumble over: ", "- Ask: ", "- When time is short: ", "- Answers: "):
            assert word in part, (path.name, word)
