"""One English: the texts use the terms of CONTRIBUTING.md, and neither texts nor modules have certain habits."""

import ast
import io
import re
import tokenize

import pytest

from lesson.answers import EXERCISES
from lesson.plots import ALTERNATIVES
from lesson_files import NOTEBOOKS, ROOT, text_of

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
TERMS = re.search(r"(?s)\n## Terms\n(.*?)\n## ", CONTRIBUTING)[1]
PAGES = ["GLOSSARY.md", "README.md", "INSTRUCTORS.md", "data/README.md"]
PAGES += sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md"))
MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("data", "docs", "episodes", "fig", "tests", "tools")
    for path in (ROOT / folder).rglob("*.py")
    if path.name != "test_language.py"
)

# (regular expression, better wording, a sentence that has the habit)
HABITS = [
    (r"\b(rightly|wrongly)\b", "correctly, incorrectly", "It is rightly predicted."),
    (r"\bmisreads?\b", "misclassified", "The digits that it misreads."),
    (r"\b(sureness|surest)\b", "confidence, most confident", "These are the surest mistakes."),
    (r"\banew\b", "again", "The curve begins anew."),
    (r"\bfor ever\b", "forever", "It would wait for ever."),
    (r"\bfrom which on\b", "after which", "Find the epoch from which on the loss grows."),
    (r"\bin the place of\b", "instead of", "Brown is used in the place of yellow."),
    (r"\bof (its|their) own\b", "its own ..., their own ...", "Each has a folder of its own."),
    (r"\bsaid of\b", "describes a ...", "Dense: said of a layer."),
    (r"\bthe way with (pip|conda)\b", "the conda instructions", "Take the way with conda."),
    (r"\bwhich (shape|number|value) (has|do you)\b", "what shape is ..., what do you get", "Which shape has W?"),
    (r"\bhow many (\w+ )?has\b", "how many ... does ... have", "How many weights has each layer?"),
    (r"\bone (word|line|layer|step|epoch|sample|time) more\b", "one more word", "It is the same with one word more."),
    (r"\breplace (\S+ ){1,6}by\b", "replace ... with", "Replace the three dots by your answer."),
    (r"\bmust (be|have|hold) [^.]{1,80}, but (is|are|has|holds)\b", "expected X, got Y", "n must be 1, but is 0."),
    (r"\bbut \S+ came\b", "expected X, got Y", "There must be 1, but 3 came."),
    (r"\bstands (on|in|beside|above|below) the\b", "is on the, is next to the", "It stands on the diagonal."),
    (r"\b(lies?|stands?) beside\b", "is next to", "The files lie beside this page."),
    (r"\bderivatives? of \S+ by\b", "derivative of ... with respect to", "It is the derivative of f by x."),
    (
        r"\b(updates?|one( value| number| weight| prediction)?) an? (row|sample|step|epoch|label|pixel|second)\b",
        "per",
        "There is one a row.",
    ),
]


def not_terms():
    """Return the words of the last column of the table of terms."""
    rows = re.findall(r"^\| (?!write|-).*\| (.*) \|$", TERMS, re.MULTILINE)
    return [term for cell in rows for term in re.findall(r"`([^`]+)`", cell)]


def without_code(text):
    """Return a Markdown text without blocks and spans of code and without addresses."""
    text = re.sub(r"(?ms)^```.*?^```$", " ", text)
    return re.sub(r"`[^`]*`|\]\([^)]*\)|\{[^}\n]*\}", " ", text)


def prose():
    """Return name -> text of everything that learners, instructors and contributors read."""
    texts = {path.name: without_code(text_of(path)) for path in NOTEBOOKS}
    texts |= {name: without_code((ROOT / name).read_text("utf-8")) for name in PAGES}
    texts["CONTRIBUTING.md"] = without_code(CONTRIBUTING.replace(TERMS, ""))
    texts["alternatives.toml"] = without_code("\n".join(ALTERNATIVES.values()))
    texts["answers"] = without_code(
        "\n".join(part for e in EXERCISES.values() for part in (e.praise, *e.mistakes, *e.hints))
    )
    return {name: " ".join(text.split()) for name, text in texts.items()}


def words_of(name):
    """Return the strings, docstrings and comments of a module as one text."""
    source = (ROOT / name).read_text("utf-8")
    parts = [n.value for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    parts += [token.string.strip("# ") for token in tokens if token.type == tokenize.COMMENT]
    return " ".join("\n".join(parts).split())


def found_terms(text):
    """Return the words in a text that the table of terms forbids."""
    return [term for term in not_terms() if re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE)]


def found_habits(text):
    """Return a sentence about each habit in a text."""
    return [
        f"...{match[0]}...: write {better}"
        for pattern, better, _ in HABITS
        for match in re.finditer(pattern, text, re.IGNORECASE)
    ]


PROSE = prose()


@pytest.mark.parametrize("name", PROSE)
def test_the_texts_use_the_terms_of_contributing(name):
    assert not found_terms(PROSE[name]), "see the table of terms in CONTRIBUTING.md"


@pytest.mark.parametrize("name", PROSE)
def test_the_texts_have_none_of_the_habits(name):
    assert not found_habits(PROSE[name])


@pytest.mark.parametrize("name", MODULES)
def test_the_modules_have_none_of_the_habits(name):
    assert not found_habits(words_of(name))


@pytest.mark.parametrize("sentence", [sentence for *_, sentence in HABITS])
def test_a_sentence_with_a_habit_is_found(sentence):
    assert found_habits(sentence)


def test_a_forbidden_word_is_found_but_not_in_code_or_in_another_word():
    assert len(not_terms()) >= 20
    for term in not_terms():
        assert term in found_terms(f"See the {term.upper()}.")
        assert not found_terms(without_code(f"See `{term}`.")) and term not in found_terms(f"See the x{term}x.")


def test_comments_and_messages_of_a_module_are_read(tmp_path, monkeypatch):
    (tmp_path / "module.py").write_text('"""A."""\nraise ValueError(f"{x} must be 1, but is {x}")  # begins anew\n')
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    assert len(found_habits(words_of("module.py"))) == 2
