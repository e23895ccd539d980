"""Make a page (HTML) and a PDF of each episode, with and without solutions, from the stored notebooks: `make export`.

`make export EPISODE=03` makes only those of episode 03. Nothing is executed, and neither making a page nor reading it
needs a network. The folder export_template/ has the look of a page and what is folded. JupyterLab's menu uses it too.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import jinja2
import nbformat
from docutils.utils.math.latex2mathml import tex2mathml
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

import folders

OUT = folders.ROOT / "_build" / "export"
WITHOUT = "-without-solutions"  # the end of a file's name
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "microsoft-edge", "chrome", "msedge"]
for name in ("Chromium", "Google Chrome", "Microsoft Edge"):  # macOS
    BROWSERS.append(f"/Applications/{name}.app/Contents/MacOS/{name}")
for folder in ("%ProgramFiles%", "%ProgramFiles(x86)%", "%LocalAppData%"):  # Windows
    BROWSERS += [rf"{folder}\Google\Chrome\Application\chrome.exe", rf"{folder}\Microsoft\Edge\Application\msedge.exe"]
NO_BROWSER = "No PDFs were made, because they need Chromium, Chrome or Edge: install one and run this again."
OPTIONS = "--headless --no-pdf-header-footer --generate-pdf-document-outline --no-first-run --disable-component-update"
OPTIONS += " --disable-background-networking --disable-sync"  # a browser also asks its maker for updates and lists
IS_ROOT = getattr(os, "geteuid", lambda: 1)() == 0  # as in containers, where Chromium starts only without its sandbox


class ExportError(Exception):
    """A PDF could not be made; the message says what to do."""


class Text(IPythonRenderer):
    """Writes a text cell as HTML that needs no other file; `resources` is the dict of a template of nbconvert."""

    def inline_math(self, body):
        """Write a formula as MathML, which browsers draw without a script, or as code if docutils cannot read it."""
        try:
            return tex2mathml(body)
        except ValueError:
            return f"<code>{self.escape_html(body)}</code>"

    def block_math(self, body):
        """Write a formula that has a line to itself."""
        return self.inline_math(body).replace("<math ", '<math display="block" ')

    def image(self, text, url, title=None):
        """Write a picture into the page. nbconvert does so for files in `path`, so the address begins there."""
        if ":" not in url:
            url = os.path.relpath(Path(self.resources["metadata"]["path"], url), self.path)
        return super().image(text, url, title)

    def link(self, text, url, title=None):
        """Write a link, to an episode as one to its page. To other files there is none, and in a PDF to no file."""
        if ":" not in url:
            if not url.endswith(".ipynb") or self.resources.get("printed"):
                return text
            url = url.replace(".ipynb", f"{WITHOUT * self.resources.get('without_solutions', False)}.html")
        return super().link(text, url, title)


@jinja2.pass_context
def markdown2html(context, source):
    """Return the HTML of a text cell; this replaces nbconvert's filter of the same name."""
    pictures = {"embed_images": True, "path": str(folders.ROOT), "attachments": context["cell"].get("attachments", {})}
    text = Text(escape=False, exclude_anchor_links=True, **pictures)
    text.resources = context["resources"]
    return MarkdownWithMath(renderer=text).render(source)


def page(path, **settings):
    """Return the HTML of a notebook; settings: without_solutions=True, printed=True for a PDF, with nothing folded."""
    exporter = HTMLExporter(template_name="export_template", extra_template_basedirs=[str(Path(__file__).parent)])
    exporter.register_filter("markdown2html", markdown2html)
    resources = {"metadata": {"name": path.stem, "path": str(path.parent)}} | settings
    return exporter.from_notebook_node(nbformat.read(path, as_version=4), resources)[0]


def print_page(browser, html, pdf, timeout=120):
    """Print a page into a PDF. ExportError: the browser did not do it within `timeout` seconds."""
    with tempfile.TemporaryDirectory(dir=pdf.parent, ignore_cleanup_errors=True) as folder:
        source, made = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(html, "utf-8")
        command = [browser, *OPTIONS.split(), f"--user-data-dir={folder}/profile", f"--print-to-pdf={made}"]
        command += ["--no-sandbox"] * IS_ROOT + [source.as_uri()]
        try:
            subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout)
            made.replace(pdf)
        except (OSError, subprocess.TimeoutExpired):
            raise ExportError(f"{browser} could not make {pdf.name}: update it, or print the page by hand.") from None


def export(path, browser):
    """Write the pages of a notebook and, with a browser, its PDFs."""
    for without in (False, True):
        file = OUT / f"{path.stem}{WITHOUT * without}.html"
        file.write_text(page(path, without_solutions=without), "utf-8")
        if browser:
            print_page(browser, page(path, without_solutions=without, printed=True), file.with_suffix(".pdf"))


def main(episode=""):
    """Export all episodes or one, such as "03", and return the exit code, or a sentence about what went wrong."""
    chosen = [path for path in folders.NOTEBOOKS if path.name.startswith(episode)]
    browser = next(filter(None, (shutil.which(os.path.expandvars(name)) for name in BROWSERS)), None)
    if not chosen:
        return f"There is no episode {episode}; write the number of one, as in: make export EPISODE=03"
    try:
        OUT.mkdir(parents=True, exist_ok=True)
        for path in chosen:
            export(path, browser)
    except OSError as error:
        return f"{error.filename} could not be read or written ({error.strerror})."
    except ExportError as error:
        return str(error)
    n_files = 2 * len(chosen)
    print(f"_build/export/ has {n_files} pages{f' and {n_files} PDFs' if browser else ''}, with and without solutions.")
    return None if browser else NO_BROWSER


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
