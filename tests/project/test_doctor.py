"""doctor.py: it reports that everything is there, or says for each problem what to do."""

import importlib.metadata
import subprocess
import sys

import psutil
import pytest

import doctor
import folders
import helpers
import notebooks
from lesson_files import ROOT


def test_all_is_well_here():
    done = subprocess.run([sys.executable, "tools/doctor.py"], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 7 and all(line.startswith("ok  ") for line in lines[:-1])
    assert lines[-1].startswith("Everything is there. `make lab` opens the lesson, ")
    assert not done.stderr


def test_the_first_problem_is_the_last_line_but_one(capsys):
    def broken():
        raise doctor.Problem("Close the window.")

    assert doctor.main((lambda: "fine", broken, pytest.fail)) == 1
    assert capsys.readouterr().out.splitlines()[:2] == ["ok   fine", "NO   Close the window."]


def test_another_python(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(doctor.Problem, match="This is Python 3.10; the lesson needs 3.11"):
        doctor.python()


def test_a_package_that_is_missing_or_another(monkeypatch):
    found = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "0.1" if name == "pandas" else found(name))
    with pytest.raises(doctor.Problem, match="pandas is 0.1, and the lesson is tested with .* Run `make lab` again"):
        doctor.packages()

    def none(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", none)
    with pytest.raises(doctor.Problem, match="The package numpy is not installed in "):
        doctor.packages()


def test_little_memory(monkeypatch):
    monkeypatch.setattr(psutil, "virtual_memory", lambda: type("Memory", (), {"available": 2**30}))
    with pytest.raises(doctor.Problem, match="1.0 GB of memory are free, .*close other programs"):
        doctor.memory()


def test_damaged_data(monkeypatch):
    def damaged():
        raise ValueError("mnist_5k.npz is damaged.")

    monkeypatch.setattr(helpers, "load_mnist", damaged)
    with pytest.raises(doctor.Problem, match="mnist_5k.npz is damaged.\nRestore the folder data/"):
        doctor.data()


def test_missing_data(monkeypatch, tmp_path):
    monkeypatch.setattr(folders, "ROOT", tmp_path)
    with pytest.raises(doctor.Problem, match="(?s)iris.csv.*Restore the folder data/"):
        doctor.data()


def test_keras_that_cannot_be_used(monkeypatch):
    monkeypatch.setitem(sys.modules, "keras", None)
    with pytest.raises(doctor.Problem, match="Keras cannot be used: .*keras"):
        doctor.keras()


def test_a_kernel_that_dies(monkeypatch):
    def dies(notebook, name, timeout):
        raise notebooks.NotebookError(f"{name} stopped in code cell 1")

    monkeypatch.setattr(notebooks, "execute", dies)
    with pytest.raises(doctor.Problem, match="stopped in code cell 1\n.*make lab"):
        doctor.kernel()


def test_a_kernel_of_another_python(monkeypatch):
    monkeypatch.setattr(sys, "prefix", "/somewhere/else")
    with pytest.raises(doctor.Problem, match="Expected '39.0 /somewhere/else' from the notebooks' kernel, got '39.0 "):
        doctor.kernel()
