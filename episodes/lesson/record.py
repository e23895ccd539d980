"""Remember which exercises a learner has tried and solved, in the file progress.json beside the notebooks.

The file is never sent anywhere. Nothing is written for the lesson's own solutions, and for answers that are not
attempted.
"""

import contextlib
import json
import os
import tempfile
from pathlib import Path

NAME = "progress.json"
LONGEST = 200  # characters of what was said to a wrong answer
_problems = []  # why the last record could not be written


def read(path=None):
    """Return what is remembered, exercise -> {"attempts", "solved", "mistakes": sentence -> how often}; {} if nothing.

    ValueError: the file is no record of progress. OSError: it cannot be read.
    """
    path = Path(path or NAME)
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_text("utf-8"))
        return {
            str(exercise): {
                "attempts": int(about["attempts"]),
                "solved": bool(about["solved"]),
                "mistakes": {str(sentence): int(n) for sentence, n in about["mistakes"].items()},
            }
            for exercise, about in found.items()
        }
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"{path} is no record of progress, or it is damaged ({error!r:.60})") from None


def note(exercise, is_correct, message):
    """Remember an answer to an exercise and, if it was wrong, what was said to it. `summary` has what went wrong."""
    _problems.clear()
    try:
        try:
            record = read()
        except ValueError:  # the damaged file is kept under another name
            os.replace(NAME, f"{NAME}.damaged")
            record = {}
        about = record.setdefault(exercise, {"attempts": 0, "solved": False, "mistakes": {}})
        about["attempts"] += 1
        about["solved"] |= is_correct
        if not is_correct:
            sentence = message[:LONGEST]
            about["mistakes"][sentence] = about["mistakes"].get(sentence, 0) + 1
        _write(json.dumps(record, indent=1))
    except OSError as error:
        _problems.append(f"Your progress cannot be kept: {error}. Make room, or copy the lesson to another folder.")


def _write(text):
    """Write the file whole or not at all, so that notebooks that run at the same time cannot damage it."""
    file, temporary = tempfile.mkstemp(dir=os.path.dirname(NAME) or ".", suffix=".tmp")
    try:
        with open(file, "w", encoding="utf-8") as opened:
            opened.write(text)
        os.replace(temporary, NAME)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def summary(record, exercises):
    """Return a record in words, one line per episode; exercises: the names of all of them."""
    lines = []
    for episode in sorted({name.partition(".")[0] for name in exercises}):
        names = [name for name in exercises if name.partition(".")[0] == episode]
        solved = [name for name in names if record.get(name, {}).get("solved")]
        tried = [name for name in names if name in record and name not in solved]
        untried = [name for name in names if name not in record]
        line = f"Episode 0{episode}: {len(solved)} of {len(names)} solved."
        line += f" Tried and open: {', '.join(tried)}." if tried else ""
        line += f" Not tried yet: {', '.join(untried)}." if untried and (solved or tried) else ""
        lines.append(line)
    return "\n".join([*lines, *_problems])
