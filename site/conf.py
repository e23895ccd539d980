"""Sphinx: the site of the lesson, from the stored notebooks. Nothing is executed, and a page asks no other host for anything."""

import os
import shutil
from pathlib import Path

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml

ROOT = Path(__file__).resolve().parent.parent
# Where the lesson is published, such as https://github.com/owner/lesson. Nobody knows yet: while this is empty, the
# pages have no links to Binder and to the repository.
REPOSITORY = os.environ.get("LESSON_REPOSITORY", "")

SOURCES = ["site/*.md", "site/*.svg", "GLOSSARY.md", "INSTRUCTORS.md", "data/README.md", "episodes/*.ipynb", "fig/*.svg"]

project = html_title = "From a neuron to handwritten digits"
language = "en"
extensions = ["myst_nb"]
html_theme = "sphinx_book_theme"
html_static_path = ["_static"]
html_css_files = ["site.css"]
templates_path = ["_templates"]
html_show_copyright = html_show_sphinx = html_use_index = False
html_theme_options = {
    "home_page_in_toc": True,
    "show_toc_level": 2,
    "extra_footer": (
        '<p>Code: MIT. Text and figures: <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>. '
        "Data: each file has its own licence, see the page Data.</p>"
    ),
}
if REPOSITORY:
    html_theme_options |= {
        "repository_url": REPOSITORY,
        "repository_branch": "main",
        "use_repository_button": True,
        "use_issues_button": True,
        "launch_buttons": {"binderhub_url": "https://mybinder.org", "notebook_interface": "jupyterlab"},
    }

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
nb_execution_mode = "off"
nb_ipywidgets_js = {}  # myst-nb's own would come from other hosts; a widget shows its still here
nb_code_prompt_show = "Show the solution"  # of cells tagged hide-input, which are the solutions
nb_code_prompt_hide = "Hide the solution"
html_math_renderer = "mathml"  # a dozen small formulas: browsers draw MathML, screen readers read it, no script is needed


def write_math(translator, node):
    """Write a formula as MathML."""
    translator.body.append(tex2mathml(node.astext(), as_block=node.tagname == "math_block"))
    raise nodes.SkipNode


def setup(app):
    """Copy what becomes the site into the source folder, as it lies in the project, so that its links hold."""
    for pattern in SOURCES:
        for path in ROOT.glob(pattern):
            to = app.srcdir / path.relative_to(ROOT / "site" if pattern.startswith("site/") else ROOT)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, to)
    app.add_html_math_renderer("mathml", (write_math, None), (write_math, None))
