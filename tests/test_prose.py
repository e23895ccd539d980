"""What the text of the notebooks says: numbers are computed nearby, terms explained, exercises complete."""

import ast
import re

import pytest

from conftest import ROOT
from exercises import EXERCISES
from notebooks import NOTEBOOKS
from test_notebooks import read, sources

# Numbers in the text that no cell of their section computes or holds, each with the reason why it may stand there.
WITHOUT_A_CELL = {
    ("01", "2.718"): "the number e, a constant",
    ("02", "1000"): "announces the input of the next cell, which writes it as 1e3",
    ("03", "35"): "a row of the file at UCI; data/README.md",
    ("03", "38"): "a row of the file at UCI; data/README.md",
    ("05", "28"): "the size of an image, as in episode 06",
    ("05", "4,000"): "what load_mnist returns; tests/test_data.py",
    ("05", "32"): "given by exercise 5.2",
    ("05", "784"): "28 times 28",
    ("06", "5,000"): "what load_mnist returns; tests/test_data.py",
    ("06", "28"): "the size of an image, printed under Load and look",
    ("06", "20"): "the box of MNIST's recipe; tests/test_digits.py",
    ("06", "30"): "the shipped drawings; tests/test_digits.py",
    ("06", "4,000"): "what load_mnist returns; tests/test_data.py",
    ("06", "60,000"): "the size of MNIST, and given by exercise 6.6; tests/test_notebooks.py",
    ("06", "10,000"): "the size of MNIST; tests/test_notebooks.py",
    ("06", "95"): "given by exercise 6.6; tests/test_checks.py",
}
NUMBER = re.compile(r"(?<![\w.])[-−]?\d+(?:,\d{3})*(?:\.\d+)?(?!\w)")
NOT_RESULTS = re.compile(
    r"`[^`]*`|!?\[[^]]*\]\([^)]*\)|^(?:#|\||Question).*$|\b(?:18|19|20)\d\d\b(?! images)", re.MULTILINE
)


def value(number):
    return float(number.replace(",", "").replace("−", "-"))


def sections(notebook):
    """Return (text, code with its outputs) for each part of a notebook between headings of the second level."""
    parts = [["", ""]]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            outputs = [str(o.get("text", "")) + str(o.get("data", {}).get("text/plain", "")) for o in cell.outputs]
            parts[-1][1] += "\n".join([cell.source, *outputs, ""])
        else:
            first, *others = re.split(r"^(?=## )", cell.source, flags=re.MULTILINE)
            parts[-1][0] += first + "\n"
            parts += [[text + "\n", ""] for text in others]
    return parts


def untied_numbers(notebook, episode):
    """Return the numbers in the text, with a point or over 10, that nothing in their section computes."""
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


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_numbers_in_the_text_are_computed_by_the_cells_of_their_section(path):
    assert not untied_numbers(read(path), path.name[:2]), (
        "print the number in a cell of this section, correct it, write it without digits, or list it with its reason "
        "in WITHOUT_A_CELL of tests/test_prose.py"
    )


def test_the_list_of_numbers_without_a_cell_holds_only_what_is_needed():
    for (episode, number), reason in WITHOUT_A_CELL.items():
        path = next(path for path in NOTEBOOKS if path.name.startswith(episode))
        text = NOT_RESULTS.sub(" ", "\n".join(sources(path, "markdown")))
        assert reason and number in NUMBER.findall(text), (
            f"{number} is not in the text of {path.name}: take it off the list"
        )


# ---- Terms.


def terms(path):
    """Return the terms that a notebook prints in bold, in small letters."""
    return [
        " ".join(term.lower().split())
        for term in re.findall(r"\*\*(.+?)\*\*", "\n".join(sources(path, "markdown")), re.S)
    ]


def glossary():
    """Return term -> (explanation, episode)."""
    entries = re.findall(r"^- \*\*(.+?)\*\*: (.*) \((\d\d)\)$", (ROOT / "GLOSSARY.md").read_text("utf-8"), re.MULTILINE)
    return {term.lower(): (explanation, episode) for term, explanation, episode in entries}


def base(term):
    """Return the form in which the glossary has a term: the singular."""
    return term if term in glossary() else term.removesuffix("s")


def test_every_term_in_bold_is_in_the_glossary_and_the_other_way_round():
    bold = {base(term): path.name[:2] for path in reversed(NOTEBOOKS) for term in terms(path)}
    assert bold == {term: episode for term, (_, episode) in glossary().items()}, (
        "add the term to GLOSSARY.md, or remove it"
    )


def test_a_term_is_in_bold_once():
    everywhere = [base(term) for path in NOTEBOOKS for term in terms(path)]
    assert not {term for term in everywhere if everywhere.count(term) > 1}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_term_in_bold_leads_to_the_glossary(path):
    text = re.sub(r"`[^`]*`", "", "\n".join(sources(path, "markdown")))
    assert text.count("**") / 2 == len(re.findall(r"\[\*\*[^*]+\*\*\]\(\.\./GLOSSARY\.md\)", text)) > 0


def test_the_glossary_is_in_order_and_one_sentence_each():
    lines = re.findall(r"^- \*\*(.+?)\*\*: (.*)$", (ROOT / "GLOSSARY.md").read_text("utf-8"), re.MULTILINE)
    assert [term for term, _ in lines] == sorted((term for term, _ in lines), key=str.lower)
    for term, text in lines:
        assert re.fullmatch(r"[^.]+(?:\.\d[^.]*)*\. \(\d\d\)", text), term


# ---- Exercises.


def functions(source):
    """Return name -> arguments of the functions that a cell defines."""
    code = ast.parse(source).body
    return {node.name: ast.unparse(node.args) for node in code if isinstance(node, ast.FunctionDef)}


def unpaired(notebook, name):
    """Return what is wrong with starter and solution of an exercise, a list of sentences."""
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    checking = [source for source in code if re.search(rf'^check\("{re.escape(name)}", ', source, re.MULTILINE)]
    solutions = [source for source in code if source.startswith(f"# Solution {name}\n")]
    starters = [source for source in checking if not source.startswith("# Solution")]
    if (len(starters), len(solutions), len(checking)) != (1, 1, 2):
        return [
            f"exercise {name} has {len(starters)} starters and {len(solutions)} solutions, it should have one of each"
        ]
    ours, theirs = functions(solutions[0]), functions(starters[0])
    return [
        f"the solution of {name} has {function}({ours[function]}), the starter ({theirs[function]})"
        for function in ours.keys() & theirs.keys()
        if ours[function] != theirs[function]
    ] + [f"exercise {name} checks what its starter does not define"] * (checked(starters[0]) != checked(solutions[0]))


def checked(source):
    """Return what a cell hands to check."""
    return re.search(r"^check\(\"[^\"]+\", (.*)\)$", source, re.MULTILINE)[1]


@pytest.mark.parametrize("name", [name for name in EXERCISES if name[-1].isdigit()])
def test_starter_and_solution_of_an_exercise_fit_together(name):
    assert not unpaired(read(NOTEBOOKS[int(name[0]) - 1]), name)


# ---- Diagrams.


def test_every_diagram_is_used():
    text = "\n".join(source for path in NOTEBOOKS for source in sources(path, "markdown"))
    text += (ROOT / "README.md").read_text("utf-8")
    for path in (ROOT / "fig").glob("*.svg"):
        assert f"fig/{path.name}" in text, f"{path.name} is used nowhere: show it or remove it"
