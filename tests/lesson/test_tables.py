"""Minutes and answers in the texts: what `make outputs` derives is stored, and follows a change of a notebook."""

import re
import shutil

import pytest

import tables
from lesson_files import NOTEBOOKS, ROOT, sources

TEXTS = ("README.md", "INSTRUCTORS.md", "docs/index.md")


@pytest.fixture
def project(tmp_path):
    """Return a folder with copies of the notebooks and of the texts that have derived parts."""
    for name in [*TEXTS, *(f"episodes/{path.name}" for path in NOTEBOOKS)]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def replace(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8", newline="\n")


def test_what_is_stored_is_what_is_derived():
    for path, text in tables.derive().items():
        assert path.read_text("utf-8") == text, f"{path.name}: run `make outputs` or `python tools/tables.py`"


def test_nothing_is_written_when_nothing_has_changed(project):
    assert tables.update(project) == []


def test_minutes_of_an_exercise_reach_opening_tables_sums_and_clock_times(project):
    episode = project / "episodes" / "03-perceptron.ipynb"
    replace(episode, "### Exercise 3.1: targets (3 minutes)", "### Exercise 3.1: targets (8 minutes)")
    assert set(tables.update(project)) == {episode, *(project / name for name in TEXTS)}
    assert "Time: 30 minutes of teaching, 25 minutes of exercises." in sources(episode, "markdown")[0]
    for name in TEXTS:
        assert "minutes of teaching and 115 of exercises" in (project / name).read_text("utf-8")
    for name in ("README.md", "docs/index.md"):
        assert "](episodes/03-perceptron.ipynb) | 30 + 25 |" in (project / name).read_text("utf-8")
    text = (project / "INSTRUCTORS.md").read_text("utf-8")
    assert text.count("03 The perceptron | 55 |") == 2
    assert re.findall(r"^\| (\d\d:\d\d) \| end \| \|$", text, re.MULTILINE) == ["15:20", "13:05"]
    assert tables.update(project) == []


def test_a_minute_of_teaching_changes_the_tables(project):
    episode = project / "episodes" / "01-neuron.ipynb"
    replace(episode, "Time: 25 minutes", "Time: 26 minutes")
    assert set(tables.update(project)) == {project / name for name in TEXTS}
    assert "](episodes/01-neuron.ipynb) | 26 + 15 |" in (project / "README.md").read_text("utf-8")


def test_another_solution_changes_the_answers(project):
    replace(project / "episodes" / "04-gradient-descent.ipynb", "return order[n_test:]", "return order[n_test:].copy()")
    assert tables.update(project) == [project / "INSTRUCTORS.md"]
    assert "4.7 `return order[n_test:].copy()`;" in (project / "INSTRUCTORS.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "README.md",
            "](episodes/02-activations.ipynb) | ",
            "](episodes/02.ipynb) | ",
            "README.md has no row with the minutes of 02-",
        ),
        ("INSTRUCTORS.md", "- Answers: 5.1", "- Solutions: 5.1", "INSTRUCTORS.md has no answers of 05-mlp"),
        ("episodes/06-keras-mnist.ipynb", "Time: 35", "Takes: 35", "'# 06 Digits with Keras' has no line 'Time:"),
        ("episodes/01-neuron.ipynb", 'check(\\"1.1\\"', 'check(\\"1.9\\"', "No answer is stored for 1.9"),
    ],
)
def test_a_part_that_is_missing_is_said_and_nothing_is_written(project, name, old, new, said):
    replace(project / name, old, new)
    before = {path: path.read_bytes() for path in project.rglob("*.*")}
    with pytest.raises(ValueError, match=re.escape(said)):
        tables.update(project)
    assert {path: path.read_bytes() for path in project.rglob("*.*")} == before


ONE_STATEMENT = """# Solution 1.1
def double(x):
    return 2 * x


check("1.1", double)
print(double(1))"""
LONG_STATEMENTS = """# Solution 1.1
def last(X):
    for x in X:
        y = (
            x
        )  # a remark
    return y


check("1.1", last)"""
NO_FUNCTION = """# Solution 1.1
start = 1
network = build(start)
network.fit(X, y)

check("1.1", network)"""


@pytest.mark.parametrize(
    ("solution", "said"),
    [
        (ONE_STATEMENT, ["return 2 * x"]),
        (LONG_STATEMENTS, ["y = ( x )", "return y"]),
        (NO_FUNCTION, ["network = build(start)"]),
    ],
)
def test_what_matters_in_a_solution(solution, said):
    assert tables.essence(solution) == said
