"""Open the decks of slides in a real browser: everything fits on the screen, and everybody can read it."""

import pytest
from looking import PICTURES, Watch, violations

import lesson_files
import slides

PLACES = """() => [...Reveal.getCurrentSlide().querySelectorAll('h1, h2, p, li, pre, img, table, math')]
  .filter(part => !part.closest('aside'))
  .map(part => [part.getBoundingClientRect().right, part.getBoundingClientRect().bottom, part.scrollWidth -
                part.clientWidth, part.tagName])"""


@pytest.fixture(scope="module")
def decks():
    assert slides.main() is None
    return slides.OUT


@pytest.mark.parametrize("name", [path.stem for path in lesson_files.NOTEBOOKS])
def test_a_deck_fits_on_the_screen_and_needs_no_network(browser, decks, name):
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    watch = Watch(page)
    page.goto((decks / f"{name}.html").as_uri())
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    for i in range(page.evaluate("Reveal.getTotalSlides()")):
        page.evaluate(f"Reveal.slide({i})")
        page.wait_for_timeout(60)
        for right, bottom, beyond, tag in page.evaluate(PLACES):
            assert right <= 1275 and bottom <= 715, (i + 1, tag, right, bottom)
            assert beyond <= 1 or tag in ("P", "LI", "MATH", "math"), (i + 1, tag, beyond)
        page.screenshot(path=PICTURES / f"slide-{name[:2]}-{i + 1:02d}.png")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("Reveal.getIndices().h") == 1
    assert not watch.errors and not watch.foreign
    for i in (0, 1, 4, 9, 19):  # the last, because axe reads style sheets in a way that a page from a file refuses
        page.evaluate(f"Reveal.slide({i})")
        found = violations(page, ".reveal .slides section.present", [])
        assert not found, "\n".join(found)
    page.close()
