"""List what is wrong with a notebook, its text, its exercises or a diagram; the lists are empty if nothing is wrong.

The tests expect empty lists for the stored files. test_faults.py expects sentences about the faults that it makes.
"""

import ast
import re
import shutil
import subprocess
import sys

import folders
import notebooks
from lesson_files import EPISODES, ROOT, sections

ABSOLUTE_PATH = re.compile(r"(?<![\w.:/-])/(?:home|Users|root|tmp|usr|opt|var|private|mnt|work)/|\b[A-Z]:\\\\?[A-Za-z]")

SCRIPT = re.compile(r"<script|javascript|<iframe|<[^>]*\son\w+\s*=|%%(?:js|html)\b", re.IGNORECASE)
REMOTE = re.compile(
    r"!\[[^]]*\]\(\s*https?:|\b(?:src|srcset|data|poster)\s*=\s*[\"']?https?:|url\([\"']?https?:|@import"
)


def faults(notebook, size=0):
    """Return a list of sentences about what is wrong with a stored notebook."""
    found = [f"it has {size // 1000} kB, more than 500"] if size > 500_000 else []
    if notebook.metadata != {"kernelspec": notebooks.KERNEL, "language_info": {"name": "python"}}:
        found.append("its metadata holds more or less than kernel and language")
    code_cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for n, cell in enumerate(code_cells, start=1):
        is_folded = cell.source.startswith(folders.FOLDED)
        outputs = [{key: value for key, value in output.items() if key != "metadata"} for output in cell.outputs]
        text = cell.source + re.sub(r"base64,[^\"]+", "", str(outputs))
        where = f"code cell {n} ({cell.source.partition(chr(10))[0][:50]})"
        if cell.execution_count is None:
            found.append(f"{where} was not executed")
        elif cell.execution_count != n:
            found.append(f"{where} has execution count {cell.execution_count}, not {n}")
        if any(output.get("name") == "stderr" for output in cell.outputs):
            found.append(f"{where} writes to stderr")
        if any(output.output_type == "error" for output in cell.outputs):
            found.append(f"{where} ends with an error")
        if re.search(r"nbval|pytest.validate|raises-exception", str(cell.metadata) + cell.source, re.IGNORECASE):
            found.append(f"{where} is marked for nbval")
        stated = {key: value for key, value in cell.metadata.items() if key != "tolerance"}
        if not 0 < cell.metadata.get("tolerance", 1e-3) <= 0.05:
            found.append(f"{where} states a tolerance under which nothing would be compared")
        if stated != (notebooks.FOLDING if is_folded else {}):
            found.append(f"{where} is not folded" if is_folded else f"{where} has metadata")
        if any(output.get("metadata") for output in cell.outputs):
            found.append(f"{where} has metadata in an output")
        if ABSOLUTE_PATH.search(text):
            found.append(f"{where} holds an absolute path: {ABSOLUTE_PATH.search(text)[0]}")
    for n, cell in enumerate(notebook.cells, start=1):
        text = cell.source + re.sub(r"base64,[^\"]+", "", str(cell.get("outputs", "")))
        found += [f"cell {n} runs a script: {SCRIPT.search(text)[0]}"] if SCRIPT.search(text) else []
        found += [f"cell {n} loads something remote: {REMOTE.search(text)[0]}"] if REMOTE.search(text) else []
    found += [
        f"a text cell has metadata {cell.metadata}"
        for cell in notebook.cells
        if cell.cell_type != "code" and cell.metadata
    ]
    return found


def dead_links(notebook):
    """Return the relative links and images of a notebook that lead to no file."""
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    links = re.findall(r"\]\(([^)]*)\)", text)
    return [link for link in links if not re.match(r"https?:", link) and not (EPISODES / link).is_file()]


# ---- Numbers in the text.

# Numbers in the text that no cell of their section computes or holds, each with the reason why it is allowed.
WITHOUT_A_CELL = {
    ("01", "2.718"): "the number e, a constant",
    ("02", "1000"): "announces the input of the next cell, which writes it as 1e3",
    ("03", "35"): "a row of the file at UCI; data/README.md",
    ("03", "38"): "a row of the file at UCI; data/README.md",
    ("05", "28"): "the size of an image, as in episode 06",
    ("05", "4,000"): "what load_mnist returns; tests/code/test_data.py",
    ("05", "32"): "given by exercise 5.2",
    ("05", "784"): "28 times 28",
    ("06", "5,000"): "what load_mnist returns; tests/code/test_data.py",
    ("06", "28"): "the size of an image, printed under Load and look",
    ("06", "20"): "the box of MNIST's recipe; tests/code/test_digits.py",
    ("06", "30"): "the shipped drawings; tests/code/test_digits.py",
    ("06", "4,000"): "what load_mnist returns; tests/code/test_data.py",
    ("06", "60,000"): "the size of MNIST, and given by exercise 6.6; tests/lesson/test_notebooks.py",
    ("06", "10,000"): "the size of MNIST; tests/lesson/test_notebooks.py",
    ("06", "95"): "given by exercise 6.6; tests/code/test_checks.py",
}
NUMBER = re.compile(r"(?<![\w.])[-−]?\d+(?:,\d{3})*(?:\.\d+)?(?!\w)")
NOT_RESULTS = re.compile(
    r"`[^`]*`|!?\[[^]]*\]\([^)]*\)|^(?:#|\||Question).*$|\b(?:18|19|20)\d\d\b(?! images)", re.MULTILINE
)


def value(number):
    return float(number.replace(",", "").replace("−", "-"))


def untied_numbers(notebook, episode):
    """Return the numbers in the text, with a decimal point or above 10, that nothing in their section computes."""
    found = []
    for text, code in sections(notebook):
        if text.startswith(("## Further reading", "## What this episode", "# ")):
            continue
        computed = [value(number) for number in NUMBER.findall(code)]
        for number in NUMBER.findall(NOT_RESULTS.sub(" ", text)):
            x, decimals = value(number), len(number.partition(".")[2])
            is_computed = any(abs(round(scale * v, decimals) - x) < 1e-9 for v in computed for scale in (1, 100))
            if ("." in number or abs(x) > 10) and not is_computed and (episode, number) not in WITHOUT_A_CELL:
                found.append((text.splitlines()[0], number))
    return found


# ---- Exercises.


def functions(source):
    """Return name -> arguments of the functions that a cell defines."""
    code = ast.parse(source).body
    return {node.name: ast.unparse(node.args) for node in code if isinstance(node, ast.FunctionDef)}


def unpaired(notebook, name):
    """Return a list of sentences about what is wrong with the starter and the solution of an exercise."""
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    checking = [source for source in code if re.search(rf'^check\("{re.escape(name)}", ', source, re.MULTILINE)]
    solutions = [source for source in code if source.startswith(f"# Solution {name}\n")]
    starters = [source for source in checking if not source.startswith("# Solution")]
    if (len(starters), len(solutions), len(checking)) != (1, 1, 2):
        return [f"exercise {name}: expected one starter and one solution, got {len(starters)} and {len(solutions)}"]
    if ', "ours")' not in solutions[0] or ', "ours")' in starters[0]:
        return [f'exercise {name}: the solution, and only the solution, is checked as "ours"']
    ours, theirs = functions(solutions[0]), functions(starters[0])
    return [
        f"the solution of {name} has {function}({ours[function]}), the starter ({theirs[function]})"
        for function in ours.keys() & theirs.keys()
        if ours[function] != theirs[function]
    ] + [f"exercise {name} checks what its starter does not define"] * (checked(starters[0]) != checked(solutions[0]))


def checked(source):
    """Return what a cell passes to check."""
    return re.search(r"^check\(\"[^\"]+\", (.*?)(?:, \"ours\")?\)$", source, re.MULTILINE)[1]


# ---- Diagrams.


def edited_by_hand(folder, tmp_path):
    """Return the names of the diagrams in a folder that differ from what fig/draw.py draws."""
    for name in (
        "fig/draw.py",
        "data/iris.csv",
        "data/mnist_5k.npz",
        *(path.relative_to(ROOT) for path in (EPISODES / "lesson").iterdir() if path.is_file()),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    subprocess.run([sys.executable, tmp_path / "fig" / "draw.py"], check=True)
    drawn, stored = ({path.name: path.read_bytes() for path in p.glob("*.svg")} for p in (tmp_path / "fig", folder))
    return [name for name in sorted(drawn | stored) if drawn.get(name) != stored.get(name)]
