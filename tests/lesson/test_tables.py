"""Minutes and answers in the texts: what `make outputs` derives is stored, and changes with a notebook."""

import re
import shutil

import nbformat
import pytest

import tables
from lesson_files import NOTEBOOKS, ROOT, read, text_of

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
    teaching, exercises = tables.minutes_of(read(episode).cells)
    heading = re.search(r"### Exercise 3\.1: .*\((\d+) minutes?\)", text_of(episode))
    replace(episode, heading[0], heading[0].replace(f"({heading[1]} minute", f"({int(heading[1]) + 20} minute"))
    before = {name: (project / name).read_text("utf-8") for name in TEXTS}
    assert set(tables.update(project)) == {episode, *(project / name for name in TEXTS)}
    more = exercises + 25  # 1.3 times 20, rounded to five
    assert f"Time: {teaching} minutes of teaching, {more} minutes of exercises." in text_of(episode)
    for name in ("README.md", "docs/index.md"):
        assert f"](episodes/03-perceptron.ipynb) | {teaching} + {more} |" in (project / name).read_text("utf-8")
    text = (project / "INSTRUCTORS.md").read_text("utf-8")
    assert f"03 The perceptron | {teaching + more} |" in text
    old, new = (re.findall(r"^\| (\d\d:\d\d) \| end \| \|$", t, re.MULTILINE) for t in (before["INSTRUCTORS.md"], text))
    assert len(old) == len(new) == 2 and old[0] < new[0]  # the short schedule has a part of 03 only
    assert tables.update(project) == []


def test_reading_code_and_exercises_are_counted():
    cells = [
        ("markdown", "# 01 Title\n\n## What\n\nTime" + " word" * 296),
        ("code", "x = 1\ny = 2\n\nz = 3"),
        ("code", "# Draw: a line\n" + "x = 1\n" * 50),
        ("markdown", "### Exercise 1.1: one (10 minutes)\n\n## Further: more (7 minutes)\n\n" + "word " * 448),
        ("markdown", "## Key points\n\n![an alternative of many words](../fig/x.svg)"),
    ]
    notebook = nbformat.v4.new_notebook(
        cells=[getattr(nbformat.v4, f"new_{kind}_cell")(source) for kind, source in cells]
    )
    parts = tables.sections_of(notebook.cells)
    assert parts[""] == pytest.approx([(300 + 6 + 2) / 150 + 3 / 6, 13.0], abs=0.05)
    assert parts["more"] == pytest.approx([452 / 150, 0.0], abs=0.05)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_stated_minutes_are_within_15_percent_of_the_count(path):
    stated = re.search(r"Time: (\d+) minutes of teaching, (\d+) minutes of exercises", text_of(path))
    assert sum(map(int, stated.groups())) == pytest.approx(sum(tables.sections_of(read(path).cells)[""]), rel=0.15)


def test_another_solution_changes_the_answers(project):
    replace(project / "episodes" / "04-gradient-descent.ipynb", "return -X.T @ error", "return -(X.T @ error)")
    assert tables.update(project) == [project / "INSTRUCTORS.md"]
    assert "`return -(X.T @ error)`; 4.2" in (project / "INSTRUCTORS.md").read_text("utf-8")


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
        ("episodes/06-keras-mnist.ipynb", "Time: ", "Takes: ", "06-keras-mnist.ipynb has no line 'Time:"),
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


check("1.1", double, "ours")
print(double(1))"""
LONG_STATEMENTS = """# Solution 1.1
def last(X):
    for x in X:
        y = (
            x
        )  # a remark
    return y


check("1.1", last, "ours")"""
NO_FUNCTION = """# Solution 1.1
start = 1
network = build(start)
network.fit(X, y)

check("1.1", network, "ours")"""


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
