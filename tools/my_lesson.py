"""Make the folder my-lesson/, in which a learner works, and renew it when the lesson is updated.

It is a copy of episodes/ without outputs, so that no answer stands below a question before its cell has run. What the
learner has changed or run is never overwritten. The file .copied.json in it has the digest of each file as it was
copied, which tells what has been changed since, by the learner or in the lesson.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path

import folders
import solutions

FOLDER = folders.ROOT / "my-lesson"
RECORD = ".copied.json"


class CopyError(Exception):
    """The copy could not be made or renewed, and nothing was changed; the message says what to do."""


def originals(apart=False):
    """Return the files that a learner needs, path within episodes/ -> content, bytes; notebooks without outputs.

    apart: put the solutions into separate notebooks.
    """
    paths = [*folders.NOTEBOOKS, folders.EPISODES / "helpers.py"]
    paths += [path for path in (folders.EPISODES / "lesson").rglob("*") if path.suffix in (".py", ".js", ".toml")]
    read = {path.relative_to(folders.EPISODES).as_posix(): path.read_bytes() for path in sorted(paths)}
    cleared = {name: _cleared(content) if name.endswith(".ipynb") else content for name, content in read.items()}
    return solutions.apart(cleared) if apart else cleared


def _cleared(content):
    """Return a notebook, bytes, without outputs."""
    notebook = json.loads(content)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    return solutions.as_bytes(notebook)


def digest(name, content):
    """Return a digest of a file. Of a notebook, only its texts, code and outputs count, not how they are stored."""
    if name.endswith(".ipynb"):
        try:
            cells = json.loads(content)["cells"]
            parts = [[cell["cell_type"], "".join(cell["source"]), cell.get("outputs", [])] for cell in cells]
            content = json.dumps(parts).encode()
        except (ValueError, KeyError, TypeError):
            pass  # a damaged notebook, which is not the one that was copied
    return hashlib.sha256(content).hexdigest()


def renew(folder=FOLDER, apart=False):
    """Make the folder, or bring it up to date; return sentences about what was done, none if there was nothing to do.

    Files that the learner has not touched are replaced by the lesson's new ones. Beside an episode that has been worked
    in, the new one is put under another name. apart: put the solutions into separate notebooks, from now on.
    CopyError: the folder cannot be written, and nothing was changed.
    """
    with _errors_in_words(folder):
        copied = _record(folder)
        writes, renames, sentences = {}, {}, []
        record = dict(copied)
        for name, content in originals(apart or _is_apart(copied)).items():
            path, new = folder / name, digest(name, content)
            here = digest(name, path.read_bytes()) if path.exists() else None
            if here is None or here == copied.get(name) != new:
                writes[name] = content
                sentences += [f"{name} is renewed."] if here else []
            elif here != new != copied.get(name):
                place = _beside(folder, name, "new" if name.endswith(".ipynb") else "old", copied)
                if name.endswith(".ipynb"):
                    writes[place] = content
                    record[place] = new
                    sentences.append(f"{name} has a new version. Yours is as you left it, and the new one is {place}.")
                else:
                    renames[name], writes[name] = place, content
                    sentences.append(f"{name} is renewed, and the one that you have changed is now {place}.")
            record[name] = new
        if folder.exists() and not writes and record == copied:
            return []
        is_new = not folder.exists()
        _write(folder, writes | {RECORD: json.dumps(record, indent=1).encode()}, renames)
    return ["my-lesson/ is made. It is your copy of the lesson: change in it what you like."] if is_new else sentences


def fresh(episode, folder=FOLDER):
    """Put a fresh copy of an episode, such as "03", into the folder; return the sentence about where the old one is."""
    names = [name for name in (path.name for path in folders.NOTEBOOKS) if episode and name.startswith(episode)]
    if len(names) != 1:
        numbers = ", ".join(name[:2] for name in folders.NAMES)
        raise CopyError(f"Which episode? There is no {episode!r}; write one of {numbers}, as in: make fresh EPISODE=03")
    renew(folder)
    with _errors_in_words(folder):
        name, copied = names[0], _record(folder)
        content, old = originals(_is_apart(copied))[name], _beside(folder, name, "old", {})
        record = copied | {name: digest(name, content)}
        _write(folder, {name: content, RECORD: json.dumps(record, indent=1).encode()}, {name: old})
    return f"{name} is fresh, and the one that you worked in is now {old}."


def _record(folder):
    """Return name -> digest of the files as they were copied, empty if the record is missing or damaged."""
    try:
        return json.loads((folder / RECORD).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}


def _is_apart(copied):
    """Return whether the solutions are in separate notebooks."""
    return any(name.endswith(solutions.ENDING) for name in copied)


def _beside(folder, name, word, copied):
    """Return a name beside that of a file, such as "03-perceptron (new).ipynb", that overwrites no learner's work."""
    path, number = Path(name), 1
    while True:
        other = path.with_stem(f"{path.stem} ({word}{f' {number}' if number > 1 else ''})").as_posix()
        taken = folder / other
        if not taken.exists() or digest(other, taken.read_bytes()) == copied.get(other):
            return other
        number += 1


def _write(folder, contents, renames):
    """Rename files in a folder and put files, name -> bytes, into it. All are written elsewhere before any is moved."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{folder.name}-", dir=folder.parent, ignore_cleanup_errors=True) as part:
        ready = Path(part) / folder.name
        for name, content in contents.items():
            (ready / name).parent.mkdir(parents=True, exist_ok=True)
            (ready / name).write_bytes(content)
        if not folder.exists():
            ready.rename(folder)
            return
        for name, other in renames.items():
            (folder / name).rename(folder / other)
        for name in contents:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(ready / name, folder / name)


@contextlib.contextmanager
def _errors_in_words(folder):
    try:
        yield
    except OSError as error:
        raise CopyError(
            f"Your copy of the lesson could not be written ({error.strerror}: {folder}), and nothing was changed. "
            "Make room on the disk, or move the lesson to a folder of your own, then run the same command again."
        ) from None
