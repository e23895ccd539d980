"""Your own digit, brought into MNIST's form: drawn as strokes or read from a PNG file, then centred.

Pictures are uint8 (height, width), 0 = paper, 255 = ink, as in MNIST. Wrong input raises ValueError: it says what was
expected, what came and what to do.
"""

import numpy as np
from PIL import Image, ImageDraw, ImageOps

from lesson import DATA
from lesson.mnist import sha256
from lesson.validate import check_positive

DRAWN = DATA / "digits"
HANDS = ("round", "slanted", "angular")
# Of the pixels that load_drawn returns, not of the files: other zlibs pack the same pixels differently.
SHA256 = "489cab8b9b66604255420d5c7c495dc1da16b1b96d31c7c1fbab5c0e29558fd9"
MIN_SIDE, MAX_SIDE = 8, 4096  # pixels of a picture that is read
MIN_CONTRAST = 32  # grey levels between paper and ink; less is paper with nothing on it
MEAN = Image.Resampling.BOX  # scaling makes each new pixel the mean of those that it covers
GRAIN = 0.25  # what differs from the paper by less than this part of the ink is the paper's grain or a shadow


def draw_strokes(strokes, size=112, pen=9):
    """Return a picture (size, size) of strokes that a round pen of `pen` pixels draws, with smooth edges.

    strokes: a list of strokes, each a list of points (x, y) from 0 to 1, y downwards; one point is a dot, no stroke is
    an empty picture; what lies outside the canvas is not seen. ValueError: no such points; size or pen not positive.
    """
    check_positive(size=size)
    if not 0 < pen <= size:
        raise ValueError(f"pen must be a width in pixels, above 0 and at most the size {size}, but is {pen}")
    fine = 4 * size  # drawn four times as large, then averaged: that makes the edges smooth
    picture = Image.new("L", (fine, fine))
    draw, radius = ImageDraw.Draw(picture), 4 * pen / 2
    for stroke in strokes:
        points = [(fine * x, fine * y) for x, y in _check_points(stroke)]
        draw.line(points, fill=255, width=round(2 * radius))
        for x, y in points:  # round ends and joints
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return np.asarray(picture.reduce(4))


def _check_points(stroke):
    """Return a stroke as an array (n_points, 2). ValueError: it is not made of finite points (x, y)."""
    try:
        points = np.array(stroke, dtype=float)
    except (TypeError, ValueError):  # text, or points of different lengths
        points = np.empty(0)
    if points.ndim != 2 or points.shape[1:] != (2,) or not np.isfinite(points).all():
        raise ValueError(f"a stroke must be a list of points (x, y) with numbers from 0 to 1, but is {stroke!r:.60}")
    return points


def read_png(path):
    """Return a PNG file's picture of one digit, in any colours, as uint8 (height, width): 0 = paper, 255 = ink.

    The paper is what most of the border shows; transparent paper counts as white. The ink is what differs most from it;
    what differs by less than a quarter of that becomes paper. FileNotFoundError: no file. ValueError: not a PNG picture
    that can be read, a side below 8 or above 4096 pixels, nothing on the paper.
    """
    grey = _read_grey(path)
    paper = np.median(np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]]))
    is_light = paper - grey.min() > grey.max() - paper
    ink = np.maximum(paper - grey if is_light else grey - paper, 0)
    if ink.max() < MIN_CONTRAST:
        raise ValueError(
            f"{path} must show one digit, but is blank (its ink differs from its paper by {ink.max():.0f} of 255 grey "
            f"levels, at least {MIN_CONTRAST} are needed): draw darker"
        )
    ink[ink < GRAIN * ink.max()] = 0
    return np.round(255 / ink.max() * ink).astype(np.uint8)


def _read_grey(path):
    """Return the grey levels of a PNG file on white, floats (height, width) from 0 to 255."""
    remedy = "save the digit as a PNG picture of, say, 112 × 112 pixels"
    try:
        with Image.open(path, formats=["PNG"]) as file:
            width, height = file.size
            if all(MIN_SIDE <= side <= MAX_SIDE for side in file.size):
                return _grey_on_white(file)
    except FileNotFoundError:
        raise FileNotFoundError(f"{path} is missing: give the path of a PNG picture that exists") from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValueError(f"{path} must be a PNG picture, but cannot be read as one ({error}): {remedy}") from None
    raise ValueError(f"{path} must have sides of {MIN_SIDE} to {MAX_SIDE} pixels, but has {width} × {height}: {remedy}")


def _grey_on_white(file):
    """Return the grey levels of an open picture of any mode on white paper, floats (height, width) from 0 to 255."""
    if file.mode.startswith("I"):  # 16 bits a pixel, which Pillow does not bring to 8
        return np.asarray(file) / 257.0
    picture = file.convert("RGBA")
    white = Image.new("RGBA", picture.size, "white")
    return np.asarray(Image.alpha_composite(white, picture).convert("L"), dtype=float)


def centre(image):
    """Return a picture (height, width) of one digit as MNIST would hold it, uint8 (28, 28).

    It is cut to its ink, scaled until its longer side has 20 pixels, and put where its centre of mass lies within half
    a pixel of row 14 and column 14, counted from 0. A digit so lopsided that a part would then fall off the edge is
    moved to the edge only: nothing is cut off. ValueError: no ink, not a picture with levels from 0 to 255.

    The recipe is that of Y. LeCun, C. Cortes and C. J. C. Burges, "The MNIST database of handwritten digits"
    (yann.lecun.com/exdb/mnist): normalised to fit a 20 × 20 box, aspect ratio kept, centre of mass at the centre of
    28 × 28. That the centre is 14 and not 13.5, and that digits are moved by whole pixels, is measured on the data.
    """
    digit = _crop(_check_picture(image))
    height, width = (max(1, round(20 * side / max(digit.shape))) for side in digit.shape)
    digit = np.asarray(Image.fromarray(digit).resize((width, height), MEAN))
    if not digit.any():
        raise ValueError(
            "the picture must show a digit, but its ink is too pale and too thin: draw one with a thick pen"
        )
    top, left = (_start(digit.sum(axis=axis, dtype=float)) for axis in (1, 0))
    centred = np.zeros((28, 28), dtype=np.uint8)
    centred[top : top + height, left : left + width] = digit
    return centred


def _crop(image):
    """Return the part of a picture that holds its ink. ValueError: there is none."""
    if not image.any():
        raise ValueError("the picture must show a digit, but is blank: draw one first")
    rows, columns = (np.flatnonzero(image.any(axis=axis)) for axis in (1, 0))
    return image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _start(masses):
    """Return where masses (n,), the ink in each row or column, start on 28 pixels when their mean position is 14."""
    mean = np.average(np.arange(len(masses)), weights=masses)
    return int(np.clip(np.floor(14.5 - mean), 0, 28 - len(masses)))


def shrink(image):
    """Return a whole picture (height, width) scaled to uint8 (28, 28): the digit stays where it is, as large as it is.

    A picture that is not square gets paper on both sides. ValueError: not a picture with levels from 0 to 255.
    """
    return np.asarray(ImageOps.pad(Image.fromarray(_check_picture(image)), (28, 28), MEAN))


def _check_picture(image):
    """Return a picture as uint8 (height, width). ValueError: it is none with levels from 0 to 255."""
    image = np.asarray(image)
    if image.dtype.kind not in "biuf":
        raise ValueError(f"a picture must hold numbers, but holds {image.dtype}: read it by read_png")
    if image.ndim != 2 or image.size == 0:
        raise ValueError(f"a picture must have the shape (height, width), but has {image.shape}: give one at a time")
    if not np.isfinite(image).all():
        raise ValueError("a picture must hold finite numbers, but holds NaN or infinity: give paper the level 0")
    if image.min() < 0 or image.max() > 255 or 0 < image.max() <= 1:
        raise ValueError(
            f"a picture must hold levels from 0 (paper) to 255 (ink), but these go from {image.min():.3g} to "
            f"{image.max():.3g}: scale them first"
        )
    return np.round(image).astype(np.uint8)


def load_drawn():
    """Return images, labels, hands of the 30 digits drawn for this lesson: three hands, 0 to 9 in each.

    images: uint8 (30, 112, 112); labels: uint8 (30,); hands: (30,), "round", "slanted" or "angular"; slanted digits
    are small and stand in a corner. FileNotFoundError or ValueError: a file is missing, damaged or changed.
    """
    images = read_drawn(DRAWN)
    if sha256([images]) != SHA256:
        raise ValueError(
            f"the digits in {DRAWN} have been changed: restore them with `git checkout data/digits` (or, without git, "
            "`make data`)"
        )
    return images, np.tile(np.arange(10, dtype=np.uint8), len(HANDS)), np.repeat(HANDS, 10)


def read_drawn(folder):
    """Return the pictures HAND_DIGIT.png of a folder, hand by hand, uint8 (30, height, width); errors as read_png."""
    return np.stack([read_png(folder / f"{hand}_{digit}.png") for hand in HANDS for digit in range(10)])
