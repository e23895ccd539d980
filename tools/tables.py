"""Derive the minutes and answers in the texts from the notebooks, in `make outputs` or by `python tools/tables.py`.

- In each notebook: the minutes in its opening and in the headings of its further sections.
- In README.md and docs/index.md: the minutes of each episode, and their sums.
- In INSTRUCTORS.md: the sums, the minutes and clock times of the schedules, and the answers.

A careful first reader takes a minute for 150 words, 10 seconds for a line of code that is not folded away, and 1.3
times what the heading of an exercise states. Minutes of episodes are rounded to five.
"""

import ast
import datetime
import re
import sys

import nbformat
import numpy as np

import folders
from lesson.answers import EXERCISES

WORDS_PER_MINUTE, LINES_PER_MINUTE, EXERCISE_FACTOR = 150, 6, 1.3
OPENING = r"Time: \d+ minutes of teaching, \d+ minutes of exercises\.(?: Further sections: \d+ minutes?\.)?"


def derive(root=folders.ROOT):
    """Return path -> text of each file that has derived parts, with these parts derived again.

    ValueError: a derived part is missing from its file.
    """
    paths = [root / "episodes" / path.name for path in folders.NOTEBOOKS]
    cells = {path.name: nbformat.read(path, as_version=4).cells for path in paths}
    minutes = {name: minutes_of(cells[name]) for name in cells}
    answers = {name: answers_of(cells[name]) for name in cells}
    texts = {path: with_opening(path, cells[path.name]) for path in paths}
    for name in ("README.md", "docs/index.md"):
        texts[root / name] = with_minutes(root / name, minutes)
    texts[root / "INSTRUCTORS.md"] = with_schedules_and_answers(root / "INSTRUCTORS.md", minutes, answers)
    return texts


def with_opening(path, cells):
    """Return the text of a notebook's file with its minutes in its opening and in the headings of further sections."""
    parts = sections_of(cells)
    further = {title: five(sum(times), 1) for title, times in parts.items() if title}
    teaching, exercises = minutes_of(cells)
    new = f"Time: {teaching} minutes of teaching, {exercises} minutes of exercises."
    new += f" Further sections: {counted(sum(further.values()))}." if further else ""
    text = replaced(path, path.read_text("utf-8"), "line 'Time: ... minutes of teaching ...'", OPENING, new)
    for title, length in further.items():
        heading = rf"(## Further: {re.escape(title)} \()\d+ minutes?\)"
        text = replaced(path, text, f"heading of {title}", heading, rf"\g<1>{counted(length)})")
    return text


def counted(minutes):
    """Return "1 minute" or "2 minutes"."""
    return f"{minutes} minute{'s' * (minutes != 1)}"


def with_sums(path, minutes):
    """Return a text with the sums of all minutes; minutes: notebook's name -> (teaching, exercises)."""
    teaching, exercises = np.sum(list(minutes.values()), axis=0)
    new = f"{teaching} minutes of teaching and {exercises} of exercises"
    text = path.read_text("utf-8")
    return replaced(path, text, "sums of minutes", r"\d+ minutes of teaching and \d+ of exercises", new)


def with_minutes(path, minutes):
    """Return a text with the sums, and with the minutes of each episode in its table."""
    text = with_sums(path, minutes)
    for name, (teaching, exercises) in minutes.items():
        row = rf"(\]\(episodes/{re.escape(name)}\) \| )\d+ \+ \d+ "
        text = replaced(path, text, f"row with the minutes of {name}", row, rf"\g<1>{teaching} + {exercises} ")
    return text


def with_schedules_and_answers(path, minutes, answers):
    """Return the text for instructors with sums, schedules and answers."""
    whole = {name[:2]: sum(times) for name, times in minutes.items()}
    table = r"\| time \|.*\n(?:\|.*\n)+"
    text = replaced(path, with_sums(path, minutes), "schedule", table, lambda match: schedule(match[0], whole))
    for name, line in answers.items():
        answers_line = rf"(^## {name[:2]} (?:(?!^## )[\s\S])*?^- Answers: ).*"
        text = replaced(path, text, f"answers of {name}", answers_line, lambda match, line=line: match[1] + line)
    return text


def replaced(path, text, what, pattern, new):
    """Return a text with each match of a pattern replaced; ValueError: there is no match."""
    text, count = re.subn(pattern, new, text, flags=re.MULTILINE)
    if not count:
        raise ValueError(f"{path.name} has no {what}: add it, so that `make outputs` can update it.")
    return text


def minutes_of(cells):
    """Return the minutes of teaching and of exercises of an episode, without its further sections, rounded to five."""
    teaching, exercises = sections_of(cells)[""]
    return five(teaching), five(exercises)


def sections_of(cells):
    """Return title -> [minutes of reading, minutes of exercises] of each further section, "" for all the rest."""
    parts, title = {"": [0.0, 0.0]}, ""
    for cell in cells:
        if cell.cell_type == "markdown":
            for text in re.split(r"^(?=## )", cell.source, flags=re.MULTILINE):
                heading = re.match(r"## (?:Further: (.*) \(\d+ minutes?\))?", text)
                title = (heading[1] or "") if heading else title
                times = parts.setdefault(title, [0.0, 0.0])
                times[0] += number_of_words(text) / WORDS_PER_MINUTE
                stated = re.findall(r"^### Exercise .*\((\d+) minutes?\)$", text, re.MULTILINE)
                times[1] += EXERCISE_FACTOR * sum(map(int, stated))
        elif not cell.source.startswith(folders.FOLDED):
            parts[title][0] += len(re.findall(r"^.*\S", cell.source, re.MULTILINE)) / LINES_PER_MINUTE
    return parts


def number_of_words(text):
    """Return the number of words that a reader sees, without those of addresses and text alternatives."""
    return len(re.findall(r"\w[\w'’-]*", re.sub(r"!\[[^]]*\]\([^)]*\)|\]\([^)]*\)", "", text)))


def five(minutes, unit=5):
    """Return minutes rounded to a multiple of a unit, at least one unit."""
    return unit * max(1, round(minutes / unit))


def schedule(table, whole):
    """Return a schedule with its clock times recomputed; whole: episode's number -> its minutes.

    Minutes of breaks and of shortened episodes stay as they are.
    """
    head, rule, *rows = table.splitlines()
    lines, clock = [head, rule], None
    for row in rows:
        start, what, length = (part.strip() for part in row.strip("|").split("|"))
        clock = clock or datetime.datetime.strptime(start, "%H:%M")
        if what[:2] in whole and not what.endswith("shortened"):
            length = whole[what[:2]]
        lines.append(" ".join(f"| {clock:%H:%M} | {what} | {length} |".split()))
        clock += datetime.timedelta(minutes=int(length or 0))
    return "\n".join([*lines, ""])


def answers_of(cells):
    """Return a line with the answers of an episode's exercises and questions in their order."""
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    solutions = {source.split()[2]: source for source in code if source.startswith("# Solution ")}
    names = dict.fromkeys(re.findall(r'^check\("([\w.]+)"', "\n".join(code), re.MULTILINE))
    if unknown := names.keys() - EXERCISES.keys():
        raise ValueError(f"No answer is stored for {', '.join(sorted(unknown))}, which a notebook checks.")
    return "; ".join(f"{name} {answer(name, solutions.get(name))}" for name in names) + "."


def answer(name, solution):
    """Return the answer of an exercise: its letter, its numbers, or the last statements of its solution."""
    right = EXERCISES[name].answer
    if isinstance(right, str):
        return f"`{right}`"
    if right is None or callable(right):
        return ", ".join(f"`{line}`" for line in essence(solution))
    numbers = tuple(int(x) if x == int(x) else round(float(x), 3) for x in np.ravel(right))
    return f"`{numbers if np.ndim(right) else numbers[0]}`"


def essence(solution):
    """Return the last two statements of the function that a solution checks, or the assignment of what it checks."""
    checked = re.search(r'^check\("[\w.]+", (.*), "ours"\)$', solution, re.MULTILINE)[1]
    found = []
    for node in ast.parse(solution).body:
        if isinstance(node, ast.FunctionDef) and node.name == checked:
            parts = [part for part in ast.walk(node) if isinstance(part, ast.stmt) and not hasattr(part, "body")]
            found = sorted(parts, key=lambda part: part.lineno)[-2:]
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == checked:
            found = [node]
    return [" ".join(ast.get_source_segment(solution, node).split()) for node in found]


def update(root=folders.ROOT):
    """Write the files whose derived parts have changed and return their paths."""
    changed = {path: text for path, text in derive(root).items() if text != path.read_text("utf-8")}
    for path, text in changed.items():
        path.write_text(text, "utf-8", newline="\n")
    return list(changed)


if __name__ == "__main__":
    try:
        for path in update():
            print(f"{path.relative_to(folders.ROOT)} has new minutes or answers.")
    except ValueError as error:
        sys.exit(str(error))
