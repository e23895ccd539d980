"""Checks of the place where the lesson is: folders, files and settings that can disturb it, for tools/doctor.py.

Few modules are imported at the top, because a file in the wrong place can hide any other.
"""

import os
import sys
from importlib.machinery import PathFinder
from pathlib import Path

import folders

# What is beside a notebook that runs, and what is in the folder of the lesson.
MODULES = (
    "__init__ checks digit_pad digits hiding keyboard mnist mnist_files photographs playground plots progress reasons "
    "record validate widgets answers/__init__ answers/common answers/episode_01 answers/episode_02 answers/episode_03 "
    "answers/episode_04 answers/episode_05 answers/episode_06"
)
BESIDE = ("helpers.py", *(f"lesson/{name}.py" for name in MODULES.split()))
PARTS = ("data", "docs", "fig", "tools/start.py", "requirements.in", "requirements.txt", "GLOSSARY.md")
CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT")
LONGEST = 70  # characters of the lesson's path on Windows, because files of TensorFlow's add 190 to it, of 260


class Problem(Exception):
    """The lesson cannot run here; the message names the cause and says what to do."""


class Note(Exception):
    """Something that limits the lesson or can disturb it, without stopping it."""


def hiding(folder, after=None):
    """Return what episodes/lesson/hiding.py returns; nothing if it is missing, which folder() finds."""
    source, names = folders.EPISODES / "lesson" / "hiding.py", {}
    if not source.exists():
        return []
    exec(source.read_text("utf-8"), names)  # not imported, because the rest of that package needs NumPy
    return names["hiding"](folder, after)


def listed(names):
    """Return the first three names, and how many more there are."""
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def functions(file):
    """Return the names of the functions that a program defines."""
    lines = file.read_text("utf-8", "replace").splitlines()
    return {line[4:].partition("(")[0] for line in lines if line.startswith("def ")}


def notebook_folders():
    """Return the folders of the lesson in which notebooks are, without those that a command makes."""
    found = {folders.ROOT / "episodes"}
    for folder, subfolders, names in os.walk(str(folders.ROOT)):
        is_hidden = {name for name in subfolders if name[0] in "._" or Path(folder, name, "pyvenv.cfg").exists()}
        subfolders[:] = [name for name in subfolders if name not in is_hidden]
        if any(name.endswith(".ipynb") for name in names):
            found.add(Path(folder))
    return sorted(found)


def modules():
    """Check that PYTHONPATH and the user's own packages hide no module of this Python."""
    import site

    variable = os.environ.get("PYTHONPATH")
    places = [(where or os.curdir, "Remove the variable PYTHONPATH.") for where in (variable or "").split(os.pathsep)]
    places = places if variable else []
    if site.ENABLE_USER_SITE:
        places.append((site.getusersitepackages(), "Set the variable PYTHONNOUSERSITE to 1."))
    for where, remedy in places:
        folder = Path(where).resolve()
        position = next((i for i, entry in enumerate(sys.path) if Path(entry).resolve() == folder), len(sys.path))
        paths = hiding(folder, sys.path[position + 1 :])
        if paths:
            del sys.path[position]  # so that the next checks find what they need
            names = [path.stem for path in paths]
            raise Problem(f"Python finds {listed(names)} in {where} and not where it belongs. {remedy}")
    return "no other packages are in the way"


def files():
    """Check that no file beside a notebook or a tool hides a module."""
    tools = folders.ROOT / "tools"
    found = [path for folder in [*notebook_folders(), tools] for path in hiding(folder)]
    if found:
        sys.path[:] = [where for where in sys.path if Path(where) != tools]  # the next checks need Python's modules
        paths = " and ".join(path.relative_to(folders.ROOT).as_posix() for path in found)
        raise Problem(
            f"Python finds {paths} instead of the module of this name, because it looks beside a notebook or a program "
            "first. Give your file another name, then restart the notebook's kernel."
        )
    ours = folders.EPISODES / "helpers.py"
    for file in (ours, folders.ROOT / "my-lesson" / "helpers.py"):
        if ours.exists() and file.exists() and not functions(ours) <= functions(file):
            name = file.relative_to(folders.ROOT).as_posix()
            raise Problem(
                f"{name} is not the lesson's, so the notebooks beside it cannot run. "
                "Give your file another name, then run `make lab`, which restores the lesson's."
            )
    if str(folders.EPISODES) not in sys.path:
        sys.path.insert(0, str(folders.EPISODES))
    return "no file hides a module"


def another_python():
    """Return the sentences about why this is not the Python of the lesson's environment .venv, None if it may be."""
    ours = [path for path in folders.ROOT.glob(".venv/*/python*") if path.stem == "python"]
    if not ours or os.path.samefile(sys.prefix, str(folders.ROOT / ".venv")):
        return None
    command = f"{ours[0].relative_to(folders.ROOT)} tools/doctor.py"
    return f"{sys.executable} is not the Python of the lesson. Run `make doctor`, or `{command}`."


def environment():
    """Check that this Python is in an environment for the lesson."""
    if os.path.isdir(os.path.join(sys.prefix, "conda-meta")) and os.environ.get("CONDA_DEFAULT_ENV") == "base":
        raise Note("This is conda's environment base, whose packages can clash. Make the one of environment.yml.")
    if "WindowsApps" in sys.base_prefix and sys.prefix == sys.base_prefix:
        raise Note("This is the Microsoft Store's Python without an environment. Make one, as docs/setup.md says.")
    return f"the environment is {sys.prefix}"


def folder():
    """Check that the folder of the lesson is complete and that no notebook of it is alone."""
    root, copy = folders.ROOT, folders.ROOT / "my-lesson"
    parts = [*PARTS, *("episodes/" + name for name in [*BESIDE, *(name + ".ipynb" for name in folders.NAMES)])]
    missing = [part for part in parts if not (root / part).exists()]
    if missing:
        raise Problem(
            f"In the folder of the lesson, these are missing: {listed(missing)}. "
            "Download the whole folder again, and move your folder my-lesson into it."
        )
    gone = [name for name in BESIDE if copy.is_dir() and not (copy / name).exists()]
    if gone:
        raise Problem(f"In my-lesson/, these are missing: {listed(gone)}. Run `make lab`, which restores them.")
    alone = [where for where in notebook_folders() if not all((where / name).exists() for name in BESIDE)]
    lonely = [path for where in alone for path in sorted(where.glob("*.ipynb")) if path.stem in folders.NAMES]
    if lonely:
        name = lonely[0].relative_to(root).as_posix()
        raise Note(f"{name} is alone, without helpers.py and the folder lesson. Move it to my-lesson/ to run it.")
    return "the folder of the lesson is complete"


def path():
    """Check that the lesson is not too deep in folders for Windows, and in none that a program copies away."""
    root = str(folders.ROOT)
    if sys.platform == "win32" and len(root) > LONGEST and not long_paths():
        raise Note(
            f"The path of the lesson has {len(root)} characters, and with those of its packages it is too long for "
            "Windows, so that they cannot be installed completely. Move the lesson to a short path such as C:\\lesson."
        )
    for name in ("OneDrive", "Dropbox", "Google Drive", "GoogleDrive", "Mobile Documents", "Nextcloud"):
        if name.lower() in root.lower():
            name = name.replace("Mobile Documents", "iCloud")
            raise Note(
                f"The lesson is in a folder that {name} keeps up to date, which slows it down and can lock its files. "
                "Move the lesson to a folder that is only on this computer."
            )
    return "the folder has a good place"


def long_paths():
    """Return whether Windows is set to allow long paths."""
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as key:
            return winreg.QueryValueEx(key, "LongPathsEnabled")[0] == 1
    except OSError:
        return False


def disk():
    """Check that there is room on the disk, and that the folders of the lesson can be written."""
    import shutil
    import tempfile

    try:
        is_installed = PathFinder.find_spec("jupyterlab", sys.path)
        places = {folders.ROOT: 0.3 if is_installed else 3.0, Path(tempfile.gettempdir()): 0.1}
        if (folders.ROOT / "my-lesson").is_dir():
            places[folders.ROOT / "my-lesson"] = 0.1
        for where, needed in places.items():
            free = shutil.disk_usage(str(where)).free / 2**30
            if free < needed:
                raise Problem(f"Only {free:.1f} GB of disk are free for {where}, expected {needed}. Make room there.")
            with tempfile.TemporaryFile(dir=str(where)) as file:
                file.write(b"lesson")
    except OSError as error:
        raise Problem(
            f"Files cannot be written: {error}. Make room, or copy the lesson to a folder in which you may write."
        ) from None
    return "there is room on the disk"


def settings():
    """Check that variables and start-up files of the user disturb neither pip nor a notebook."""
    variables, found = os.environ, []
    for name in CERTIFICATES:
        values = variables.get(name, "").split(os.pathsep if name == "SSL_CERT_DIR" else "\0")
        if values != [""] and not any(Path(value).exists() for value in values):
            found.append(f"{name} names certificates that do not exist, so downloads fail. Remove this variable.")
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
        value = variables.get(name) or variables.get(name.lower())
        if value and "://" not in value:
            found.append(f"{name} is not a whole address, so downloads can fail. Put http:// before it.")
    for name in ("PYTHONSTARTUP", "PYTHONOPTIMIZE"):
        if variables.get(name):
            found.append(f"{name} is set, which changes what a notebook does. Remove this variable.")
    if variables.get("KERAS_BACKEND") not in (None, "", "tensorflow"):
        found.append("KERAS_BACKEND is not tensorflow, so episode 06 can give other results. Remove this variable.")
    startup = Path(variables.get("IPYTHONDIR") or Path.home() / ".ipython") / "profile_default" / "startup"
    for file in sorted(path for path in startup.glob("*") if path.suffix in (".py", ".ipy")):
        found.append(f"Every notebook first runs your file {file}, which can disturb it. Move it elsewhere.")
    if found:
        raise Note("\n".join(found))
    return "no setting is in the way"


def certificates():
    """Check that Python on macOS has certificates, without which it can download nothing."""
    import ssl

    paths = ssl.get_default_verify_paths()
    if sys.platform == "darwin" and not (paths.cafile or paths.capath):
        raise Note(
            "This Python has no certificates, so all of MNIST cannot be downloaded; the lesson does not need it. Open "
            "Install Certificates.command in the folder of Python in your programs."
        )
    return "the certificates are there"


def servers():
    """Check that no running JupyterLab shows a folder in which the whole lesson is not to be seen."""
    import psutil

    for root in served(runtimes(), psutil.pid_exists):
        if root != folders.ROOT and root not in folders.ROOT.parents:
            raise Note(
                f"A JupyterLab that is running was started in {root} and cannot show the whole lesson. "
                "Close it and start the lesson's with `make lab`, or without make with `python tools/start.py`."
            )
    return "no JupyterLab runs in another folder"


def runtimes():
    """Return the folders in which Jupyter servers leave a description, those of the lesson and those of others."""
    from jupyter_core.paths import jupyter_runtime_dir

    before, found = os.environ.get("JUPYTER_PLATFORM_DIRS"), set()
    for choice in ("0", "1", before):
        os.environ["JUPYTER_PLATFORM_DIRS"] = choice or ""
        found.add(jupyter_runtime_dir())
    if before is None:
        del os.environ["JUPYTER_PLATFORM_DIRS"]
    return found


def served(places, is_running):
    """Return the root folders of Jupyter servers that are described in some folders and whose process is running."""
    import json

    found = []
    for about in sorted(about for where in places for about in Path(where).glob("jpserver-*.json")):
        try:
            server = json.loads(about.read_text("utf-8"))
            if is_running(server["pid"]):
                found.append(Path(server["root_dir"]).resolve())
        except (OSError, ValueError, KeyError, TypeError):
            pass  # a server that has just begun or ended
    return found
