"""Measure the time and memory of each notebook, its slowest cells, and the time of a fresh installation: `make times`.

The installation is a learner's: a clone in a new folder with an empty home folder and nothing downloaded yet, until
JupyterLab answers.
"""

import subprocess
import tempfile
import time
from pathlib import Path

import nbformat

import folders
import lab
from notebooks import execute

# ru_maxrss is in kB on Linux, in bytes on macOS.
MEMORY = """import resource, sys
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "linux" else 1024**2))"""


def notebooks():
    """Run each notebook, and print a line about it and about each of its three slowest cells."""
    total = 0.0
    print(f"{'episode':28s} seconds   peak MB")
    for path in folders.NOTEBOOKS:
        cells = []
        start = time.perf_counter()
        memory = execute(
            nbformat.read(path, 4),
            path.name,
            report=lambda n, _, cell, seconds: cells.append((seconds, n, cell.source.partition("\n")[0])),  # noqa: B023
            after=MEMORY,
        )
        seconds = time.perf_counter() - start
        total += seconds
        print(f"{path.name:28s} {seconds:7.1f}   {memory.strip():>7s}", flush=True)
        for seconds, n, line in sorted(cells, reverse=True)[:3]:
            print(f"    cell {n:2d}  {seconds:5.1f} s  {line[:80]}")
    print(f"{'together':28s} {total:7.1f}")


def set_up():
    """Clone the lesson, run `make lab` until it answers, and print the seconds and the size of the clone."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home, "lesson")
        start = time.perf_counter()
        subprocess.run(["git", "clone", "--quiet", folders.ROOT.as_uri(), folder], check=True)
        cloned = sum(file.stat().st_size for file in (folder / ".git").rglob("*") if file.is_file())
        with lab.running(folder, home, port=8797):
            seconds = time.perf_counter() - start
        print(f"\nfrom a clone to an answer from JupyterLab, with nothing downloaded before: {seconds:.0f} s")
        print(f"size of the clone's history: {cloned / 1e6:.1f} MB")


if __name__ == "__main__":
    notebooks()
    set_up()
