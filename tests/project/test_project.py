"""The project around the notebooks: locks, environment, README, Makefile."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile

import pytest

from gate import edited_by_hand
from lesson_files import ROOT

LOCKS = ["requirements.txt", "requirements-test.txt"]


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def packages(lock):
    """Return the requirement blocks of a lock, each from its name to its last comment."""
    return re.findall(r"^[a-z0-9][^\n]*(?:\n[ ][^\n]*)*", text(lock), re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_address(lock):
    # The installation before each test run requires hashes, so it tests that every package has a version and a hash.
    assert len(packages(lock)) > 10
    assert not re.search(r"https?:|--index|--find-links|@ file", text(lock))


@pytest.mark.parametrize("right", [True, False])
def test_a_package_with_another_hash_is_refused(tmp_path, right):
    wheel = tmp_path / "tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr("tiny.py", "")
        file.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        file.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        file.writestr("tiny-1.0.dist-info/RECORD", "")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest() if right else "0" * 64
    (tmp_path / "lock.txt").write_text(f"tiny==1.0 --hash=sha256:{digest}\n")
    into = ["--no-index", "--find-links", tmp_path, "--target", tmp_path / "into"]
    command = [sys.executable, "-m", "uv", "pip", "install", "--require-hashes", "-r", tmp_path / "lock.txt", *into]
    run = subprocess.run(command, capture_output=True, text=True)
    assert (run.returncode == 0) == (tmp_path / "into" / "tiny.py").exists() == right
    assert right or "Hash mismatch" in run.stderr


@pytest.mark.parametrize("name", ["requirements.in", "requirements-test.in"])
def test_every_direct_dependency_says_why_it_is_there(name):
    comment_above = False
    for line in text(name).splitlines():
        is_package = re.match(r"[a-z]", line)
        if is_package:
            assert "#" in line or comment_above, f"{name}: say why {line} is there"
        comment_above = line.startswith("#") or (comment_above and is_package)


def test_learners_get_no_test_tools():
    names = {re.match(r"[a-z0-9._-]+", block)[0] for block in packages("requirements.txt")}
    assert names.isdisjoint({"scikit-learn", "mlxtend", "hypothesis", "ruff", "uv", "jupytext"})


def test_both_locks_agree():
    pins = [{re.match(r"\S+==\S+", block)[0] for block in packages(lock)} for lock in LOCKS]
    names = [{pin.split("==")[0] for pin in lock} for lock in pins]
    for pin in pins[1]:
        assert pin in pins[0] or pin.split("==")[0] not in names[0], pin
    assert len(names[0] & names[1]) > 10


def test_linux_on_x86_64_gets_the_small_tensorflow():
    blocks = {block.split("==")[0]: block.splitlines()[0] for block in packages("requirements.txt")}
    assert "platform_machine == 'x86_64' and sys_platform == 'linux'" in blocks["tensorflow-cpu"]
    others = "platform_machine != 'x86_64' or (sys_platform != 'darwin' and sys_platform != 'linux')"
    assert others in blocks["tensorflow"]  # and a Mac with an Intel processor gets neither


def test_conda_and_binder_install_from_the_same_lock():
    lines = [line.strip() for line in text("environment.yml").splitlines()]
    assert "- -r requirements.txt" in lines
    assert sum("=" in line for line in lines if not line.startswith("#")) == 1  # python=..., no second list of versions


def test_make_alone_lists_every_target():
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = re.search(r"^\.PHONY: (.*)", text("Makefile"), re.MULTILINE)[1].split()
    internal = {"help", "env", "test-env", "new-env", "add-test-tools"}
    assert re.findall(r"^make (\w+)", listed, re.MULTILINE) == [t for t in targets if t not in internal]


def bash_blocks(name):
    return "\n".join(re.findall(r"(?s)```bash\n(.*?)```", text(name)))


def test_the_readme_is_a_first_page():
    assert len(text("README.md").splitlines()) <= 80


def test_contributings_one_liners_work():
    commands = re.findall(r"^python -c .*", bash_blocks("CONTRIBUTING.md"), re.MULTILINE)
    assert commands
    env = {**os.environ, "PATH": os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]}
    for command in commands:
        run = subprocess.run(command, shell=True, cwd=ROOT / "episodes", env=env, capture_output=True, text=True)
        stated = re.search(re.escape(command) + r"\n# (.*)", text("CONTRIBUTING.md"))[1]
        assert run.stdout.strip() == stated, run.stderr


def test_readme_and_contributing_name_what_exists():
    for name in ("README.md", "CONTRIBUTING.md", "docs/quality.md"):
        targets = set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))
        assert set(re.findall(r"`make (\w+)", text(name))) <= targets
        for link in re.findall(r"\]\(([^)#]+)\)", text(name)):
            assert link.startswith("https://") or (ROOT / name).parent.joinpath(link).exists(), link


def test_helpers_stay_thin():
    assert len(text("episodes/helpers.py").splitlines()) <= 320


def test_importing_helpers_does_not_import_tensorflow():
    code = (
        "import helpers, sys; print([m for m in ('tensorflow', 'keras', 'pandas', 'matplotlib') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "episodes", capture_output=True, text=True)
    assert run.stdout == "[]\n", run.stderr


def test_importing_helpers_leaves_one_blas_thread():
    code = "import helpers, threadpoolctl as t; print({pool['num_threads'] for pool in t.threadpool_info()})"
    env = os.environ | {"OPENBLAS_NUM_THREADS": "2"}
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "episodes", env=env, capture_output=True, text=True)
    assert run.stdout == "{1}\n", run.stderr


def test_diagrams_are_what_draw_py_draws(tmp_path):
    assert not edited_by_hand(ROOT / "fig", tmp_path), "run `make figures`"


# ---- The Makefile's set-up, with stand-ins for Python, so that nothing is downloaded.

needs_posix = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")


def stand_in(folder, name, version, ensurepip=True):
    """Write a program that answers like a Python of another version."""
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(
        "#!/bin/sh\ncase \"$2\" in\n"
        f"*sys.version_info*) echo {version};;\n"
        f"*ensurepip*) exit {0 if ensurepip else 1};;\n"
        "*) echo \"called: $*\" >&2; exit 1;;\nesac\n"
    )  # fmt: skip
    program.chmod(0o755)
    return program


def setup(tmp_path, *pythons):
    for name in ("Makefile", *LOCKS):
        shutil.copy(ROOT / name, tmp_path)
    return subprocess.run(
        ["make", "new-env", "PYTHON=" + " ".join(map(str, pythons))], cwd=tmp_path, capture_output=True, text=True
    )


@needs_posix
@pytest.mark.parametrize(("versions", "found"), [(["3.10"], "3.10"), (["3.14"], "3.14"), (["2.7", "3.9"], "2.7 3.9")])
def test_a_wrong_python_gets_one_clear_sentence(tmp_path, versions, found):
    pythons = [stand_in(tmp_path / "bin", f"python{version}", version) for version in versions]
    run = setup(tmp_path, *pythons)
    assert run.returncode != 0
    assert f"needs Python 3.11, 3.12 or 3.13; found here: {found}. Install one" in run.stderr
    assert not (tmp_path / ".venv").exists()


@needs_posix
def test_no_python_gets_one_clear_sentence(tmp_path):
    run = setup(tmp_path, tmp_path / "nowhere" / "python3")
    assert run.returncode != 0
    assert "needs Python 3.11, 3.12 or 3.13; found here: none." in run.stderr


@needs_posix
def test_a_python_that_fits_is_found_behind_one_that_does_not(tmp_path):
    pythons = [stand_in(tmp_path / "bin", f"python{version}", version) for version in ("3.14", "3.12")]
    run = setup(tmp_path, *pythons)
    assert "with Python 3.12" in run.stdout
    assert "called: -m venv .venv" in run.stderr


@needs_posix
def test_a_python_without_venv_gets_one_clear_sentence(tmp_path):
    run = setup(tmp_path, stand_in(tmp_path / "bin", "python3.11", "3.11", ensurepip=False))
    assert run.returncode != 0
    assert "install the package python3-venv" in run.stderr


@needs_posix
def test_make_needs_no_tools_beyond_those_of_posix(tmp_path):
    tools, make = tmp_path / "tools", shutil.which("make")
    tools.mkdir()
    for name in ("awk", "cp", "echo", "mkdir", "mv", "rm", "rmdir", "sh"):
        (tools / name).symlink_to(shutil.which(name))
    python = tmp_path / "python3"  # makes an "environment" with itself in it, and installs nothing
    python.write_text(
        '#!/bin/sh\ncase "$*" in\n*sys.version_info*) echo 3.12;;\n'
        '*"-m venv "*) mkdir -p .venv/bin && cp "$0" .venv/bin/python;;\nesac\n'
    )
    python.chmod(0o755)
    for name in ("Makefile", *LOCKS):
        shutil.copy(ROOT / name, tmp_path)
    for targets in (["new-env", "add-test-tools"], ["clean"]):
        command = [make, *targets, f"PYTHON={python}"]
        run = subprocess.run(command, cwd=tmp_path, env={"PATH": str(tools)}, capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        for lock in LOCKS:
            made = tmp_path / ".venv" / lock
            assert made.exists() == ("clean" not in targets)


def environment(tmp_path):
    """Make a folder with an environment that looks finished and uses this Python."""
    for name in ("Makefile", *LOCKS):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    for lock in LOCKS:
        shutil.copy(ROOT / lock, tmp_path / ".venv")
    return tmp_path


def make_env(folder):
    # This Python does not exist, so if make tries to make a new environment, it fails, and nothing is downloaded.
    command = ["make", "test-env", "PYTHON=/nowhere/python3"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


@needs_posix
def test_an_unchanged_lock_needs_nothing_whatever_the_files_dates(tmp_path):
    folder = environment(tmp_path)
    os.utime(folder / "requirements.txt")
    run = make_env(folder)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


@needs_posix
@pytest.mark.parametrize("change", ["lock", "unfinished", "python gone"])
def test_the_environment_is_made_again_when(tmp_path, change):
    folder = environment(tmp_path)
    if change == "lock":
        (folder / "requirements.txt").write_text(text("requirements.txt") + "# changed\n")
    elif change == "unfinished":
        (folder / ".venv" / "requirements.txt").unlink()
    else:
        (folder / ".venv" / "bin" / "python").unlink()
    run = make_env(folder)
    assert run.returncode != 0 and "needs Python 3.11, 3.12 or 3.13; found here: none" in run.stderr


@needs_posix
def test_a_second_make_waits_for_its_turn(tmp_path):
    folder = environment(tmp_path)
    (folder / "requirements.txt").write_text(text("requirements.txt") + "# changed\n")
    (folder / ".venv.lock").mkdir()
    run = make_env(folder)
    assert run.returncode != 0 and "Another make is working on .venv" in run.stderr
    assert (folder / ".venv" / "requirements.txt").exists() and (folder / ".venv.lock").exists()


@needs_posix
def test_a_failed_set_up_can_be_repeated(tmp_path):
    program = stand_in(tmp_path / "bin", "python3.11", "3.11")
    for _ in range(2):
        run = setup(tmp_path, program)
        assert run.returncode != 0 and "could not make the folder .venv" in run.stderr
        assert not (tmp_path / ".venv.lock").exists()
