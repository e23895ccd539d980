"""After a full disk, a dead kernel or a silent network, there is one clear sentence, and nothing is lost."""

import os
import re
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import numpy as np
import pytest

import folders
import lab
import notebooks
import tables
from lesson_files import ROOT

pytestmark = pytest.mark.short
FULL_DISK = Path("/dev/full")
needs_full_disk = pytest.mark.skipif(not FULL_DISK.exists(), reason="this system has no /dev/full")
needs_make = pytest.mark.skipif(sys.platform == "win32", reason="make starts processes in another way on Windows")


def notebook_of(*sources):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])


@pytest.fixture
def stored(tmp_path, monkeypatch):
    """Return the paths of two notebooks for `make outputs`, with their content."""
    paths = [tmp_path / "01-first.ipynb", tmp_path / "02-second.ipynb"]
    for path in paths:
        path.write_bytes(nbformat.writes(notebook_of("print(1 + 1)")).encode())
    monkeypatch.setattr(folders, "NOTEBOOKS", paths)
    monkeypatch.setattr(tables, "update", list)  # these notebooks have no minutes to write into the texts
    return {path: path.read_bytes() for path in paths}


def test_outputs_are_stored_when_nothing_happens(stored):
    notebooks.outputs()
    assert all('"2\\n"' in path.read_text("utf-8") for path in stored)


# ---- Nothing is half-written.


def test_a_kernel_that_is_killed_leaves_all_notebooks_as_they_were(stored, tmp_path):
    second = list(stored)[1]
    second.write_bytes(nbformat.writes(notebook_of("import os", "os.kill(os.getpid(), 9)")).encode())
    before = {path: path.read_bytes() for path in stored}
    said = r"(?s)02-second.ipynb stopped in code cell 2: its kernel died.*try again.*have not been changed"
    with pytest.raises(notebooks.NotebookError, match=said):
        notebooks.outputs()
    assert {path: path.read_bytes() for path in sorted(tmp_path.iterdir())} == before


@needs_full_disk
def test_a_full_disk_leaves_all_notebooks_as_they_were(stored, tmp_path):
    (tmp_path / "02-second.part").symlink_to(FULL_DISK)
    with pytest.raises(notebooks.NotebookError, match="02-second.ipynb could not be written .No space left on device"):
        notebooks.outputs()
    assert {path: path.read_bytes() for path in sorted(tmp_path.iterdir())} == stored


@needs_full_disk
def test_a_full_disk_does_not_take_a_network_with_it(tmp_path):
    import keras

    network = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    before = network.predict(np.ones((1, 2)), verbose=0)
    path = tmp_path / "digits.keras"
    path.symlink_to(FULL_DISK)
    with pytest.raises(OSError, match="No space left on device"):
        network.save(path)
    path.unlink()
    network.save(path)
    assert keras.models.load_model(path).predict(np.ones((1, 2)), verbose=0) == before


# ---- Networks and ports.


def test_a_network_that_says_nothing_is_given_up(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        proxy = f"http://127.0.0.1:{silent.getsockname()[1]}"  # it accepts and never answers
        env = os.environ | dict.fromkeys(("https_proxy", "HTTPS_PROXY"), proxy)
        env |= {"KERAS_HOME": str(tmp_path), "LESSON_MNIST": ""}
        code = (
            "import helpers\nfrom lesson import mnist\nmnist.SILENCE = 1\n"
            "try:\n    helpers.load_mnist('full')\nexcept OSError as error:\n    print('SAID', error)"
        )
        run = [sys.executable, "-c", code]
        run = subprocess.run(run, cwd=ROOT / "episodes", env=env, capture_output=True, text=True, timeout=100)
    said = run.stdout.partition("SAID")[2]
    assert "silent for 1 seconds. Try again" in said and "Or set the environment variable LESSON_MNIST" in said
    assert "Traceback" not in run.stderr


def listening():
    """Return the addresses, in /proc's hexadecimal form, on which processes of this machine listen."""
    rows = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    return {row[1] for row in rows if row[3] == "0A"}


@needs_make
def test_jupyterlab_takes_another_port_asks_for_its_token_and_is_heard_on_this_machine_only(tmp_path):
    before = listening() if sys.platform == "linux" else set()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with lab.running(ROOT, tmp_path, port) as address:
            host, found = re.match(r"http://([\d.]+):(\d+)/", address).groups()
            assert host == "127.0.0.1" and int(found) != port
            with pytest.raises(urllib.error.HTTPError, match="403"):
                urllib.request.urlopen(f"http://127.0.0.1:{found}/api/contents")
            if sys.platform == "linux":
                new = listening() - before - {f"0100007F:{port:04X}"}
                assert new and all(entry.startswith("0100007F:") for entry in new)


@needs_make
def test_two_checks_at_the_same_time_do_not_disturb_each_other():
    command = ["make", "test", "ARGS=-n0 -p no:cacheprovider episodes/01-neuron.ipynb"]
    results = [None, None]

    def run(i):
        results[i] = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    both = [threading.Thread(target=run, args=(i,)) for i in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    for done in results:
        assert done.returncode == 0 and " passed" in done.stdout, done.stdout + done.stderr
