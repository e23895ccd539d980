"""Open an exported page as people do, and look into the PDFs that the browser made of it."""

import re
import shutil
import subprocess

import pytest
from looking import PICTURES, Watch, check_alternatives, check_headings, violations

import export
from lesson_files import NOTEBOOKS

NAME = NOTEBOOKS[2].stem
PDFS = [f"{NAME}.pdf", f"{NAME}{export.WITHOUT}.pdf"]


@pytest.fixture(scope="module")
def exported(browser, tmp_path_factory):
    """Export an episode with its PDFs, and return the folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(export, "OUT", tmp_path_factory.mktemp("an export"))
        patch.setattr(export, "BROWSERS", [*export.BROWSERS, browser.browser_type.executable_path])
        assert export.main("03") is None
        yield export.OUT


@pytest.fixture
def open_page(browser, exported):
    """Return a function that opens a page in a window of some width, light or dark: page, watch and requests."""
    contexts = []

    def open_it(name, width=1280, scheme="light"):
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme))
        page, requests = contexts[-1].new_page(), []
        page.on("request", lambda request: requests.append(request.url))
        watch = Watch(page)
        page.goto((exported / f"{name}.html").as_uri())
        return page, watch, [url for url in requests if not url.startswith("data:")]

    yield open_it
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        (NAME, 1280, "light"),
        (NAME, 360, "dark"),
        (NAME + export.WITHOUT, 1280, "dark"),
        (NAME + export.WITHOUT, 360, "light"),
    ],
)
def test_a_page_can_be_read_by_everybody_without_a_network(open_page, name, width, scheme):
    page, watch, requests = open_page(name, width, scheme)
    page.locator("details").evaluate_all("all => all.forEach(e => e.open = true)")
    page.screenshot(path=PICTURES / f"export-{name}-{width}-{scheme}.png", full_page=True)
    assert requests == [page.url]
    assert (watch.foreign, watch.failed, watch.errors) == ([], [], [])
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    check_headings([int(tag[1]) for tag in page.locator("h1, h2, h3, h4").evaluate_all("a => a.map(e => e.tagName)")])
    check_alternatives(page.locator("img").evaluate_all("all => all.map(e => [e.alt, e.src])"))
    assert page.locator("img").evaluate_all("all => all.filter(e => !e.naturalWidth).length") == 0
    found = violations(page, "html", [])
    assert not found, "\n".join(found)


def test_a_solution_opens_by_keyboard(open_page):
    page, _, _ = open_page(NAME)
    solution = page.locator("details.solution").first
    assert "# Solution" not in solution.inner_text() and not solution.locator(".output_wrapper").is_visible()
    solution.locator("summary").focus()
    page.keyboard.press("Enter")
    assert "# Solution 3.1" in solution.inner_text() and solution.locator(".output_wrapper").is_visible()


def test_a_link_leads_to_the_page_of_another_episode(open_page):
    page, _, _ = open_page(NAME)
    link = page.get_by_role("link", name="02 Activation functions").first
    assert link.evaluate("e => e.href").endswith("/02-activations.html")


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_is_complete_in_one_file(exported, name):
    pdf = (exported / name).read_bytes()
    fonts = re.findall(rb"<<[^<>]*/Type /FontDescriptor\b.*?>>", pdf, re.DOTALL)
    assert fonts and all(b"/FontFile" in font for font in fonts)
    assert b"/URI (file:" not in pdf and b"/JavaScript" not in pdf
    sizes = {tuple(round(float(n)) for n in box.split()) for box in re.findall(rb"/MediaBox \[(.*?)\]", pdf)}
    assert sizes == {(0, 0, 595, 842)}  # A4 in points


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_can_be_read_aloud(open_page, exported, name):
    pdf = (exported / name).read_bytes()
    page, _, _ = open_page(name.removesuffix(".pdf"))
    assert b"/StructTreeRoot" in pdf and b"/Lang (en)" in pdf and b"/Outlines" in pdf
    assert len(re.findall(rb"/Alt\b", pdf)) >= page.locator("img").count() > 0


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext, of poppler-utils, is not here to read a PDF")
def test_solutions_are_open_in_one_pdf_and_not_in_the_other(exported):
    command = ["pdftotext", "-layout"]
    texts = [subprocess.run([*command, exported / name, "-"], capture_output=True, text=True).stdout for name in PDFS]
    assert all(words in texts[0] for words in ("# Solution 3.1", ": correct.", "# Draw"))
    assert not any(words in texts[1] for words in ("Solution", ": correct.", "# Draw"))
    assert all("Exercise 3.1: targets" in text and "Exercise 3.1: not attempted." in text for text in texts)


def test_only_what_was_asked_for_is_left_in_the_folder(exported):
    assert sorted(path.name for path in exported.iterdir()) == sorted(
        name.replace(".pdf", end) for name in PDFS for end in (".html", ".pdf")
    )
