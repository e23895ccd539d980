"""Execute the notebooks: `make run` (copies, with times), `make outputs` (stored), `make full` (06 on all of MNIST).

A notebook is stored only after it has run from top to bottom, without what changes from run to run: times, versions
and widget state. The same code always gives the same bytes.
"""

import json
import os
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from traitlets.config import Config

import folders
import helpers
import tables

FOLDING = {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]}
CELL_TIMEOUT = 120  # seconds; the slowest cell of the lesson takes fewer than 10
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}

os.environ["TQDM_DISABLE"] = "1"  # a progress bar would leave an empty line in the output
os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"  # use this environment's kernel and not one that the user installed


class NotebookError(Exception):
    """A notebook did not run to its end; the message says where."""


def execute(notebook, name, timeout=CELL_TIMEOUT, report=None, after=None, folder=folders.EPISODES):
    """Run a notebook (changed in place) in a folder, then the code `after` in the same kernel, and return its output.

    report(n_done, n_cells, cell, seconds) is called after each code cell. NotebookError: a cell raised an error or took
    too long, or the kernel died.
    """
    code_cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    starts = []  # the time at which each code cell started

    def on_start(**_):
        starts.append(time.perf_counter())

    def on_executed(cell, **_):
        if report and len(starts) <= len(code_cells):
            report(len(starts), len(code_cells), cell, time.perf_counter() - starts[-1])

    client = NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        config=Config(KernelManager={"transport_encryption": "auto"}),  # otherwise, each kernel warns that it is open
        on_cell_execute=on_start,
        on_cell_executed=on_executed,
    )
    try:
        with client.setup_kernel():
            for index, cell in enumerate(notebook.cells):
                client.execute_cell(cell, index)
            if not after:
                return ""
            last = nbformat.v4.new_code_cell(after)
            notebook.cells.append(last)
            client.execute_cell(notebook.cells[-1], len(notebook.cells) - 1)
            return notebook.cells.pop().outputs[0].text
    except DeadKernelError:
        why = "its kernel died, as happens when memory runs out: close other programs and try again."
        raise NotebookError(f"{name} stopped in code cell {len(starts)}: {why}") from None
    except (CellExecutionError, CellTimeoutError) as error:
        raise NotebookError(f"{name} stopped in code cell {len(starts)}:\n{error}") from None


def clean(notebook):
    """Remove everything that changes from run to run from an executed notebook, and fold its solutions and drawings."""
    notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for cell in notebook.cells:
        stated = {key: cell.metadata[key] for key in ("tolerance",) if key in cell.metadata}  # see nbcompare.py
        is_folded = cell.cell_type == "code" and cell.source.startswith(folders.FOLDED)
        cell.metadata = (FOLDING if is_folded else {}) | stated
        for output in cell.get("outputs", []):
            output.pop("metadata", None)
            if "data" in output:
                output.metadata = {}
                output.data.pop("application/vnd.jupyter.widget-view+json", None)
    return notebook


def write(notebooks):
    """Write notebooks, path -> notebook, either all of them completely or none.

    NotebookError: they could not be written, and the files are unchanged.
    """
    parts = {path.with_suffix(".part"): path for path in notebooks}
    try:
        for part, path in parts.items():
            part.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(nbformat.writes(notebooks[path]).encode() + b"\n")
    except OSError as error:
        for part in parts:
            part.unlink(missing_ok=True)
        raise NotebookError(f"{path.name} could not be written ({error.strerror}): nothing was changed.") from None
    for part, path in parts.items():
        part.replace(path)


def show_cell(n_done, n_cells, cell, seconds):
    """Print a line about a cell that has just run."""
    first_line = cell.source.partition("\n")[0]
    print(f"  {n_done:3d}/{n_cells}  {seconds:6.1f} s  {first_line[:80]}", flush=True)


def run():
    """Execute all notebooks into _build/run/, and print a line per cell and how long each notebook took."""
    seconds = {}
    for path in folders.NOTEBOOKS:
        print(path.name, flush=True)
        notebook, start = nbformat.read(path, as_version=4), time.perf_counter()
        execute(notebook, path.name, report=show_cell)
        write({folders.ROOT / "_build" / "run" / path.name: notebook})
        seconds[path.name] = time.perf_counter() - start
    print("\nepisode                    seconds")
    for name, value in [*seconds.items(), ("together", sum(seconds.values()))]:
        print(f"{name:26s} {value:7.1f}")


def outputs():
    """Execute all notebooks and store them with clean outputs, or store none if one fails.

    Then derive the minutes and answers in the texts from them.
    """
    done = {}
    for path in folders.NOTEBOOKS:
        print(path.name, flush=True)
        done[path] = nbformat.read(path, as_version=4)
        try:
            execute(done[path], path.name)
        except NotebookError as error:
            raise NotebookError(f"{error}\nThe stored notebooks have not been changed.") from None
    write({path: clean(notebook) for path, notebook in done.items()})
    try:
        for path in tables.update():
            print(f"{path.name} has new minutes or answers.")
    except ValueError as error:
        raise NotebookError(
            f"The notebooks are stored, but their minutes and answers are not derived:\n{error}"
        ) from None


def run_on_all_of_mnist(n_epochs=20, report=None):
    """Run episode 06 with "full" instead of "5k" and return the results, a dict of numbers.

    All of MNIST is read from the file that LESSON_MNIST names, or downloaded by Keras.
    """
    path = folders.EPISODES / "06-keras-mnist.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for old, new in (('load_mnist("5k")', 'load_mnist("full")'), ("n_epochs = 20", f"n_epochs = {n_epochs}")):
        cells = [cell for cell in notebook.cells if cell.cell_type == "code" and old in cell.source]
        if len(cells) != 1:
            raise NotebookError(f"expected {old} in one cell of {path.name}, got it in {len(cells)} cells")
        cells[0].source = cells[0].source.replace(old, new)
    after = """import json
pixels = lambda images: images.reshape(len(images), 784) / 255
print(json.dumps({
    "n_train": len(x_train),
    "n_test": len(x_test),
    "test_accuracy": model.evaluate(pixels(x_test), y_test, verbose=0)[1],
    "label_of_training_image_7777": int(y_train[7777]),
    "prediction_for_training_image_7777": int(model.predict(pixels(x_train[7777:7778]), verbose=0).argmax()),
    "label_of_test_image_9": int(y_test[9]),
    "prediction_for_test_image_9": int(model.predict(pixels(x_test[9:10]), verbose=0).argmax()),
}))"""
    return json.loads(execute(notebook, path.name, timeout=3600, report=report, after=after))


def faults_of_full_run(result, lowest_accuracy):
    """Return a list of sentences about what is wrong with the numbers of run_on_all_of_mnist, empty if nothing is."""
    expected = {
        "n_train": 60_000,
        "n_test": 10_000,
        "label_of_training_image_7777": 8,
        "prediction_for_training_image_7777": 8,
        "label_of_test_image_9": 9,
        "prediction_for_test_image_9": 9,
    }
    faults = [f"{key}: expected {value}, got {result[key]}" for key, value in expected.items() if result[key] != value]
    if result["test_accuracy"] < lowest_accuracy:
        faults.append(f"test_accuracy: expected at least {lowest_accuracy}, got {result['test_accuracy']:.4f}")
    return faults


def full():
    """Run episode 06 on all of MNIST for 20 epochs, print the results, and fail if they are not good enough."""
    path = os.environ.get("LESSON_MNIST")
    if path:
        os.environ["LESSON_MNIST"] = str(Path(path).expanduser().resolve())  # the notebook runs in episodes/
    try:
        helpers.load_mnist("full")  # reports a wrong path at once and not from within the notebook
    except (OSError, ValueError) as error:
        raise NotebookError(str(error)) from None
    print(f"Running episode 06 on all of MNIST ({path or 'the copy of Keras'}) takes a few minutes.", flush=True)
    result = run_on_all_of_mnist(report=show_cell)
    for key, value in result.items():
        print(f"{key:36s} {value:.4f}" if isinstance(value, float) else f"{key:36s} {value}")
    faults = faults_of_full_run(result, lowest_accuracy=0.97)
    if faults:
        raise NotebookError("\n".join(faults))


if __name__ == "__main__":
    commands = {"run": run, "outputs": outputs, "full": full}
    try:
        commands[sys.argv[1]]()
    except NotebookError as error:
        sys.exit(f"\n{error}")
