"""tools/my_lesson.py: a learner's copy has no answers, is renewed when the lesson is, and loses no work."""

import errno
import json
import shutil

import nbformat
import pytest

import folders
import my_lesson
import notebooks

EPISODE = "03-perceptron.ipynb"


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    """A lesson that a test may change, and its learner's copy, not made yet; return both folders."""
    episodes, mine = tmp_path / "a lesson" / "episodes", tmp_path / "a lesson" / "my-lesson"
    shutil.copytree(folders.EPISODES, episodes, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
    monkeypatch.setattr(folders, "EPISODES", episodes)
    monkeypatch.setattr(folders, "NOTEBOOKS", [episodes / path.name for path in folders.NOTEBOOKS])
    return episodes, mine


def change(path, old="# 03", new="# Number 03"):
    """Change a notebook's first text, or the first text of a module."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def contents(folder):
    return {name: (folder / name).read_bytes() for name in names(folder)}


def test_the_copy_has_all_that_a_learner_needs_and_no_outputs(lesson):
    episodes, mine = lesson
    (episodes / "Untitled.ipynb").write_text("{}")
    (episodes / "01-neuron-Copy1.ipynb").write_text("{}")
    said = my_lesson.renew(mine)
    assert said == ["my-lesson/ is made. It is your copy of the lesson: change in it what you like."]
    ours = [name for name in names(folders.ROOT / "episodes") if "cache" not in name and "checkpoints" not in name]
    assert names(mine) == sorted([*ours, ".copied.json"])
    for path in mine.glob("*.ipynb"):
        original = json.loads((episodes / path.name).read_text("utf-8"))
        copied = json.loads(path.read_text("utf-8"))
        assert [cell["source"] for cell in copied["cells"]] == [cell["source"] for cell in original["cells"]]
        code = [cell for cell in copied["cells"] if cell["cell_type"] == "code"]
        assert not any(cell["outputs"] or cell["execution_count"] for cell in code)
    assert my_lesson.renew(mine) == []


def test_nothing_is_written_when_nothing_is_new(lesson):
    _, mine = lesson
    my_lesson.renew(mine)
    change(mine / EPISODE)
    before = {path: path.stat().st_mtime_ns for path in [mine, *mine.rglob("*")]}
    assert my_lesson.renew(mine) == []
    assert {path: path.stat().st_mtime_ns for path in [mine, *mine.rglob("*")]} == before


def test_an_untouched_episode_is_renewed(lesson):
    episodes, mine = lesson
    my_lesson.renew(mine)
    change(episodes / EPISODE)
    change(episodes / "lesson" / "plots.py", "Draw the pictures", "Paint the pictures")
    assert my_lesson.renew(mine) == [f"{EPISODE} is renewed.", "lesson/plots.py is renewed."]
    assert "# Number 03" in (mine / EPISODE).read_text("utf-8")
    assert "Paint the pictures" in (mine / "lesson" / "plots.py").read_text("utf-8")


def save_as_jupyterlab_does(path):
    notebook = json.loads(path.read_text("utf-8"))
    notebook["metadata"]["language_info"] = {"name": "python", "version": "3.12.1"}
    for cell in notebook["cells"]:
        cell["metadata"]["trusted"] = True
        cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
    path.write_text(json.dumps(notebook), "utf-8")


def test_an_episode_that_was_only_opened_and_saved_counts_as_untouched(lesson):
    episodes, mine = lesson
    my_lesson.renew(mine)
    save_as_jupyterlab_does(mine / EPISODE)
    change(episodes / EPISODE)
    assert my_lesson.renew(mine) == [f"{EPISODE} is renewed."]


def run_a_cell(path):
    notebook = json.loads(path.read_text("utf-8"))
    cell = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["a number\n"]}]
    path.write_text(json.dumps(notebook), "utf-8")


def delete_a_cell(path):
    notebook = json.loads(path.read_text("utf-8"))
    del notebook["cells"][5]
    path.write_text(json.dumps(notebook), "utf-8")


@pytest.mark.parametrize(
    "work",
    [
        lambda path: change(path, "# 03", "# My"),
        run_a_cell,
        delete_a_cell,
        lambda path: path.write_text("damaged"),
        lambda path: path.write_text("[]"),
    ],
)
def test_the_new_version_of_an_episode_that_was_worked_in_is_put_beside_it(lesson, work):
    episodes, mine = lesson
    my_lesson.renew(mine)
    work(mine / EPISODE)
    yours = (mine / EPISODE).read_bytes()
    change(episodes / EPISODE)
    new = "03-perceptron (new).ipynb"
    assert my_lesson.renew(mine) == [f"{EPISODE} has a new version. Yours is as you left it, and the new one is {new}."]
    assert (mine / EPISODE).read_bytes() == yours and "# Number 03" in (mine / new).read_text("utf-8")
    assert my_lesson.renew(mine) == []

    change(episodes / EPISODE, "# Number 03", "# Episode 03")  # the next version takes the place of an untouched one
    assert new in my_lesson.renew(mine)[0] and "# Episode 03" in (mine / new).read_text("utf-8")
    run_a_cell(mine / new)
    worked_in = (mine / new).read_bytes()
    change(episodes / EPISODE, "# Episode 03", "# Part 03")
    assert "03-perceptron (new 2).ipynb" in my_lesson.renew(mine)[0]
    assert (mine / new).read_bytes() == worked_in and (mine / EPISODE).read_bytes() == yours


def test_a_changed_module_is_kept_under_another_name_because_all_must_fit_together(lesson):
    episodes, mine = lesson
    my_lesson.renew(mine)
    change(mine / "helpers.py", "The NumPy", "My NumPy")
    assert my_lesson.renew(mine) == []
    change(episodes / "helpers.py", "The NumPy", "All NumPy")
    assert my_lesson.renew(mine) == [
        "helpers.py is renewed, and the one that you have changed is now helpers (old).py."
    ]
    assert "All NumPy" in (mine / "helpers.py").read_text() and "My NumPy" in (mine / "helpers (old).py").read_text()


def test_what_a_learner_deletes_comes_back_and_what_a_learner_adds_stays(lesson):
    _, mine = lesson
    my_lesson.renew(mine)
    (mine / EPISODE).unlink()
    (mine / "notes.txt").write_text("mine")
    (mine / ".copied.json").write_text("damaged")
    change(mine / "01-neuron.ipynb", "# 01", "# Mine")
    my_lesson.renew(mine)
    assert (mine / EPISODE).exists() and (mine / "notes.txt").read_text() == "mine"
    assert "# Mine" in (mine / "01-neuron.ipynb").read_text("utf-8")


def test_a_fresh_copy_keeps_the_old_one(lesson):
    _, mine = lesson
    my_lesson.renew(mine)
    for old in ("03-perceptron (old).ipynb", "03-perceptron (old 2).ipynb"):
        change(mine / EPISODE, "# 03", f"# {old}")
        assert my_lesson.fresh("03", mine) == f"{EPISODE} is fresh, and the one that you worked in is now {old}."
        assert "# 03 The" in (mine / EPISODE).read_text("utf-8") and f"# {old}" in (mine / old).read_text("utf-8")
    assert my_lesson.renew(mine) == []


@pytest.mark.parametrize("episode", ["", "07", "0", "perceptron"])
def test_an_unknown_episode_is_told_with_those_that_exist(lesson, episode):
    with pytest.raises(my_lesson.CopyError, match="write one of 01, 02, 03, 04, 05, 06, as in: make fresh EPISODE=03"):
        my_lesson.fresh(episode, lesson[1])


@pytest.mark.parametrize("made", [False, True])
def test_a_full_disk_leaves_everything_as_it_was(lesson, monkeypatch, made):
    episodes, mine = lesson
    if made:
        my_lesson.renew(mine)
        for path in episodes.glob("*.ipynb"):
            change(path, "# 0", "# Number 0")
    before, written = contents(episodes.parent), []
    write = my_lesson.Path.write_bytes

    def until_the_disk_is_full(path, content):
        written.append(path)
        if len(written) > 3:
            write(path, content[: len(content) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(my_lesson.Path, "write_bytes", until_the_disk_is_full)
    with pytest.raises(
        my_lesson.CopyError, match=r"\(No space left on device: .*\), and nothing was changed\. Make room"
    ):
        my_lesson.renew(mine)
    assert contents(episodes.parent) == before and mine.exists() == made


def test_a_file_in_the_place_of_the_folder_is_said(lesson):
    _, mine = lesson
    mine.write_text("not a folder")
    with pytest.raises(my_lesson.CopyError, match="could not be written"):
        my_lesson.renew(mine)
    assert mine.read_text() == "not a folder"


def code_of(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def test_solutions_can_be_put_into_notebooks_of_their_own_and_stay_there(lesson):
    episodes, mine = lesson
    my_lesson.renew(mine, apart=True)
    for path in folders.NOTEBOOKS:
        code = code_of(path)
        solved = [source for source in code if source.startswith("# Solution")]
        assert code_of(mine / path.name) == [source for source in code if source not in solved] and solved
        first, *others = code_of(mine / f"{path.stem}-solutions.ipynb")
        assert others == solved and path.name in first
    assert my_lesson.renew(mine) == []
    change(episodes / EPISODE)
    assert my_lesson.renew(mine) == [f"{EPISODE} is renewed.", "03-perceptron-solutions.ipynb is renewed."]
    my_lesson.fresh("03", mine)
    assert not any(source.startswith("# Solution") for source in code_of(mine / EPISODE))


def test_a_notebook_of_solutions_runs(lesson):
    _, mine = lesson
    my_lesson.renew(mine, apart=True)
    notebook = nbformat.read(mine / "01-neuron-solutions.ipynb", 4)
    nbformat.validate(notebook)
    shutil.copytree(folders.ROOT / "data", mine.parent / "data")
    notebooks.execute(notebook, "01-neuron-solutions.ipynb", folder=mine)
    said = [str(output) for cell in notebook.cells for output in cell.get("outputs", [])]
    assert sum("our solution: correct." in text for text in said) == 6
