"""The site: built once from the stored notebooks, complete, readable for everyone, and without other hosts."""

import json
import os
import re
import subprocess
import sys
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from lesson_files import NOTEBOOKS, ROOT

EPISODES = [path.stem for path in NOTEBOOKS]
PAGES = [
    "index",
    "setup",
    "elsewhere",
    "quality",
    "GLOSSARY",
    "INSTRUCTORS",
    "data/README",
    *(f"episodes/{name}" for name in EPISODES),
]
LOADED = {"link": "href", "object": "data"} | dict.fromkeys(["script", "img", "iframe", "source", "embed"], "src")


def parsed(path):
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def build(folder, name, repository=""):
    """Build the site in folder/name as `make site` does, with warnings as errors, and return that folder."""
    (folder / "source").mkdir(exist_ok=True)
    options = ["-W", "--keep-going", "-q", "-b", "html", "-c", str(ROOT / "docs"), "-d", str(folder / "doctrees")]
    command = [sys.executable, "-m", "sphinx", *options, str(folder / "source"), str(folder / name)]
    environment = os.environ | {"LESSON_REPOSITORY": repository, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder / name


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return build(tmp_path_factory.mktemp("site"), "plain")


@pytest.fixture(scope="module")
def pages(site):
    return {name: parsed(site / f"{name}.html") for name in PAGES}


def notebook(name):
    return json.loads((ROOT / "episodes" / f"{name}.ipynb").read_text("utf-8"))


def sources(name, kind):
    return ["".join(cell["source"]) for cell in notebook(name)["cells"] if cell["cell_type"] == kind]


def test_every_page_is_there_and_no_other(site):
    built = {path.relative_to(site).with_suffix("").as_posix() for path in site.rglob("*.html")}
    assert len(EPISODES) == 6
    assert {name for name in built if not name.startswith("_static/")} == {*PAGES, "search"}


def test_nothing_is_loaded_from_another_host(site, pages):
    pages = pages | {"search": parsed(site / "search.html")}
    for name, page in pages.items():
        for tag, attribute in LOADED.items():
            for element in page.find_all(tag):
                address = urlsplit(element.get(attribute) or "")
                assert not address.netloc and address.scheme in ("", "data"), f"{name}: {tag} loads {address.geturl()}"
        assert not re.search(r"@import|url\(['\"]?(https?:)?//", str(page)), name
    for path in site.rglob("*.css"):
        css = path.read_text("utf-8")
        assert not re.search(r"(@import\s*['\"]|url\(\s*['\"]?)(https?:)?//", css), path


def test_links_lead_somewhere(site, pages):
    for name, page in pages.items():
        for element in page.find_all(["a", "img", "script", "link"]):
            address = urlsplit(element.get("href") or element.get("src") or "")
            if not address.scheme and not address.netloc and address.path:
                assert (site / name).parent.joinpath(unquote(address.path)).exists(), f"{name}: {address.geturl()}"


@pytest.mark.parametrize("name", EPISODES)
def test_a_term_in_bold_leads_to_its_line_in_the_glossary(pages, name):
    lines = {line["id"] for line in pages["GLOSSARY"].find_all("li", id=True)}
    found = pages[f"episodes/{name}"].select('a[href^="../GLOSSARY.html#"]:has(strong)')
    assert len(found) == "".join(sources(name, "markdown")).count("](../GLOSSARY.md)") > 0
    for link in found:
        place, term = link["href"].partition("#")[2], link.strong.get_text()
        assert place in lines and re.sub(r"\s", "-", term.lower()).startswith(place), term


def test_every_page_has_one_first_heading(pages):
    for name, page in pages.items():
        assert len(page.find_all("h1")) == 1, name


def test_every_image_has_a_text_alternative(pages):
    for name, page in pages.items():
        for image in page.find_all("img"):
            assert image.get("alt", "").strip(), f"{name}: {image.get('src', '')[:60]}"


@pytest.mark.parametrize("name", EPISODES)
def test_solutions_are_folded_with_their_output(pages, name):
    page = pages[f"episodes/{name}"]
    folded = page.select("details.admonition.hide")
    solutions = [source for source in sources(name, "code") if source.startswith("# Solution")]
    drawings = [source for source in sources(name, "code") if source.startswith("# Draw")]
    assert len(folded) == len(solutions) + len(drawings) and solutions
    for part in ("# Solution ", ": correct."):
        assert page.get_text().count(part) == sum(part in details.get_text() for details in folded) == len(solutions)
    assert sum("Show the solution" in details.get_text() for details in folded) == len(solutions)
    assert not any(details.has_attr("open") or details.select("[aria-label]") for details in folded)
    assert not any("# Draw" in details.get_text() and details.select("img") for details in folded)


@pytest.mark.parametrize("name", EPISODES)
def test_stored_outputs_are_shown(pages, name):
    stored = [output for cell in notebook(name)["cells"] for output in cell.get("outputs", [])]
    figures = sum("<img " in "".join(output.get("data", {}).get("text/html", "")) for output in stored)
    page = pages[f"episodes/{name}"]
    assert len(page.select('img[src^="data:image/png"]')) == figures > 0
    assert len(page.select('[class^="cell_output"]')) == sum(bool(c.get("outputs")) for c in notebook(name)["cells"])


@pytest.mark.parametrize("name", EPISODES)
def test_every_formula_is_mathml(pages, name):
    text = re.sub(r"`[^`]*`", "", "\n".join(sources(name, "markdown")))
    assert len(pages[f"episodes/{name}"].find_all("math")) == len(re.findall(r"\$[^$]+\$", text))


@pytest.mark.parametrize("name", EPISODES)
def test_the_notebook_for_download_is_the_stored_one(site, pages, name):
    assert pages[f"episodes/{name}"].select(f'a[href*="_sources/episodes/{name}.ipynb"]')
    download = site / "_sources" / "episodes" / f"{name}.ipynb"
    assert download.read_bytes() == (ROOT / "episodes" / f"{name}.ipynb").read_bytes()


def test_minutes_and_contents_are_those_of_the_readme():
    def rows(path):
        return re.findall(r"^\| \[(0\d.*?)\]\((.*?)\) \| (.*?) \| (.*?) \|$", path.read_text("utf-8"), re.MULTILINE)

    assert len(rows(ROOT / "README.md")) == 6
    assert rows(ROOT / "docs" / "index.md") == rows(ROOT / "README.md")


def test_setup_quotes_messages_that_exist():
    sources = ("Makefile", "episodes/lesson/mnist.py", "tools/my_lesson.py", "episodes/01-neuron.ipynb")
    said = "".join((ROOT / name).read_text("utf-8") for name in sources)
    said = said.replace("$(VENV)", ".venv").replace("$$version", "3.12").replace("{path}", "mnist_5k.npz")
    shell = {"make: command not found", "No module named 'helpers'", "No module named 'keras'", "is damaged"}
    headings = re.findall(r"^### (.*)$", (ROOT / "docs" / "setup.md").read_text("utf-8"), re.MULTILINE)
    quoted = [part for heading in headings for part in re.findall(r'"(.*?)"', heading)]
    assert len(quoted) >= 8
    for part in quoted:
        assert part in shell or part.removesuffix(" ...").rstrip(":") in said, part


def test_without_a_repository_there_is_no_link_to_binder(pages):
    assert not any("binder" in str(page).lower() for name, page in pages.items() if name.startswith("episodes/"))


def test_with_a_repository_each_episode_opens_on_binder(site):
    built = build(site.parent, "published", repository="https://github.com/owner/lesson")
    for name in EPISODES:
        link = f"https://mybinder.org/v2/gh/owner/lesson/main?urlpath=lab/tree/episodes/{name}.ipynb"
        assert parsed(built / "episodes" / f"{name}.html").find("a", href=link), name
