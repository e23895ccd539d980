"""Bring your own digit into MNIST's form: draw it as strokes or read it from a photograph, then centre it.

Pictures are uint8 (height, width), 0 = paper, 255 = ink, as in MNIST. Wrong input raises a ValueError that says what
was expected, what was given and what to do.
"""

import numpy as np
from PIL import Image, ImageDraw, ImageOps

from lesson import DATA, photographs
from lesson.mnist import sha256
from lesson.validate import check_positive

DRAWN = DATA / "digits"
HANDS = ("round", "slanted", "angular")
# Of the pixels that load_drawn returns, because another zlib packs the same pixels into another file.
SHA256 = "489cab8b9b66604255420d5c7c495dc1da16b1b96d31c7c1fbab5c0e29558fd9"
MEAN = Image.Resampling.BOX  # scaling makes each new pixel the mean of the pixels that it covers
PALE = 64  # of 255; the smooth edges of a shipped digit are paper where they are paler


def draw_strokes(strokes, size=112, pen=9):
    """Return a picture (size, size) of strokes drawn with smooth edges by a round pen that is `pen` pixels wide.

    strokes: a list of strokes, each a list of points (x, y) from 0 to 1, y downwards. One point draws a dot, no strokes
    an empty picture, and points outside the canvas are cut off. ValueError: wrong points, or size or pen not positive.
    """
    check_positive(size=size)
    if not 0 < pen <= size:
        raise ValueError(f"expected a pen width in pixels above 0 and up to the size {size}, got {pen}")
    fine = 4 * size  # drawn four times as large and then averaged, which smooths the edges
    picture = Image.new("L", (fine, fine))
    draw, radius = ImageDraw.Draw(picture), 4 * pen / 2
    for stroke in strokes:
        points = [(fine * x, fine * y) for x, y in _check_points(stroke)]
        draw.line(points, fill=255, width=round(2 * radius))
        for x, y in points:  # round ends and joints
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return np.asarray(picture.reduce(4))


def _check_points(stroke):
    """Return a stroke as an array (n_points, 2). ValueError: its points are not finite pairs (x, y)."""
    try:
        points = np.array(stroke, dtype=float)
    except (TypeError, ValueError):  # text, or points of different lengths
        points = np.empty(0)
    if points.ndim != 2 or points.shape[1:] != (2,) or not np.isfinite(points).all():
        raise ValueError(f"expected a stroke as a list of points (x, y) with numbers from 0 to 1, got {stroke!r:.60}")
    return points


def read_image(path):
    """Return the digit in a photograph, uint8 (height, width), 0 = paper, 255 = ink; path and errors as in steps."""
    return photographs.steps(path)["cut"]


def steps(path):
    """Return what each step makes of a photograph, a dict name -> picture as in photographs.steps, and "centred".

    "centred" is the digit as MNIST would hold it, uint8 (28, 28). path and errors as in photographs.steps.
    """
    pictures = photographs.steps(path)
    return pictures | {"centred": centre(pictures["cut"])}


def centre(image):
    """Return a picture (height, width) of one digit as MNIST would hold it, uint8 (28, 28).

    The digit is cut out, scaled until its longer side has 20 pixels, and moved until its centre of mass is within half
    a pixel of row 14 and column 14, counted from 0. A digit so lopsided that a part of it would fall off the edge is
    moved only as far as the edge. ValueError: the picture has no ink, or is no picture with levels from 0 to 255.

    The recipe is that of Y. LeCun, C. Cortes and C. J. C. Burges, "The MNIST database of handwritten digits"
    (yann.lecun.com/exdb/mnist): digits are scaled to a 20 × 20 box with their aspect ratio kept, and their centre of
    mass is at the centre of 28 × 28. The data show that this centre is 14, not 13.5, and that moves are whole pixels.
    """
    digit = _crop(_check_picture(image))
    height, width = (max(1, round(20 * side / max(digit.shape))) for side in digit.shape)
    digit = np.asarray(Image.fromarray(digit).resize((width, height), MEAN))
    if not digit.any():
        raise ValueError("expected a digit, got ink that is too pale and too thin: draw with a thick pen")
    top, left = (_start(digit.sum(axis=axis, dtype=float)) for axis in (1, 0))
    centred = np.zeros((28, 28), dtype=np.uint8)
    centred[top : top + height, left : left + width] = digit
    return centred


def _crop(image):
    """Return the part of a picture that holds its ink. ValueError: there is no ink."""
    if not image.any():
        raise ValueError("expected a digit, got a blank picture: draw one first")
    rows, columns = (np.flatnonzero(image.any(axis=axis)) for axis in (1, 0))
    return image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _start(masses):
    """Return where masses (n,), the ink per row or column, start on 28 pixels so that their mean position is 14."""
    mean = np.average(np.arange(len(masses)), weights=masses)
    return int(np.clip(np.floor(14.5 - mean), 0, 28 - len(masses)))


def shrink(image, side=28):
    """Return a whole picture (height, width) scaled to uint8 (side, side), without moving or enlarging the digit in it.

    A picture that is not square gets paper on both sides. ValueError: it is no picture with levels from 0 to 255.
    """
    return np.asarray(ImageOps.pad(Image.fromarray(_check_picture(image)), (side, side), MEAN))


def _check_picture(image):
    """Return a picture as uint8 (height, width). ValueError: it is no picture with levels from 0 to 255."""
    image = np.asarray(image)
    if image.dtype.kind not in "biuf":
        raise ValueError(f"expected a picture of numbers, got {image.dtype}: read it with read_image")
    if image.ndim != 2 or image.size == 0:
        raise ValueError(f"expected a picture of shape (height, width), got {image.shape}: pass one picture at a time")
    if not np.isfinite(image).all():
        raise ValueError("expected finite numbers in a picture, got NaN or infinity: set the paper to 0")
    if image.min() < 0 or image.max() > 255 or 0 < image.max() <= 1:
        raise ValueError(
            f"expected levels from 0 (paper) to 255 (ink), got levels from {image.min():.3g} to "
            f"{image.max():.3g}: scale them first"
        )
    return np.round(image).astype(np.uint8)


def load_drawn():
    """Return images, labels, hands of the 30 digits drawn for this lesson: three hands, 0 to 9 in each.

    images: uint8 (30, 112, 112); labels: uint8 (30,); hands: (30,), "round", "slanted" or "angular"; slanted digits
    are small and in a corner. FileNotFoundError or ValueError: a file is missing, damaged or changed.
    """
    remedy = "restore it with `git checkout data/digits` (or, without git, `make data`)"
    try:
        images = read_drawn(DRAWN)
    except FileNotFoundError as error:
        raise FileNotFoundError(f"{error.filename} is missing: {remedy}") from None
    except (OSError, SyntaxError, ValueError) as error:
        raise ValueError(f"a digit in {DRAWN} is damaged ({error}): {remedy}") from None
    if sha256([images]) != SHA256:
        raise ValueError(f"a digit in {DRAWN} has been changed: {remedy}")
    return images, np.tile(np.arange(10, dtype=np.uint8), len(HANDS)), np.repeat(HANDS, 10)


def read_drawn(folder):
    """Return a folder's pictures HAND_DIGIT.png, hand by hand, uint8 (30, height, width); errors are Pillow's."""
    images = []
    for name in (f"{hand}_{digit}.png" for hand in HANDS for digit in range(10)):
        with Image.open(folder / name) as file:
            ink = 255 - np.asarray(file)
        images.append(np.where(ink < PALE, 0, ink))
    return np.stack(images)
