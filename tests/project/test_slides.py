"""slides.py: the decks have what their notebooks have, and no solution."""

import html
import json
import re

import pytest

import slides
from lesson_files import NOTEBOOKS

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def words(page):
    """Return the text of HTML without tags, pictures and formulas."""
    return html.unescape(re.sub(r"<math.*?</math>|<[^>]*>", " ", page, flags=re.DOTALL))


def headings(deck):
    return [words(re.search(r"<h[12]>(.*?)</h[12]>", slide["body"])[1]).strip() for slide in deck]


@each_notebook
def test_a_deck_has_12_to_20_slides_with_figures_questions_and_notes(path):
    deck = slides.deck(path)
    assert 12 <= len(deck) <= 20
    found = headings(deck)
    assert found[1] == "What this episode is about" and found[-1] == "Key points"
    assert any(heading.startswith("Question ") for heading in found)
    assert sum(heading.startswith("Exercise ") for heading in found) >= 4
    assert sum("<img" in slide["body"] for slide in deck) >= 3
    assert all(len(alt.split()) > 8 for slide in deck for alt in re.findall(r'<img alt="([^"]*)"', slide["body"]))
    assert "They stumble over:" in words(deck[0]["notes"]) and "Answers:" not in words(deck[0]["notes"])
    sections = [slide for slide, heading in zip(deck[2:-1], found[2:-1]) if not re.match("Exercise|Question", heading)]
    assert all(len(words(slide["notes"])) > 60 for slide in sections)


@each_notebook
def test_a_deck_follows_its_notebook_and_leaves_out_solutions_and_further_sections(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in cells]
    text = "\n".join(text for text in texts if not text.startswith("# Solution"))
    core = re.sub(r"(?ms)^## Further.*?(?=^## (?!Further)|\Z)", "", text)
    in_order = [heading for heading in re.findall(r"^#{1,3} (.*)", core, re.MULTILINE)]
    deck = slides.deck(path)
    found = [heading for heading in headings(deck) if not heading.startswith("Question ")]
    plain = [words(slides.as_inline(heading)).strip() for heading in in_order]
    places = [plain.index(heading) for heading in found[2:-1]]
    assert places == sorted(places)
    assert not any(heading.startswith("Further") for heading in found)
    page = " ".join(slide["body"] + slide["notes"] for slide in deck)
    assert "# Solution" not in page and "our solution" not in page


@each_notebook
def test_every_number_on_a_slide_is_one_of_the_notebook(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    known = "\n".join(["".join(cell["source"]) for cell in cells] + ["".join(o.get("text", "")) for o in outputs])
    known = set(re.findall(r"\d+(?:[.,]\d+)*", known))
    for slide in slides.deck(path):
        shown = words(slide["body"])
        assert set(re.findall(r"\d+(?:[.,]\d+)*", shown)) <= known, shown


def test_what_cannot_be_fetched_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(slides, "OUT", tmp_path)
    monkeypatch.setenv("PATH", "")
    assert slides.main().startswith("The slides need reveal.js, which npm fetches from its registry. Install Node.js")
    (tmp_path / f"{slides.REVEAL}.tgz").write_bytes(b"another file")
    assert slides.main() == f"_build/slides/{slides.REVEAL}.tgz is not what was expected. Delete it and run this again."
