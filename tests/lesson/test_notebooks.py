"""The stored notebooks: executed in order, clean, with folded solutions, true to helpers.py; nbval compares outputs."""

import copy
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

import helpers
import notebooks
from gate import dead_links, faults
from lesson.answers import EXERCISES
from lesson_files import (
    NOTEBOOKS,
    definition,
    each_notebook,
    flat,
    read,
    small_network,
    sources,
    text_of,
)

# What the notebooks may import besides the lesson's modules.
LEARNERS_PACKAGES = {"keras", "matplotlib", "numpy", "os", "pandas", "tempfile", "warnings"}
LESSON_MODULES = {"helpers", "lesson"}


@each_notebook
def test_stored_notebook_is_executed_and_clean(path):
    assert not faults(read(path), path.stat().st_size), "store it again with `make outputs`"


def test_there_are_six_notebooks():
    assert [path.name[:2] for path in NOTEBOOKS if path.exists()] == ["01", "02", "03", "04", "05", "06"]


# ---- The gate finds each of its faults in a copy.


def first_code(notebook):
    """Return the first code cell that is not folded."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"][1]


def last_code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"][-1]


def solution(notebook):
    return next(cell for cell in notebook.cells if cell.source.startswith("# Solution"))


def html(text):
    return nbformat.v4.new_output("display_data", data={"text/html": text})


def stream(name, text):
    return nbformat.v4.new_output("stream", name=name, text=text)


FAULTS = {
    "was not executed": lambda nb: first_code(nb).update(execution_count=None),
    "has execution count 99": lambda nb: last_code(nb).update(execution_count=99),
    "has execution count 1, not": lambda nb: last_code(nb).update(execution_count=1),
    "writes to stderr": lambda nb: first_code(nb).outputs.append(stream("stderr", "a warning")),
    "ends with an error": lambda nb: first_code(nb).outputs.append(nbformat.v4.new_output("error", ename="E")),
    "marked for nbval": lambda nb: first_code(nb).update(source="# NBVAL_IGNORE_OUTPUT\n" + first_code(nb).source),
    "marked for nbval   ": lambda nb: first_code(nb).update(source="# PYTEST_VALIDATE_IGNORE_OUTPUT\nx = 1"),
    "marked for nbval ": lambda nb: first_code(nb).metadata.update(tags=["nbval-skip"]),
    "marked for nbval  ": lambda nb: first_code(nb).metadata.update(tags=["raises-exception"]),
    "not folded": lambda nb: solution(nb).metadata.pop("jupyter"),
    "not folded ": lambda nb: solution(nb).metadata.update(tags=[]),
    "has metadata": lambda nb: first_code(nb).metadata.update(execution={"iopub.status.busy": "2026-01-01"}),
    "states a tolerance": lambda nb: first_code(nb).metadata.update(tolerance=1.0),
    "a text cell has metadata": lambda nb: nb.cells[0].metadata.update(collapsed=True),
    "its metadata": lambda nb: nb.metadata.language_info.update(version="3.12.1"),
    "metadata in an output": lambda nb: first_code(nb).outputs.append(
        nbformat.v4.new_output("display_data", data={"text/plain": "1"}, metadata={"needs_background": "light"})
    ),
    "runs a script": lambda nb: first_code(nb).outputs.append(html("<script>alert(1)</script>")),
    "runs a script ": lambda nb: nb.cells[0].update(source="<img src='x.png' onerror='alert(1)'>"),
    "runs a script  ": lambda nb: first_code(nb).update(source="%%javascript\nalert(1)"),
    "loads something remote": lambda nb: nb.cells[0].update(source="![a neuron](https://example.org/neuron.png)"),
    "loads something remote ": lambda nb: first_code(nb).outputs.append(html('<img src="http://example.org/n.png">')),
    "an absolute path": lambda nb: first_code(nb).outputs.append(stream("stdout", "read /home/ann/lesson/data.csv")),
    "an absolute path ": lambda nb: first_code(nb).update(source='open("C:\\\\lesson\\\\data.csv")'),
}


@pytest.mark.parametrize("sentence", FAULTS)
def test_gate_finds(sentence):
    notebook = copy.deepcopy(read(NOTEBOOKS[0]))
    FAULTS[sentence](notebook)
    assert any(sentence.strip() in fault for fault in faults(notebook))


def test_gate_finds_a_large_file():
    assert any("kB" in fault for fault in faults(read(NOTEBOOKS[0]), size=500_001))


# ---- Text and code of the notebooks.


@each_notebook
def test_imports_are_in_one_cell_at_the_top_and_known_to_the_learner(path):
    setup, *code = sources(path)
    assert setup == sources(NOTEBOOKS[0])[0] and setup.startswith("# Setup")
    importing = [i for i, source in enumerate(code) if re.search(r"^(import|from) ", source, re.MULTILINE)]
    assert importing == [0]
    imported = set(re.findall(r"^(?:import|from) (\w+)", code[0], re.MULTILINE))
    assert imported <= LEARNERS_PACKAGES | LESSON_MODULES


@each_notebook
def test_code_cells_are_short_and_narrow_enough_for_a_laptop(path):
    lengths = [len(source.splitlines()) for source in sources(path)]
    assert max(lengths) <= 20
    assert np.mean(np.array(lengths) <= 12) >= 0.9
    assert max(len(line) for source in sources(path) for line in source.splitlines()) <= 96


@each_notebook
def test_every_episode_opens_and_closes_alike(path):
    text = text_of(path)
    assert re.findall(r"^# .*", text, re.MULTILINE) == [text.splitlines()[0]]  # one title, at the top
    hook = text[: text.index("## What this episode is about")]
    assert len(hook.split()) > 40
    for part in (
        "## What this episode is about\n\nQuestions\n\n-",
        "\nAfter this episode you can\n\n-",
        "\nBuilds on: ",
    ):
        assert part in text
    headings = re.findall(r"^## (.*)", text, re.MULTILINE)
    assert headings[-3:] == ["Key points", "Questions", "Further reading"]
    further = [heading.startswith("Further: ") for heading in headings[:-3]]
    assert further == sorted(further)  # further sections follow the core
    assert all(
        re.fullmatch(r"Further: .* \(\d+ minutes?\)", h) for h, is_further in zip(headings, further) if is_further
    )
    number = int(path.name[:2])
    assert number == len(NOTEBOOKS) or re.search(rf"\nNext: \[0{number + 1} [^]]*\]\(0{number + 1}-", text)


@each_notebook
def test_predictions_are_entered_before_the_experiment_and_answered_after_it(path):
    cells, number = read(path).cells, int(path.name[:2])
    guessed = [
        (i, m[1]) for i, cell in enumerate(cells) if (m := re.fullmatch(r'guess\("(\d\.\w)", \.\.\.\)', cell.source))
    ]
    assert [name for _, name in guessed] == [f"{number}.{letter}" for letter in "ABCDEFGHIJ"[: len(guessed)]]
    assert len(guessed) >= 3
    for i, name in guessed:
        asked = re.search(rf"(?ms)^Prediction {re.escape(name)}\. .*\Z", cells[i - 1].source)[0]
        options = re.findall(r"^- \((\w)\) ", asked, re.MULTILINE)
        assert 2 <= len(options) == len(set(options))
        after = next(j for j in range(i + 1, len(cells)) if cells[j].cell_type == "markdown")
        assert after > i + 1, f"an experiment follows prediction {name}"
        answered = re.search(rf"(?ms)^Prediction {re.escape(name)}\. .*", cells[after].source)[0]
        assert re.findall(r"^- \((\w)\) ", answered, re.MULTILINE)[: len(options)] == options


@pytest.mark.parametrize("name", [name for name in EXERCISES if re.fullmatch("[A-F]{6}", str(EXERCISES[name].answer))])
def test_lines_to_be_sorted_are_shown_with_their_letters(name):
    text = text_of(NOTEBOOKS[int(name[0]) - 1])
    block = re.search(rf"(?s)^### Exercise {re.escape(name)}:.*?^```\w*\n(.*?)^```", text, re.MULTILINE)[1]
    assert sorted(re.findall(r"^([A-F])\b", block, re.MULTILINE)) == sorted(EXERCISES[name].answer)


@each_notebook
def test_questions_come_twice_and_recall_earlier_episodes(path):
    number = int(path.name[:2])
    names = re.findall(r"^Question (\d\.\w)\. ", text_of(path), re.MULTILINE)
    assert names == [f"{number}.{letter}" for letter in "abcdefgh"[: 6 if number == 1 else 8]]
    headings = [re.findall(r"^##+ (.*)", text_of(p), re.MULTILINE) for p in NOTEBOOKS[:number]]
    for name in names:
        assert any(EXERCISES[name].section in known for known in headings), f"question {name} names no section"
    recalled = [name for name in names if EXERCISES[name].section not in headings[-1]]
    assert len(recalled) >= (0 if number == 1 else 2)


@each_notebook
def test_every_exercise_has_a_starter_a_solution_and_answers(path):
    code, text = sources(path), text_of(path)
    number = int(path.name[:2])
    own = [name for name in EXERCISES if name.startswith(f"{number}.")]
    tasks = [name for name in own if name[-1].isdigit()]
    assert re.findall(r"^### Exercise (\S+):.*\(\d+ minutes?\)$", text, re.MULTILINE) == tasks
    assert re.findall(r"^Question (\S+)\. ", text, re.MULTILINE) == [name for name in own if name not in tasks]
    for name in tasks:
        starter, folded = (source for source in code if f'check("{name}"' in source)
        assert "..." in starter and f'# hint("{name}")' in starter
        assert folded.startswith(f"# Solution {name}\n") and "..." not in folded
    shown = [
        output.get("data", {}).get("text/plain", "") for cell in read(path).cells for output in cell.get("outputs", [])
    ]
    for name in tasks:
        said = re.findall(rf"^Exercise {name}((?:, .*?)?): ([^.]*)\.", "\n".join(shown), re.MULTILINE)
        assert said == [("", "not attempted"), (", our solution", "correct")]


@each_notebook
def test_links_and_images_lead_to_files_and_images_have_text_alternatives(path):
    text = text_of(path)
    for alt, target in re.findall(r"(?s)!\[([^]]*)\]\(([^)]*)\)", text):
        assert len(alt.split()) > 10, f"{target} needs a text alternative from which it could be drawn"
    assert not dead_links(read(path))


# ---- A derived function behaves like that of helpers.py; test_derivations.py compares them as syntax trees.


def same(ours, theirs):
    for a, b in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-14)


def test_the_logistic_neuron_of_episode_04_follows_its_gradient(versicolor_virginica):
    X, y = helpers.standardize(versicolor_virginica[0])[0], (versicolor_virginica[1] + 1) // 2
    w, b = definition("04", "train_logistic")(X, y, learning_rate=0.01, n_epochs=2)
    first = np.append(X.T @ (y - 0.5), (y - 0.5).sum()) * 0.01
    error = y - helpers.logistic(X @ first[:2] + first[2])
    same([*w, b], first + 0.01 * np.append(X.T @ error, error.sum()))


@pytest.fixture(params=[(6, 3), (6, 5, 3), (6, 5, 4, 3)], ids=str)
def network(request):
    """Return params, X and y of a small network, its biases not zero."""
    return small_network(request.param, n_samples=20, seed=1)


def test_training_loop_of_episode_05(network):
    settings = {"learning_rate": 0.1, "n_epochs": 3, "batch_size": 8}
    ours, losses = definition("05", "train_sgd")(*network, **settings, rng=np.random.default_rng(0))
    theirs, history = helpers.train_mlp(*network, **settings, rng=np.random.default_rng(0))
    same(flat(ours), flat(theirs))
    np.testing.assert_allclose(losses, history["loss"], rtol=1e-12)


def test_the_planted_bug_of_episode_05_is_the_mask_and_nothing_else(network):
    params, X, y = network
    wrong = definition("05", "tutorial_backward")(params, helpers.forward(params, X), y)
    right = helpers.loss_and_gradients(params, X, y)[1]
    same(wrong[-1], right[-1])
    for wrong_layer, layer in zip(wrong[:-1], right[:-1]):
        assert np.abs(wrong_layer[0] - layer[0]).max() > 1e-3


# ---- Executing.


def test_execution_reports_where_a_notebook_stops():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in ("x = 1", "x / 0", "x")])
    with pytest.raises(notebooks.NotebookError, match=r"(?s)spoiled.ipynb stopped in code cell 2.*ZeroDivisionError"):
        notebooks.execute(notebook, "spoiled.ipynb")


def test_execution_does_not_wait_for_ever():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("while True: pass")])
    with pytest.raises(notebooks.NotebookError, match="stopped in code cell 1"):
        notebooks.execute(notebook, "endless.ipynb", timeout=2)


def test_the_kernel_is_that_of_this_environment():
    import sys

    notebook = nbformat.v4.new_notebook()
    prefix = notebooks.execute(notebook, "empty.ipynb", after="import sys; print(sys.prefix)")
    assert Path(prefix.strip()).resolve() == Path(sys.prefix).resolve()


GOOD_RUN = {
    "n_train": 60_000, "n_test": 10_000, "test_accuracy": 0.973, "label_of_training_image_7777": 8,
    "prediction_for_training_image_7777": 8, "label_of_test_image_9": 9, "prediction_for_test_image_9": 9,
}  # fmt: skip


@pytest.mark.parametrize("change", [{}, *({key: 0} for key in GOOD_RUN)], ids=str)
def test_a_poor_run_on_all_of_mnist_is_noticed(change):
    assert bool(notebooks.faults_of_full_run(GOOD_RUN | change, 0.97)) == bool(change)
