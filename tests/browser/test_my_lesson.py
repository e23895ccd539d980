"""Use my-lesson/ in a real JupyterLab: every way of starting it, the next day, large letters, long trainings."""

import os
import re
import shlex
import sys
from pathlib import Path

import nbformat
import pytest
from looking import PICTURES, Watch, copy_lesson, log_console, open_notebook, run_cell, save

from lab import running
from lesson_files import ROOT

STATIC_LINKS = """panel => [...panel.querySelectorAll('.jp-RenderedMarkdown a[href]')].map(a => a.href)
  .filter(address => new URL(address).hostname == '127.0.0.1' && !address.includes('#'))"""


@pytest.fixture
def copy(tmp_path):
    """Return the folder of a lesson and the folder of a home."""
    folder, home = tmp_path / "a lesson", tmp_path / "home"
    folder.mkdir(), home.mkdir()
    copy_lesson(folder)
    return folder, home


def documented_commands():
    """Return the commands with which the documents start JupyterLab, as this system needs them."""
    found = {}
    for name in ("README.md", "docs/setup.md"):
        for block in re.findall(r"(?s)```(?:bash|powershell)\n(.*?)```", (ROOT / name).read_text("utf-8")):
            for line in block.splitlines():
                if re.search(r"make (lab|edit)|tools/start\.py|jupyter[ -]lab", line):
                    words = shlex.split(line.replace(".venv/Scripts/", ".venv/bin/"), comments=True)
                    found[" ".join(words)] = words
    return found


COMMANDS = documented_commands()


def test_the_documents_name_a_command_for_every_system():
    assert list(COMMANDS) == ["make lab", ".venv/bin/python tools/start.py", "python tools/start.py"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_documented_way_of_starting_shows_diagrams_and_glossary(browser, copy, monkeypatch, command):
    folder, home = copy
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    with running(folder, home, 8801, COMMANDS[command]) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        watch = Watch(page)
        open_notebook(page, address, "01-neuron.ipynb")
        assert (folder / "my-lesson" / "06-keras-mnist.ipynb").exists()
        panel = page.locator(".jp-NotebookPanel")
        diagrams = panel.locator(".jp-RenderedMarkdown img")
        diagrams.first.wait_for()
        widths = diagrams.evaluate_all("all => all.map(image => image.naturalWidth)")
        assert len(widths) >= 5 and all(widths)
        links = set(panel.evaluate(STATIC_LINKS))
        assert any("GLOSSARY.md" in link for link in links) and any("02-activations" in link for link in links)
        dead = [link for link in links if page.request.get(link).status >= 400]
        assert not dead and not watch.foreign and not [url for url in watch.failed if "/files/" in url]
        said = run_cell(page, "import helpers").locator(".jp-OutputArea").all_inner_texts()
        assert "".join(said).strip() == ""
        page.close()


def test_a_server_in_the_wrong_folder_says_so_in_the_first_cell(browser, copy):
    folder, home = copy
    words = [str(folder / ".venv/bin/python"), "-m", "jupyterlab", "--allow-root", "episodes"]
    with running(folder, home, 8802, words) as address:
        page = browser.new_page()
        open_notebook(page, address, "01-neuron.ipynb")
        said = run_cell(page, "import helpers").locator(".jp-OutputArea").inner_text()
        assert re.fullmatch(
            r"JupyterLab was started in a part of the lesson's folder, so .* Close it and .*", said.strip()
        )
        page.close()


def test_on_the_next_day_everything_is_there_and_widgets_are_stills(browser, copy):
    folder, home = copy
    mine = folder / "my-lesson" / "04-gradient-descent.ipynb"
    with running(folder, home, 8803) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        open_notebook(page, address, "04-gradient-descent.ipynb")
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.locator('li[data-command="runmenu:run-all"]').click()
        cell = page.locator(".jp-CodeCell", has_text="widgets.valley(").first
        cell.locator(".noUi-handle").wait_for(timeout=180_000)
        page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=180_000)
        moves = cell.locator(".noUi-handle")
        moves.focus()
        for _ in range(10):
            page.keyboard.press("ArrowRight")
        page.wait_for_timeout(4000)
        live = cell.locator(".widget-html img").get_attribute("alt")
        assert "learning rate 0.0100" in live
        assert log_console(page) == []
        save(page)
        page.close()
    stored = nbformat.read(mine, 4)
    outputs = [output for cell in stored.cells if cell.cell_type == "code" for output in cell.outputs]
    assert len(outputs) > 30 and "widgets" not in stored.metadata
    assert not any("widget-view" in kind for output in outputs for kind in output.get("data", {}))
    assert not re.search(r" {20}|\\b|\r", "".join(output.get("text", "") for output in outputs))
    with running(folder, home, 8803) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        open_notebook(page, address, "04-gradient-descent.ipynb")
        assert "Error displaying widget" not in page.locator(".jp-Notebook").inner_text()
        cell = page.locator(".jp-CodeCell", has_text="widgets.valley(").first
        still = cell.locator(".jp-OutputArea img")
        assert still.get_attribute("alt").startswith("learning rate 0.0050") and still.evaluate("e => e.naturalWidth")
        assert still.get_attribute("alt") in cell.locator(".jp-OutputArea p").inner_text()
        cell.scroll_into_view_if_needed()
        page.screenshot(path=PICTURES / "next-day.png")
        page.close()


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    folder, home = tmp_path_factory.mktemp("a lesson"), tmp_path_factory.mktemp("home")
    copy_lesson(folder)
    with running(folder, home, 8804) as address:
        yield folder, address


@pytest.mark.parametrize("dark", [False, True])
def test_feedback_breaks_between_words_and_pictures_fit_at_200_percent(browser, lab, dark):
    _, address = lab
    page = browser.new_page(viewport={"width": 1280, "height": 900}, device_scale_factor=2)
    open_notebook(page, address, "02-activations.ipynb")
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    page.locator("li", has_text="Theme").first.hover()
    page.locator("li", has_text="JupyterLab Dark" if dark else "JupyterLab Light").first.click()
    page.set_viewport_size({"width": 640, "height": 900})  # as at 200 %
    page.keyboard.press("Control+b")  # closes the list of files
    run_cell(page, "import helpers")
    cell = run_cell(page, "widgets.activation(")
    image = cell.locator(".widget-html img")
    image.wait_for()
    inside = (
        "image => image.getBoundingClientRect().right <= image.closest('.jp-OutputArea').getBoundingClientRect().right"
    )
    assert image.evaluate(inside)
    page.screenshot(path=PICTURES / f"slider-200-{'dark' if dark else 'light'}.png")
    feedback = run_cell(page, 'check("2.1"').locator(".jp-OutputArea p")
    assert feedback.evaluate("e => getComputedStyle(e).wordBreak") == "normal"
    feedback.scroll_into_view_if_needed()
    page.screenshot(path=PICTURES / f"feedback-200-{'dark' if dark else 'light'}.png")
    page.close()


def test_the_end_of_a_notebook_is_shown_at_once(browser, lab):
    _, address = lab
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    open_notebook(page, address, "05-mlp.ipynb")
    page.locator(".jp-Cell").first.click()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+End")
    page.keyboard.press("End")
    page.wait_for_timeout(300)
    last = page.locator(".jp-Cell").last
    assert last.evaluate(
        "cell => { const box = cell.getBoundingClientRect(); return box.top < innerHeight && box.height > 20; }"
    )
    page.screenshot(path=PICTURES / "end.png")
    page.close()


def test_a_progress_bar_leaves_no_trace(browser, lab):
    folder, address = lab
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    open_notebook(page, address, "01-neuron.ipynb")
    run_cell(page, "import helpers")
    cell = page.locator(".jp-CodeCell", has_text="import helpers").first
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(
        "\nimport time\nfrom lesson.progress import epochs\nfor i in epochs(30): time.sleep(0.1)\nprint('done')"
    )
    page.keyboard.press("Control+Enter")
    cell.locator(".jp-OutputArea", has_text="epoch:").wait_for(timeout=20_000)
    cell.locator(".jp-OutputArea", has_text="done").wait_for(timeout=20_000)
    assert cell.locator(".jp-OutputArea").inner_text().strip("\n") == "done"
    save(page)
    stored = nbformat.read(folder / "my-lesson" / "01-neuron.ipynb", 4)
    texts = [output.text for cell in stored.cells for output in cell.get("outputs", []) if "text" in output]
    assert texts == ["done\n"]
    page.close()
