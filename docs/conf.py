"""Sphinx: the site, from the stored notebooks. Nothing is executed, and no page asks another host for anything."""

import os
import re
import shutil
from pathlib import Path

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml

ROOT = Path(__file__).resolve().parent.parent
SOURCES = "docs/*.md docs/*.svg GLOSSARY.md INSTRUCTORS.md data/README.md episodes/*.ipynb fig/*.svg"
TERMS = re.findall(r"^- \*\*(.+?)\*\*:", (ROOT / "GLOSSARY.md").read_text("utf-8").lower(), re.MULTILINE)
# Where the lesson is published, such as https://github.com/owner/lesson. Not known yet: while this is empty, the pages
# have no links to Binder, to the repository and to its issues.
REPOSITORY = os.environ.get("LESSON_REPOSITORY", "")
CC_BY = '<a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>'

project = html_title = "From a neuron to handwritten digits"
language = "en"
extensions = ["myst_nb"]
myst_enable_extensions = ["dollarmath"]
nb_execution_mode = "off"
nb_ipywidgets_js = {}  # myst-nb's come from other hosts; here a widget shows its still
nb_code_prompt_show, nb_code_prompt_hide = "Show the solution", "Hide the solution"
html_theme = "sphinx_book_theme"
html_favicon = "icon.svg"
html_static_path, html_css_files, templates_path = ["_static"], ["site.css"], ["_templates"]
html_use_index = False
html_math_renderer = "mathml"  # browsers draw MathML and screen readers read it, without a script
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

REPAIRS = {  # of what myst-nb and pandas write
    ' aria-label="Toggle hidden content"': "",  # hides from screen readers that it is a solution
    "<th></th>": "<td></td>",  # a heading without words
    "<pre><span></span>Exercise ": '<pre class="answer"><span></span>Exercise ',  # sentences, which site.css wraps
    "<pre><span></span>Question ": '<pre class="answer"><span></span>Question ',
}


def setup(app):
    """Copy what becomes the site into Sphinx's source folder, as it lies in the project: so its links hold."""
    for path in (path for pattern in SOURCES.split() for path in ROOT.glob(pattern)):
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
    """Fold a solution's output with it: it says the answer. The notebook for download stays as it is."""
    source[0] = source[0].replace('"hide-input"', '"hide-cell"')


def repair(app, name, template, context, doctree):
    """Change what is not readable for everyone, and let a term's link lead to its line in the glossary."""
    body = context.get("body", "")
    for old, new in REPAIRS.items():
        body = body.replace(old, new)
    if name == "GLOSSARY":
        body = re.sub(r"<li><p><strong>(.*?)</strong>", lambda m: f'<li id="{anchor(m[1])}"{m[0][3:]}', body)
    link = r'(?<=href="\.\./GLOSSARY\.html)(?="[^>]*>(?:<[^>]*>)*<strong>(.*?)</strong>)'
    context["body"] = re.sub(link, lambda m: "#" + anchor(m[1]), body, flags=re.DOTALL)


def anchor(term):
    """Return the id of a term in the glossary, which has the singular."""
    term = " ".join(term.lower().split())
    return (term if term in TERMS else term.removesuffix("s")).replace(" ", "-")
