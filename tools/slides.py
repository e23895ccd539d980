"""Make a deck of slides of each episode from its stored notebook: `make slides` writes them into _build/slides/.

A heading starts a slide, which shows the first figure or the first code of its section. The prose becomes the speaker's
notes, together with the notes of INSTRUCTORS.md, and solutions and further sections are left out. Every number on a
slide is one of the notebook. The decks need no network; making them fetches reveal.js from the npm registry, once.
"""

import hashlib
import html
import json
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import jinja2
from nbconvert.filters.markdown_mistune import MarkdownWithMath

import export
import folders

OUT = folders.ROOT / "_build" / "slides"
REVEAL, SHA256 = "reveal.js-5.2.1", "359b575dd51bbda32f89b2fd4c7dc46ad7389a805572158916c29252f7a27333"
NO_NPM = (
    "The slides need reveal.js, which npm fetches from its registry. Install Node.js, which has npm, make sure that "
    f"there is a network, and run this again. Or put the file {REVEAL}.tgz into _build/slides/ yourself."
)
MOST, LEAST_POLLS = 20, 1
LEFT_OUT = ("How to use these pages", "Questions", "Key points", "What this episode is about")
MOST_LINES = 14  # of code and output on a slide
LONG = 420  # characters of a slide's text above which it is set smaller


class SlidesError(Exception):
    """The slides cannot be made; the message says what to do."""


# ---- What a notebook has.


def sections(notebook):
    """Return the core sections of a notebook, (heading, cells) in order; ### begins one too, and the title is first."""
    found, is_core = [], True
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            for part in re.split(r"^(?=#{1,3} )", source, flags=re.MULTILINE):
                match = re.match(r"(#{1,3}) (.*)\n?", part)
                if match:
                    is_core = not match[2].startswith("Further") and (is_core or len(match[1]) < 3)
                    rest = part[match.end() :]
                    if is_core:
                        found.append((match[2], len(match[1]), [{"cell_type": "markdown", "source": rest}]))
                elif part.strip() and is_core and found:
                    found[-1][2].append({"cell_type": "markdown", "source": part})
        elif is_core and found:
            found[-1][2].append({**cell, "source": source})
    return found


def as_html(source):
    """Return the HTML of Markdown, with pictures in it and without links to other files."""
    pictures = {"embed_images": True, "path": str(folders.ROOT), "attachments": {}}
    text = export.Text(escape=False, exclude_anchor_links=True, **pictures)
    text.resources = {"metadata": {"path": str(folders.EPISODES)}, "printed": True}
    return MarkdownWithMath(renderer=text).render(source)


def prose(cells):
    return "\n\n".join(cell["source"] for cell in cells if cell["cell_type"] == "markdown")


def pictures(cells):
    """Return the pictures of a section in order, as HTML: images of the text, and figures that the cells draw."""
    found = []
    for cell in cells:
        if cell["cell_type"] == "markdown":
            found += [as_html(image) for image in re.findall(r"!\[[^]]*\]\([^)]*\)", cell["source"])]
        for output in cell.get("outputs", []):
            page = "".join(output.get("data", {}).get("text/html", ""))
            found += re.findall(r'<img alt="[^"]*"[^>]*src="data:image/png;base64,[^"]*">', page)
    return [picture.replace("max-width:100%", "") for picture in found]


def example(cells):
    """Return the first code of a section that is short enough and what it prints, as HTML, or ""."""
    for cell in cells:
        if cell["cell_type"] == "code" and not re.match(r"# |guess\(|.*check\(", cell["source"], re.DOTALL):
            outputs = [o for o in cell.get("outputs", []) if o.get("name") == "stdout"]
            said = "".join("".join(output["text"]) for output in outputs).strip()
            n_lines = len(cell["source"].splitlines()) + len(said.splitlines())
            if n_lines <= MOST_LINES:
                output = f'<pre class="output">{html.escape(said)}</pre>' if said else ""
                return f"<pre><code>{html.escape(cell['source'])}</code></pre>{output}"
    return ""


def first_sentence(text):
    """Return the first sentence of prose, without images and formulas that have a line to themselves."""
    plain = re.sub(r"!\[[^]]*\]\([^)]*\)|^\s*[-|].*$|\$\$.*?\$\$", "", text, flags=re.DOTALL | re.MULTILINE)
    paragraph = next((part for part in plain.split("\n\n") if part.strip()), "")
    return re.split(r"(?<=[.?!])\s", " ".join(paragraph.split()), maxsplit=1)[0]


# ---- The slides.


def slide(heading, body, notes="", level=2):
    plain = re.sub("<[^>]*>", "", re.sub(r"<pre.*?</pre>", "", body, flags=re.DOTALL))
    size = ' class="long"' if len(plain) > LONG else ""
    return {"body": f"<h{level}>{as_inline(heading)}</h{level}>\n<div{size}>{body}</div>", "notes": notes}


def as_inline(heading):
    return re.sub(r"^<p>|</p>\s*$", "", as_html(heading).strip())


def section_slide(heading, cells):
    """Return the slide of a section: its first picture, or its first code, and one sentence."""
    text, shown = prose(cells), pictures(cells)
    below = shown[0] if shown else example(cells)
    body = as_html(first_sentence(text)) + below if below else as_html("\n\n".join(text.strip().split("\n\n")[:3]))
    return slide(heading, body, as_html(re.sub(r"!\[[^]]*\]\([^)]*\)", "", text)))


def exercise_slide(heading, cells):
    """Return the slide of an exercise: its statement and, if there is code to complete, this code."""
    first = next(i for i, cell in enumerate(cells) if "check(" in cell["source"])
    start = cells[first]["source"].partition("\ncheck(")[0].strip()
    code = f"<pre><code>{html.escape(start)}</code></pre>" if len(start.splitlines()) > 1 else ""
    return slide(heading, as_html(prose(cells[:first])) + code)


def poll_slides(cells):
    """Return a slide for each question at the end of an episode."""
    parts = re.split(r"^(?=Question \S+\. )", prose(cells), flags=re.MULTILINE)
    return [
        slide(part.partition(". ")[0], as_html(part.partition(". ")[2]))
        for part in parts
        if part.startswith("Question ")
    ]


def instructors(number):
    """Return what INSTRUCTORS.md has on an episode, without the answers, as HTML."""
    text = (folders.ROOT / "INSTRUCTORS.md").read_text("utf-8")
    part = re.search(rf"^## {number} .*?\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)[1]
    return as_html(re.sub(r"^- Answers: .*\n?", "", part, flags=re.MULTILINE))


def deck(path):
    """Return the slides of a notebook, dicts with body and notes, at most MOST of them."""
    (title, _, start), *rest = sections(json.loads(path.read_text("utf-8")))
    by_name = {heading: cells for heading, _, cells in rest}
    opening = [slide(title, "".join(pictures(start)[:1]), instructors(path.name[:2]) + as_html(prose(start)), level=1)]
    about = prose(by_name["What this episode is about"]) + "\n\n."
    asked = re.search(r"^Questions\n\n(.*?)\n\n(?=\S)", about, re.DOTALL | re.MULTILINE)
    opening.append(slide("What this episode is about", as_html(asked[1])))
    middle = []
    for heading, _, cells in rest:
        if heading not in LEFT_OUT:
            middle.append((exercise_slide if heading.startswith("Exercise") else section_slide)(heading, cells))
    last = [slide("Key points", as_html(prose(by_name["Key points"])))]
    polls = poll_slides(by_name["Questions"])
    room = MOST - len(opening) - len(last) - LEAST_POLLS
    while len(middle) > room:  # exercises without options are done in the notebook
        middle.remove(next(s for s in middle if "Exercise" in s["body"][:20] and "<li>(a)" not in s["body"]))
    return [*opening, *middle, *polls[: MOST - len(opening) - len(middle) - len(last)], *last]


# ---- The files.


def fetch():
    """Put reveal.js into _build/slides/reveal/. SlidesError: it cannot be had, or it is another file."""
    archive = OUT / f"{REVEAL}.tgz"
    if not archive.exists():
        command = [shutil.which("npm") or "npm", "pack", REVEAL.replace("-", "@"), "--silent"]
        try:
            subprocess.run(command, cwd=OUT, check=True, capture_output=True, timeout=120)
        except (OSError, subprocess.SubprocessError):
            raise SlidesError(NO_NPM) from None
    if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
        raise SlidesError(f"_build/slides/{archive.name} is not what was expected. Delete it and run this again.")
    if (OUT / "reveal").exists():
        return
    with tarfile.open(archive) as files:
        files.extractall(OUT, filter="data")
    (OUT / "package").rename(OUT / "reveal")


def write():
    """Write the decks of all episodes and return their paths."""
    template = jinja2.Template((Path(__file__).parent / "slides_template" / "deck.html").read_text("utf-8"))
    made = []
    for path in folders.NOTEBOOKS:
        slides = deck(path)
        title = re.search(r"<h1>(.*?)</h1>", slides[0]["body"])[1]
        made.append(OUT / f"{path.stem}.html")
        made[-1].write_text(template.render(title=title, slides=slides), "utf-8")
    return made


def main():
    """Make the slides, and return the exit code, or a sentence about what went wrong."""
    try:
        OUT.mkdir(parents=True, exist_ok=True)
        fetch()
        print(f"_build/slides/ has {len(write())} decks. Open one in a browser; the key S shows the speaker's notes.")
    except SlidesError as error:
        return str(error)
    except OSError as error:
        return f"{error.filename} could not be read or written ({error.strerror})."
    return None


if __name__ == "__main__":
    sys.exit(main())
