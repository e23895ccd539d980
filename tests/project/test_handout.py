"""handout.py: the zip holds what a learner needs, and it runs where it is unpacked."""

import json
import re
import zipfile

import nbformat
import pytest

import folders
import handout
import notebooks


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """Build the hand-out, unpack it elsewhere and return the folder in the zip."""
    path = handout.build(tmp_path_factory.mktemp("built") / "handout")
    elsewhere = tmp_path_factory.mktemp("a stick")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(elsewhere)
    return elsewhere / handout.NAME


def test_it_is_small_and_always_the_same(tmp_path):
    first, second = (handout.build(tmp_path / name) for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes() and first.stat().st_size < 3e6


def test_notebooks_have_no_outputs_and_the_solutions_are_apart(unpacked):
    paths = sorted((unpacked / "my-lesson").glob("*.ipynb"))
    assert {path.stem for path in paths} == {*folders.NAMES, *(f"{stem}-solutions" for stem in folders.NAMES)}
    for path in paths:
        notebook = nbformat.read(path, 4)
        nbformat.validate(notebook)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert all(not cell.outputs and cell.execution_count is None for cell in code)
        has_solutions = any(cell.source.startswith("# Solution") for cell in code)
        assert has_solutions == path.stem.endswith("-solutions")


def test_every_link_and_picture_of_a_notebook_is_in_it(unpacked):
    for path in (unpacked / "my-lesson").glob("*.ipynb"):
        text = "\n".join("".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"])
        for target in re.findall(r"(?<!\$)\]\(([^)#\s]+\.\w+)[^)]*\)", text):
            assert target.startswith("http") or (path.parent / target).is_file(), (path.name, target)


@pytest.mark.parametrize("name", ["01-neuron", "01-neuron-solutions", "03-perceptron"])
def test_a_notebook_runs_where_it_is_unpacked(unpacked, name):
    path = unpacked / "my-lesson" / f"{name}.ipynb"
    notebook = nbformat.read(path, 4)
    notebooks.execute(notebook, name, timeout=120, folder=path.parent)
    said = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert said and not [output for output in said if output.output_type == "error"]


def test_the_start_page_names_what_is_there(unpacked):
    text = (unpacked / "START-HERE.md").read_text("utf-8")
    for name in ("my-lesson", "requirements.txt", "my-lesson/01-neuron.ipynb", "my-lesson/01-neuron-solutions.ipynb"):
        assert name.rpartition("/")[2] in text and (unpacked / name).exists()
