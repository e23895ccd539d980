"""Does a cell that is run again give what is stored, at once ("twice") and after all cells ("alone")?

A notebook runs in an IPython shell, in a separate process. After each cell, a fork of this process runs the cell once
more, and after the last cell, a fork for each cell does. So what runs again has no influence on anything else.

TensorFlow does not survive a fork: cells that build, train or ask a network hang or crash, however few threads it has.
They run if it compiles nothing (run_functions_eagerly, tf.data's debug mode), but more slowly and with other numbers.
So there are no forks once it is loaded: the same process runs the cell again, and then all names get their old values
back. If the cell changes something within an object, a later cell that shows it may be reported, too or instead.
No cell is an exception. `hint` shows the next hint each time, but no cell calls it.
"""

import base64
import json
import multiprocessing
import os
import signal
import subprocess
import sys
from types import SimpleNamespace

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbformat.v4 import new_code_cell, new_notebook, new_output
from traitlets.config import Config

import nbcompare
import notebooks
from lesson_files import EPISODES, each_notebook, read

pytestmark = [pytest.mark.short, pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot fork a process")]


def run(shell, source, i, when):
    """Run cell i and print a line of JSON: i, when, and its outputs, those of print first, with pictures as text."""
    signal.alarm(300)  # after so many seconds, the process ends
    with capture_output() as shown:
        shell.display_trap.hook = sys.displayhook  # which captures the value of the last line
        shell.run_cell(source)
    signal.alarm(0)
    printed = {"stdout": shown.stdout, "stderr": shown.stderr}
    outputs = [new_output("stream", name=name, text=text) for name, text in printed.items() if text]
    outputs += [new_output("display_data", data=output.data) for output in shown.outputs]
    print(json.dumps([i, when, outputs], default=lambda png: base64.b64encode(png).decode()), flush=True)


def run_again(shell, *cell):
    """Run a cell in a fork or, if TensorFlow is loaded, without one."""
    if "tensorflow" in sys.modules:
        names = dict(shell.user_ns)
        run(shell, *cell)
        shell.user_ns.update(names)
    else:
        fork = multiprocessing.get_context("fork").Process(target=run, args=(shell, *cell))
        fork.start()
        fork.join()


def run_all(sources):
    """Run all cells, each of them twice, and then each of them alone."""
    shell_class = type("ZMQInteractiveShell", (InteractiveShell,), {})  # by this name, Rich and pandas know a notebook
    shell = shell_class.instance(config=Config(HistoryManager={"enabled": False}))  # the history would have a thread
    shell._showtraceback = lambda kind, error, _: print(f"{kind.__name__}: {error}")
    for i, source in enumerate(sources):
        run(shell, source, i, "once")
        run_again(shell, source, i, "twice")
    for i, source in enumerate(sources):
        run_again(shell, source, i, "alone")


def faults(notebook, folder, name):
    """Call run_all in a new process, and return (cell, when, what differs from the stored outputs) for each fault."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    code = "import json, sys, test_run_again; test_run_again.run_all(json.load(sys.stdin))"
    env = os.environ | {"PYTHONPATH": ":".join(sys.path), "MPLBACKEND": "module://matplotlib_inline.backend_inline"}
    how = {"env": env, "cwd": folder, "input": json.dumps([cell.source for cell in cells])}
    done = subprocess.run([sys.executable, "-c", code], **how, capture_output=True, text=True)
    assert done.returncode == 0, f"the process ended with {done.returncode}: {done.stdout[-300:]}\n{done.stderr}"
    new = {(i, when): nbformat.from_dict(outputs) for i, when, outputs in map(json.loads, done.stdout.splitlines())}
    found = []
    for i, cell in enumerate(cells):
        stored = sorted(cell.outputs, key=lambda output: output.output_type != "stream")
        tolerance = cell.metadata.get("tolerance", nbcompare.TOLERANCE)
        for when in ("once", "twice", "alone"):
            now = new.get((i, when), [new_output("error", ename="its process ended")])
            differences = nbcompare.differences(stored, now, f"{name}-{i + 1}-{when}", tolerance)
            found += [(cell, when, difference) for difference in differences[:1]]
            if differences and when == "once":
                break  # the other two would repeat it
    return found


@each_notebook
def test_every_cell_can_be_run_again(path):
    notebook, report = read(path), []
    for cell, when, difference in faults(notebook, EPISODES, path.stem):
        heading = nbcompare.heading(SimpleNamespace(cell=cell, parent=SimpleNamespace(nb=notebook)))
        report.append(f'{when}, under "{heading}": {cell.source.splitlines()[0]}\n    {difference}')
    assert not report, "\n".join([f"{len(report)} outputs of {path.name} are not as stored:", *report])


START = "import sys\nimport matplotlib.pyplot as plt\nn, found, size = 0, [], 3\nfig, ax = plt.subplots()\nplt.close()"
CELLS = {  # cell -> when its outputs are not as stored
    "n += 1\nprint(n)": ["twice", "alone"],
    "found.append(n)\nprint(len(found))": ["twice", "alone"],
    "ax.plot([0, 1 + len(ax.lines)])\nfig": ["twice", "alone"],
    "print(size)": ["alone"],
    "size = 5\nprint(get_ipython().user_ns is sys.modules['__main__'].__dict__)\ndisplay(size)": [],
}


@pytest.mark.parametrize("load", ["", "import sys\nsys.modules['tensorflow'] = None"], ids=["forks", "no forks"])
def test_faults_are_found(tmp_path, monkeypatch, load):
    monkeypatch.setattr(nbcompare, "FAILED", tmp_path)  # where pictures that differ are left
    notebook = new_notebook(cells=[new_code_cell(source) for source in (load, START, *CELLS)])
    notebooks.execute(notebook, "faults", folder=tmp_path)
    found = [(cell.source, when) for cell, when, _ in faults(notebook, tmp_path, "faults")]
    assert found == [(source, when) for source, expected in CELLS.items() for when in expected]
