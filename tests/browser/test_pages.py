"""Look at every page of the site as people do: wide and narrow, light and dark, by keyboard, without other hosts."""

import functools
import http.server
import threading

import pytest
from looking import PICTURES, Watch, check_alternatives, check_headings, violations

from lesson_files import NOTEBOOKS, ROOT

SITE = ROOT / "_site"
EPISODES = [f"episodes/{path.stem}" for path in NOTEBOOKS]
PAGES = ["index", "setup", "quality", "GLOSSARY", "INSTRUCTORS", "data/README", "search", *EPISODES]
EXCEPTIONS = [
    (
        "region",
        "logo__title",
    ),  # the theme puts the name of the site, which links to the first page, outside the landmarks
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and prints nothing."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address():
    """Serve the site that `make site` built, and return its address."""
    handler = functools.partial(Quiet, directory=str(SITE))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def open_page(browser, address):
    """Return a function that opens a page in a window of some width, light or dark, and returns page and watch."""
    contexts = []

    def open_it(name, width=1280, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        watch = Watch(page)
        page.goto(f"{address}/{name}.html", wait_until="load")
        page.wait_for_timeout(300)
        return page, watch

    yield open_it
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", PAGES)
def test_a_page(open_page, name, width, scheme):
    page, watch = open_page(name, width, scheme)
    page.screenshot(path=PICTURES / f"site-{name.replace('/', '-')}-{width}-{scheme}.png", full_page=True)
    assert (watch.foreign, watch.failed, watch.errors) == ([], [], [])
    assert page.evaluate("document.documentElement.dataset.theme") == scheme
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    check_headings(
        [int(tag[1]) for tag in page.locator("h1, h2, h3, h4, h5, h6").evaluate_all("a => a.map(e => e.tagName)")]
    )
    check_alternatives(page.locator("article img").evaluate_all("all => all.map(e => [e.alt, e.src])"))
    assert page.locator("img").evaluate_all("all => all.filter(e => e.complete && !e.naturalWidth).length") == 0
    assert page.locator("details.hide[open]").count() == 0
    found = violations(page, "html", EXCEPTIONS)
    assert not found, "\n".join(found)


def test_a_solution_opens_by_keyboard(open_page):
    page, _ = open_page(EPISODES[0])
    solution = page.locator("details.hide", has_text="Show the solution").first
    assert "# Solution" not in solution.inner_text()
    solution.locator("summary").focus()
    page.keyboard.press("Enter")
    assert "# Solution 1.1" in solution.inner_text()


def test_a_term_leads_to_its_line_in_the_glossary(open_page):
    page, _ = open_page(EPISODES[0])
    page.locator("article a", has_text="weighted sum").first.click()
    page.wait_for_url("**/GLOSSARY.html#weighted-sum")
    assert page.locator("#weighted-sum").is_visible()


def test_search_finds_without_another_host(open_page):
    page, watch = open_page("search")
    page.goto(page.url + "?q=backpropagation")
    page.locator("#search-results li").first.wait_for(timeout=10_000)
    assert "05" in page.locator("#search-results").inner_text()
    assert not watch.foreign


def test_next_leads_through_the_episodes(open_page):
    page, _ = open_page(EPISODES[0])
    for name in EPISODES[1:]:
        page.locator("a.right-next").click()
        page.wait_for_url(f"**/{name}.html")
