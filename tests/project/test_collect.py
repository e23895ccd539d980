"""tests/collect.py and tools/folders.py: what somebody saves beside the six notebooks changes nothing."""

import pytest

import collect
import folders


@pytest.mark.parametrize(
    "name", ["Untitled.ipynb", "01-neuron-Copy1.ipynb", "03-perceptron (new).ipynb", "07-more.ipynb"]
)
def test_other_notebooks_in_the_folder_are_not_checked(name):
    assert collect.pytest_ignore_collect(folders.EPISODES / name) is True
    assert folders.EPISODES / name not in folders.NOTEBOOKS


def test_the_six_notebooks_are_checked():
    assert len(folders.NOTEBOOKS) == 6 and all(path.exists() for path in folders.NOTEBOOKS)
    assert [collect.pytest_ignore_collect(path) for path in folders.NOTEBOOKS] == [None] * 6
