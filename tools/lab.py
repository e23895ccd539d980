"""Run JupyterLab as a process: start it in a folder by a command, wait until it answers, and stop it."""

import contextlib
import os
import re
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path


class DidNotStart(Exception):
    """JupyterLab ended before it answered; the message is its output."""


@contextlib.contextmanager
def running(folder, home, port, command=("make", "lab")):
    """Start JupyterLab in a folder with a home folder and a port; yield the address with its token once it answers.

    command: the words of the command, which gets the arguments that JupyterLab needs here.
    """
    foreign = ("JUPYTER", "MAKE", "MFLAGS", "UV_CACHE", "XDG_CACHE")  # settings of this process
    arguments = ["--no-browser", f"--port={port}"]
    if command[0] == "make":
        arguments = [f"ARGS={' '.join(arguments)}"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
    with tempfile.NamedTemporaryFile("w+") as said:  # no pipe, because an unread one fills up and stops JupyterLab
        process = subprocess.Popen(
            [*command, *arguments],
            cwd=folder,
            env=environment | {"HOME": str(home)},
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            while not (address := answering(said.name)):
                if process.poll() is not None:
                    raise DidNotStart(Path(said.name).read_text())
                time.sleep(0.1)
            yield address
        finally:
            with contextlib.suppress(ProcessLookupError):  # it has already ended
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=60)


def answering(path):
    """Return the address that JupyterLab has written to a file, or None until it answers there."""
    address = re.search(r"http://127\.0\.0\.1:\d+/lab\S*token=\w+", Path(path).read_text())
    if not address:
        return None
    try:
        urllib.request.urlopen(address[0], timeout=60).read()
    except urllib.error.URLError:  # JupyterLab writes its address shortly before it listens
        return None
    return address[0]
