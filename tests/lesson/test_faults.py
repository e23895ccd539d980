"""Do the checks find the faults that they are for? Each fault is put into a copy, and plain nbval checks the copy too.

The copies are of the beginning of episode 01 and of the training in episode 05. nbval runs unchanged on files; of our
checks, only the one that is responsible is called. `make test` prints the table (tests/conftest.py).
"""

import base64
import copy
import io
import os
import re
import shutil
import subprocess
import sys

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest

import gate
import helpers
import nbcompare
import notebooks
from lesson import mnist, plots
from lesson_files import EPISODES, NOTEBOOKS, ROOT, flat, read, small_network

EPISODE_05 = (
    "import matplotlib",
    "def forward",
    "def cross_entropy",
    "def backward",
    "def loss_and_gradients",
    "(x_all, y_all)",
    "params = helpers",
    "rng = np.random.default_rng(seed=0)\nplan",
)


def beginning_of_01():
    notebook = read(NOTEBOOKS[0])
    notebook.cells = notebook.cells[: notebook.cells.index(cell(notebook, "# Draw: the same as a table")) + 1]
    return notebook


def training_of_05():
    notebook = read(NOTEBOOKS[4])
    notebook.cells = [cell for cell in notebook.cells if cell.source.startswith(EPISODE_05)]
    return notebook


def cell(notebook, start):
    """Return the cell whose source has this start."""
    return next(cell for cell in notebook.cells if cell.source.startswith(start))


def swap(old, new, start="for first_input"):
    """Return a fault that replaces a part of the stored outputs of a cell."""

    def fault(notebook):
        for output in cell(notebook, start).outputs:
            for holder in (output, output.get("data", {})):
                for key in holder.keys() & {"text", "text/plain", "text/html"}:
                    assert old in holder[key] or key == "text/plain"
                    holder[key] = holder[key].replace(old, new)

    return fault


def redrawn(old, new):
    """Return a fault that replaces the stored picture of the logistic function with one that other code draws."""

    def fault(notebook):
        shown, drawing = [], cell(notebook, "# Draw: the logistic")
        assert old in drawing.source
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(plots, "display", shown.append)
            with plt.style.context(plots.STYLE):
                exec(drawing.source.replace(old, new), {"np": np, "plt": plt, "helpers": helpers, "plots": plots})
        put_picture(drawing.outputs[0].data, shown[0].png)

    return fault


def put_picture(data, png):
    """Replace a stored picture with another one (bytes)."""
    changed = nbcompare.PNG.sub(f"data:image/png;base64,{base64.b64encode(png).decode()}", data["text/html"])
    assert changed != data["text/html"]
    data["text/html"] = changed


def other_antialiasing(notebook):
    """Make the grey edges of letters and lines in the stored picture a little darker, as another FreeType would."""
    data = cell(notebook, "# Draw: the logistic").outputs[0].data
    image = plt.imread(io.BytesIO(base64.b64decode(nbcompare.PNG.search(data["text/html"])[1])))
    file = io.BytesIO()
    plt.imsave(file, image[:, :, :3] ** 1.2)
    put_picture(data, file.getvalue())


def edit(start, old, new):
    """Return a fault that replaces a part of the source of a cell."""

    def fault(notebook):
        target = cell(notebook, start)
        assert old in target.source
        target.source = target.source.replace(old, new)

    return fault


def reorder(notebook):
    i, j = (notebook.cells.index(cell(notebook, start)) for start in ("input_list = [5", "inputs = np.array"))
    notebook.cells[i], notebook.cells[j] = notebook.cells[j], notebook.cells[i]


def lines_of(change):
    """Return a fault that changes the lines of a stored output."""

    def fault(notebook):
        output = cell(notebook, "for first_input").outputs[0]
        output.text = "\n".join(change(output.text.splitlines())) + "\n"

    return fault


def on(start, change):
    return lambda notebook: change(cell(notebook, start))


STDERR = nbformat.v4.new_output("stream", name="stderr", text="UserWarning: something\n")
FOUND_IN_NOTEBOOK = {  # fault -> what it does to a notebook
    "a digit beyond the tolerance": swap("41.5", "41.9"),
    "a sign": swap("-4.5", " 4.5"),
    "a word": swap("output", "outcome"),
    "a number in a table": swap("0.884", "0.894", "# Draw: the same as a table"),
    "a missing line": lines_of(lambda lines: lines[:-1]),
    "an added line": lines_of(lambda lines: [*lines, "first input -20: z = -8.5, output 0.000"]),
    "an output deleted": on("for first_input", lambda c: c.update(outputs=[])),
    "an execution count cleared": on("for first_input", lambda c: c.update(execution_count=None)),
    "a cell and its output cleared": on("for first_input", lambda c: c.update(execution_count=None, outputs=[])),
    "cells reordered": reorder,
    "a line of a figure moved": redrawn("helpers.logistic(z_axis))", "helpers.logistic(z_axis + 0.2))"),
    "a colour of a figure swapped": redrawn("plots.show", "ax.lines[0].set_color(plots.RED)\nplots.show"),
    "an axis label of a figure changed": redrawn('"output"', '"Output"'),
    "a text alternative changed": swap("S-shaped", "straight", "# Draw: the logistic"),
    "a figure deleted": on("# Draw: the logistic", lambda c: c.update(outputs=[])),
    "a number in the text changed": edit("The bias moves z by", "2.5", "2.6"),
    "a warning on stderr": on("for first_input", lambda c: c.outputs.append(STDERR)),
    "a tag to ignore the output": on("for first_input", lambda c: c.metadata.update(tags=["nbval-ignore-output"])),
    "a comment to skip the cell": edit("for first_input", "for first_input", "# NBVAL_SKIP\nfor first_input"),
    "a solution left open": on("# Solution 1.1", lambda c: c.metadata.clear()),
    "a solution made wrong": edit("# Solution 1.1", " + 1\n", "\n"),
    "a solution for another starter": edit("# Solution 1.2", "(inputs, weights, bias)", "(inputs, bias, weights)"),
    "a starter that no longer runs": edit("def my_neuron", 'check("1.2"', 'print(my_input)\ncheck("1.2"'),
    "a constant in the code changed": edit("bias = 2.5", "2.5", "2.6"),
    "a dead link": edit("These are the names", "../fig/neuron.svg", "../fig/neurone.svg"),
}  # fmt: skip
HARMLESS = {
    "nothing changed": lambda notebook: None,
    "a last digit that flips": swap("0.818", "0.819"),
    "other antialiasing of a figure": other_antialiasing,
    "another width of blanks": swap("z =   1.5", "z = 1.5"),
}
ELSEWHERE = (
    "a gradient of helpers.py scaled by 1.01",
    "ReLU's derivative taken after the activation",
    "one pixel of the data changed",
    "a diagram edited by hand",
)
OTHER_GRADIENTS = {
    ELSEWHERE[0]: ("(A_in.T @ dZ,", "(1.01 * A_in.T @ dZ,"),
    ELSEWHERE[1]: ("(A_in > 0)", "(A_in >= 0)"),
}


def folder_of(path, fault):
    """Make a folder with the lesson's modules in which a notebook can run, and return its path."""
    place = path / re.sub(r"\W+", "-", fault) / "episodes"
    place.mkdir(parents=True)
    shutil.copy(EPISODES / "helpers.py", place)
    shutil.copytree(EPISODES / "lesson", place / "lesson", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("data", "fig"):
        shutil.copytree(ROOT / name, place.parent / name)
    return place


def changed_pixel(place):
    """Change one pixel of the shipped digits in a copy of the lesson."""
    file = place.parent / "data" / "mnist_5k.npz"
    arrays = dict(np.load(file))
    arrays["x_train"][0, 14, 14] ^= 1
    np.savez_compressed(file, **arrays)
    return file


def changed_diagram(place):
    """Edit a diagram by hand in a copy of the lesson."""
    diagram = place.parent / "fig" / "neuron.svg"
    diagram.write_text(diagram.read_text("utf-8").replace("</svg>", "<!-- by hand --></svg>"), "utf-8")
    return diagram.parent


@pytest.fixture(scope="module")
def plain_nbval(tmp_path_factory):
    """Return the set of faults that plain nbval finds; it runs once on all copies."""
    path = tmp_path_factory.mktemp("plain")
    names = {}
    for fault, change in (FOUND_IN_NOTEBOOK | HARMLESS | dict.fromkeys(ELSEWHERE)).items():
        place, in_05 = folder_of(path, fault), fault in ELSEWHERE[:3]
        notebook = training_of_05() if in_05 else beginning_of_01()
        names[place.parent.name] = fault
        if change:
            change(notebook)
        if fault in OTHER_GRADIENTS:
            (place / "helpers.py").write_text(other_helpers(fault), "utf-8")
        if fault == ELSEWHERE[2]:
            changed_pixel(place)
        if fault == ELSEWHERE[3]:
            changed_diagram(place)
        nbformat.write(notebook, place / "copy.ipynb")
    (path / "pytest.ini").write_text("[pytest]\n")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "--nbval-current-env",
        "-p",
        "no:cacheprovider",
        "-rfE",
        "-q",
        ".",
    ]
    run = subprocess.run(command, cwd=path, env={**os.environ, "TQDM_DISABLE": "1"}, capture_output=True, text=True)
    assert "passed" in run.stdout, run.stdout + run.stderr
    return {names[name] for name in re.findall(r"^(?:FAILED|ERROR) ([^/]+)/", run.stdout, re.MULTILINE)}


def is_seen(notebook, place):
    """Return whether the checks of notebooks find something in the gate, outputs, text, exercises or links."""
    text = gate.untied_numbers(notebook, "01") + gate.unpaired(notebook, "1.1") + gate.unpaired(notebook, "1.2")
    if gate.faults(notebook) or text or gate.dead_links(notebook):
        return True
    new = beginning_of_01()  # the same code would print what is stored
    if notebook == new or [c.source for c in notebook.cells] != [c.source for c in new.cells]:
        new = copy.deepcopy(notebook)
        try:
            notebooks.execute(new, "copy", folder=place)
        except notebooks.NotebookError:
            return True
    pairs = [(a, b) for a, b in zip(notebook.cells, new.cells) if a.cell_type == "code"]
    return any(nbcompare.differences(a.outputs, b.outputs, "fault") for a, b in pairs)


@pytest.mark.parametrize("fault", FOUND_IN_NOTEBOOK | HARMLESS)
def test_a_change_of_a_notebook_is_seen_or_let_pass(fault, tmp_path, plain_nbval, record_property, monkeypatch):
    monkeypatch.setattr(nbcompare, "FAILED", tmp_path)
    notebook = beginning_of_01()
    (FOUND_IN_NOTEBOOK | HARMLESS)[fault](notebook)
    ours = is_seen(notebook, folder_of(tmp_path, fault))
    record_property("fault", [fault, fault in HARMLESS, ours, fault in plain_nbval])
    assert ours == (fault not in HARMLESS)


def other_helpers(fault):
    """Return the source of helpers.py with a fault in its gradients."""
    source = (EPISODES / "helpers.py").read_text("utf-8")
    old, new = OTHER_GRADIENTS[fault]
    assert source.count(old) == 1
    return source.replace(old, new)


def gradients_agree(module):
    """Return whether the gradients of helpers or of a changed copy agree with finite differences."""
    params, X, y = small_network((6, 5, 3), n_samples=20, seed=1)
    gradients = flat(module["loss_and_gradients"](params, X, y)[1])
    numerical = (
        helpers.numerical_gradient(lambda _: helpers.loss_and_gradients(params, X, y)[0], array)
        for array in flat(params)
    )
    return all(np.allclose(ours, theirs, atol=1e-7) for ours, theirs in zip(gradients, numerical))


def is_seen_elsewhere(fault, folder, monkeypatch):
    """Return whether the responsible check finds a fault outside the notebooks."""
    if fault in OTHER_GRADIENTS:
        exec(other_helpers(fault), changed := {"__name__": "helpers"})
        return not gradients_agree(changed)
    place = folder_of(folder, fault)
    if fault == ELSEWHERE[3]:
        return bool(gate.edited_by_hand(changed_diagram(place), folder))
    monkeypatch.setattr(mnist, "MNIST_5K", changed_pixel(place))
    try:
        helpers.load_mnist()
    except ValueError:
        return True
    return False


def test_what_is_as_it_should_be_passes_the_checks_of_faults_elsewhere(tmp_path):
    assert gradients_agree(vars(helpers)) and not gate.edited_by_hand(ROOT / "fig", tmp_path)
    helpers.load_mnist()


@pytest.mark.parametrize("fault", ELSEWHERE)
def test_a_fault_outside_of_the_notebooks_is_seen(fault, tmp_path, plain_nbval, record_property, monkeypatch):
    seen = is_seen_elsewhere(fault, tmp_path, monkeypatch)
    record_property("fault", [fault, False, seen, fault in plain_nbval])
    assert seen
