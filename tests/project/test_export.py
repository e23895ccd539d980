"""export.py: each page is complete in one file, with solutions folded or left out, and one sentence names a problem."""

import re
import sys

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter
from traitlets.config import Config

import export
import folders
from lesson_files import NOTEBOOKS, read

PATH = NOTEBOOKS[2]  # 03 has diagrams, tables, a formula, drawings and links to other episodes
CELLS = read(PATH).cells
CODE = [cell for cell in CELLS if cell.cell_type == "code"]
TEXT = "\n".join(cell.source for cell in CELLS if cell.cell_type == "markdown")
SOLUTIONS = [cell for cell in CODE if cell.source.startswith("# Solution")]
DRAWINGS = [cell for cell in CODE if cell.source.startswith("# Draw")]
SHOWN = [cell for cell in CODE if not cell.source.startswith(folders.FOLDED)]
VERSIONS = {
    "with": {},
    "without": {"without_solutions": True},
    "printed with": {"printed": True},
    "printed without": {"printed": True, "without_solutions": True},
}
LOADS = {"link": "href", "object": "data"} | dict.fromkeys(["script", "img", "iframe", "source", "embed"], "src")


def parsed(html):
    return BeautifulSoup(html, "html.parser")


@pytest.fixture(scope="module")
def pages():
    return {name: parsed(export.page(PATH, **settings)) for name, settings in VERSIONS.items()}


@pytest.fixture
def converted(tmp_path):
    """Return a function that makes a page of cells."""

    def convert(*cells, metadata=None, **settings):
        path = tmp_path / "a notebook.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=list(cells), metadata=metadata or {}), path)
        return parsed(export.page(path, **settings))

    return convert


def in_words(html):
    return " ".join(html.split())


@pytest.mark.parametrize("name", VERSIONS)
def test_a_page_has_the_title_and_language_of_the_episode(pages, name):
    page = pages[name]
    assert page.html["lang"] == "en"
    assert page.title.get_text() == page.h1.get_text() == CELLS[0].source.splitlines()[0].removeprefix("# ")
    assert len(page.find_all("h1")) == 1


@pytest.mark.parametrize("name", VERSIONS)
def test_every_text_of_the_notebook_is_on_the_page(pages, name):
    words = in_words(pages[name].get_text())
    headings = re.findall(r"^#+ (.*)$", TEXT, re.MULTILINE)
    assert [tag.get_text() for tag in pages[name].find_all(re.compile(r"h[1-6]"))] == headings
    assert SHOWN
    for cell in SHOWN:
        assert in_words(cell.source) in words


@pytest.mark.parametrize("name", VERSIONS)
def test_every_figure_and_diagram_is_within_the_page_with_its_alternative(pages, name):
    outputs = [output.get("data", {}).get("text/html", "") for cell in CODE for output in cell.outputs]
    figures = re.findall(r'<img alt="(.*?)"', "".join(outputs))
    diagrams = re.findall(r"!\[([^\]]*)\]\(\.\./fig/", TEXT)
    shown = [(in_words(image["alt"]), image["src"]) for image in pages[name].find_all("img")]
    kinds = [source.partition(",")[0] for _, source in shown]
    assert kinds.count("data:image/png;base64") == len(figures) > 0
    assert kinds.count("data:image/svg+xml;base64") == len(diagrams) > 0 and len(kinds) == len(figures + diagrams)
    alternatives = [in_words(parsed(alt).get_text()) for alt in figures + diagrams]
    assert sorted(alt for alt, _ in shown) == sorted(alternatives)


@pytest.mark.parametrize("name", VERSIONS)
def test_a_page_loads_nothing_and_has_no_script(pages, name):
    for tag, attribute in LOADS.items():
        for element in pages[name].find_all(tag):
            assert element.get(attribute, "").startswith("data:"), element
    assert not pages[name].find("script")
    assert not re.search(r"@import|url\(", "".join(style.get_text() for style in pages[name].find_all("style")))


@pytest.mark.parametrize("path", NOTEBOOKS[1:3], ids=lambda path: path.stem)
def test_every_formula_is_mathml(path):
    text = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    formulas = re.findall(r"\$\$[^$]+\$\$|\$[^$]+\$", re.sub(r"`[^`]*`", "", text))
    page = parsed(export.page(path))
    assert len(page.find_all("math")) == len(formulas) > 0
    assert len(page.find_all("math", display="block")) == sum(formula.startswith("$$") for formula in formulas)
    assert "$" not in "".join(tag.get_text() for tag in page.select("p, li, td"))


def test_a_formula_that_cannot_be_read_is_shown_as_it_is_written(converted):
    page = converted(nbformat.v4.new_markdown_cell(r"# A" + "\n\n" + r"Here is $\nosuchthing < 1$."))
    assert page.p.code.get_text() == r"\nosuchthing < 1"


def test_links_lead_to_pages_that_are_exported(pages):
    episodes = re.findall(r"\]\((\d\d-[\w-]+)\.ipynb\)", TEXT)
    for name, ending in (("with", ".html"), ("without", "-without-solutions.html")):
        links = [link["href"] for link in pages[name].find_all("a") if "://" not in link["href"]]
        assert links == [episode + ending for episode in episodes] and links
    for name in ("printed with", "printed without"):  # in a PDF, they would lead into this computer's folders
        assert not [link for link in pages[name].find_all("a") if "://" not in link["href"]]


def test_links_to_other_files_are_plain_text(converted):
    text = "# A\n\n[**bias**](../GLOSSARY.md), [module](helpers.py), [there](https://example.org)."
    page = converted(nbformat.v4.new_markdown_cell(text))
    assert page.p.get_text() == "bias, module, there." and page.p.strong.get_text() == "bias"
    assert [link["href"] for link in page.find_all("a")] == ["https://example.org"]


def test_solutions_are_folded_with_their_outputs(pages):
    folded = pages["with"].select("details.solution")
    assert [tag.summary.get_text() for tag in folded] == [cell.source.splitlines()[0][2:] for cell in SOLUTIONS]
    for tag, cell in zip(folded, SOLUTIONS):
        assert in_words(cell.source) in in_words(tag.get_text())
        assert ": correct." in tag.select_one(".output_wrapper").get_text()
    assert pages["with"].get_text().count(": correct.") == len(SOLUTIONS) > 0


def test_drawings_fold_their_code_and_show_their_figures(pages):
    folded = [tag for tag in pages["with"].find_all("details") if "# Draw" in tag.get_text()]
    titles = ["Code that draws " + cell.source.splitlines()[0].removeprefix("# Draw: ") for cell in DRAWINGS]
    assert [tag.summary.get_text() for tag in folded] == titles and titles
    assert not any(tag.find("img") for tag in folded)
    assert len(pages["with"].find_all("details")) == len(SOLUTIONS) + len(DRAWINGS)


def test_the_template_knows_every_kind_of_folded_cell():
    template = (folders.ROOT / "tools" / "export_template" / "index.html.j2").read_text("utf-8")
    assert set(re.findall(r'"(# \w+)"', template)) == set(folders.FOLDED)


@pytest.mark.parametrize("name", VERSIONS)
def test_cells_that_only_a_kernel_needs_are_left_out(pages, name):
    assert any(cell.source.startswith("# Setup") for cell in CODE)
    assert "# Setup" not in pages[name].get_text()


def test_everything_folded_is_open_when_printed(pages):
    assert not pages["with"].select("details[open]") and not pages["without"].select("details[open]")
    assert len(pages["printed with"].select("details[open]")) == len(SOLUTIONS) + len(DRAWINGS)
    assert not pages["printed without"].find("details")


@pytest.mark.parametrize("name", ["without", "printed without"])
def test_no_line_of_a_solution_is_on_a_page_without_solutions(pages, name):
    text = pages[name].get_text()
    elsewhere = "\n".join(cell.source for cell in CELLS if cell not in SOLUTIONS)
    lines = [line.strip() for cell in SOLUTIONS for line in cell.source.splitlines()]
    of_solutions = [line for line in lines if line and line not in elsewhere]
    assert len(of_solutions) > len(SOLUTIONS)
    for line in of_solutions:
        assert line in pages["with"].get_text()
        assert line not in text, line
    assert ": correct." not in text and "olution" not in "".join(tag.get_text() for tag in pages[name]("summary"))


def test_tables_can_be_read_on_a_small_screen_and_aloud(pages):
    tables = pages["with"].find_all("table")
    assert len(tables) > 1 and all(table.parent["class"] == ["table"] for table in tables)
    assert all(table.parent["tabindex"] == "0" for table in tables)
    assert all(heading.get_text(strip=True) for heading in pages["with"].select(".dataframe thead tr:first-child th"))


@pytest.mark.parametrize("still", [{"text/html": "<p>a still</p>"}, {"image/png": "aGk="}])
def test_a_widget_shows_its_still(converted, still):
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "1", "version_major": 2, "version_minor": 0}}
    state = {"state": {"1": {"model_name": "LabelModel", "model_module": "m", "model_module_version": "1"}}}
    state |= {"version_major": 2, "version_minor": 0}
    cell = nbformat.v4.new_code_cell("slider", outputs=[nbformat.v4.new_output("display_data", view | still)])
    page = converted(cell, metadata={"widgets": {"application/vnd.jupyter.widget-state+json": state}})
    assert not page.find("script") and "widget" not in page.main.get_text()
    assert page.find(string="a still") or page.find("img")["src"].strip() == "data:image/png;base64,aGk="


def test_the_menu_of_jupyterlab_makes_the_same_page(pages):
    settings = {"extra_template_basedirs": [str(folders.ROOT / "tools")], "template_name": "export_template"}
    settings |= {"filters": {"markdown2html": "export.markdown2html"}}
    exporter = HTMLExporter(config=Config(HTMLExporter=settings))
    assert parsed(exporter.from_filename(str(PATH))[0]) == pages["with"]


@pytest.fixture
def out(tmp_path, monkeypatch):
    """Export into another folder, with no browser on this computer."""
    monkeypatch.setattr(export, "OUT", tmp_path / "out")
    monkeypatch.setattr(export, "BROWSERS", [])
    return tmp_path / "out"


def test_without_a_browser_the_pages_are_made_and_one_sentence_says_what_is_missing(out, capsys):
    assert export.main("03") == export.NO_BROWSER
    assert sorted(path.name for path in out.iterdir()) == [f"{PATH.stem}-without-solutions.html", f"{PATH.stem}.html"]
    assert capsys.readouterr().out == "_build/export/ has 2 pages, with and without solutions.\n"


def test_a_browser_that_prints_nothing(out, monkeypatch, capsys):
    monkeypatch.setattr(export, "BROWSERS", [sys.executable])
    said = export.main("03")
    assert said.startswith(f"{sys.executable} could not make 03-perceptron.pdf: ") and not capsys.readouterr().out
    assert [path.name for path in out.iterdir()] == ["03-perceptron.html"]


def test_what_is_printed_is_a_page_with_nothing_folded(out, monkeypatch, pages, capsys):
    printed = {}
    monkeypatch.setattr(export, "BROWSERS", [sys.executable])
    monkeypatch.setattr(export, "print_page", lambda browser, html, pdf: printed.update({pdf.name: parsed(html)}))
    assert export.main("03") is None
    assert list(printed) == [f"{PATH.stem}.pdf", f"{PATH.stem}-without-solutions.pdf"]
    assert list(printed.values()) == [pages["printed with"], pages["printed without"]]
    assert capsys.readouterr().out == "_build/export/ has 2 pages and 2 PDFs, with and without solutions.\n"


def test_a_folder_that_cannot_be_written(out):
    out.write_text("a file")
    assert export.main("03") == f"{out} could not be read or written (File exists)."


def test_an_episode_that_does_not_exist():
    assert export.main("09") == "There is no episode 09; write the number of one, as in: make export EPISODE=03"


def test_browsers_are_looked_for_on_three_systems():
    assert {"chromium", "google-chrome", "msedge"} < set(export.BROWSERS)
    for place in ("/Applications/Google Chrome.app/", r"%ProgramFiles(x86)%\Microsoft\Edge"):
        assert any(name.startswith(place) for name in export.BROWSERS)
