"""Take the solutions out of a notebook, for programs that do not fold them, and put them into a separate notebook.

Notebooks are dicts, as their files have them.
"""

import copy
import json
import re

SOLUTION = "# Solution"
ENDING = "-solutions.ipynb"  # of the names of the notebooks with solutions


def apart(contents):
    """Return name -> content of notebooks without their solutions, and of one notebook of solutions for each.

    contents: name -> bytes of notebooks; the name of another file keeps its content.
    """
    found = {}
    for name, content in contents.items():
        found[name] = content
        if name.endswith(".ipynb"):
            notebook = json.loads(content)
            found[name] = as_bytes(without(notebook))
            found[name.removesuffix(".ipynb") + ENDING] = as_bytes(alone(notebook, name))
    return found


def as_bytes(notebook):
    """Return the content of a notebook's file."""
    return json.dumps(notebook, indent=1, ensure_ascii=False).encode() + b"\n"


def is_solution(cell):
    """Return whether a cell is the solution of an exercise."""
    return cell["cell_type"] == "code" and "".join(cell["source"]).startswith(SOLUTION)


def without(notebook):
    """Return a copy of a notebook without its solutions."""
    return notebook | {"cells": [cell for cell in notebook["cells"] if not is_solution(cell)]}


def alone(notebook, name):
    """Return a notebook with the solutions of the notebook `name`, each below the heading of its exercise."""
    text = "\n".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    title = re.search(r"^# (.*)", text, re.MULTILINE)[1]
    start = f"# Solutions of {title}\n\nRun the first cell, which runs all of {name}, and then any solution."
    cells = [_cell("markdown", start, 0), _cell("code", f'%%capture\n%run "{name}"', 1)]
    for cell in filter(is_solution, notebook["cells"]):
        number = re.match(rf"{SOLUTION} (\S+)", "".join(cell["source"]))[1]
        heading = re.search(rf"^### (Exercise {re.escape(number)}: .*?)(?: \(\d+ minutes?\))?$", text, re.MULTILINE)[1]
        shown = copy.deepcopy(cell)
        shown["metadata"] = {}
        cells += [_cell("markdown", f"## {heading}", len(cells)), shown]
    return notebook | {"cells": cells}


def _cell(kind, source, number):
    cell = {"cell_type": kind, "id": f"solutions-{number}", "metadata": {}, "source": source.splitlines(keepends=True)}
    return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {})
