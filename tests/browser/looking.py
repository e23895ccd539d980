"""Look at a page for the tests of the notebooks and of the site."""

import re
import shutil
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

from lesson_files import ROOT

PICTURES = ROOT / "_build" / "browser"  # screenshots for a person to look at


def copy_lesson(folder):
    """Copy what a learner downloads into a folder, with the environment of this one."""
    ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    for name in ("episodes", "data", "fig", "docs", "tools"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for path in [ROOT / "Makefile", *ROOT.glob("*.txt"), *ROOT.glob("*.in"), *ROOT.glob("*.md")]:
        shutil.copy(path, folder)
    (folder / ".venv").symlink_to(ROOT / ".venv", target_is_directory=True)


class Watch:
    """Records what goes wrong on a page: requests to other hosts, failed requests and messages of the console."""

    def __init__(self, page):
        self.foreign, self.failed, self.errors = [], [], []
        page.on("request", self.request)
        page.on("websocket", self.request)
        page.on("requestfailed", lambda request: self.failed.append(request.url))
        page.on("response", lambda response: self.failed.append(response.url) if response.status >= 400 else None)
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(error.message))

    def request(self, request):
        if urlsplit(request.url).hostname not in ("127.0.0.1", None):  # None: data: and blob:
            self.foreign.append(request.url)


RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page, include, exceptions):
    """Return axe-core's findings in the elements of a selector, one line each; exceptions: (rule, part of HTML)."""
    found = Axe().run(page, {"include": [[include]]}, RULES | {"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{rule['id']}: {rule['help']}: {' '.join(map(str, node['target']))} {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
        if not any(rule["id"] == known and part in node["html"] for known, part in exceptions)
    ]


def check_headings(levels):
    """Assert that only the first heading has level 1 and that no level is skipped; levels: for example [1, 2, 3, 2]."""
    assert levels[0] == 1 and levels.count(1) == 1, levels
    assert all(b <= a + 1 for a, b in zip(levels, levels[1:])), levels


def check_alternatives(images):
    """Assert that each of [(alt, source)] has a text alternative."""
    for alt, source in images:
        is_name = re.fullmatch(r"(figure|image|picture|plot|diagram)?\W*[\w-]*(\.\w{3,4})?", (alt or "").strip(), re.I)
        assert alt and not is_name, (alt, source[:60])


# ---- Notebooks in JupyterLab


def open_notebook(page, address, name):
    """Open a notebook by a double click on its name and wait until all its cells are there."""
    page.goto(f"{address}&reset")
    page.locator(".jp-DirListing-item", has_text=name).dblclick(timeout=60_000)
    page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-RenderedMarkdown").last.wait_for(timeout=60_000)
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=60_000, state="attached")
    page.wait_for_timeout(1500)


def run_cell(page, text):
    """Run the cell that holds a text and return it."""
    cell = page.locator(".jp-CodeCell", has_text=text).first
    cell.locator(".jp-InputArea").click()
    before = cell.locator(".jp-InputPrompt").inner_text()
    page.keyboard.press("Control+Enter")
    page.wait_for_function(
        """([cell, before]) => {
          const prompt = cell.querySelector('.jp-InputPrompt').innerText.trim();
          return ![before, '[*]:', '[ ]:'].includes(prompt);
        }""",
        arg=[cell.element_handle(), before.strip()],
        timeout=120_000,
    )
    page.wait_for_timeout(1500)
    return cell


def save(page):
    """Save the notebook that is open."""
    page.keyboard.press("Control+s")
    page.wait_for_timeout(1500)


def log_console(page):
    """Return the messages of JupyterLab's log console."""
    page.get_by_role("menuitem", name="View", exact=True).click()
    page.locator('li[data-command="logconsole:open"]').click()
    page.wait_for_timeout(1000)
    said = page.locator(".jp-LogConsolePanel .jp-OutputArea-child").all_inner_texts()
    page.locator(".lm-TabBar-tab", has_text="Log:").locator(".lm-TabBar-tabCloseIcon").click()
    return [message for message in said if message.strip()]
