"""doctor.py: it reports that everything is there, or names the cause of each problem and says what to do."""

import ctypes
import importlib.metadata
import json
import os
import platform
import re
import signal
import subprocess
import sys
import sysconfig

import psutil
import pytest
from packaging.markers import Marker

import doctor
import folders
import helpers
import notebooks
import place
from lesson_files import NOTEBOOKS, ROOT


def undisturbed(tmp_path, **variables):
    """Return the environment of a process that the user's own settings and servers do not disturb."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "JUPYTER", "KERAS"))}
    return env | {"IPYTHONDIR": str(tmp_path / "ipython"), "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime")} | variables


def test_all_is_well_here(tmp_path):
    command = [sys.executable, "tools/doctor.py"]
    done = subprocess.run(command, cwd=ROOT, env=undisturbed(tmp_path), capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == len(doctor.CHECKS) + 1 and all(line.startswith("ok  ") for line in lines[:-1])
    assert lines[-1].startswith("Everything is there. `make lab` opens the lesson, ")
    assert not done.stderr


# ---- The order of the checks


def fine():
    return "fine"


def limited():
    raise doctor.Note("Open the window.\nOpen the door.")


def broken():
    raise doctor.Problem("Close the window.")


def unexpected():
    raise KeyError("door")


def never():
    raise AssertionError("a check that depends on a problem is called")


def never_too():
    never()


def test_every_problem_is_listed_and_what_depends_on_it_is_left_out(capsys):
    checks = {fine: (), broken: (), never: (fine, broken), never_too: (never,), unexpected: (), limited: ()}
    assert doctor.main(checks) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["ok   fine", "NO   Close the window."]
    assert lines[2].startswith("NO   The check unexpected failed: KeyError('door'). ")
    assert lines[3:5] == ["note Open the window.", "note Open the door."]
    assert lines[5] == "--   Not checked before this is solved: never, never_too"
    assert lines[6:] == ["The setup page (docs/setup.md) has more. Then run this again."]


def test_a_note_does_not_stop_the_lesson(capsys):
    assert doctor.main({limited: (), fine: (limited,)}) == 0
    assert capsys.readouterr().out.splitlines()[2:] == [
        "ok   fine",
        "The lesson can start; read the notes above. `make lab` opens the lesson, or without make "
        "`python tools/start.py`.",
    ]


def test_a_check_comes_after_those_that_it_depends_on():
    order = list(doctor.CHECKS)
    assert all(order.index(first) < order.index(check) for check in order for first in doctor.CHECKS[check])


# ---- Python and the system


@pytest.mark.parametrize("version", [(3, 10, 4), (3, 14, 0), (2, 7, 18)])
def test_another_version_of_python(monkeypatch, version):
    monkeypatch.setattr(place, "another_python", lambda: None)
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(doctor.Problem, match=f"This is Python {version[0]}.{version[1]}; the lesson needs 3.11"):
        doctor.python()


@pytest.mark.parametrize("version", ["3.6", "3.8", "3.9"])
def test_an_old_python_can_read_the_doctor(version):
    import ast

    for name in ("doctor", "place", "folders"):
        ast.parse((ROOT / "tools" / f"{name}.py").read_text("utf-8"), feature_version=(3, int(version[2:])))


def this_is(monkeypatch, system="linux", machine="x86_64", build="", bits=64, libc=("glibc", "2.39"), **variables):
    """Let this Python look like one of another system."""
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(sys, "maxsize", 2 ** (bits - 1) - 1)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    monkeypatch.setattr(platform, "libc_ver", lambda: libc)
    monkeypatch.setattr(sysconfig, "get_platform", lambda: build)
    monkeypatch.setattr(sysconfig, "get_config_var", variables.get)


@pytest.mark.parametrize(
    ("system", "said"),
    [
        ({"bits": 32, "machine": "armv7l"}, "This Python has 32 bits, .*Install the 64-bit version"),
        ({"bits": 32, "system": "win32", "build": "win32", "machine": "x86"}, "This Python has 32 bits"),
        ({"Py_GIL_DISABLED": 1}, "PyPy or free-threaded"),
        ({"system": "win32", "build": "mingw_x86_64_ucrt"}, "the Python of MSYS2"),
        (
            {"system": "win32", "build": "win-arm64", "machine": "ARM64"},
            "ARM version of Python .* 64-bit x86-64 version",
        ),
        ({"machine": "ppc64le"}, "There is no TensorFlow for this processor, ppc64le. Use another"),
        ({"SOABI": "cpython-312-x86_64-linux-musl", "libc": ("", "")}, "Alpine .* Use a Linux with glibc, or Binder"),
        ({"libc": ("glibc", "2.17")}, "This Linux is too old: it has glibc 2.17, .* Use a newer Linux"),
    ],
)
def test_a_system_without_tensorflow(monkeypatch, system, said):
    this_is(monkeypatch, **system)
    with pytest.raises(doctor.Problem, match=said):
        doctor.python()


@pytest.mark.parametrize(
    "system",
    [
        {},
        {"machine": "aarch64", "libc": ("glibc", "2.28")},
        {"system": "darwin", "machine": "arm64"},
        {"system": "darwin", "machine": "x86_64"},
        {"system": "win32", "machine": "AMD64", "build": "win-amd64"},
        {"system": "win32", "machine": "ARM64", "build": "win-amd64"},  # x86-64 on an ARM processor
    ],
)
def test_a_system_on_which_the_lesson_runs(monkeypatch, system):
    this_is(monkeypatch, **system)
    assert doctor.python().startswith("Python 3.")


def test_another_kind_of_python(monkeypatch):
    monkeypatch.setattr(sys, "implementation", type("PyPy", (), {"name": "pypy"}))
    with pytest.raises(doctor.Problem, match="PyPy or free-threaded"):
        doctor.python()


# ---- Packages


def test_a_package_that_is_missing_or_another(monkeypatch):
    found = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "0.1" if name == "pandas" else found(name))
    assert doctor.packages().endswith("packages are installed")
    with pytest.raises(doctor.Problem, match="pandas is 0.1, and the lesson is tested with .* Run `make lab` again"):
        doctor.versions()

    def none(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", none)
    monkeypatch.setattr(place, "another_python", lambda: None)
    with pytest.raises(doctor.Problem, match="The package packaging is not installed in .* Run `make lab` again"):
        doctor.packages()
    monkeypatch.setattr(place, "another_python", lambda: "This is not the Python of the lesson.")
    with pytest.raises(doctor.Problem, match="This is not the Python of the lesson."):
        doctor.packages()


def test_the_python_of_the_environment_is_the_right_one(monkeypatch, tmp_path):
    monkeypatch.setattr(folders, "ROOT", tmp_path)
    assert place.another_python() is None  # there is no environment .venv, but perhaps one of conda
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").touch()
    command = re.escape(f"`{os.path.join('.venv', 'bin', 'python')} tools/doctor.py`")
    assert re.search(f"is not the Python of the lesson. Run `make doctor`, or {command}.", place.another_python())
    monkeypatch.setattr(sys, "prefix", str(tmp_path / ".venv"))
    assert place.another_python() is None


def locked(system, machine, version):
    """Return name -> versions of the packages in the lock that a system gets."""
    env = {"sys_platform": system, "platform_machine": machine, "python_full_version": version}
    env |= {"python_version": version[:4], "os_name": "nt" if system == "win32" else "posix"}
    pins = re.findall(
        r"^([\w.-]+)==([^\s;]+)(?: ; ([^\\]*))? \\$", (ROOT / "requirements.txt").read_text("utf-8"), re.M
    )
    found = {}
    for name, number, marker in pins:
        if not marker or Marker(marker).evaluate(env):
            found.setdefault(name, []).append(number)
    return found


@pytest.mark.parametrize("version", ["3.11.9", "3.12.4", "3.13.1"])
@pytest.mark.parametrize(
    ("system", "machine", "tensorflow"),
    [
        ("linux", "x86_64", "tensorflow-cpu"),
        ("linux", "aarch64", "tensorflow"),
        ("darwin", "arm64", "tensorflow"),
        ("darwin", "x86_64", None),
        ("win32", "AMD64", "tensorflow"),
        ("win32", "ARM64", "tensorflow"),
    ],
)
def test_each_system_gets_one_version_of_each_package_and_an_intel_mac_no_tensorflow(
    monkeypatch, system, machine, version, tensorflow
):
    lock = locked(system, machine, version)
    assert {name for name in lock if name.startswith("tensorflow")} == ({tensorflow} if tensorflow else set())
    assert all(len(numbers) == 1 for numbers in lock.values())
    this_is(monkeypatch, system=system, machine=machine)
    wanted = doctor.requirements()
    assert ("keras" in wanted) == ("keras" in lock) == bool(tensorflow)
    assert set(wanted) <= set(lock) and {"numpy", "pandas", "matplotlib", "jupyterlab"} <= set(wanted)


def test_episodes_01_to_05_do_without_keras():
    sources = [
        "".join(cell["source"]) for path in NOTEBOOKS[:5] for cell in json.loads(path.read_text("utf-8"))["cells"]
    ]
    code = [text for text in sources if text.startswith("import ")]
    assert len(code) == 5
    blocked = "import sys\nsys.modules['keras'] = sys.modules['tensorflow'] = None\nimport lesson.answers\n"
    run = subprocess.run(
        [sys.executable, "-c", blocked + "\n".join(code)], cwd=folders.EPISODES, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr


# ---- Imports in another process


def test_how_another_process_ends():
    assert doctor.run("print(1)") == (0, "1\n")
    code, text = doctor.run("import nowhere")
    assert code == 1 and text.endswith("No module named 'nowhere'\n")
    assert doctor.run("import time; time.sleep(60)", seconds=0.5) == (None, "")


def test_a_file_in_the_present_folder_does_not_disturb_the_other_process(tmp_path, monkeypatch):
    (tmp_path / "numpy.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert doctor.run("import numpy")[0] == 0


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        (None, "", "did not start in two minutes. Close other programs"),
        (-4, "", "instructions that this processor does not have. Use another computer"),
        (0xC000001D, "", "instructions that this processor does not have"),
        (1, "RuntimeError: NumPy was built with baseline optimizations: (X86_V2)", "instructions that this processor"),
        (
            1,
            "ImportError: DLL load failed while importing _pywrap",
            "the Microsoft Visual C[+][+] Redistributable. Install",
        ),
        (1, "ImportError: Could not find the DLL(s) 'msvcp140_1.dll'.", "the Microsoft Visual C[+][+] Redistributable"),
        (0xC0000135, "", "the Microsoft Visual C[+][+] Redistributable"),
        (-9, "", "did not get enough memory. Close other programs"),
        (0xC0000017, "", "did not get enough memory"),
        (1, "Traceback\nMemoryError", "did not get enough memory"),
        (-6, "terminate called after throwing an instance of 'std::bad_alloc'", "did not get enough memory"),
        (1, "ImportError: dlopen(...): incompatible architecture (have 'arm64')", "for another processor. Delete"),
        (1, "ImportError: libgomp.so.1: cannot open shared object file", "a library of the system .*libgomp.so.1"),
        (1, "ImportError: version `GLIBC_2.34' not found (required by a.so)", "a library of the system .*GLIBC_2.34"),
        (1, "ModuleNotFoundError: No module named 'torch'", "set to the back end torch. Remove KERAS_BACKEND"),
        (1, "ModuleNotFoundError: No module named 'absl'", "cannot be used: .*'absl'. Delete the folder .venv"),
        (-11, "", "cannot be used: exit code -11. Delete the folder .venv"),
    ],
)
def test_the_cause_of_a_failed_import(code, text, said):
    assert re.search(f"(Keras|It).* {said}", doctor.cause("It", code, text))


def test_packages_that_cannot_be_imported(monkeypatch):
    assert doctor.imports() == "the packages can be imported"
    monkeypatch.setattr(doctor, "IMPORTS", "import sys; sys.exit('ImportError: DLL load failed')")
    with pytest.raises(doctor.Problem, match="A package of the lesson needs the Microsoft Visual"):
        doctor.imports()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
def test_an_illegal_instruction_ends_only_the_other_process(monkeypatch):
    death = f"import os; os.kill(os.getpid(), {signal.SIGILL:d})"
    monkeypatch.setattr(doctor, "KERAS", death)
    monkeypatch.setattr(doctor, "lacks_avx", lambda: False)
    with pytest.raises(doctor.Note, match="ended with an illegal instruction.* Episodes 01 to 05 work; for 06, use"):
        doctor.keras()
    monkeypatch.setattr(doctor, "lacks_avx", lambda: True)
    with pytest.raises(doctor.Note, match="has no AVX, which TensorFlow needs. Episodes 01 to 05 work"):
        doctor.keras()
    monkeypatch.setattr(doctor, "IMPORTS", death)
    with pytest.raises(doctor.Problem, match="instructions that this processor does not have"):
        doctor.imports()


def test_a_processor_without_avx(monkeypatch, tmp_path):
    about = tmp_path / "cpuinfo"
    this_is(monkeypatch)
    about.write_text("processor\t: 0\nflags\t\t: fpu sse sse4_2 avx avx2\nbugs: 1\n")
    assert not doctor.lacks_avx(about)
    about.write_text("processor\t: 0\nflags\t\t: fpu sse sse4_2\nbugs: avx\n")
    assert doctor.lacks_avx(about)
    this_is(monkeypatch, machine="aarch64")
    assert not doctor.lacks_avx(about)
    this_is(monkeypatch)
    about.write_text("")
    assert not doctor.lacks_avx(about) and not doctor.lacks_avx(tmp_path / "none")


@pytest.mark.parametrize("has_avx", [0, 1])
def test_a_processor_without_avx_on_windows(monkeypatch, has_avx):
    kernel32 = type("Kernel32", (), {"IsProcessorFeaturePresent": lambda number: has_avx if number == 39 else 1})
    monkeypatch.setattr(ctypes, "windll", type("Dlls", (), {"kernel32": kernel32}), raising=False)
    this_is(monkeypatch, system="win32", machine="AMD64")
    assert doctor.lacks_avx() == (not has_avx)
    this_is(monkeypatch, system="win32", machine="ARM64")
    assert not doctor.lacks_avx()


@pytest.mark.parametrize(
    ("rosetta", "said"),
    [
        ("0\n", "no TensorFlow for Macs with an Intel processor. Episodes 01 to 05 work"),
        ("1\n", "Mac has Apple silicon"),
    ],
)
def test_a_mac_without_tensorflow(monkeypatch, rosetta, said):
    this_is(monkeypatch, system="darwin", machine="x86_64")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0, stdout=rosetta))
    with pytest.raises(doctor.Note, match=said):
        doctor.keras()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import sys; sys.exit('ImportError: DLL load failed while importing _pywrap')", "Keras needs the Microsoft"),
        ("print(3.0, 'tensorflow')", "Expected 2.0 from Keras, got 3.0. Delete the folder .venv"),
    ],
)
def test_keras_that_cannot_be_used(monkeypatch, code, said):
    monkeypatch.setattr(doctor, "KERAS", code)
    monkeypatch.setattr(doctor, "lacks_avx", lambda: False)
    with pytest.raises(doctor.Problem, match=said):
        doctor.keras()


# ---- Memory, data and the kernel


def test_little_memory(monkeypatch):
    monkeypatch.setattr(psutil, "virtual_memory", lambda: type("Memory", (), {"available": 2**30}))
    with pytest.raises(doctor.Problem, match="1.0 GB of memory are free, .*Close other programs"):
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


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (notebooks.NotebookError("It stopped in code cell 1"), "stopped in code cell 1\n.*make lab"),
        (RuntimeError("Kernel died before replying"), "kernel does not start: Kernel died .*make lab"),
        (RuntimeError("Kernel didn't respond in 60 seconds"), "does not start: .* Allow Python in your firewall"),
        (PermissionError(13, "Permission denied", "runtime"), "Jupyter cannot write its files: .*'runtime'. Make this"),
    ],
)
def test_a_kernel_that_fails(monkeypatch, error, said):
    def fails(*_, **__):
        raise error

    monkeypatch.setattr(notebooks, "execute", fails)
    with pytest.raises(doctor.Problem, match=said):
        doctor.kernel()


def test_a_kernel_of_another_python(monkeypatch):
    monkeypatch.setattr(sys, "prefix", "/somewhere/else")
    with pytest.raises(doctor.Problem, match="Expected '39.0 /somewhere/else' from the notebooks' kernel, got '39.0 "):
        doctor.kernel()


def test_a_foreign_kernel_that_comes_first(monkeypatch, tmp_path):
    spec = tmp_path / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    program = tmp_path / "bin" / "python"
    argv = [str(program), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec.write_text(json.dumps({"argv": argv, "display_name": "Mine", "language": "python"}))
    said = f"The kernel python3 in {spec.parent} comes first and starts {program}, .*Remove the variable JUPYTER_PATH"
    with pytest.raises(doctor.Problem, match=said):  # a Python that has been deleted
        doctor.kernel()
    program.parent.mkdir()
    program.touch()
    with pytest.raises(doctor.Problem, match=said):
        doctor.kernel()


def test_the_command_of_a_kernel():
    assert not doctor.foreign(["python", "-m", "ipykernel_launcher"]) and not doctor.foreign([sys.executable])
    assert doctor.foreign(["xpython"]) and doctor.foreign([os.path.abspath(__file__)])
