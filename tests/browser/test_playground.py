"""Play with the network of episodes 04 and 05 in a real browser: by mouse, by keyboard and by touch."""

import io
import re

import pytest
from looking import PICTURES, Watch, copy_lesson, log_console, open_notebook, run_cell, save, violations
from PIL import Image

from lab import running
from lesson_files import ROOT

MOVING, STILL = ROOT / "fig" / "playground.webp", ROOT / "fig" / "playground.png"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder, home = tmp_path_factory.mktemp("a lesson"), tmp_path_factory.mktemp("home")
    copy_lesson(folder)
    with running(folder, home, 8805) as at:
        yield at


def open_playground(page, address, name="05-mlp.ipynb", code="ring = widgets.playground("):
    """Open an episode, run its imports and a playground, and return the playground's cell."""
    open_notebook(page, address, name)
    run_cell(page, "import helpers")
    cell = run_cell(page, code)
    cell.locator(".playground").wait_for()
    return cell


@pytest.fixture
def page(browser):
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    yield page
    page.close()


def sentence(cell):
    return cell.locator(".playground p[role=status]").inner_text()


def n_epochs(cell):
    return int(re.search(r"after (\d+) epoch", sentence(cell))[1])


def press(cell, name):
    cell.get_by_role("button", name=re.compile(rf"^\W*{name}$")).click()
    cell.page.wait_for_timeout(600)


def wait_for_epochs(cell, n):
    """Wait until the playground has trained for n epochs."""
    cell.page.wait_for_function(
        "([cell, n]) => Number(cell.querySelector('.playground p').textContent.match(/after (\\d+) epoch/)[1]) >= n",
        arg=[cell.element_handle(), n],
        timeout=60_000,
    )


def near_start(cell, k):
    """Return the place, x and y within the picture of the network, at one fifth of the line of weight k."""
    line = cell.locator(".playground svg line[stroke=transparent]").nth(k)
    place = """line => {
      const [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map(name => Number(line.getAttribute(name)));
      const scale = line.ownerSVGElement.getBoundingClientRect().width / line.ownerSVGElement.viewBox.baseVal.width;
      return { x: scale * (x1 + (x2 - x1) / 5), y: scale * (y1 + (y2 - y1) / 5) };
    }"""
    return line.evaluate(place)


def plane(cell):
    """Return the pixels of the plane."""
    return cell.locator(".playground canvas").evaluate("canvas => canvas.toDataURL()")


def output_of(page, code):
    """Run code in the first cell, which holds the imports, and return what it prints."""
    cell = page.locator(".jp-CodeCell", has_text="import helpers").first
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(f"import helpers\n{code}")
    run_cell(page, "import helpers")
    return cell.locator(".jp-OutputArea").inner_text().strip()


def test_play_pause_step_and_new_start(page, address):
    watch = Watch(page)
    cell = open_playground(page, address)
    assert sentence(cell).startswith("ring, network 2-4-2 with relu, after 0 epochs; training loss 0.720")
    before = plane(cell)
    press(cell, "One step")
    assert "after 0 epochs and 10 of 160 samples" in sentence(cell) and plane(cell) != before
    press(cell, "One epoch")
    assert "after 1 epoch; " in sentence(cell)
    press(cell, "Play")
    wait_for_epochs(cell, 40)
    assert int(output_of(page, "print(len(ring.history['loss']))")) >= 40  # while it plays
    page.screenshot(path=PICTURES / "playground-plays.png")
    press(cell, "Pause")
    n = n_epochs(cell)
    page.wait_for_timeout(1500)
    assert n_epochs(cell) == n
    # The first epoch was begun by a step, and yet all of them are those of train_mlp.
    said = output_of(
        page,
        "from lesson import widgets\nimport numpy as np\nrng = np.random.default_rng(0)\n"
        "start = helpers.init_mlp((2, 4, 2), rng, dtype=float)\n"
        "plan = {'learning_rate': 0.1, 'batch_size': 10, 'rng': rng, 'validation': ring.training.validation}\n"
        f"history = helpers.train_mlp(start, ring.training.X, ring.training.y, n_epochs={n}, **plan)[1]\n"
        "print(history == ring.history)",
    )
    assert said == "True"
    press(cell, "New start")
    assert "after 0 epochs" in sentence(cell) and plane(cell) != before
    assert log_console(page) == [] and not watch.errors and not watch.foreign


def test_a_weight_is_changed_by_mouse_and_the_border_moves(page, address):
    cell = open_playground(page, address)
    before, said = plane(cell), sentence(cell)
    network = cell.get_by_role("img", name="The network")
    network.hover(position=near_start(cell, 2))
    assert re.fullmatch(r"W1\[0, 2\] = -?\d\.\d\d", cell.locator(".playground svg text").first.text_content())
    network.click(position=near_start(cell, 2))
    page.wait_for_timeout(600)
    value = cell.get_by_label("its value")
    assert value.evaluate("element => element == document.activeElement")
    page.keyboard.press("Control+A")
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    page.wait_for_timeout(800)
    assert plane(cell) != before and sentence(cell) != said
    assert cell.locator(".playground svg text").first.text_content() == "W1[0, 2] = 5.00"
    page.screenshot(path=PICTURES / "playground-weight.png")
    assert output_of(page, "print(ring.params[0][0][0, 2])") == "5.0"


def test_the_keyboard_alone_is_enough(page, address):
    cell = open_playground(page, address)
    before = plane(cell)
    cell.get_by_label("data").focus()
    page.keyboard.press("ArrowDown")  # from the ring to two spirals
    page.wait_for_timeout(600)
    assert sentence(cell).startswith("two spirals, ") and plane(cell) != before
    reached = []
    for _ in range(20):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "() => (document.activeElement.labels?.[0]?.textContent || document.activeElement.textContent).trim()"
        )
        reached.append(name)
        if name == "learning rate":
            page.keyboard.press("Control+A")
            page.keyboard.type("0")
            page.keyboard.press("Enter")
            page.wait_for_timeout(600)
            alert = cell.locator(".playground p[role=alert]")
            assert alert.inner_text().startswith("Expected learning_rate to be a number above 0")
            page.keyboard.press("Control+A")
            page.keyboard.type("0.3")
            page.keyboard.press("Enter")
            page.wait_for_timeout(600)
            assert alert.inner_text() == ""
        if name == "Play":
            page.keyboard.press("Enter")
            wait_for_epochs(cell, 5)
            page.keyboard.press("Enter")
            page.wait_for_timeout(600)
        if name == "New start":
            page.keyboard.press("Enter")
            page.wait_for_timeout(600)
            assert n_epochs(cell) == 0
        if name == "its value":
            break
    buttons = ["Play", "One step", "One epoch", "New start"]
    assert [name for name in reached if name in buttons] == buttons
    assert reached[-2:] == ["weight", "its value"]
    said = sentence(cell)
    page.keyboard.press("ArrowUp")
    page.wait_for_timeout(800)
    assert sentence(cell) != said


def test_after_a_reload_it_has_stopped_and_goes_on_when_its_cell_runs(page, address):
    cell = open_playground(page, address)
    press(cell, "Play")
    wait_for_epochs(cell, 3)
    save(page)
    page.reload()
    page.locator(".jp-NotebookPanel .jp-RenderedMarkdown").last.wait_for(timeout=60_000)
    page.wait_for_timeout(2000)
    cell = page.locator(".jp-CodeCell", has_text="ring = widgets.playground(").first
    assert cell.locator(".jp-OutputArea img").get_attribute("alt").startswith("ring, network 2-4-2 with relu, ")
    assert "Error displaying widget" not in page.locator(".jp-Notebook").inner_text()
    n = int(output_of(page, "print(len(ring.history['loss']))"))
    page.wait_for_timeout(1500)
    assert int(output_of(page, "print(len(ring.history['loss']))")) == n >= 3
    output_of(page, "from lesson import widgets\nsaved = ring.state")
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("ring = widgets.playground(saved)\nring")
    run_cell(page, "ring = widgets.playground(")
    cell.locator(".playground").wait_for()
    assert n_epochs(cell) == n
    press(cell, "One epoch")
    assert n_epochs(cell) == n + 1


def test_two_notebooks_play_at_once(browser, address):
    pages = [browser.new_page(viewport={"width": 1280, "height": 1000}) for _ in range(2)]
    names = [("04-gradient-descent.ipynb", "widgets.playground("), ("05-mlp.ipynb", "ring = widgets.playground(")]
    cells = [open_playground(page, address, *name) for page, name in zip(pages, names)]
    for cell in cells:
        press(cell, "Play")
    for cell in cells:
        wait_for_epochs(cell, 10)
        press(cell, "Pause")
    assert sentence(cells[0]).startswith("two irises, network 2-2, ")
    assert sentence(cells[1]).startswith("ring, network 2-4-2 ")
    for page in pages:
        page.close()


def test_two_views_of_one_playground_stop_within_a_second(page, address):
    cell = open_playground(page, address)
    other = page.locator(".jp-CodeCell", has_text="twin = widgets.playground(").first
    other.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("ring  # twin = widgets.playground(")
    run_cell(page, "ring  # twin")
    assert page.locator(".playground").count() == 2
    press(cell, "Play")
    wait_for_epochs(cell, 60)
    cell.get_by_role("button", name="Pause").click()
    page.wait_for_timeout(1000)
    n = n_epochs(cell)
    page.wait_for_timeout(1500)
    assert n_epochs(cell) == n_epochs(other) == n


def test_it_works_by_touch_on_a_tablet(browser, address):
    context = browser.new_context(viewport={"width": 820, "height": 1180}, has_touch=True)
    page = context.new_page()
    cell = open_playground(page, address)
    cell.get_by_role("button", name="One epoch").tap()
    page.wait_for_timeout(600)
    assert n_epochs(cell) == 1
    cell.get_by_role("img", name="The network").tap(position=near_start(cell, 5))
    page.wait_for_timeout(600)
    assert cell.locator(".playground svg text").first.text_content().startswith("W1[1, 1] = ")
    page.screenshot(path=PICTURES / "playground-tablet.png")
    context.close()


@pytest.mark.parametrize("dark", [False, True])
def test_it_can_be_read_by_everybody(browser, address, dark):
    page = browser.new_page(viewport={"width": 1920, "height": 1000})
    open_notebook(page, address, "05-mlp.ipynb")
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    page.locator("li", has_text="Theme").first.hover()
    page.locator("li", has_text="JupyterLab Dark" if dark else "JupyterLab Light").first.click()
    run_cell(page, "import helpers")
    cell = run_cell(page, "mixed = widgets.playground(")
    press(cell, "One epoch")
    found = violations(page, ".jp-OutputArea:has(.playground)", [])
    assert not found, "\n".join(found)
    page.keyboard.press("Control+b")  # closes the list of files
    # 640 pixels show what 1,280 show at 200 %.
    for width in (1920, 1024, 640, 360):
        page.set_viewport_size({"width": width, "height": 1000})
        page.wait_for_timeout(800)
        cell.locator(".jp-OutputArea").scroll_into_view_if_needed()
        wide = cell.locator(".playground > *").evaluate_all(
            """parts => parts.filter(part => part.getBoundingClientRect().right >
                 part.parentElement.getBoundingClientRect().right + 1).map(part => part.outerHTML.slice(0, 80))"""
        )
        assert wide == []
        page.screenshot(path=PICTURES / f"playground-{width}-{'dark' if dark else 'light'}.png")
    page.close()


def test_the_moving_picture_shows_the_playground(browser, address):
    """Record two spirals being learned, and compare the picture of the README with it by size and length.

    `make browser` leaves the record in _build/browser. It is copied to fig/ by hand when the playground has changed.
    """
    page = browser.new_page(viewport={"width": 1500, "height": 1000})
    cell = open_playground(page, address)
    cell.get_by_label("data").select_option("two spirals")
    cell.get_by_label("units in hidden layer 1").select_option("8")
    cell.get_by_label("in layer 2").select_option("8")
    page.wait_for_timeout(600)
    assert cell.locator(".playground image").count() == 2 + 8 + 8 + 2
    assert cell.locator(".playground line[stroke=transparent]").count() == 2 * 8 + 8 * 8 + 8 * 2
    cell.get_by_label("learning rate").fill("0.3")
    cell.get_by_label("learning rate").press("Enter")
    press(cell, "New start")
    frames = []
    for _ in range(30):  # 87 epochs
        frames.append(Image.open(io.BytesIO(cell.locator(".playground").screenshot())).convert("RGB"))
        for _ in range(3):
            cell.get_by_role("button", name="One epoch").click()
        page.wait_for_timeout(300)
    page.close()
    size = 920, min(frame.height for frame in frames) - 3  # without what is empty, and the border of the page
    size, frames = (690, 690 * size[1] // 920), [frame.crop((0, 3, *size)) for frame in frames]
    frames = [frame.resize(size, Image.Resampling.LANCZOS) for frame in frames]
    # It ends after five seconds, so that it needs no button that stops it.
    settings = {"save_all": True, "append_images": frames[1:], "duration": 160, "loop": 1, "quality": 60}
    frames[0].save(PICTURES / MOVING.name, **settings)
    frames[-1].quantize(256, dither=Image.Dither.NONE).save(PICTURES / STILL.name, optimize=True)
    assert MOVING.stat().st_size < 1_000_000
    with Image.open(MOVING) as moving, Image.open(STILL) as still:
        assert (moving.n_frames, moving.info["loop"]) == (30, 1) and moving.size == still.size
        assert all(abs(a - b) < 40 for a, b in zip(still.size, size))
