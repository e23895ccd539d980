"""What the notebooks use behind the scenes. You can follow the lesson without reading any of it."""

import json
import os
from importlib import import_module
from pathlib import Path

from lesson.hiding import hiding

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"


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
