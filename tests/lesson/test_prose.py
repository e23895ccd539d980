"""The text of the notebooks: its numbers are computed nearby, its terms explained, its exercises complete."""

import re

import pytest

from gate import NOT_RESULTS, NUMBER, WITHOUT_A_CELL, unpaired, untied_numbers
from lesson.answers import EXERCISES
from lesson_files import NOTEBOOKS, ROOT, each_notebook, read, text_of


@each_notebook
def test_numbers_in_the_text_are_computed_by_the_cells_of_their_section(path):
    assert not untied_numbers(read(path), path.name[:2]), (
        "print the number in a cell of this section, correct it, write it without digits, or list it with its reason "
        "in WITHOUT_A_CELL of tests/gate.py"
    )


def test_the_list_of_numbers_without_a_cell_holds_only_what_is_needed():
    for (episode, number), reason in WITHOUT_A_CELL.items():
        path = next(path for path in NOTEBOOKS if path.name.startswith(episode))
        text = NOT_RESULTS.sub(" ", text_of(path))
        assert reason and number in NUMBER.findall(text), (
            f"{number} is not in the text of {path.name}: take it off the list"
        )


# ---- Terms.


def terms(path):
    """Return the terms that a notebook prints in bold, in lower case."""
    return [" ".join(term.lower().split()) for term in re.findall(r"\*\*(.+?)\*\*", text_of(path), re.S)]


def glossary():
    """Return term -> (explanation, episode)."""
    entries = re.findall(r"^- \*\*(.+?)\*\*: (.*) \((\d\d)\)$", (ROOT / "GLOSSARY.md").read_text("utf-8"), re.MULTILINE)
    return {term.lower(): (explanation, episode) for term, explanation, episode in entries}


def base(term):
    """Return the form of a term in the glossary, the singular."""
    return term if term in glossary() else term.removesuffix("s")


def test_every_term_in_bold_is_in_the_glossary_and_the_other_way_round():
    bold = {base(term): path.name[:2] for path in reversed(NOTEBOOKS) for term in terms(path)}
    assert bold == {term: episode for term, (_, episode) in glossary().items()}, (
        "add the term to GLOSSARY.md, or remove it"
    )


def test_a_term_is_in_bold_once():
    everywhere = [base(term) for path in NOTEBOOKS for term in terms(path)]
    assert not {term for term in everywhere if everywhere.count(term) > 1}


@each_notebook
def test_a_term_in_bold_leads_to_the_glossary(path):
    text = re.sub(r"`[^`]*`", "", text_of(path))
    assert text.count("**") / 2 == len(re.findall(r"\[\*\*[^*]+\*\*\]\(\.\./GLOSSARY\.md\)", text)) > 0


def test_the_glossary_is_in_order_and_one_sentence_each():
    lines = re.findall(r"^- \*\*(.+?)\*\*: (.*)$", (ROOT / "GLOSSARY.md").read_text("utf-8"), re.MULTILINE)
    assert [term for term, _ in lines] == sorted((term for term, _ in lines), key=str.lower)
    for term, text in lines:
        assert re.fullmatch(r"[^.]+(?:\.\d[^.]*)*\. \(\d\d\)", text), term


# ---- Exercises.


@pytest.mark.parametrize("name", [name for name in EXERCISES if name[-1].isdigit()])
def test_starter_and_solution_of_an_exercise_fit_together(name):
    assert not unpaired(read(NOTEBOOKS[int(name[0]) - 1]), name)


# ---- Diagrams.


def test_every_diagram_is_used():
    text = "\n".join(map(text_of, NOTEBOOKS))
    text += (ROOT / "README.md").read_text("utf-8")
    for path in (ROOT / "fig").glob("*.svg"):
        assert f"fig/{path.name}" in text, f"{path.name} is used nowhere: show it or remove it"
