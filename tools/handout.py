"""Build the hand-out, a zip of the lesson for learners: `make handout` writes it and its folder into _build/handout/.

The notebooks in it have no outputs, and the solutions are in separate notebooks. It is for a USB stick, the page of
a course, or a repository from which nbgitpuller copies it.
"""

import shutil
import zipfile

import folders
import my_lesson

NAME = "deep-learning-lesson"
FOLDER = folders.ROOT / "_build" / "handout"
PARTS = ("data/iris.csv", "data/mnist_5k.npz", "data/README.md", "data/digits/*", "data/measured/*", "fig/*.svg")
PARTS += ("GLOSSARY.md", "LICENSE", "requirements.txt", "environment.yml")
DATE = (2026, 1, 1, 0, 0, 0)  # of all files, so that the same lesson gives the same zip
START = """# Start here

The notebooks of the lesson are in the folder my-lesson. The solutions of an episode are in another notebook,
such as 01-neuron-solutions.ipynb, which you open when you have tried.

You need Python 3.11, 3.12 or 3.13. Open a terminal in this folder and run these commands. The second one downloads
about 0.5 GB.

```bash
python -m venv .venv
.venv/bin/pip install -r requirements.txt    # on Windows: .venv\\Scripts\\pip
.venv/bin/jupyter lab                        # on Windows: .venv\\Scripts\\jupyter
```

JupyterLab opens in your browser. Open my-lesson/01-neuron.ipynb there, and press Shift and Enter to run a cell. What
you write stays in this folder and is sent nowhere.
"""


def files():
    """Return the files of the hand-out, path -> content, bytes."""
    found = {f"my-lesson/{name}": content for name, content in my_lesson.originals(apart=True).items()}
    for pattern in PARTS:
        paths = [path for path in folders.ROOT.glob(pattern) if path.is_file()]
        found |= {path.relative_to(folders.ROOT).as_posix(): path.read_bytes() for path in paths}
    return dict(sorted((found | {"START-HERE.md": START.encode()}).items()))


def build(folder=FOLDER):
    """Write the hand-out as a folder and as a zip into a folder, and return the path of the zip."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    path = folder / f"{NAME}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files().items():
            about = zipfile.ZipInfo(f"{NAME}/{name}", DATE)
            about.external_attr = 0o644 << 16
            archive.writestr(about, content, zipfile.ZIP_DEFLATED)
        archive.extractall(folder)
    return path


if __name__ == "__main__":
    made = build()
    print(
        f"{made.relative_to(folders.ROOT)} has {made.stat().st_size / 1e6:.1f} MB. Its files are in {NAME}/ beside it."
    )
