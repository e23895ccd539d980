"""Compare the outputs of notebooks: a pytest plugin that replaces nbval's comparison.

nbval collects the cells of the notebooks and runs them. It compares texts letter by letter and ignores pictures. Here,
numbers may differ by a tolerance, everything else in a text must be equal, and pictures are compared as pictures. The
function for this is `differences`. pyproject.toml loads this file with `-p`.
"""

import base64
import io
import re
from pathlib import Path

import matplotlib.image
import numpy as np
from nbval import plugin

TOLERANCE = 1e-3  # for numbers, relative or absolute; a cell can state another in its metadata: {"tolerance": 0.01}
PICTURE_TOLERANCE = 20.0  # in grey levels of 255; see `picture_difference`
TILE = 8  # pixels
NUMBER = re.compile(r"(?<![\w.])[-−+]?\d+(?:,\d{3})*(?:\.\d*)?(?:[eE][-+]?\d+)?(?!\w)")
PNG = re.compile(r"data:image/png;base64,([^\"]+)")
IGNORED = "application/vnd.jupyter.widget-view+json"  # holds a random number
FAILED = Path("_build", "figures")  # in the folder in which the checks are started


def numbers_agree(old, new, tolerance):
    """Return whether two numbers in texts agree, whole ones exactly, others within the tolerance or one last digit."""
    if re.fullmatch(r"[-+]?[\d,]+", old.replace("−", "-")) and "." not in new:
        return old == new
    x, y = (float(text.replace(",", "").replace("−", "-")) for text in (old, new))
    decimals = len(re.sub(r".*\.|[eE].*", "", old)) if "." in old else 0
    last_digit = 10.0**-decimals if decimals > 1 and "e" not in old.lower() else 0.0
    return abs(x - y) <= max(tolerance, tolerance * abs(x), 1.001 * last_digit)


def lines_agree(old, new, tolerance):
    """Return whether two lines agree, numbers by `numbers_agree` and the rest except for the width of blanks."""
    rest = [[" ".join(part.split()) for part in NUMBER.split(line)] for line in (old, new)]
    numbers = [NUMBER.findall(line) for line in (old, new)]
    return rest[0] == rest[1] and all(numbers_agree(a, b, tolerance) for a, b in zip(*numbers))


def text_difference(old, new, tolerance=TOLERANCE):
    """Return the first line in which two texts differ, as "stored ... / now ...", or None."""
    old, new = old.rstrip().splitlines(), new.rstrip().splitlines()
    for i in range(max(len(old), len(new))):
        a, b = (lines[i].rstrip() if i < len(lines) else None for lines in (old, new))
        if a is None or b is None or not lines_agree(a, b, tolerance):
            show = ("no such line" if line is None else repr(line) for line in (a, b))
            return "line {}: stored {}, now {}".format(i + 1, *show)
    return None


def picture_difference(old, new, name):
    """Return how two PNG pictures (bytes) differ, or None; a difference leaves pictures in _build/figures/.

    This compares the sizes, and the root mean square of the difference in the 8-by-8-pixel tile where it is largest.
    In measurements, other antialiasing of letters stayed below 17, and a moved or recoloured line was above 25. Over
    the whole picture, a changed letter would count for less than antialiasing.
    """
    if old == new:
        return None
    a, b = (matplotlib.image.imread(io.BytesIO(png))[:, :, :3].astype(float) * 255 for png in (old, new))
    if a.shape != b.shape:
        problem = f"stored {a.shape[1]} by {a.shape[0]} pixels, now {b.shape[1]} by {b.shape[0]}"
    else:
        squares = np.pad(((a - b) ** 2).mean(axis=2), [(0, -side % TILE) for side in a.shape[:2]])
        tiles = squares.reshape(squares.shape[0] // TILE, TILE, -1, TILE).mean(axis=(1, 3)) ** 0.5
        if tiles.max() <= PICTURE_TOLERANCE:
            return None
        row, column = np.argwhere(tiles == tiles.max())[0] * TILE
        problem = f"most at {column} pixels from the left, {row} from the top (by {tiles.max():.0f} grey levels)"
    FAILED.mkdir(parents=True, exist_ok=True)
    paths = {kind: FAILED / f"{name}-{kind}.png" for kind in ("stored", "now", "difference")}
    paths["stored"].write_bytes(old)
    paths["now"].write_bytes(new)
    if a.shape == b.shape:
        matplotlib.image.imsave(paths["difference"], 1 - np.abs(a - b) / 255)
    return f"the pictures differ: {problem}; look at {FAILED.parent.name}/{FAILED.name}/{name}-*.png"


def parts(outputs):
    """Return the outputs of a cell as a list of (kind, content): a figure is a text and the bytes of a picture."""
    found = []
    for output in plugin.coalesce_streams(outputs):
        if output.output_type == "stream":
            found.append((output.name, output.text))
        elif output.output_type == "error":
            found.append(("error", output.ename))
        else:
            for kind, content in sorted(output.data.items()):
                if kind == "image/png":
                    found.append(("picture", base64.b64decode(content)))
                elif kind != IGNORED:
                    found.append((kind, PNG.sub("PICTURE", content)))
                    found += [("picture", base64.b64decode(data)) for data in PNG.findall(content)]
    return found


def differences(stored, new, name, tolerance=TOLERANCE):
    """Return sentences about how the new outputs of a cell differ from the stored ones, none if they agree."""
    stored, new = parts(stored), parts(new)
    kinds = [", ".join(kind for kind, _ in side) or "nothing" for side in (stored, new)]
    if kinds[0] != kinds[1]:
        shown = [
            " / ".join(str(text).strip()[:300] for kind, text in side if kind != "picture") for side in (stored, new)
        ]
        return [f"stored {kinds[0]}, now {kinds[1]}: stored {shown[0]!r}, now {shown[1]!r}"]
    found = []
    for number, ((kind, old), (_, now)) in enumerate(zip(stored, new), start=1):
        if kind == "picture":
            found.append(picture_difference(old, now, f"{name}-{number}"))
        else:
            difference = text_difference(old, now, tolerance)
            found.append(difference and f"{kind}, {difference}")
    return [sentence for sentence in found if sentence]


def compare_outputs(cell, test, ref, skip_compare=None):
    """Return whether the new outputs `test` of a cell agree with the stored ones `ref`; nbval calls this."""
    tolerance = cell.cell.metadata.get("tolerance", TOLERANCE)
    cell.comparison_traceback = differences(ref, test, f"{cell.fspath.purebasename}-{cell.cell_num + 1}", tolerance)
    return not cell.comparison_traceback


def heading(cell):
    """Return the heading above a cell."""
    cells = cell.parent.nb.cells
    above = "\n".join(c.source for c in cells[: cells.index(cell.cell)] if c.cell_type == "markdown")
    return ([""] + re.findall(r"^#+ (.*)", above, re.MULTILINE))[-1]


def repr_failure(cell, excinfo):
    """Return a message to the author with the place, the stored output, the new output and what to do."""
    error = excinfo.value
    if not isinstance(error, plugin.NbCellError):
        return f"{type(error).__name__}: {error}"
    path = cell.fspath.relto(cell.config.rootdir)
    return (
        f'{path}, cell [{cell.cell_num + 1}], under "{heading(cell)}": {error}\n\n{error.source}\n\n'
        f"{error.inner_traceback or ''}\n\n"
        "If the code is wrong, correct it; if the new output is right, store it: make outputs\n"
        f'This notebook alone: make test ARGS="{path}"'
    )


# This is no subclass, because nbval finds its class by name and would take the subclass for it.
plugin.IPyNbCell.compare_outputs = compare_outputs
plugin.IPyNbCell.repr_failure = repr_failure
