"""Draw thirty digits in three hands for this lesson; `make data` calls `write_digits`.

A digit is given by the points that its pen goes through: "x,y x,y ...", in percent of its box, with y downwards.
"/" lifts the pen, and "|" makes a corner, because the curve ends at the point before it and begins there again.
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "episodes"))
from lesson.digits import draw_strokes, read_drawn  # noqa: E402
from lesson.mnist import sha256  # noqa: E402

ROUND = [
    "60,18 47,12 34,22 26,43 27,66 38,83 55,84 69,71 74,50 70,28 58,15 46,13 39,18",
    "49,15 52,32 51,52 53,70 51,86",
    "27,33 32,20 46,13 61,16 69,29 64,45 50,62 27,84 | 41,79 57,82 77,77",
    "31,22 42,13 56,13 66,22 63,36 52,45 41,48 | 56,47 69,55 73,69 64,82 48,89 33,86 24,76",
    "60,12 46,34 23,61 | 42,63 60,60 80,61 / 66,40 63,62 64,89",
    "37,19 33,33 33,47 | 45,40 59,42 71,53 72,68 62,82 46,88 32,84 23,74 / 35,19 52,20 71,13",
    "66,12 49,21 36,38 28,59 32,77 44,88 59,85 70,73 66,60 54,54 41,59 35,70",
    "24,22 40,20 57,21 75,15 | 66,35 54,58 49,89",
    "66,25 56,13 41,15 33,27 41,40 55,49 69,61 70,75 59,87 44,87 32,76 35,62 47,50 61,38 67,22",
    "68,30 59,17 44,15 32,26 34,42 46,51 60,45 68,31 | 69,24 70,45 66,68 59,90",
]
SLANTED = [
    "66,10 50,13 36,36 27,62 31,84 45,90 59,79 71,55 76,29 70,12 59,8 50,17",
    "44,29 56,19 68,6 | 61,34 51,62 44,94",
    "40,26 50,12 64,8 74,16 72,32 58,52 40,70 26,84 23,91 31,92 40,84 50,84 60,92 78,84",
    "43,17 56,8 71,11 74,22 63,36 48,42 | 62,45 69,59 63,77 47,91 30,92 20,82",
    "54,6 43,32 30,56 | 48,54 80,49 / 75,24 63,56 55,95",
    "80,6 64,11 51,10 | 46,26 41,42 | 54,37 65,45 65,62 55,80 38,92 22,89",
    "70,6 52,21 38,44 28,68 31,87 43,93 57,84 65,69 58,58 45,62 32,79",
    "33,25 37,14 48,13 61,15 81,9 | 67,32 53,60 47,96",
    "76,20 67,8 54,11 48,25 54,40 59,54 54,75 40,92 27,86 29,69 44,52 63,37 78,17",
    "73,21 63,8 48,13 40,32 46,45 58,40 70,23 | 74,16 65,48 55,74 39,95",
]
ANGULAR = [
    "48,10 34,26 31,60 40,88 54,90 66,72 67,36 58,12 46,11",
    "32,34 52,11 53,86 / 30,88 74,86",
    "27,28 42,12 64,16 68,36 30,86 76,84",
    "28,14 70,12 46,42 68,56 66,80 44,90 26,82",
    "34,10 28,52 76,50 / 62,30 58,92",
    "70,11 34,13 32,46 60,44 72,62 64,84 30,88",
    "60,9 38,36 30,66 40,88 62,86 70,66 56,52 34,60",
    "26,14 74,12 46,90 / 34,52 68,48",
    "66,20 46,10 34,24 68,64 60,86 40,90 30,72 66,34 66,20",
    "68,24 48,10 32,28 42,48 66,42 70,20 66,60 52,92",
]


def curve(points, n_steps=12):
    """Return points (n, 2) of a smooth curve through points (m, 2), a uniform Catmull-Rom spline (1974)."""
    p = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])  # straight at both ends
    t = np.arange(n_steps)[:, None] / n_steps
    pieces = [
        b + t / 2 * (c - a) + t**2 / 2 * (2 * a - 5 * b + 4 * c - d) + t**3 / 2 * (3 * b - a - 3 * c + d)
        for a, b, c, d in zip(p, p[1:], p[2:], p[3:])
    ]
    return np.vstack([*pieces, points[-1:]])


def straight(points):
    """Return the points unchanged, because the pen goes straight from one to the next."""
    return points


# name -> (digits, function for the pen's path, width of the pen in pixels, left, top and side of the box)
HANDS = {
    "round": (ROUND, curve, 8, 0.0, 0.0, 1.0),
    "slanted": (SLANTED, curve, 4.5, 0.04, 0.03, 0.5),
    "angular": (ANGULAR, straight, 12, 0.0, 0.0, 1.0),
}


def strokes(text, through, left, top, side):
    """Return the strokes of a digit, in the form that draw_strokes takes, from the points in its text."""
    result = []
    for stroke in text.split("/"):
        pieces = [[tuple(map(float, point.split(","))) for point in piece.split()] for piece in stroke.split("|")]
        starts = [[], *(piece[-1:] for piece in pieces)]  # a piece begins where the previous one ends
        joined = np.vstack([through(np.array(start + piece)) for start, piece in zip(starts, pieces)])
        result.append((left, top) + side * joined / 100)
    return result


def make_digits():
    """Return name -> picture, uint8 (112, 112) with dark ink on white paper, for every hand and digit."""
    return {
        f"{hand}_{digit}": 255 - draw_strokes(strokes(text, through, *box), pen=pen)
        for hand, (digits, through, pen, *box) in HANDS.items()
        for digit, text in enumerate(digits)
    }


def write_digits(folder):
    """Write folder/HAND_DIGIT.png for every hand and digit, and return the sha256 of the pixels of these files."""
    folder.mkdir(exist_ok=True)
    for name, picture in make_digits().items():
        Image.fromarray(picture).save(folder / f"{name}.png", optimize=True)
    return sha256([read_drawn(folder)])
