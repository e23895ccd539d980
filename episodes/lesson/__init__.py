"""What the notebooks use behind the scenes. You can follow the lesson without reading any of it."""

import json
import os
import sys
from importlib import import_module
from importlib.machinery import PathFinder
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"


def hiding(folder, after=None):
    """Return the paths in a folder that hide a module of the same name in the folders `after`, by default sys.path."""
    after = [place for place in (sys.path if after is None else after) if Path(place or ".").resolve() != folder]
    found = []
    for path in sorted([*folder.glob("*.py"), *(file.parent for file in folder.glob("*/__init__.py"))]):
        if path.name in ("helpers.py", "lesson") or not path.stem.isidentifier():
            continue
        spec = PathFinder.find_spec(path.stem, after)
        if (spec and spec.has_location) or (path.is_dir() and path.with_suffix(".py").exists()):
            found.append(path)
    return found


for path in hiding(Path(__file__).resolve().parents[1]):
    print(
        f"Your {path.name} beside this notebook hides the module {path.stem} of the same name, so imports can fail. "
        'Give it another name, then choose "Restart Kernel..." from the menu Kernel.'
    )

# NumPy's matrix products get one thread, because several threads slow products as small as ours down, most of all on a
# busy machine. NumPy is imported first, because the limit applies only to libraries that are already loaded.
import_module("numpy")
import_module("threadpoolctl").threadpool_limits(1, "blas")


def served_without_pictures(server):
    """Return whether a Jupyter server, given by its process id, can show only a part of the lesson's folder.

    Something else that has started this kernel gets False.
    """
    from jupyter_core.paths import jupyter_runtime_dir  # not above, because a file of the learner's can hide it

    about = Path(jupyter_runtime_dir(), f"jpserver-{server}.json")
    return about.exists() and not ROOT.is_relative_to(Path(json.loads(about.read_text())["root_dir"]).resolve())


if served_without_pictures(os.getppid()):
    print(
        "JupyterLab was started in a part of the lesson's folder, so it cannot show the diagrams and the glossary. "
        "Close it and start it with `make lab`, or without make with `python tools/start.py`."
    )
