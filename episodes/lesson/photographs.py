"""Find the one digit in a photograph: turn it, even out its light, and cut out the ink.

`steps` returns what every step makes of the photograph. Lengths are in pixels of a picture whose longer side is scaled
to SIDE pixels. `dark` is how much darker than the paper around it each pixel is, from 0 to 255 (or how much lighter,
for chalk on a blackboard). Wrong input raises an error with one sentence.
"""

import importlib
import os
import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps
from scipy import ndimage

SIDE = 1000
WINDOW = 17  # pixels of the small copy; strokes are narrower
SMALL = 100  # the longer side of the copy on which paper and light are measured
FORMATS = ("PNG", "JPEG", "WEBP", "HEIF", "GIF", "BMP", "TIFF")
OTHERS = {  # what files contain that people take for pictures that can be read
    "a HEIC photograph that cannot be read here": (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1"),
    "an AVIF picture": (b"ftypavif",),
    "an SVG drawing": (b"<svg",),
    "a PDF document": (b"%PDF",),
}
MIN_SIDE, MAX_PIXELS = 8, 60_000_000
MIN_DARK = 14  # less than this is grain or shadow
MIN_SLOPE = 0.085  # how steep the edge of ink is, as a fraction of the ink's darkness per pixel; shadows are softer
MIN_OVER = 1.35  # the darkest tenth of ink is this many times as dark as grain can be; what a shadow leaves is not
MIN_DIGIT = 25  # the longer side of a digit; smaller things are dirt
PEN = 0.11  # the width of a stroke as a fraction of the longer side of the digit, as in MNIST
NEIGHBOURS = np.ones((3, 3), dtype=bool)  # pixels are neighbours along diagonals too


def steps(path):
    """Return what each step makes of a photograph of one digit, a dict name -> picture in the order of the steps.

    path: a file's path (quotation marks and blanks around it are removed, and ~ is the home folder) or an open binary
    file. "as taken" and "turned" are uint8 (height, width, 3), the others uint8 (height, width); in "ink found" and
    "cut", 0 is paper and 255 ink. FileNotFoundError: there is no file. ValueError: it is no picture that can be read,
    or it does not show exactly one whole digit.
    """
    name, taken = _open(path)
    turned = ImageOps.exif_transpose(taken)
    grey, dark, digit = _look(turned, name)
    ink = _darken(dark, digit)
    return {
        "as taken": np.asarray(taken),
        "turned": np.asarray(turned),
        "grey": grey.astype(np.uint8),
        "shadow removed": 255 - dark.clip(0, 255).astype(np.uint8),
        "ink found": ink,
        "cut": _set_pen(ink[_box(ink)]),
    }


# ---- The file.


def _open(path):
    """Return the name of a photograph and the image in it, RGB; errors as in steps."""
    file = path if hasattr(path, "read") else _find(path)
    name = getattr(file, "name", file)
    try:
        if _start(file)[4:8] == b"ftyp":  # imported here, because other programs for notebooks do not have it
            importlib.import_module("pillow_heif").register_heif_opener()
        with warnings.catch_warnings(action="ignore"), Image.open(file, formats=FORMATS) as image:
            image.draft(None, (SIDE, SIDE))  # JPEG: decodes 1/2, 1/4 or 1/8 of the pixels if these are enough
            if min(image.size) < MIN_SIDE or image.width * image.height > MAX_PIXELS:
                raise ValueError(f"it has {image.width} × {image.height} pixels")
            return name, _as_rgb(image)
    except (ImportError, OSError, SyntaxError, ValueError, TypeError, EOFError, Image.DecompressionBombError) as error:
        raise ValueError(_what_else(file, name, error)) from None


def _find(path):
    """Return the path of an existing file. ValueError: it is no path, or a folder. FileNotFoundError: no file."""
    remedy = 'drag the photograph into JupyterLab\'s list of files and give its name, such as "my-seven.jpg"'
    if not isinstance(path, str | os.PathLike) or not str(path).strip("\"' "):
        raise ValueError(f"expected the path of a photograph, got {path!r:.60}: {remedy}")
    path = Path(os.path.expanduser(str(path).strip().strip("\"'").strip()))
    if os.path.isdir(path):
        raise ValueError(f"expected the path of a photograph, got the folder {path}: add the name of a file in it")
    if not os.path.exists(path):
        raise FileNotFoundError(f"{path} is missing: {remedy}")
    return path


def _what_else(file, name, error):
    """Return a sentence that says what a file is that cannot be read as a photograph, and what to do."""
    start = b"?" if getattr(error, "errno", None) else _start(file)  # the file itself cannot be read
    kinds = [kind for kind, marks in OTHERS.items() if any(mark in start for mark in marks)]
    kind = "an empty file" if not start else kinds[0] if kinds else f"a file that cannot be read ({error})"
    return f"expected a photograph in {name}, got {kind}: save it as JPEG or PNG"


def _start(file, length=500):
    """Return the first bytes of a file, given by its path or open; OSError: it cannot be read."""
    if isinstance(file, Path):
        with file.open("rb") as opened:
            return opened.read(length)
    file.seek(0)
    start = file.read(length)
    file.seek(0)
    return start


def _as_rgb(image):
    """Return an open image of any mode as RGB with sides of at most 2 SIDE; what is transparent becomes paper."""
    if image.mode.startswith(("I", "F")):  # 16 bits or more per pixel, which Pillow does not convert to 8
        levels = np.asarray(image, dtype=np.float32)
        top = 65535 if image.mode.startswith("I") else max(levels.max(), 1e-9)
        rgb = Image.fromarray((levels * (255 / top)).clip(0, 255).astype(np.uint8)).convert("RGB")
    else:
        rgb = image.convert("RGBA" if image.has_transparency_data else "RGB")
    rgb = rgb.reduce(max(1, max(rgb.size) // SIDE))
    if rgb.mode == "RGBA":
        levels, alpha = np.asarray(rgb.convert("L"), dtype=float), np.asarray(rgb)[:, :, 3] / 255.0
        is_light = (levels * alpha).sum() > 127 * alpha.sum() and alpha.mean() < 0.5  # white ink and no paper
        rgb = Image.alpha_composite(Image.new("RGBA", rgb.size, "black" if is_light else "white"), rgb).convert("RGB")
    rgb.getexif()[0x0112] = image.getexif().get(0x0112, 1)  # the orientation
    return rgb


# ---- The light.


def _look(image, name):
    """Return grey, dark and where the digit is, three arrays (height, width), of an RGB image; errors as in steps.

    If there is no digit, the picture in blue light is tried, in which yellow ink is dark. The first error counts.
    """
    first = None
    # The edges of a small picture get soft when it is enlarged.
    slope = MIN_SLOPE * min(1, 4 * max(image.size) / SIDE)
    for light in (image.convert("L"), image.getchannel("B")):
        grey, sheet = _find_sheet(_scaled(light, SIDE))
        try:
            return grey, *_find_digit(_even_out(grey, sheet), sheet, slope, name)
        except ValueError as error:
            first = first or error
    raise first


def _scaled(image, side):
    """Return an image as floats (height, width) whose longer side is `side`."""
    size = [max(1, round(side * length / max(image.size))) for length in image.size]
    return np.asarray(image.resize(size, Image.Resampling.BICUBIC, reducing_gap=3), dtype=np.float32)


def _resize(values, shape):
    return np.asarray(Image.fromarray(values.astype(np.float32)).resize(shape[::-1], Image.Resampling.BILINEAR))


def _find_sheet(grey):
    """Return the part of a picture with the sheet or board, and where in it this is: (height, width), bool.

    A sheet is an area much lighter or darker than what is around it, with sharp edges, large and without holes.
    """
    small = ndimage.median_filter(_scaled(Image.fromarray(grey), SMALL), 7, mode="nearest")
    light = small > _otsu(small)
    everything = grey, np.ones(grey.shape, dtype=bool)
    if light.all() or small[light].mean() < 1.5 * small[~light].mean() + 10:
        return everything
    rim = np.concatenate([light[0], light[-1], light[:, 0], light[:, -1]])
    for of_class, share in ((light, 1 - rim.mean()), (~light, rim.mean())):
        labels, n = ndimage.label(of_class)
        areas = np.bincount(labels.ravel())[1:] if n else [0]
        part = labels == 1 + np.argmax(areas)
        if share > 0.3 and _is_sheet(part, small):
            box = _box(part)
            scale = max(grey.shape) / SMALL
            whole = ndimage.binary_erosion(ndimage.binary_fill_holes(part), NEIGHBOURS, 2, border_value=1)
            whole = _resize(whole, grey.shape) > 0.5
            box = tuple(slice(int(s.start * scale), int(s.stop * scale) + 1) for s in box)
            return grey[box], whole[box]
    return everything


def _is_sheet(part, small):
    box = part[_box(part)]
    edge = part ^ ndimage.binary_erosion(part, border_value=1)
    slope = ndimage.gaussian_gradient_magnitude(small, 1)[edge].mean()
    step = abs(small[part].mean() - small[~part].mean())
    return part.mean() > 0.1 and box.mean() > 0.6 and min(box.shape) > 0.3 * max(box.shape) and slope > 0.22 * step


def _otsu(values):
    """Return the level that parts values into two classes that differ most (N. Otsu, 1979)."""
    counts, edges = np.histogram(values, bins=64)
    middle = (edges[1:] + edges[:-1]) / 2
    below, above = np.cumsum(counts), counts.sum() - np.cumsum(counts)
    sums = np.cumsum(counts * middle)
    means = sums / np.maximum(below, 1) - (sums[-1] - sums) / np.maximum(above, 1)
    return edges[1:][np.argmax(below * above * means**2)]


def _even_out(grey, sheet):
    """Return how much darker and how much lighter than the paper each pixel is, (dark, wide, gain) for each of the two.

    dark is from 0 to 255, wide compares with a wider neighbourhood, and gain is how much stronger the grain has become
    there than in the middle; each (height, width). The paper below dark ink is the closing of a small copy, which fills
    what is narrower than WINDOW and keeps the slope of a shadow; below light ink it is the opening.
    """
    small = _scaled(Image.fromarray(grey), SMALL)
    where = _resize(sheet, small.shape) > 0.9
    small = np.where(where, small, np.median(small[where]))
    wide = ndimage.median_filter(small, int(0.4 * min(small.shape)) | 1, mode="reflect")
    # The slope of a shadow goes on beyond the border, so that a dark corner is no hole to be filled.
    beyond = np.pad(small, WINDOW, mode="reflect", reflect_type="odd")
    papers = []
    for fill in (ndimage.grey_closing, ndimage.grey_opening):
        paper = fill(beyond, WINDOW)[WINDOW:-WINDOW, WINDOW:-WINDOW]
        paper = np.where(np.abs(small - paper) < 0.1 * paper + 3, small, paper)
        paper = ndimage.gaussian_filter(paper, 1.5)
        papers.append(np.maximum(_resize(paper, grey.shape), 1))
    dark, light = 255 * (papers[0] - grey) / papers[0], grey - papers[1]
    wide, gain = _resize(wide, grey.shape), np.median(papers[0]) / papers[0]
    return [
        (dark.clip(0, 255) * sheet, wide - grey, gain),
        (light.clip(0, 255) * sheet, grey - wide, np.ones_like(gain)),
    ]


# ---- The ink.


def _find_digit(darks, sheet, min_slope, name):
    """Return dark and where in it the digit's ink is, both (height, width), for dark or, if there is more, light ink.

    ValueError: there is no digit, it touches the border, or there are two.
    """
    rim = sheet & ~ndimage.binary_erosion(sheet, NEIGHBOURS, 8, border_value=0)
    found = [_parts(*side, rim, min_slope) for side in darks]
    best = max(range(2), key=lambda i: max((part["mass"] for part in found[i][1] if not part["touches"]), default=0))
    labels, parts = found[best]
    whole = [part for part in parts if not part["touches"]]
    if not whole:
        cut = any(part["touches"] for _, parts in found for part in parts)
        raise ValueError(
            f"expected a whole digit in {name}, got only ink or a shadow that touches the border: leave paper around it"
            if cut
            else f"expected one digit in {name}, got no ink that stands out from the paper: write with a dark pen, "
            "or come closer"
        )
    return darks[best][0], np.isin(labels, _of_one_digit(whole, name))


def _parts(dark, wide, gain, rim, min_slope):
    """Return labels (height, width) of the pieces of ink, and a list of what is known about each large one."""
    calm = ndimage.gaussian_filter(dark, 1)
    noise = 1.4826 * np.median(np.abs(calm / gain)[::4, ::4])
    grain = np.maximum(MIN_DARK, 5 * noise * gain)
    mask = _without_rulings(calm > grain)
    labels, _ = ndimage.label(ndimage.binary_dilation(mask, NEIGHBOURS, 3), NEIGHBOURS)
    labels *= mask
    soft = ndimage.gaussian_filter(dark, 3)  # without noise
    slope, parts = np.hypot(*np.gradient(soft)), []
    for label, box in enumerate(ndimage.find_objects(labels), start=1):
        if box and max(s.stop - s.start for s in box) >= MIN_DIGIT:
            piece = labels[box] == label
            level = np.percentile(soft[box][piece], 90)
            is_soft = np.percentile(slope[box][piece], 90) < min_slope * level
            if is_soft or level < MIN_OVER * np.median(grain[box][piece]):
                continue  # what is left of a shadow
            mass = np.minimum(dark, wide)[box][piece].sum()
            parts.append({"label": label, "box": box, "mass": mass, "touches": rim[box][piece].any()})
    return labels, parts


def _of_one_digit(parts, name):
    """Return the labels of the parts that are the largest one's digit. ValueError: there is a second digit."""
    main = max(parts, key=lambda part: part["mass"])
    (top, bottom), (left, right) = ((s.start, s.stop) for s in main["box"])
    size, digit = max(bottom - top, right - left), []
    is_two = right - left > 1.8 * (bottom - top)
    for part in parts:
        rows, columns = part["box"]
        height, width = rows.stop - rows.start, columns.stop - columns.start
        x = max(columns.start - right, left - columns.stop)  # the gaps
        y = max(rows.start - bottom, top - rows.stop)
        beside = x > 0.02 * size and height > 0.55 * (bottom - top)
        far = max(x, y) > 0.25 * size and max(height, width) > 0.5 * size
        is_two |= part["mass"] > 0.15 * main["mass"] and (beside or far)
        if max(x, y) < 0.12 * size:
            digit.append(part["label"])
    if is_two:
        raise ValueError(f"expected one digit in {name}, got two or more: cut the photograph to one of them")
    return digit


def _without_rulings(mask):
    """Return ink (height, width), bool, without the long thin lines of ruled or squared paper."""
    for turned in (False, True):
        mask = mask.T if turned else mask
        lines = _rulings(mask)
        if lines.any():
            rest = mask & ~lines
            mask = mask & ndimage.binary_closing(rest, np.ones((13, 1)))
        mask = mask.T if turned else mask
    return mask


def _rulings(mask):
    """Return where ink (height, width), bool, is a thin, nearly level line that crosses the sheet, or one of many."""
    runs = _level_runs(np.pad(mask, [(0, n % 2) for n in mask.shape]))[: mask.shape[0], : mask.shape[1]] & mask
    labels, n = ndimage.label(ndimage.binary_dilation(runs, np.ones((3, 21))), NEIGHBOURS)
    labels *= runs
    boxes = [box or (slice(0, 1), slice(0, 1)) for box in ndimage.find_objects(labels, n)]
    lengths = np.array([columns.stop - columns.start for _, columns in boxes], dtype=int)
    # The median over the columns, because a stroke may join a line, or two lines with each other, at some of them.
    widths = np.array([np.median((labels[box] == k).sum(axis=0)) for k, box in enumerate(boxes, start=1)])
    is_line = (widths < 14) & (lengths > 0.3 * mask.shape[1])
    if is_line.sum() < 3:
        is_line &= lengths > 0.9 * mask.shape[1]
    if not is_line.any():
        return np.zeros_like(mask)
    thickness = np.median(widths[is_line])
    stroke = ndimage.binary_opening(mask, np.ones((int(1.8 * thickness) + 2, 1)))
    return np.isin(labels, 1 + np.flatnonzero(is_line)) & ~stroke


def _level_runs(mask, length=60):
    """Return where ink (height, width), bool, of even sides, is in straight runs that rise or fall by up to 12 %."""
    half = mask.reshape(mask.shape[0] // 2, 2, -1, 2).any(axis=(1, 3))  # four times as fast
    height, width = half.shape
    thick = ndimage.maximum_filter1d(half.view(np.uint8), 3, axis=0)
    lines = np.zeros_like(thick)
    for slope in np.arange(-0.12, 0.121, 0.02):
        rows = (np.arange(height)[:, None] + np.round(slope * np.arange(width)).astype(int)) % height
        sheared = np.take_along_axis(thick, rows, axis=0)
        runs = ndimage.maximum_filter1d(ndimage.minimum_filter1d(sheared, length), length)
        back = np.zeros_like(thick)
        np.put_along_axis(back, rows, runs, axis=0)
        lines |= back
    return lines.view(bool).repeat(2, axis=0).repeat(2, axis=1)


def _darken(dark, digit):
    """Return the ink of a digit, uint8 (height, width), 0 = paper, 255 = ink, with soft edges."""
    level = np.percentile(dark[digit], 80)
    near = ndimage.binary_dilation(digit & (dark > 0.4 * level), NEIGHBOURS, 1)
    ink = ((dark / level - 0.25) / 0.6).clip(0, 1) * near
    return np.round(255 * ink).astype(np.uint8)


def _set_pen(ink):
    """Return a digit, uint8 (height, width), with strokes as thick as MNIST's, if they are thinner or much thicker."""
    scale = 200 / max(ink.shape)
    size = [max(1, round(scale * n)) for n in ink.shape[::-1]]
    u = np.asarray(Image.fromarray(ink).resize(size, Image.Resampling.BICUBIC)) / 255
    u = np.pad(u, 30)
    width = 2 * u.sum() / np.hypot(*np.gradient(u)).sum()
    side = max(size)
    grow = (PEN * side - width) / 2 / (1 - PEN)
    if -0.02 * side < grow < 0:
        grow = 0
    grow = max(grow, -0.25 * width)
    distance = ndimage.distance_transform_edt(u < 0.5) - ndimage.distance_transform_edt(u >= 0.5)
    u = ((grow - distance) / 4 + 0.5).clip(0, 1) if grow else u
    return np.round(255 * u).astype(np.uint8)


def _box(values):
    """Return the rows and columns, two slices, that hold all values (height, width) other than 0."""
    return ndimage.find_objects((values != 0).astype(int))[0]
