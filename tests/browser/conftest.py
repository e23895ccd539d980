"""Provide a real browser for `make browser`."""

import shutil
from pathlib import Path

import pytest
from looking import PICTURES
from playwright.sync_api import sync_playwright

NO_BROWSER = (
    "These tests need Chromium. On Debian and Ubuntu: `apt-get install chromium`; elsewhere Chrome, or "
    "`.venv/bin/playwright install chromium`. Then run `make browser` again."
)
# A browser also asks its maker for updates and lists, but only the requests of a page are tested.
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def chromium():
    """Return the path of a browser, or None."""
    found = map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return next(filter(None, found), own if Path(own).exists() else None)


def pytest_configure(config):
    if not hasattr(config, "workerinput") and not chromium():
        pytest.exit(NO_BROWSER, returncode=2)


@pytest.fixture(scope="session")
def browser():
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield started
        started.close()
