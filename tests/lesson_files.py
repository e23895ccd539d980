"""Helpers for many tests: the folders, the notebooks and their parts, all of MNIST, small networks."""

import os
import re

import nbformat
import numpy as np
import pytest

import folders
import helpers

ROOT, EPISODES, NOTEBOOKS = folders.ROOT, folders.EPISODES, folders.NOTEBOOKS

needs_all_of_mnist = pytest.mark.skipif(
    not os.environ.get("LESSON_MNIST"), reason="LESSON_MNIST names no file with all of MNIST"
)
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def sources(path, kind="code"):
    """Return the sources of a notebook's cells of one kind, "code" or "markdown"."""
    return [cell.source for cell in read(path).cells if cell.cell_type == kind]


def text_of(path):
    """Return all the text of a notebook between its code cells."""
    return "\n".join(sources(path, "markdown"))


def sections(notebook):
    """Return (text, code with its outputs) for each part of a notebook between second-level headings."""
    parts = [["", ""]]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            outputs = [str(o.get("text", "")) + str(o.get("data", {}).get("text/plain", "")) for o in cell.outputs]
            parts[-1][1] += "\n".join([cell.source, *outputs, ""])
        else:
            first, *others = re.split(r"^(?=## )", cell.source, flags=re.MULTILINE)
            parts[-1][0] += first + "\n"
            parts += [[text + "\n", ""] for text in others]
    return parts


def definition_source(episode, name):
    """Return the source of a function that the notebook of an episode, such as "05", defines."""
    path = next(path for path in NOTEBOOKS if path.name.startswith(episode))
    source = next(source for source in sources(path) if re.search(rf"^def {name}\(", source, re.MULTILINE))
    return re.search(rf"(?s)^def {name}\(.*?(?=\n\S|\Z)", source, re.MULTILINE)[0]


def definition(episode, name, **names):
    """Return a function that a notebook defines; names: what it needs besides NumPy, helpers and functions of 05."""
    body = definition_source(episode, name)
    namespace = {"np": np, "helpers": helpers, **names}
    for needed in set(re.findall(r"(?<![.\w])(forward|cross_entropy|backward)\b", body)) - {name} - set(names):
        namespace[needed] = definition(episode, needed)
    exec(body, namespace)
    return namespace[name]


def small_network(sizes, n_samples, seed=0):
    """Return params (float64), X and y; the biases are not 0, so that no pre-activation is at the corner of ReLU."""
    rng = np.random.default_rng(seed)
    params = [(W, rng.normal(size=b.shape)) for W, b in helpers.init_mlp(sizes, rng, np.float64)]
    return params, rng.normal(size=(n_samples, sizes[0])), rng.integers(sizes[-1], size=n_samples)


def flat(layers):
    """Return [W1, b1, W2, b2, ...] from [(W1, b1), (W2, b2), ...]."""
    return [array for layer in layers for array in layer]
