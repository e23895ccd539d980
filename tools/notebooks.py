"""Execute the notebooks: `make run` (copies, with times), `make outputs` (stored), `make full` (06 on all of MNIST).

A notebook is stored only after it ran from top to bottom, cleaned of what changes from run to run: times, versions,
widget state. Cleaned notebooks of the same code are the same bytes.
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

CELL_TIMEOUT = 120  # seconds; the slowest cell of the lesson takes fewer than 10
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}

os.environ["TQDM_DISABLE"] = "1"  # a bar that removes itself would leave an empty line in the output
os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"  # this environment's kernel, not one that the user installed


class NotebookError(Exception):
    """A notebook did not run to its end; the message says where."""


def execute(notebook, name, timeout=CELL_TIMEOUT, report=None, after=None, folder=folders.EPISODES):
    """Run a notebook (changed in place) in a folder and return the output of the code `after`, run in the same kernel.

    report(n_done, n_cells, cell, seconds) is called after each code cell. NotebookError: a cell raised, hung or died.
    """
    code_cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    starts = []  # when each code cell began

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
        config=Config(KernelManager={"transport_encryption": "auto"}),  # else each kernel warns that it is open
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
        why = "its kernel died, as it does when memory runs out: close other programs and try again."
        raise NotebookError(f"{name} stopped in code cell {len(starts)}: {why}") from None
    except (CellExecutionError, CellTimeoutError) as error:
        raise NotebookError(f"{name} stopped in code cell {len(starts)}:\n{error}") from None


def clean(notebook):
    """Remove from an executed notebook what changes from run to run, and fold its solutions."""
    notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for cell in notebook.cells:
        is_solution = cell.cell_type == "code" and cell.source.startswith("# Solution")
        stated = {key: cell.metadata[key] for key in ("tolerance",) if key in cell.metadata}  # see nbcompare.py
        folded = {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]} if is_solution else {}
        cell.metadata = folded | stated
        for output in cell.get("outputs", []):
            output.pop("metadata", None)
            if "data" in output:
                output.metadata = {}
                output.data.pop("application/vnd.jupyter.widget-view+json", None)
    return notebook


def write(notebooks):
    """Write notebooks, path -> notebook: all of them, each whole, or none.

    NotebookError: they could not be written, and what was there is as it was.
    """
    parts = {path.with_suffix(".part"): path for path in notebooks}
    try:
        for part, path in parts.items():
            part.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(nbformat.writes(notebooks[path]).encode() + b"\n")
    except OSError as error:
        for part in parts:
            part.unlink(missing_ok=True)
        raise NotebookError(f"{path.name} could not be written ({error.strerror}): nothing has been changed.") from None
    for part, path in parts.items():
        part.replace(path)


def show_cell(n_done, n_cells, cell, seconds):
    """Print a line for a cell that has just run."""
    first_line = cell.source.partition("\n")[0]
    print(f"  {n_done:3d}/{n_cells}  {seconds:6.1f} s  {first_line[:80]}", flush=True)


def run():
    """Execute all notebooks into _build/run/, a line for each cell, and print how long each took."""
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
    """Execute all notebooks and store them with clean outputs: all of them, or none if one fails.

    Then minutes and answers in the texts are derived from them again.
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
        raise NotebookError(f"The notebooks are stored, but minutes and answers are not derived:\n{error}") from None


def run_on_all_of_mnist(n_epochs=20, report=None):
    """Run episode 06 with "5k" changed to "full" and return what came of it: a dict of numbers.

    The file named by LESSON_MNIST is read, else Keras downloads one.
    """
    path = folders.EPISODES / "06-keras-mnist.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for old, new in (('load_mnist("5k")', 'load_mnist("full")'), ("n_epochs = 20", f"n_epochs = {n_epochs}")):
        cells = [cell for cell in notebook.cells if cell.cell_type == "code" and old in cell.source]
        if len(cells) != 1:
            raise NotebookError(f"{path.name} should hold {old} in one cell, but {len(cells)} cells do")
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
    """Return what is wrong with the numbers of run_on_all_of_mnist, a list of sentences; none when all is well."""
    expected = {
        "n_train": 60_000,
        "n_test": 10_000,
        "label_of_training_image_7777": 8,
        "prediction_for_training_image_7777": 8,
        "label_of_test_image_9": 9,
        "prediction_for_test_image_9": 9,
    }
    faults = [f"{key} is {result[key]}, not {value}" for key, value in expected.items() if result[key] != value]
    if result["test_accuracy"] < lowest_accuracy:
        faults.append(f"test_accuracy is {result['test_accuracy']:.4f}, below {lowest_accuracy}")
    return faults


def full():
    """Run episode 06 on all of MNIST for 20 epochs, print the results, and fail when they are not good enough."""
    path = os.environ.get("LESSON_MNIST")
    if path:
        os.environ["LESSON_MNIST"] = str(Path(path).expanduser().resolve())  # the notebook runs in episodes/
    try:
        helpers.load_mnist("full")  # a wrong path is said at once, not from within the notebook
    except (OSError, ValueError) as error:
        raise NotebookError(str(error)) from None
    print(f"Episode 06 on all of MNIST ({path or 'the copy that Keras keeps'}): a few minutes.", flush=True)
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
