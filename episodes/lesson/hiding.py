"""Find files that hide a module because they have its name: Python looks beside a notebook or program first."""

import sys
from importlib.machinery import PathFinder
from pathlib import Path


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
