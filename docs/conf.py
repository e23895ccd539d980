"""Configure Sphinx to build the site from the stored notebooks. Nothing is executed, and no page uses another host."""

import json
import os
import re
import shutil
import sys
from pathlib import Path

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from folders import NOTEBOOKS  # noqa: E402

SOURCES = "docs/*.md docs/*.svg GLOSSARY.md INSTRUCTORS.md data/README.md fig/*.svg fig/in-use.png"
TERMS = re.findall(r"^- \*\*(.+?)\*\*:", (ROOT / "GLOSSARY.md").read_text("utf-8").lower(), re.MULTILINE)
# Where the lesson is published, such as https://github.com/owner/lesson. This is not known yet, and while it is empty,
# the pages have no links to Binder, to the repository and to its issues.
REPOSITORY = os.environ.get("LESSON_REPOSITORY", "")
CC_BY = '<a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>'

project = html_title = "From a neuron to handwritten digits"
language = "en"
extensions = ["myst_nb"]
myst_enable_extensions = ["dollarmath"]
nb_execution_mode = "off"
nb_ipywidgets_js = {}  # myst-nb would load them from other hosts; here a widget shows its still
nb_code_prompt_show, nb_code_prompt_hide = "Show the {type}", "Hide the {type}"  # see REPAIRS
html_theme = "sphinx_book_theme"
html_favicon = "icon.svg"
html_static_path, html_css_files, templates_path = ["_static"], ["site.css"], ["_templates"]
html_use_index = False
html_extra_path = ["../fig/playground.webp", "../fig/playground.png"]  # for <picture>, whose files Sphinx does not see
html_math_renderer = "mathml"  # browsers draw MathML and screen readers read it without a script
html_context = {"default_mode": "auto"}
html_theme_options = {
    "home_page_in_toc": True,
    "show_toc_level": 2,
    "navbar_persistent": [],
    "footer_content_items": ["extra-footer.html"],
    "extra_footer": f"Code: MIT. Text and figures: {CC_BY}. Data: each its own, see Data.",
}
if REPOSITORY:
    html_theme_options |= {"repository_url": REPOSITORY, "repository_branch": "main", "use_repository_button": True}
    html_theme_options |= {"use_issues_button": True}
    html_theme_options["launch_buttons"] = {"binderhub_url": "https://mybinder.org", "notebook_interface": "jupyterlab"}

REPAIRS = {  # for HTML that myst-nb and pandas write
    ' aria-label="Toggle hidden content"': "",  # would hide from screen readers that it is a solution
    "Show the content": "Show the solution",
    "Hide the content": "Hide the solution",
    "Show the source": "Show the code that draws this",
    "Hide the source": "Hide the code that draws this",
    "<th></th>": "<td></td>",  # a heading without words
}


def setup(app):
    """Copy the sources of the site into Sphinx's source folder in the structure of the project, so that links work."""
    for path in [*NOTEBOOKS, *(path for pattern in SOURCES.split() for path in ROOT.glob(pattern))]:
        to = app.srcdir / path.relative_to(ROOT / "docs" if path.parent.name == "docs" else ROOT)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, to)
    app.add_html_math_renderer("mathml", (write_math, None), (write_math, None))
    app.connect("source-read", fold_outputs_too)
    app.connect("html-page-context", repair)


def write_math(translator, node):
    """Write a formula as MathML."""
    translator.body.append(tex2mathml(node.astext(), as_block=node.tagname == "math_block"))
    raise nodes.SkipNode


def fold_outputs_too(app, name, source):
    """Fold a solution's output with it, because it shows the answer, and leave out what only other programs need.

    The notebook for download stays as it is.
    """
    if name.startswith("episodes/"):
        notebook = json.loads(source[0])
        for cell in notebook["cells"]:
            if "".join(cell["source"]).startswith("# Solution"):
                cell["metadata"]["tags"] = ["hide-cell"]
            if "".join(cell["source"]).startswith("# Setup"):
                cell["metadata"]["tags"] = ["remove-cell"]
        source[0] = json.dumps(notebook)


def repair(app, name, template, context, doctree):
    """Repair what is not readable for everyone, and make a term's link lead to its line in the glossary."""
    body = context.get("body", "")
    for old, new in REPAIRS.items():
        body = body.replace(old, new)
    if name == "GLOSSARY":
        body = re.sub(r"<li><p><strong>(.*?)</strong>", lambda m: f'<li id="{anchor(m[1])}"{m[0][3:]}', body)
    link = r'(?<=href="\.\./GLOSSARY\.html)(?="[^>]*>(?:<[^>]*>)*<strong>(.*?)</strong>)'
    context["body"] = re.sub(link, lambda m: "#" + anchor(m[1]), body, flags=re.DOTALL)


def anchor(term):
    """Return the id of a term in the glossary, which uses the singular."""
    term = " ".join(term.lower().split())
    return (term if term in TERMS else term.removesuffix("s")).replace(" ", "-")
