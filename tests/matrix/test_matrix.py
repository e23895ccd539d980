"""Check all notebooks against their stored outputs in the environments that people have: `make matrix`.

Each combination has its own folder. One that cannot run here says why. `make repeat` runs one check 30 times.
"""

import contextlib
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import folders
import notebooks
from lesson_files import EPISODES, ROOT, needs_all_of_mnist

BUILD = ROOT / "_build" / "matrix"
PYTEST = ["-m", "pytest", "-o", "addopts=", "-p", "no:cacheprovider", "-q"]
NBVAL = [*PYTEST, "--nbval", "--nbval-current-env", "--nbval-cell-timeout=300", "-p", "tests.nbcompare", "-n2"]
NOTEBOOKS = [*NBVAL, "--dist=loadfile", "episodes"]
RELEASES = ("3.11", "3.12", "3.13")
KERNELS = {"Prescott": "pni", "Nehalem": "sse4_2", "Haswell": "avx2", "Zen": "avx2", "SkylakeX": "avx512f"}
ALSO_CALLED = {"Prescott": "Katmai", "Zen": "Haswell"}  # NumPy's OpenBLAS uses these instead
N_REPEATS = 30
BUSY = "while True: pass"
ARM64 = Path(os.environ.get("LESSON_ARM64_SYSROOT", BUILD / "arm64"))  # the root folder of a system with Python
ARM64_PACKAGES = ["qemu-user-static", "python3:arm64", "libstdc++6:arm64"]  # Debian's; all of them are only unpacked
ARM64_CPU = "neoverse-n1"  # has the vectors that every 64-bit ARM has; QEMU's longer ones are three times as slow


def uv(*arguments):
    """Run uv and return the finished process."""
    command = [sys.executable, "-m", "uv", "--quiet", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def python_of(release):
    """Return the path of a working Python of this release (not all of pyenv's work), or skip the test."""
    names = [sys.executable, f"python{release}", *map(str, Path.home().glob(f".pyenv/versions/{release}.*/bin/python"))]
    for name in filter(shutil.which, names):
        version = subprocess.run([name, "--version"], capture_output=True, text=True).stdout
        if version.startswith(f"Python {release}."):
            return name
    pytest.skip(f"no Python {release} here")


def install(python, *arguments):
    """Install packages for a Python. AssertionError: uv failed, with its message."""
    done = uv("pip", "install", "--compile-bytecode", "--python", python, *arguments)
    assert done.returncode == 0, done.stderr


def environment(release, versions):
    """Return the Python of an environment, made once, with the locked, the oldest allowed or the newest versions."""
    folder, wanted = BUILD / f"{versions}-{release}", ROOT / "requirements.txt"
    source = python_of(release)
    if versions != "locked":
        BUILD.mkdir(parents=True, exist_ok=True)
        wanted = BUILD / f"{versions}-{release}.txt"
        how = "--upgrade" if versions == "newest" else "--resolution=lowest-direct"
        done = uv("pip", "compile", how, "--python-version", release, "requirements.in", "-o", wanted)
        assert done.returncode == 0, done.stderr
    python, made_from = folder / "bin" / "python", folder / "requirements.txt"
    if not made_from.exists() or made_from.read_bytes() != wanted.read_bytes():
        shutil.rmtree(folder, ignore_errors=True)
        assert uv("venv", "--python", source, folder).returncode == 0
        install(python, "-r", wanted)
        install(python, "pytest", "pytest-xdist", "-c", "requirements-test.txt")
        shutil.copy(wanted, made_from)
    return python


def copy_of_the_lesson(folder):
    """Copy the files of the repository into a folder."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    return folder


def number_of_cells(folder):
    """Return how many code cells the notebooks have, which is the number of tests that must pass."""
    paths = (folder / "episodes" / f"{name}.ipynb" for name in folders.NAMES)
    return sum(path.read_text("utf-8").count('"cell_type": "code"') for path in paths)


def set_for_tensorflow(folder, name, value):
    """Change one of the variables that episode 06 sets for TensorFlow, in a copy."""
    path = folder / "episodes" / "06-keras-mnist.ipynb"
    text, n = re.subn(rf'({name}=\\")\w+', rf"\g<1>{value}", path.read_text("utf-8"))
    assert n == 1
    path.write_text(text, "utf-8")


def check(folder, python=sys.executable, command=None, **variables):
    """Check all notebooks in a folder, and assert that every cell passes."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "OPENBLAS"))}
    environment |= {"TQDM_DISABLE": "1", "HOME": str(folder.parent), **variables}
    command = command or [python, *NOTEBOOKS]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", errors="replace")
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert f"{number_of_cells(folder)} passed" in done.stdout


@pytest.fixture
def lesson(tmp_path):
    return copy_of_the_lesson(tmp_path / "lesson")


# ---- Pythons and packages.

OTHERS = [
    pytest.param(release, marks=[pytest.mark.short] if release == "3.13" else [])
    for release in RELEASES
    if not sys.version.startswith(f"{release}.")
]


def test_as_it_is(lesson):
    check(lesson)


@pytest.mark.parametrize("release", OTHERS)
def test_locked_packages_on_python(lesson, release):
    check(lesson, environment(release, "locked"))


@pytest.mark.parametrize("release", [RELEASES[0], RELEASES[-1]])
@pytest.mark.parametrize("versions", ["oldest", "newest"])
def test_packages(lesson, versions, release):
    check(lesson, environment(release, versions))


RESULTS = """import json
print(json.dumps({
    "backend": keras.backend.backend(),
    "test_accuracy": model.evaluate(X_test, y_test, verbose=0)[1],
    "largest_difference_to_numpy": float(difference),
    "loaded_is_the_same": bool(same),
}))"""


@pytest.mark.short
@pytest.mark.skipif(importlib.util.find_spec("jax") is None, reason="JAX is not installed")
def test_keras_on_jax(monkeypatch):
    """Each back end draws its own random numbers, so episode 06 is checked for its conclusions, not digit by digit."""
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    monkeypatch.setenv("JAX_ENABLE_X64", "1")  # the dropout run needs double precision, which JAX has only on request
    notebook = nbformat.read(EPISODES / "06-keras-mnist.ipynb", as_version=4)
    result = json.loads(notebooks.execute(notebook, "06-keras-mnist.ipynb", after=RESULTS))
    printed = "".join(o.text for cell in notebook.cells for o in cell.get("outputs", []) if "text" in o)
    assert result["backend"] == "jax"
    assert result["test_accuracy"] >= 0.925
    assert result["largest_difference_to_numpy"] < 1e-4
    assert result["loaded_is_the_same"]
    assert "False" not in printed and "the checker failed" not in printed
    assert not any(o.get("name") == "stderr" for cell in notebook.cells for o in cell.get("outputs", []))


@pytest.mark.short
@needs_all_of_mnist
def test_all_of_mnist_for_two_epochs():
    result = notebooks.run_on_all_of_mnist(n_epochs=2)
    assert not notebooks.faults_of_full_run(result, lowest_accuracy=0.94), result


# ---- Processors and threads.


@pytest.mark.parametrize(
    "kernel",
    [pytest.param(name, marks=[pytest.mark.short] if name in ("Prescott", "Haswell") else []) for name in KERNELS],
)
def test_blas_kernel(lesson, kernel):
    cpuinfo = Path("/proc/cpuinfo")
    if not cpuinfo.exists():
        pytest.skip("this system does not list the processor's features")
    if KERNELS[kernel] not in cpuinfo.read_text().split():
        pytest.skip(f"this processor has no {KERNELS[kernel]}")
    ask = "import numpy, threadpoolctl; print(threadpoolctl.threadpool_info()[0]['architecture'])"
    variables = os.environ | {"OPENBLAS_CORETYPE": kernel}
    in_use = subprocess.run([sys.executable, "-c", ask], env=variables, capture_output=True, text=True).stdout.strip()
    assert in_use in (kernel, ALSO_CALLED.get(kernel))
    check(lesson, OPENBLAS_CORETYPE=kernel)


def unpack_arm64():
    """Unpack QEMU and Debian's Python for 64-bit ARM into the folder ARM64, or skip the test. Nothing is installed."""
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        pytest.skip("no apt-get here, which brings QEMU and a Python for ARM")
    apt, part = BUILD / "apt", BUILD / "arm64.part"
    for folder in (apt, part):
        shutil.rmtree(folder, ignore_errors=True)
    for folder in (apt / "lists" / "partial", apt / "archives" / "partial", part):
        folder.mkdir(parents=True)
    (apt / "status").touch()  # as on a system without packages, so that all that Python needs is downloaded
    ours = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True).stdout.strip()
    options = {"Dir::State": apt, "Dir::State::status": apt / "status", "Dir::Cache": apt}
    options |= {"APT::Architectures": f"{ours},arm64", "APT::Install-Recommends": "false"}
    command = ["apt-get", "--quiet", "--yes", *(f"--option={name}={value}" for name, value in options.items())]
    for task in (["update"], ["install", "--download-only", *ARM64_PACKAGES]):
        done = subprocess.run([*command, *task], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"apt-get has no QEMU or no Python for ARM ({done.stderr.strip().splitlines()[-1]})")
    for path in (apt / "archives").glob("*.deb"):
        subprocess.run(["dpkg", "-x", path, part], check=True)
    if not (part / "lib").exists():  # since Debian 13, no package but base-files has this link
        (part / "lib").symlink_to("usr/lib")
    part.rename(ARM64)
    shutil.rmtree(apt)


def emulated_python():
    """Return the command of a Python for 64-bit ARM under QEMU and its release, or skip the test."""
    if platform.machine().lower() in ("aarch64", "arm64"):
        pytest.skip("this processor is a 64-bit ARM itself")
    if not ARM64.exists():
        unpack_arm64()
    emulators = [str(ARM64 / "usr/bin/qemu-aarch64-static"), "qemu-aarch64-static", "qemu-aarch64"]
    emulator = next(filter(None, map(shutil.which, emulators)), None)
    if not emulator:
        pytest.skip("no qemu-aarch64-static here")
    for release in RELEASES:
        python = ARM64 / "usr" / "bin" / f"python{release}"
        if python.exists():
            return [emulator, "-cpu", ARM64_CPU, "-L", str(ARM64), str(python)], release
    pytest.skip(f"no Python {' or '.join(RELEASES)} in {ARM64}")


def test_emulated_arm(lesson, tmp_path):
    """Only the kernels run under QEMU, with the packages for ARM. What starts them and compares runs as always."""
    python, release = emulated_python()
    packages, made_from = BUILD / f"arm64-{release}", BUILD / f"arm64-{release}" / "requirements.txt"
    if not made_from.exists() or made_from.read_bytes() != (ROOT / "requirements.txt").read_bytes():
        shutil.rmtree(packages, ignore_errors=True)
        target = ["--python-platform", "aarch64-manylinux_2_28", "--python-version", release, "--target", packages]
        install(sys.executable, *target, "--only-binary", ":all:", "-r", "requirements.txt")
        shutil.copy(ROOT / "requirements.txt", made_from)
    ask = "import platform; print(platform.machine())"
    assert subprocess.run([*python, "-c", ask], capture_output=True, text=True).stdout.strip() == "aarch64"
    kernel = tmp_path / "jupyter" / "kernels" / "emulated" / "kernel.json"
    kernel.parent.mkdir(parents=True)
    argv = [*python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": argv, "display_name": "ARM", "language": "python", "env": {"PYTHONPATH": str(packages)}}
    kernel.write_text(json.dumps(spec))
    command = [sys.executable, *(part for part in NOTEBOOKS if part != "--nbval-current-env")]
    command += ["--nbval-kernel-name=emulated", "--nbval-cell-timeout=3600", "--nbval-kernel-startup-timeout=600"]
    check(lesson, command=command, JUPYTER_PATH=str(tmp_path / "jupyter"))


@pytest.mark.parametrize("n", [1, 2])
def test_threads(lesson, n):
    for name in ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"):
        set_for_tensorflow(lesson, name, n)
    check(lesson, OPENBLAS_NUM_THREADS=str(n), OMP_NUM_THREADS=str(n))


@pytest.mark.parametrize("on", ["0", "1"])
def test_onednn(lesson, on):
    """Episode 06 always switches it off, because with it, the network of 20 epochs predicts other digits."""
    check(lesson, TF_ENABLE_ONEDNN_OPTS=on)


def test_the_settings_of_somebody_else(lesson):
    names = ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")
    check(lesson, TF_CPP_MIN_LOG_LEVEL="0", **dict.fromkeys(names, "2"))


def test_both_processors_busy(lesson):
    with contextlib.ExitStack() as stack:
        for _ in range(os.cpu_count()):
            stack.callback(subprocess.Popen([sys.executable, "-c", BUSY]).kill)
        check(lesson)


# ---- Settings of the system.


@pytest.mark.parametrize("seed", ["0", "12345"])
def test_hash_seed(lesson, seed):
    check(lesson, PYTHONHASHSEED=seed)


@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "de_DE.UTF-8"])
def test_locale(lesson, tmp_path, locale):
    variables = {"LC_ALL": locale}
    if locale.startswith("de_DE"):  # a comma instead of the decimal point
        if not shutil.which("localedef"):
            pytest.skip("no localedef here")
        made = subprocess.run(
            ["localedef", "-i", "de_DE", "-f", "UTF-8", tmp_path / locale], capture_output=True, text=True
        )
        if not (tmp_path / locale).exists():
            pytest.skip(f"no sources of locales here ({made.stderr.strip()})")
        variables["LOCPATH"] = str(tmp_path)
    check(lesson, **variables)


def test_home_that_cannot_be_written(lesson):
    (lesson / ".venv").symlink_to(sys.prefix)
    check(lesson, command=["make", "test", f"ARGS={' '.join(NOTEBOOKS[2:])}"], HOME="/proc")


def test_checkout_that_cannot_be_written(lesson):
    if subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode:
        pytest.skip("no right to mount a folder read-only")
    mount = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && cd "$0" && exec "$@"'
    check(lesson, command=["unshare", "--mount", "sh", "-c", mount, str(lesson), sys.executable, *NOTEBOOKS])


def test_path_with_spaces_and_other_letters(tmp_path):
    check(copy_of_the_lesson(tmp_path / "Käse & Straße 深層"))


def test_another_zone_and_a_clock_years_ahead(lesson):
    if not shutil.which("faketime"):
        pytest.skip("faketime is not installed")
    check(lesson, command=["faketime", "-f", "+3000d", sys.executable, *NOTEBOOKS], TZ="Pacific/Chatham")


# ---- Again and again.


@pytest.mark.repeat
@pytest.mark.parametrize("n", range(1, N_REPEATS + 1))
def test_again(lesson, n):
    check(lesson)
