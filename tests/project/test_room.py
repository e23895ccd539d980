"""room.py: the table of a room, from records and from collected notebooks."""

import json
import subprocess
import sys

import nbformat
import pytest

import room
from lesson.answers import EXERCISES
from lesson_files import NOTEBOOKS, ROOT

MISTAKE = next(iter(EXERCISES["1.1"].mistakes))


def notebook(*texts):
    outputs = [nbformat.v4.new_output("display_data", {"text/plain": text}) for text in texts]
    return nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("check()", outputs=outputs)]))


def about(attempts, solved, **mistakes):
    return {"attempts": attempts, "solved": solved, "mistakes": mistakes}


@pytest.fixture
def folder(tmp_path):
    for name in ("ada", "bob", "eve"):
        (tmp_path / name / "my-lesson").mkdir(parents=True)
    record = {"1.1": about(3, True, **{MISTAKE: 2}), "1.a": about(1, True)}
    (tmp_path / "ada" / "my-lesson" / "progress.json").write_text(json.dumps(record))
    (tmp_path / "bob" / "my-lesson" / "01-neuron.ipynb").write_text(
        notebook(
            f"Exercise 1.1: try again. {MISTAKE}", "Question 1.a: correct. Yes.", "Exercise 1.2: not attempted. Do."
        )
    )
    (tmp_path / "eve" / "01-neuron.ipynb").write_text('{"cells": [{')
    (tmp_path / "eve" / "progress.json").write_text("[]")
    (tmp_path / "01-of-dan.ipynb").write_text(notebook("Exercise 1.1, our solution: correct. Yes.", "hello"))
    (tmp_path / "bob" / ".ipynb_checkpoints").mkdir()
    (tmp_path / "bob" / ".ipynb_checkpoints" / "x.ipynb").write_text("{")
    return tmp_path


def run(*arguments):
    command = [sys.executable, "tools/room.py", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_table_of_a_room(folder):
    done = run(folder)
    lines = done.stdout.splitlines()
    assert lines[0] == "3 learners" and len(lines) == 4 and done.returncode == 0
    assert lines[2].split()[:5] == ["1.1", "2", "1", "2", "×"] and lines[2].endswith(" ".join(MISTAKE.split())[:90])
    assert lines[3].split() == ["1.a", "2", "2"]
    problems = done.stderr.splitlines()
    assert len(problems) == 2 and all(" is left out: " in problem for problem in problems)
    assert not any(name in done.stdout + done.stderr.replace(str(folder), "") for name in ("ada", "bob", "dan"))


def test_names_are_shown_only_if_they_are_asked_for(folder):
    done = run(folder, "--names")
    assert "ada: solved 1.1, 1.a; tried nothing else" in done.stdout
    assert "bob: solved 1.a; tried 1.1" in done.stdout and "eve/01-neuron.ipynb is left out" in done.stderr


def test_the_notebooks_of_the_lesson_have_no_answers_of_learners(tmp_path):
    for path in NOTEBOOKS:
        assert room.in_notebook(path) == {}


@pytest.mark.parametrize(("name", "said"), [("none", "There is no folder"), ("", "There is no folder ''")])
def test_a_folder_that_is_none(tmp_path, name, said):
    done = run(tmp_path / name if name else "")
    assert done.returncode == 1 and done.stderr.startswith(said)


def test_a_folder_without_notebooks(tmp_path):
    done = run(tmp_path)
    assert done.returncode == 1 and done.stderr == f"There are no notebooks and no files progress.json in {tmp_path}.\n"
