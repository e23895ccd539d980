"""Use the notebooks in a real JupyterLab as a learner does, with `make lab` in a copy of the lesson."""

import functools
import re

import nbformat
import numpy as np
import pytest
from looking import PICTURES, Watch, check_alternatives, check_headings, copy_lesson, violations

import lesson_files
import made_photographs
from folders import FOLDED
from lab import running
from lesson_files import ROOT

NOTEBOOKS = [path.name for path in lesson_files.NOTEBOOKS]
TALL = 16_000  # pixels, because JupyterLab removes cells out of view from the page, and axe must see them all
CONTENT = ".jp-Notebook :is(.jp-RenderedMarkdown, .jp-OutputArea-output)"
EXCEPTIONS = [
    # ipywidgets gives a slider no name for a screen reader. Its label is in front of it, and the sentence below the
    # picture has all values.
    ("aria-input-field-name", "noUi-handle"),
    # pandas leaves the corner of a table empty, above the names of the rows.
    ("empty-table-header", "<th></th>"),
]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Start `make lab` in a copy of the lesson with an empty home folder, and return the address that it prints."""
    folder, home = tmp_path_factory.mktemp("a lesson"), tmp_path_factory.mktemp("home")
    copy_lesson(folder)
    with running(folder, home, port=8787) as address:
        yield address


@pytest.fixture(scope="module")
def opened(browser, lab):
    """Return a function that opens a notebook by a double click on its name and runs it, once for all tests."""
    context = browser.new_context(viewport={"width": 1280, "height": TALL})

    @functools.cache
    def open_it(name):
        page = context.new_page()
        watch = Watch(page)
        page.goto(f"{lab}&reset")
        page.locator(".jp-DirListing-item", has_text=name).dblclick(timeout=60_000)
        page.locator(".jp-CodeCell").nth(len(code_cells(name)) - 1).wait_for(timeout=60_000)
        run_all(page, name)
        page.screenshot(path=PICTURES / f"lab-{name.removesuffix('.ipynb')}.png")
        return page, watch

    yield open_it
    context.close()


def code_cells(name):
    return [cell for cell in nbformat.read(ROOT / "episodes" / name, 4).cells if cell.cell_type == "code"]


def run_all(page, name):
    """Choose Run > Run All Cells, and wait until every code cell has its number; a folded cell shows none."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator('li[data-command="runmenu:run-all"]').click()
    cells = enumerate(code_cells(name), start=1)
    numbers = [f"[{i}]:" for i, cell in cells if not cell.source.startswith(FOLDED)]
    page.wait_for_function(
        """numbers => {
          const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map(e => e.textContent.trim());
          return JSON.stringify(prompts.filter(Boolean)) == JSON.stringify(numbers);
        }""",
        arg=numbers,
        timeout=240_000,
    )
    page.wait_for_timeout(1000)  # the last pictures


def cell_with(page, text):
    return page.locator(".jp-CodeCell", has_text=text).first


def answer(page, cell, code):
    """Replace a cell's code with other code, run it, and return the text of its output."""
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(code)
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(1500)
    return cell.locator(".jp-OutputArea").inner_text()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_an_episode_runs_and_can_be_read_by_everybody(opened, name):
    page, watch = opened(name)
    cells = code_cells(name)
    wrong = page.locator('[data-mime-type$="jupyter.error"], [data-mime-type$="jupyter.stderr"]')
    assert wrong.all_inner_texts() == []
    assert not watch.foreign

    folded = page.locator(".jp-CodeCell:has(.jp-InputArea.jp-mod-inputHidden, .jp-Placeholder)").all_inner_texts()
    expected = [cell.source.partition("\n")[0] for cell in cells if cell.source.startswith(FOLDED)]
    assert len(folded) == len(expected)
    assert all(first in text for text, first in zip(folded, expected))

    tags = page.locator(CONTENT).locator("h1, h2, h3, h4, h5, h6").evaluate_all("all => all.map(e => e.tagName)")
    check_headings([int(tag[1]) for tag in tags])
    images = page.locator(CONTENT).locator("img").evaluate_all("all => all.map(e => [e.alt, e.src])")
    assert len(images) >= sum("plots.show" in cell.source for cell in cells)
    check_alternatives(images)
    found = violations(page, CONTENT, EXCEPTIONS)
    assert not found, "\n".join(found)


def test_a_slider_is_moved_by_keyboard_and_its_picture_follows(opened):
    page, _ = opened("01-neuron.ipynb")
    cell = cell_with(page, "widgets.neuron(")
    picture = cell.locator(".widget-html img")
    before = picture.get_attribute("alt"), picture.get_attribute("src")
    assert before[0].startswith("z = 1.0 × ")
    cell.locator(".noUi-handle").first.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(1500)
    page.screenshot(path=PICTURES / "slider.png", clip=around(cell))
    after = picture.get_attribute("alt"), picture.get_attribute("src")
    assert after[0].startswith("z = 1.5 × ") and after[1] != before[1]


def test_an_exercise_answers_wrong_and_right(opened):
    page, _ = opened("01-neuron.ipynb")
    cell = cell_with(page, 'check("1.1", ')
    assert "Exercise 1.1: not attempted." in cell.locator(".jp-OutputArea").inner_text()
    said = answer(page, cell, 'check("1.1", 4)')
    assert re.match(r"Exercise 1\.1: try again\. .{20,}", said), said
    page.screenshot(path=PICTURES / "exercise-wrong.png", clip=around(cell))
    said = answer(page, cell, 'check("1.1", 5)')
    assert said.startswith("Exercise 1.1: correct. "), said
    page.screenshot(path=PICTURES / "exercise-right.png", clip=around(cell))


def around(element):
    """Return the part of the page that an element fills, with some space around it."""
    box = element.bounding_box()
    return {"x": box["x"], "y": max(box["y"] - 150, 0), "width": box["width"], "height": box["height"] + 200}


SEVEN = [(0.25 + 0.05 * i, 0.2) for i in range(11)] + [(0.75 - 0.035 * i, 0.2 + 0.065 * i) for i in range(1, 11)]
COUNT_INK = """canvas => {
  const levels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return levels.filter((level, i) => i % 4 == 0 && level < 128 && levels[i + 3] > 128).length;
}"""


def empty_pad(page):
    """Press the pad's button, and return the pad's cell and its canvas."""
    cell = cell_with(page, "widgets.digit_pad(read)")
    cell.get_by_role("button", name="Clear").click()
    page.wait_for_timeout(1000)
    canvas = cell.locator("canvas").last
    assert canvas.evaluate(COUNT_INK) == 0
    assert "Read as" not in cell.locator(".jp-OutputArea").inner_text()
    return cell, canvas


def draw_seven(page, canvas, button="left"):
    """Draw a seven with the mouse, and wait until the network has read it."""
    box = canvas.bounding_box()

    def move_to(x, y):
        page.mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y)
        page.wait_for_timeout(30)

    move_to(*SEVEN[0])
    page.mouse.down(button=button)
    for place in SEVEN:
        move_to(*place)
    page.mouse.up(button=button)
    page.wait_for_timeout(2500)


def test_a_digit_drawn_with_the_mouse_is_read(opened):
    page, watch = opened("06-keras-mnist.ipynb")
    shipped = cell_with(page, "widgets.digit_pad(read)").locator("canvas").last
    assert shipped.evaluate(COUNT_INK) > 500  # of 280 × 280 pixels
    cell, canvas = empty_pad(page)
    draw_seven(page, canvas)
    page.screenshot(path=PICTURES / "digit-pad.png", clip=around(cell))
    said = cell.locator(".jp-OutputArea").inner_text()
    assert "Read as 7" in said and canvas.evaluate(COUNT_INK) > 500, said
    assert not watch.foreign


def test_a_photograph_is_read_after_a_press_of_the_button(opened, tmp_path):
    page, watch = opened("06-keras-mnist.ipynb")
    cell, _ = empty_pad(page)
    written, blank = made_photographs.pen_with_shadow("round", 7, tmp_path, 0), tmp_path / "blank.png"
    made_photographs.save(np.full((300, 300), 200, dtype=np.uint8), blank)
    for path, words in ((blank, "got no ink that stands out"), (written, "Read as 7"), (written, "Read as 7")):
        with page.expect_file_chooser() as chooser:
            cell.get_by_role("button", name="Photograph").click()
        chooser.value.set_files(path)
        page.wait_for_timeout(4000)
        assert words in cell.locator(".jp-OutputArea").inner_text()
    assert "shadow removed" in cell.locator(".jp-OutputArea").inner_text()
    page.screenshot(path=PICTURES / "digit-photograph.png", clip=around(cell))
    assert not watch.foreign


def test_the_right_button_does_not_draw(opened):
    page, _ = opened("06-keras-mnist.ipynb")
    cell, canvas = empty_pad(page)
    draw_seven(page, canvas, button="right")
    page.keyboard.press("Escape")  # closes the menu
    assert "The pad is empty" in cell.locator(".jp-OutputArea").inner_text() and canvas.evaluate(COUNT_INK) == 0


def test_a_digit_drawn_with_a_finger_is_read_and_the_page_stays(opened):
    page, _ = opened("06-keras-mnist.ipynb")
    cell, canvas = empty_pad(page)
    canvas.scroll_into_view_if_needed()
    box, before = canvas.bounding_box(), canvas.bounding_box()
    touch = page.context.new_cdp_session(page)
    for i, (x, y) in enumerate(SEVEN):
        point = {"x": box["x"] + box["width"] * x, "y": box["y"] + box["height"] * y}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove" if i else "touchStart", "touchPoints": [point]})
        page.wait_for_timeout(30)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(2500)
    said = cell.locator(".jp-OutputArea").inner_text()
    assert "Read as 7" in said and canvas.evaluate(COUNT_INK) > 500, said
    assert canvas.bounding_box() == before
