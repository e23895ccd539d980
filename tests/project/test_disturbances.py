"""place.py and lesson/hiding.py: what can disturb the lesson from outside, and the sentence that the learner gets.

Each test looks at a copy of the lesson in a temporary folder, when it is disturbed and when it is not.
"""

import contextlib
import json
import os
import shutil
import site
import ssl
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import jupyter_core.paths
import pytest

import folders
import place
from lesson_files import EPISODES, ROOT

NOT_HIDDEN, COMPLETE = "no file hides a module", "the folder of the lesson is complete"
PARTS = ["data", "docs", "fig", "tools/start.py", "requirements.in", "requirements.txt", "GLOSSARY.md"]
PARTS += ["episodes/helpers.py", *(f"episodes/lesson/{name}.py" for name in ("__init__", "hiding"))]
PARTS += [*(f"episodes/{name}.ipynb" for name in folders.NAMES)]


def make(folder, *names, text=""):
    for path in (folder / name for name in names):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def copy(folder):
    """Put what the lesson's notebooks import into a folder."""
    shutil.copytree(EPISODES / "lesson", folder / "lesson", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(EPISODES / "helpers.py", folder)


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    """Make a lesson that nothing disturbs, let place.py look at it, and return its folder."""
    root = tmp_path.resolve() / "lesson"  # on macOS, a temporary folder is behind a link, which place.py resolves
    copy(root / "episodes")
    make(root, "data/a", "docs/a", "fig/a", *(part for part in PARTS[3:] if not (root / part).exists()))
    monkeypatch.setattr(folders, "ROOT", root)
    monkeypatch.setattr(folders, "EPISODES", root / "episodes")
    # Without the real folders, which pytest has added, as if tools/doctor.py had been started. The checks change it.
    others = [where for where in sys.path if where and Path(where).parent not in (ROOT, ROOT / "tests")]
    monkeypatch.setattr(sys, "path", [str(root / "tools"), *others])
    monkeypatch.setattr(site, "ENABLE_USER_SITE", False)
    for name in list(os.environ):
        if name.upper().endswith("_PROXY") or name.startswith(("PYTHON", "KERAS", "JUPYTER", "CONDA")):
            monkeypatch.delenv(name)
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    return root


def said(check):
    """Return what a check says, with the kind of problem before it if there is one."""
    try:
        return check()
    except (place.Problem, place.Note) as error:
        return f"{type(error).__name__}: {error}"


# ---- Files and packages that hide a module


@pytest.mark.parametrize("is_users", [False, True])
def test_other_packages_hide_numpy(lesson, tmp_path, monkeypatch, is_users):
    other = str(tmp_path / "other")
    make(tmp_path, "other/numpy/__init__.py")
    monkeypatch.setattr(site, "ENABLE_USER_SITE", is_users)
    monkeypatch.setattr(site, "getusersitepackages", lambda: other)
    monkeypatch.setenv("PYTHONPATH", "" if is_users else os.pathsep.join([str(lesson / "data"), other]))
    sys.path.append(other)  # after those of the environment, they hide nothing
    assert said(place.modules) == "no other packages are in the way"
    sys.path[1:] = [other, *sys.path[1:-1]]
    remedy = "Set the variable PYTHONNOUSERSITE to 1." if is_users else "Remove the variable PYTHONPATH."
    assert said(place.modules) == f"Problem: Python finds numpy in {other} and not where it belongs. {remedy}"
    assert other not in sys.path  # so that the next checks find the right NumPy
    make(tmp_path, "other/json.py", "other/pandas.py", "other/random.py")
    sys.path.insert(1, other)
    assert said(place.modules).startswith(f"Problem: Python finds json, numpy, pandas and 1 more in {other} and not")


@pytest.mark.parametrize(
    "name",
    # Python prefers the package helpers to the lesson's helpers.py beside it.
    ["episodes/random.py", "episodes/statistics/__init__.py", "episodes/helpers/__init__.py", "tools/random.py"]
    + ["my-lesson/keras.py", "my-lesson/of/mine/random.py"],
)
def test_a_file_of_the_learner_hides_a_module(lesson, name):
    make(lesson, "my-lesson/01-neuron.ipynb", "my-lesson/of/mine/A notebook.ipynb", name)
    assert said(place.files) == (
        f"Problem: Python finds {name.removesuffix('/__init__.py')} instead of the module of this name, because it "
        "looks beside a notebook or a program first. Give your file another name, then restart the notebook's kernel."
    )
    assert str(lesson / "tools") not in sys.path  # so that the next checks find the right modules


def test_files_that_hide_nothing(lesson):
    make(lesson, "my-lesson/mine.py", "my-lesson/my.random.py", "my-lesson/sys.py")  # sys is part of Python's program
    make(lesson, "tools/mine/notes.txt")  # a folder without __init__.py comes after all modules
    make(lesson, "data/random.py", "my-lesson/.mine/random.py", "_build/random.py")  # where no notebook is run
    make(lesson, *(f"{folder}/A.ipynb" for folder in ("my-lesson", "my-lesson/random", "my-lesson/.mine", "_build")))
    for _ in range(2):
        assert said(place.files) == NOT_HIDDEN
        assert sys.path[:2] == [str(lesson / "episodes"), str(lesson / "tools")]
        assert sys.path.count(str(lesson / "episodes")) == 1
    make(lesson, "episodes/random.py", "episodes/copy.py")
    for path in (lesson / "episodes").glob("*.ipynb"):
        path.unlink()  # the lesson's programs import from there too
    assert said(place.files).startswith("Problem: Python finds episodes/copy.py and episodes/random.py instead of")


def test_another_helpers_is_beside_notebooks(lesson):
    mine, ours = lesson / "my-lesson" / "helpers.py", (EPISODES / "helpers.py").read_text("utf-8")
    make(lesson, "my-lesson/01-neuron.ipynb", "own/helpers.py", "own/mine.ipynb")
    assert said(place.files) == NOT_HIDDEN  # own/ is no folder of the lesson's notebooks
    # The second is not UTF-8, and the third lacks one function.
    for text in ("", "# Größe\ndef mine():\n", ours.replace("def neuron(", "def mine(")):
        mine.write_text(text, "latin-1" if "ö" in text else "utf-8")
        assert said(place.files) == (
            "Problem: my-lesson/helpers.py is not the lesson's, so the notebooks beside it cannot run. "
            "Give your file another name, then run `make lab`, which restores the lesson's."
        )
    make(lesson, "my-lesson/helpers.py", text=ours + "\n\ndef mine():\n    return 1\n")
    assert said(place.files) == NOT_HIDDEN


def test_a_notebook_names_the_files_that_hide_a_module(tmp_path):
    copy(tmp_path / "my-lesson")
    (tmp_path / "data").mkdir()
    # A kernel has imported some modules before it runs a cell, and only then looks beside the notebook first.
    code = "import json, random, sys, tempfile, numpy\nsys.path.insert(0, '')\nimport lesson, helpers\nprint('done')"
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "JUPYTER"))}
    options = {"cwd": tmp_path / "my-lesson", "env": env, "text": True, "timeout": 60}
    make(tmp_path, "my-lesson/mine.py")
    assert subprocess.check_output([sys.executable, "-P", "-c", code], **options) == "done\n"
    make(tmp_path, "my-lesson/random.py", "my-lesson/statistics/__init__.py")
    assert subprocess.check_output([sys.executable, "-P", "-c", code], **options).splitlines() == [
        f"Your {name} beside this notebook hides the module {name.removesuffix('.py')} of the same name, so imports "
        'can fail. Give it another name, then choose "Restart Kernel..." from the menu Kernel.'
        for name in ("random.py", "statistics")
    ] + ["done"]


# ---- The folder of the lesson


def test_parts_of_the_lesson_are_missing(lesson):
    copy(lesson / "my-lesson")
    make(lesson, "my-lesson/01-neuron.ipynb")
    assert said(place.folder) == COMPLETE
    for part in PARTS:
        (lesson / part).rename(lesson / "moved")
        assert said(place.folder) == (
            f"Problem: In the folder of the lesson, these are missing: {part}. "
            "Download the whole folder again, and move your folder my-lesson into it."
        )
        assert said(place.files) == NOT_HIDDEN  # it does not end with an error
        (lesson / "moved").rename(lesson / part)
    lesson.rename(lesson.parent / "moved")
    assert "these are missing: data, docs, fig and 35 more. Download the whole" in said(place.folder)
    assert said(place.modules) == "no other packages are in the way" and said(place.files) == NOT_HIDDEN


def test_the_finder_of_hidden_modules_is_missing(lesson, monkeypatch):
    make(lesson, "episodes/random.py")
    monkeypatch.setenv("PYTHONPATH", str(lesson / "episodes"))
    (lesson / "episodes" / "lesson" / "hiding.py").unlink()
    assert said(place.modules) == "no other packages are in the way" and said(place.files) == NOT_HIDDEN
    assert "these are missing: episodes/lesson/hiding.py. Download" in said(place.folder)


def test_every_module_of_the_lesson_is_looked_for():
    modules = {path.relative_to(EPISODES).as_posix() for path in (EPISODES / "lesson").rglob("*.py")}
    assert set(place.BESIDE) == modules | {"helpers.py"}


def test_the_copy_of_the_learner_is_incomplete(lesson):
    copy(lesson / "my-lesson")
    assert said(place.folder) == COMPLETE
    (lesson / "my-lesson" / "helpers.py").unlink()
    gone = "Problem: In my-lesson/, these are missing: helpers.py"
    assert said(place.folder) == f"{gone}. Run `make lab`, which restores them."
    (lesson / "my-lesson" / "lesson" / "__init__.py").unlink()
    assert said(place.folder) == f"{gone}, lesson/__init__.py. Run `make lab`, which restores them."


def test_a_notebook_is_alone(lesson):
    make(lesson, "mine/My notes.ipynb", "_build/01-neuron.ipynb")
    assert said(place.folder) == COMPLETE
    make(lesson, "mine/01-neuron.ipynb", "mine/helpers.py")
    remedy = "Move it to my-lesson/ to run it."
    alone = f"Note: mine/01-neuron.ipynb is alone, without helpers.py and the folder lesson. {remedy}"
    assert said(place.folder) == alone
    copy(lesson / "mine")
    assert said(place.folder) == COMPLETE


@pytest.mark.parametrize(
    ("system", "allowed", "length", "is_long"),
    [("win32", 0, 71, True), ("win32", None, 71, True), ("win32", 0, 70, False), ("win32", 1, 71, False)]
    + [("linux", 0, 71, False)],
)
def test_a_long_path_on_windows(monkeypatch, system, allowed, length, is_long):
    def query(key, name):
        assert (key, name) == (r"SYSTEM\CurrentControlSet\Control\FileSystem", "LongPathsEnabled")
        if allowed is None:
            raise FileNotFoundError(2, "There is no such value")
        return allowed, 4

    winreg = {"HKEY_LOCAL_MACHINE": 0, "OpenKey": lambda _, key: contextlib.nullcontext(key), "QueryValueEx": query}
    monkeypatch.setitem(sys.modules, "winreg", SimpleNamespace(**winreg))
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(folders, "ROOT", Path("/".ljust(length, "a")))
    long = (
        "Note: The path of the lesson has 71 characters, and with those of its packages it is too long for Windows, so "
        "that they cannot be installed completely. Move the lesson to a short path such as C:\\lesson."
    )
    assert said(place.path) == (long if is_long else "the folder has a good place")


@pytest.mark.parametrize(
    "folder",
    ["OneDrive - School", "dropbox", "Google Drive", "GoogleDrive-me@gmail.com", "Mobile Documents", "Nextcloud"],
)
def test_a_program_copies_the_folder_away(monkeypatch, folder):
    monkeypatch.setattr(folders, "ROOT", Path("/home/me") / folder / "lesson")
    names = {"OneDrive - School": "OneDrive", "dropbox": "Dropbox", "Mobile Documents": "iCloud"}
    assert said(place.path) == (
        f"Note: The lesson is in a folder that {names.get(folder, folder.partition('-')[0])} keeps up to date, which "
        "slows it down and can lock its files. Move the lesson to a folder that is only on this computer."
    )


def test_little_disk_or_none_that_can_be_written(lesson, tmp_path, monkeypatch):
    write, free, errors, room = tempfile.TemporaryFile, {}, {}, "there is room on the disk"

    def temporary_file(dir):
        if dir in errors:
            raise errors[dir]
        return write(dir=dir)

    monkeypatch.setattr(tempfile, "TemporaryFile", temporary_file)
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(shutil, "disk_usage", lambda where: SimpleNamespace(free=free.get(where, 0.34) * 2**30))
    (lesson / "my-lesson").mkdir()
    for where, needed in ((lesson, 0.3), (tmp_path, 0.1), (lesson / "my-lesson", 0.1)):
        assert said(place.disk) == room
        few = free[str(where)] = needed - 0.06
        remedy = f"expected {needed}. Make room there."
        assert said(place.disk) == f"Problem: Only {few:.1f} GB of disk are free for {where}, {remedy}"
        free.clear()
        for error in (PermissionError(13, "Permission denied"), OSError(28, "No space left on device")):
            errors[str(where)] = error
            remedy = "Make room, or copy the lesson to a folder in which you may write."
            assert said(place.disk) == f"Problem: Files cannot be written: {error}. {remedy}"
        errors.clear()
    sys.path.clear()  # JupyterLab is not installed yet
    assert said(place.disk).startswith(f"Problem: Only 0.3 GB of disk are free for {lesson}, expected 3.0. Make room")
    free[str(lesson)] = 3.1
    assert said(place.disk) == room


# ---- Settings, the environment and running servers

CHANGES = "is set, which changes what a notebook does. Remove this variable."
NO_FILE = "names certificates that do not exist, so downloads fail. Remove this variable."
NO_ADDRESS = "is not a whole address, so downloads can fail. Put http:// before it."
NO_TENSORFLOW = "is not tensorflow, so episode 06 can give other results. Remove this variable."


@pytest.mark.parametrize(
    ("names", "bad", "good", "sentence"),
    [
        ("SSL_CERT_FILE SSL_CERT_DIR REQUESTS_CA_BUNDLE CURL_CA_BUNDLE PIP_CERT", "gone.pem", __file__, NO_FILE),
        ("HTTPS_PROXY HTTP_PROXY ALL_PROXY https_proxy", "proxy:8080", "http://proxy:8080", NO_ADDRESS),
        ("PYTHONSTARTUP PYTHONOPTIMIZE", "1", "", CHANGES),
        ("KERAS_BACKEND", "jax", "tensorflow", NO_TENSORFLOW),
    ],
)
def test_a_variable_disturbs(lesson, monkeypatch, names, bad, good, sentence):
    for name in names.split():
        monkeypatch.setenv(name, bad)
        assert said(place.settings) == f"Note: {name.upper()} {sentence}"
        monkeypatch.setenv(name, good)
        assert said(place.settings) == "no setting is in the way"
        monkeypatch.delenv(name)
        assert said(place.settings) == "no setting is in the way"


@pytest.mark.parametrize("is_home", [False, True])
def test_a_startup_file_of_ipython(lesson, tmp_path, monkeypatch, is_home):
    folder = tmp_path / ("home/.ipython" if is_home else "ipython") / "profile_default" / "startup"
    if is_home:
        monkeypatch.delenv("IPYTHONDIR")
        monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    make(folder, "README")
    assert said(place.settings) == "no setting is in the way"
    make(folder, "a.py", "b.ipy")
    monkeypatch.setenv("PYTHONOPTIMIZE", "2")  # each disturbance is on a line
    assert said(place.settings).splitlines() == [f"Note: PYTHONOPTIMIZE {CHANGES}"] + [
        f"Every notebook first runs your file {folder / name}, which can disturb it. Move it elsewhere."
        for name in ("a.py", "b.ipy")
    ]


def test_python_on_macos_without_certificates(monkeypatch):
    for system, file, folder in (("linux", None, None), ("darwin", "a", None), ("darwin", None, "a")):
        paths = SimpleNamespace(cafile=file, capath=folder)
        monkeypatch.setattr(ssl, "get_default_verify_paths", lambda paths=paths: paths)
        monkeypatch.setattr(sys, "platform", system)
        assert said(place.certificates) == "the certificates are there"
    paths.capath = None
    assert said(place.certificates) == (
        "Note: This Python has no certificates, so all of MNIST cannot be downloaded; the lesson does not need it. "
        "Open Install Certificates.command in the folder of Python in your programs."
    )


def test_an_environment_that_is_not_the_lessons(lesson, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setenv("CONDA_DEFAULT_ENV", "base")
    assert said(place.environment) == f"the environment is {tmp_path}"  # an environment .venv that base has made
    (tmp_path / "conda-meta").mkdir()
    clash = "This is conda's environment base, whose packages can clash. Make the one of environment.yml."
    assert said(place.environment) == f"Note: {clash}"
    monkeypatch.setenv("CONDA_DEFAULT_ENV", "deep-learning-introduction")
    assert said(place.environment) == f"the environment is {tmp_path}"
    monkeypatch.setattr(sys, "base_prefix", r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.12")
    assert said(place.environment) == f"the environment is {tmp_path}"
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    none = "This is the Microsoft Store's Python without an environment. Make one, as docs/setup.md says."
    assert said(place.environment) == f"Note: {none}"


def test_a_server_runs_in_another_folder(lesson, tmp_path):
    def describe(name, folder, pid):
        make(tmp_path, f"runtime/{name}.json", text=json.dumps({"pid": pid, "root_dir": str(folder)}))

    here, fine = os.getpid(), "no JupyterLab runs in another folder"
    assert said(place.servers) == fine  # there is not even a folder for descriptions
    describe("jpserver-1", lesson, here)
    describe("jpserver-2", lesson.parent, here)  # shows the lesson too
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    describe("jpserver-3", tmp_path / "other", ended.pid)
    describe("kernel-4", tmp_path / "other", here)
    damaged = ["", "{", "[]", "3", "{}", '{"pid": null}', f'{{"pid": {here}}}', f'{{"pid": {here}, "root_dir": null}}']
    for number, text in enumerate(damaged):
        make(tmp_path, f"runtime/jpserver-0{number}.json", text=text)
    assert said(place.servers) == fine
    for folder in (lesson.parent / "other", lesson / "my-lesson"):
        describe("jpserver-5", folder, here)
        assert said(place.servers) == (
            f"Note: A JupyterLab that is running was started in {folder} and cannot show the whole lesson. "
            "Close it and start the lesson's with `make lab`, or without make with `python tools/start.py`."
        )


@pytest.mark.parametrize("before", [None, "0", "1"])
def test_both_places_of_descriptions_are_looked_at(monkeypatch, before):
    name = "JUPYTER_PLATFORM_DIRS"
    monkeypatch.setenv(name, before or "")  # so that it is as before after this test
    if before is None:
        monkeypatch.delenv(name)
    monkeypatch.setattr(jupyter_core.paths, "jupyter_runtime_dir", lambda: "old" if os.environ[name] == "0" else "new")
    assert place.runtimes() == {"old", "new"}
    assert os.environ.get(name) == before
