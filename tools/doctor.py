"""Check that everything is there for the workshop, and name the cause of each problem: `make doctor`.

It needs no network and takes about ten seconds. Without make, run `python tools/doctor.py` with the environment's
Python. Modules are imported within the checks, because they can be missing, or a learner's file can hide them.
"""

import os
import sys

import folders
import place
from place import Note, Problem

INSTALL = "Run `make lab` again, or `pip install -r requirements.txt` in the lesson's environment."
AGAIN = "Delete the folder .venv and run `make lab` again, or make the environment again as docs/setup.md says."
PYTHON = "Install the 64-bit version of Python 3.11, 3.12 or 3.13 from python.org, then make the environment again."
ONLY_05 = "Episodes 01 to 05 work; for 06, use another computer or Binder."

IMPORTS = "import numpy, pandas, matplotlib.pyplot, PIL.Image, zmq, ipykernel, ipywidgets, anywidget, tqdm"
KERAS = """import os
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", TF_ENABLE_ONEDNN_OPTS="0")  # hides messages for developers
import keras
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer="ones")])
print(float(model(keras.ops.ones((1, 2)))[0, 0]), keras.backend.backend())"""
# How Windows and other systems report the end of a process: an illegal instruction, a missing DLL, too little memory.
ILLEGAL, NO_DLL, NO_MEMORY = (-4, 132, 0xC000001D), (0xC0000135,), (-9, 137, 0xC0000017)


def python():
    """Check that there are packages for this Python and this system."""
    import platform
    import sysconfig

    version = ".".join(map(str, sys.version_info[:2]))
    build, machine = sysconfig.get_platform(), platform.machine().lower()
    if sys.version_info[:2] not in ((3, 11), (3, 12), (3, 13)):
        raise Problem(
            place.another_python() or f"This is Python {version}; the lesson needs 3.11, 3.12 or 3.13. {PYTHON}"
        )
    if sys.maxsize < 2**32:
        raise Problem(f"This Python has 32 bits, and TensorFlow needs 64. {PYTHON}")
    if sys.implementation.name != "cpython" or sysconfig.get_config_var("Py_GIL_DISABLED"):
        raise Problem(f"There is no TensorFlow for this kind of Python, PyPy or free-threaded. {PYTHON}")
    if build.startswith(("mingw", "cygwin", "msys")):
        raise Problem(f"There is no TensorFlow for the Python of MSYS2 and Cygwin. {PYTHON}")
    if build == "win-arm64":
        better = PYTHON.replace("64-bit version", "64-bit x86-64 version")
        raise Problem(f"There is no TensorFlow for the ARM version of Python on Windows. {better}")
    if sys.platform != "win32" and machine not in ("x86_64", "amd64", "aarch64", "arm64"):
        raise Problem(f"There is no TensorFlow for this processor, {machine}. Use another computer or Binder.")
    if sys.platform == "linux" and "musl" in (sysconfig.get_config_var("SOABI") or ""):
        raise Problem("There is no TensorFlow for Alpine and other Linux with musl. Use a Linux with glibc, or Binder.")
    name, number = platform.libc_ver() if sys.platform == "linux" else ("", "")
    if name == "glibc" and [int(part) for part in number.split(".")[:2]] < [2, 28]:
        raise Problem(f"This Linux is too old: it has glibc {number}, and the packages need 2.28. Use a newer Linux.")
    return f"Python {version}"


def requirements():
    """Return name -> versions in the lock, for the packages of requirements.in that this system needs."""
    import platform
    import re

    from packaging.requirements import Requirement

    here = {"sys_platform": sys.platform, "platform_machine": platform.machine()}
    lock = re.findall(r"^([\w.-]+)==([^\s;]+)", (folders.ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    lines = re.findall(r"^[a-z][^#\n]*", (folders.ROOT / "requirements.in").read_text("utf-8"), re.MULTILINE)
    needed = [line.name for line in map(Requirement, lines) if not line.marker or line.marker.evaluate(here)]
    # A system has at most one of the two builds of TensorFlow, and Keras comes with either of them.
    names = sorted({"keras" if name.startswith("tensorflow") else name for name in needed})
    return {name: [version for pin, version in lock if pin == name] for name in names}


def packages():
    """Check that every package of requirements.in that this system needs is installed."""
    from importlib import metadata

    try:
        for name in ["packaging", *requirements()]:
            metadata.version(name)
    except (metadata.PackageNotFoundError, ModuleNotFoundError) as error:
        gone = f"The package {error.name} is not installed in {sys.prefix}. {INSTALL}"
        raise Problem(place.another_python() or gone) from None
    return f"{len(requirements())} packages are installed"


def versions():
    """Check that the packages have the versions of the lock."""
    from importlib import metadata

    for name, pinned in requirements().items():
        found = metadata.version(name)
        if found not in pinned:
            raise Problem(f"{name} is {found}, and the lesson is tested with {' or '.join(pinned)}. {INSTALL}")
    return "the versions are those of requirements.txt"


def run(code, seconds=120):
    """Run code in another process of this Python; return its exit code, None if it took too long, and its output."""
    import subprocess

    # -P: not with the present folder, in which a file could hide a module
    command = [sys.executable, "-P", "-c", code]
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=seconds)
    except subprocess.TimeoutExpired:
        return None, ""
    return done.returncode, done.stderr if done.returncode else done.stdout


def cause(name, code, text):
    """Return the sentences about why a process that imports something failed, from its exit code and its errors."""
    last = (text.strip().splitlines() or [f"exit code {code}"])[-1]
    backend = [other for other in ("torch", "jax", "openvino") if f"No module named '{other}'" in text]
    if code is None:
        return f"{name} did not start in two minutes. Close other programs, pause the virus scanner, and try again."
    if code in ILLEGAL or "baseline optimizations" in text:
        return f"{name} needs instructions that this processor does not have. Use another computer or Binder."
    if code in NO_DLL or "DLL load failed" in text or "Could not find the DLL" in text:
        return f"{name} needs the Microsoft Visual C++ Redistributable. Install its x64 version from microsoft.com."
    if code in NO_MEMORY or "MemoryError" in text or "bad_alloc" in text:
        return f"{name} did not get enough memory. Close other programs and try again."
    if "incompatible architecture" in text:
        return f"{name} was installed for another processor. {AGAIN}"
    if "cannot open shared object file" in text or "Library not loaded" in text or "' not found (required by" in text:
        return f"{name} needs a library of the system that is missing or too old: {last}. Install or renew it."
    if backend:
        return f"Keras is set to the back end {backend[0]}. Remove KERAS_BACKEND and .keras/keras.json in your home."
    return f"{name} cannot be used: {last}. {AGAIN}"


def imports():
    """Check that the packages of all episodes can be imported."""
    code, text = run(IMPORTS)
    if code != 0:
        raise Problem(cause("A package of the lesson", code, text))
    return "the packages can be imported"


def memory():
    """Check that there is enough free memory for episode 06."""
    import psutil

    free = psutil.virtual_memory().available / 2**30
    if free < 1.5:
        raise Problem(f"{free:.1f} GB of memory are free, and episode 06 takes up to 2. Close other programs.")
    return f"{free:.1f} GB of memory are free"


def data():
    """Check that the data of the lesson can be read in the way that the lesson reads them."""
    import pandas as pd

    import helpers
    from lesson import digits

    try:
        n_flowers = len(pd.read_csv(folders.ROOT / "data" / "iris.csv"))
        (x_train, _), (x_test, _) = helpers.load_mnist()
        drawn, _, _ = digits.load_drawn()
    except (OSError, ValueError) as error:
        raise Problem(f"{error}\nRestore the folder data/: `git checkout data`, or copy it again.") from None
    return f"{n_flowers} flowers, {len(x_train) + len(x_test):,} digits and {len(drawn)} drawn ones can be read"


def lacks_avx(about="/proc/cpuinfo"):
    """Return whether this processor lacks AVX, which TensorFlow needs on x86-64; False if that is not known."""
    import ctypes
    import platform

    if sys.platform == "win32":
        return platform.machine() == "AMD64" and not ctypes.windll.kernel32.IsProcessorFeaturePresent(39)
    if sys.platform != "linux" or platform.machine() != "x86_64" or not os.path.exists(about):
        return False
    flags = folders.Path(about).read_text("utf-8").partition("\nflags")[2].partition("\n")[0].split()
    return bool(flags) and "avx" not in flags


def under_rosetta():
    """Return whether this is a Python for Intel processors on a Mac with Apple silicon."""
    import subprocess

    asked = subprocess.run(["sysctl", "-n", "sysctl.proc_translated"], capture_output=True, text=True)
    return asked.stdout.strip() == "1"


def keras():
    """Check that Keras can be imported with its back end and computes correctly, in a process that may end at once."""
    if "keras" not in requirements() and under_rosetta():
        raise Note(f"This Python is for Intel processors and has no TensorFlow; this Mac has Apple silicon. {PYTHON}")
    if "keras" not in requirements():
        raise Note(f"There is no TensorFlow for Macs with an Intel processor. {ONLY_05}")
    code, text = run(KERAS)
    if code and lacks_avx():
        raise Note(f"This processor, or its virtual machine, has no AVX, which TensorFlow needs. {ONLY_05}")
    if code in ILLEGAL:
        raise Note(f"TensorFlow ended with an illegal instruction, which this processor does not have. {ONLY_05}")
    if code != 0:
        raise Problem(cause("Keras", code, text))
    answer, backend = text.split()[-2:]
    if answer != "2.0":
        raise Problem(f"Expected 2.0 from Keras, got {answer}. {AGAIN}")
    return f"Keras computes, with {backend}"


def foreign(argv):
    """Return whether the command of a kernel starts another Python than this one."""
    program = argv[0]
    if not os.path.isabs(program):  # Jupyter replaces such a name with this Python
        return not program.startswith("python")
    here, there = os.path.dirname(sys.executable), os.path.dirname(program)
    return not (os.path.exists(program) and os.path.samefile(here, there))


def kernel():
    """Check that a notebook's kernel computes the first neuron in episodes/ with the Python of the environment."""
    import nbformat
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    import notebooks

    code = "import sys\n\nimport helpers\n\nprint(helpers.neuron([5, 1, 4, 8], [2, 1, 3, 2]), sys.prefix)"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    try:
        spec = KernelSpecManager().get_kernel_spec("python3")
        if foreign(spec.argv):
            raise Problem(
                f"The kernel python3 in {spec.resource_dir} comes first and starts {spec.argv[0]}, not the lesson's "
                "Python. Remove the variable JUPYTER_PATH if it is set, or else this folder."
            )
        notebooks.execute(notebook, "The first neuron", timeout=60)
    except (notebooks.NotebookError, NoSuchKernel) as error:
        raise Problem(f"{error}\n{INSTALL}") from None
    except RuntimeError as error:  # it did not even begin
        remedy = INSTALL if "died" in str(error) else "Allow Python in your firewall or virus scanner, and try again."
        raise Problem(f"A notebook's kernel does not start: {error}. {remedy}") from None
    except OSError as error:
        raise Problem(
            f"Jupyter cannot write its files: {error}. Make this folder one in which you may write."
        ) from None
    said = notebook.cells[0].outputs[0].text.strip()
    if said != f"39.0 {sys.prefix}":
        raise Problem(f"Expected '39.0 {sys.prefix}' from the notebooks' kernel, got {said!r}. {INSTALL}")
    return "a notebook's kernel starts and computes the first neuron, 39.0"


# Each check with those that must have succeeded before, because it depends on them.
CHECKS = {
    place.modules: (),
    place.files: (),
    python: (),
    place.environment: (),
    place.folder: (),
    place.path: (),
    place.disk: (),
    place.settings: (),
    place.certificates: (),
    packages: (python, place.modules),
    versions: (packages,),
    imports: (packages,),
    place.servers: (packages,),
    memory: (packages,),
    data: (imports, place.files, place.folder),
    keras: (imports,),
    kernel: (imports, place.files, place.folder),
}


def main(checks=CHECKS):
    """Run the checks, print a line for each, and return 1 if one of them found a problem, otherwise 0."""
    bad, left, noted = set(), [], False
    for check, before in checks.items():
        if bad.intersection(before):
            bad.add(check)
            left.append(check.__name__)
            continue
        try:
            print("ok  ", check(), flush=True)
        except Note as note:
            noted = True
            print("note", str(note).replace("\n", "\nnote "), flush=True)
        except Exception as error:  # whatever it is, the next checks can still find its cause
            bad.add(check)
            text = error if isinstance(error, Problem) else f"The check {check.__name__} failed: {error!r}. {AGAIN}"
            print("NO  ", text, flush=True)
    if left:
        print("--   Not checked before this is solved:", ", ".join(left))
    if bad:
        print("The setup page (docs/setup.md) has more. Then run this again.")
        return 1
    print("The lesson can start; read the notes above." if noted else "Everything is there.", end=" ")
    print("`make lab` opens the lesson, or without make `python tools/start.py`.")
    return 0


if __name__ == "__main__":
    os.environ.update(JUPYTER_PREFER_ENV_PATH="1", JUPYTER_PLATFORM_DIRS="1")  # as in tools/start.py
    sys.path.remove(str(folders.EPISODES))  # until place.files has seen that nothing there hides a module
    sys.exit(main())
