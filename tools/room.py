"""Show an instructor which exercises a room has tried and solved: `make progress FOLDER=...`.

The folder holds the folders of learners, or notebooks that were collected. What counts are the files progress.json in
it, which `check` of lesson/checks.py writes, and the answers in the outputs of notebooks. Nothing is graded, because
the solutions are in the lesson.
"""

import argparse
import json
import re
import sys
from pathlib import Path

import folders  # noqa: F401, so that the lesson can be imported
from lesson import record
from lesson.answers import EXERCISES

SAID = re.compile(r"^(?:Exercise|Question) (\d+\.\w+): (try again|correct)\. (.*)", re.DOTALL)
IGNORED = {".ipynb_checkpoints", ".venv", "_build", "lesson"}


def main():
    """Print the table of a room."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", help="the folder with the learners' folders or notebooks")
    parser.add_argument("--names", action="store_true", help="list who has solved what, by the names of the folders")
    arguments = parser.parse_args()
    folder = Path(arguments.folder).expanduser()
    if not arguments.folder or not folder.is_dir():
        sys.exit(f"There is no folder {arguments.folder!r}. Name one with the learners' folders, as in FOLDER=room.")
    room, problems = learners(folder, arguments.names)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not room:
        sys.exit(f"There are no notebooks and no files {record.NAME} in {folder}.")
    print("\n".join(table(room)))
    if arguments.names:
        print("\n".join(["", *by_name(room)]))


def learners(folder, with_names=False):
    """Return the records of a folder, name of a learner -> record as in lesson/record.py, and sentences on bad files.

    A learner is what is first in the folder, which is a folder or a single notebook; with_names: whether the sentences
    may name it.
    """
    room, problems = {}, []
    for path in sorted(path for path in folder.rglob("*") if path.suffix == ".ipynb" or path.name == record.NAME):
        inside = path.relative_to(folder)
        if IGNORED & set(inside.parts):
            continue
        try:
            found = record.read(path) if path.name == record.NAME else in_notebook(path)
        except (OSError, ValueError) as error:
            problems.append(f"A file {inside if with_names else path.suffix} is left out: {error}")
            continue
        for exercise, about in found.items():
            merge(room.setdefault(inside.parts[0], {}), exercise, about)
        room.setdefault(inside.parts[0], {})
    return room, problems


def in_notebook(path):
    """Return the record of the answers that are in the outputs of a notebook. ValueError: it is no notebook."""
    found = {}
    try:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        outputs = [output for cell in cells for output in cell.get("outputs", [])]
        texts = ["".join(output.get("data", {}).get("text/plain", "")) for output in outputs]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"it is no notebook, or it is damaged ({error!r:.60})") from None
    for said in filter(None, map(SAID.match, texts)):
        exercise, status, message = said.groups()
        is_solved = status == "correct"
        mistakes = {} if is_solved else {message[: record.LONGEST]: 1}
        merge(found, exercise, {"attempts": 1, "solved": is_solved, "mistakes": mistakes})
    return found


def merge(learner, exercise, about):
    """Add what is known about an exercise to a learner's record."""
    known = learner.setdefault(exercise, {"attempts": 0, "solved": False, "mistakes": {}})
    known["attempts"] = max(known["attempts"], about["attempts"])
    known["solved"] |= about["solved"]
    for sentence, n in about["mistakes"].items():
        known["mistakes"][sentence] = max(n, known["mistakes"].get(sentence, 0))


def table(room):
    """Return the lines of a table: exercise, how many learners tried and solved it, and their most frequent mistake."""
    lines = [f"{len(room)} learners", f"{'exercise':10s}{'tried':>7s}{'solved':>8s}  most frequent mistake"]
    for exercise in EXERCISES:
        abouts = [learner[exercise] for learner in room.values() if exercise in learner]
        if abouts:
            mistakes = {}
            for about in abouts:
                for sentence in about["mistakes"]:
                    mistakes[sentence] = mistakes.get(sentence, 0) + 1
            sentence = max(mistakes, key=mistakes.get, default="")
            frequent = f"  {mistakes[sentence]} × {' '.join(sentence.split())[:90]}" if mistakes else ""
            lines.append(f"{exercise:10s}{len(abouts):7d}{sum(about['solved'] for about in abouts):8d}{frequent}")
    return lines


def by_name(room):
    """Return lines with what each learner has solved, and tried without success."""
    lines = []
    for name, learner in room.items():
        solved = [exercise for exercise in EXERCISES if learner.get(exercise, {}).get("solved")]
        tried = [exercise for exercise in EXERCISES if exercise in learner and exercise not in solved]
        lines.append(f"{name}: solved {', '.join(solved) or 'none'}; tried {', '.join(tried) or 'nothing else'}")
    return lines


if __name__ == "__main__":
    main()
