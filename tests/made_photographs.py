"""Make photographs of the lesson's drawn digits by code: pen or chalk, paper, light, camera and file.

CONDITIONS has, by name, whether a condition is hard, and a function `(hand, digit, folder, seed) -> path` that writes
one photograph; the digit is known, so reading can be counted. The same seed gives the same picture.
"""

import functools

import numpy as np
from PIL import Image
from scipy import ndimage

import helpers
from lesson import digits
from lesson.mnist import as_rows
from make_digits import HANDS, strokes

SIZE = (800, 600)  # height and width of most photographs, in pixels
LIMITS = {False: 0.95, True: 0.85}  # is_hard -> the share of the photographs that must be read
NAMES = [(hand, digit) for hand in HANDS for digit in range(10)]
TURNED_BY = {  # orientation of EXIF -> how a picture has to be stored so that it is upright when it is turned
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


# ---- Ink, paper, light, camera. Ink is from 0 to 1, a picture is an array of floats from 0 to 255.


@functools.lru_cache(maxsize=64)
def ink(hand, digit, size=SIZE, pen=0.02, side=0.6, place=(0.2, 0.2), tilt=0.0):
    """Return the ink (height, width) of a digit whose box has `side` of the sheet's shorter side, drawn by a thin pen.

    pen: its width as a fraction of the box; place: left and top of the box as fractions of the sheet; tilt: degrees.
    """
    texts, through = HANDS[hand][:2]
    box = round(min(size) * side)
    lines = strokes(texts[digit], through, 0, 0, 1)
    drawn = digits.draw_strokes(lines, size=box, pen=max(1, pen * box)) / 255
    drawn = ndimage.rotate(drawn, tilt, reshape=False, order=1).clip(0, 1) if tilt else drawn
    sheet = np.zeros(size)
    top, left = round(place[1] * size[0]), round(place[0] * size[1])
    sheet[top : top + box, left : left + box] = drawn[: size[0] - top, : size[1] - left]
    return sheet


def cloud(rng, size, grain):
    """Return smooth noise (height, width) from -1 to 1 whose spots are about `grain` of the sheet wide."""
    n = max(2, round(1 / grain))
    spots = Image.fromarray(rng.normal(size=(n, n)).astype(np.float32))
    noise = np.asarray(spots.resize(size[::-1], Image.Resampling.BICUBIC))
    return noise / np.abs(noise).max()


def shadow(size, rng, depth=0.5, softness=0.15):
    """Return light (height, width) from 1 - depth to 1, with the soft shadow of a hand across the sheet."""
    y, x = np.mgrid[: size[0], : size[1]] / np.reshape(size, (2, 1, 1))
    angle = rng.uniform(0, 2 * np.pi)
    distance = (x - 0.5) * np.cos(angle) + (y - 0.5) * np.sin(angle) + 0.1 * cloud(rng, size, 0.4)
    return 1 - depth / (1 + np.exp(-distance / (softness / 4)))


def write_on(paper, marks, colour):
    """Return a sheet (height, width) or (height, width, 3) on which marks (height, width) are in a colour."""
    if np.ndim(paper) == 3 or np.ndim(colour):
        paper = paper if np.ndim(paper) == 3 else np.repeat(paper[:, :, None], 3, axis=2)
        marks = marks[:, :, None]
    return paper * (1 - marks) + np.asarray(colour) * marks


def camera(picture, rng, noise=4, blur=0.7):
    """Return a picture as a camera sees it, uint8: slightly out of focus and with noise."""
    axes = (blur, blur, 0)[: picture.ndim]
    seen = ndimage.gaussian_filter(picture, axes) + rng.normal(0, noise, picture.shape)
    return seen.clip(0, 255).astype(np.uint8)


def perspective(picture, rng, amount=0.06, fill=235):
    """Return an uint8 picture as seen from the side, so that its corners are moved by up to `amount` of its sides."""
    height, width = picture.shape[:2]
    corners = np.array([(0, 0), (0, height), (width, height), (width, 0)])
    moved = corners + rng.uniform(-amount, amount, (4, 2)) * (width, height)
    rows = []
    for (x, y), (u, v) in zip(corners, moved):  # the eight numbers that Pillow takes, from four pairs of points
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    numbers = np.linalg.solve(np.array(rows, dtype=float), moved.ravel())
    way = {"resample": Image.Resampling.BICUBIC, "fillcolor": fill if picture.ndim == 2 else (fill,) * 3}
    return np.asarray(Image.fromarray(picture).transform((width, height), Image.Transform.PERSPECTIVE, numbers, **way))


def rulings(size, rng, step=40, squared=False, tilt=0.02):
    """Return the lines (height, width), from 0 to 1, of a ruled or squared sheet that lies a little askew."""
    y, x = np.mgrid[: size[0], : size[1]].astype(float)
    tilt = rng.uniform(-tilt, tilt)
    lines = np.abs((y + tilt * x) % step - step / 2) < 1.0
    if squared:
        lines |= np.abs((x - tilt * y) % step - step / 2) < 1.0
    return lines.astype(float)


def grey_paper(size, rng, level=225, texture=6):
    """Return paper (height, width) with a fine texture."""
    return level + texture * cloud(rng, size, 0.01)


def save(picture, path, **settings):
    """Write a picture, an uint8 array or an image, to path and return path."""
    image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    image.save(path, **settings)
    return path


def around(paper, rng, margin=0.12, level=60, sides=(1, 1, 1, 1)):
    """Return paper (height, width) that lies on a table, which shows at its left, top, right and bottom."""
    left, top, right, bottom = (round(margin * side * max(paper.shape)) for side in sides)
    size = (paper.shape[0] + top + bottom, paper.shape[1] + left + right)
    table = level + 25 * cloud(rng, size, 0.03)
    table[top : top + paper.shape[0], left : left + paper.shape[1]] = paper
    return table


# ---- The fifteen conditions.


def pen_with_shadow(hand, digit, folder, seed):
    rng = np.random.default_rng(seed)
    paper = write_on(grey_paper(SIZE, rng), ink(hand, digit, pen=0.025), 40) * shadow(SIZE, rng)
    return save(camera(paper, rng), folder / "pen.jpg", quality=85)


def pencil(hand, digit, folder, seed):
    rng = np.random.default_rng(seed)
    grain = 0.75 + 0.25 * cloud(rng, SIZE, 0.004)  # graphite stays on the hills of the paper
    paper = write_on(grey_paper(SIZE, rng), ink(hand, digit, pen=0.02) * grain, 130) * shadow(SIZE, rng, 0.25)
    return save(camera(paper, rng), folder / "pencil.jpg", quality=85)


def lined(hand, digit, folder, seed, squared=False):
    rng = np.random.default_rng(seed)
    paper = write_on(grey_paper(SIZE, rng), rulings(SIZE, rng, 34 if squared else 50, squared), (120, 150, 205))
    paper = write_on(paper, ink(hand, digit, pen=0.03), (30, 40, 110)) * shadow(SIZE, rng, 0.3)[:, :, None]
    return save(camera(paper, rng), folder / "lined.jpg", quality=85)


def squared(hand, digit, folder, seed):
    return lined(hand, digit, folder, seed, squared=True)


def blackboard(hand, digit, folder, seed):
    rng = np.random.default_rng(seed)
    chalk = ink(hand, digit, pen=0.05) * (0.8 + 0.2 * cloud(rng, SIZE, 0.005))
    board = write_on(50 + 15 * cloud(rng, SIZE, 0.1), chalk, 215) * shadow(SIZE, rng, 0.3)
    return save(camera(board, rng), folder / "board.jpg", quality=85)


def transparent(hand, digit, folder, seed, level=0):
    alpha = Image.fromarray((255 * ink(hand, digit, (400, 400), pen=0.06)).astype(np.uint8))
    image = Image.new("RGBA", alpha.size, (level, level, level, 0))
    image.putalpha(alpha)
    return save(image, folder / "transparent.png")


def white_on_transparent(hand, digit, folder, seed):
    return transparent(hand, digit, folder, seed, level=255)


def black_frame(hand, digit, folder, seed):
    rng = np.random.default_rng(seed)
    paper = write_on(grey_paper(SIZE, rng), ink(hand, digit, pen=0.04), 40)
    width = rng.integers(8, 40)
    framed = np.pad(paper[width:-width, width:-width], width, constant_values=15)
    return save(camera(framed, rng), folder / "frame.png")


def table_edge(hand, digit, folder, seed):
    rng = np.random.default_rng(seed)
    paper = write_on(grey_paper(SIZE, rng), ink(hand, digit, pen=0.03), 40)
    sides = [(1, 1, 1, 1), (1, 0, 0, 0), (0, 0, 1, 1), (1, 1, 1, 0)][seed % 4]
    picture = around(paper, rng, sides=sides, level=rng.integers(40, 120))
    picture = ndimage.rotate(picture, rng.uniform(-4, 4), reshape=False, order=1, mode="nearest")
    return save(camera(picture, rng), folder / "table.jpg", quality=85)


def twelve_megapixels(hand, digit, folder, seed):
    rng = np.random.default_rng(seed)
    size = (3000, 4000)
    light = Image.fromarray(shadow((300, 400), rng).astype(np.float32)).resize(size[::-1])
    paper = write_on(grey_paper(size, rng), ink(hand, digit, size, pen=0.02, place=(0.3, 0.2)), 40) * np.asarray(light)
    speckled = paper + 4 * np.resize(rng.standard_normal(999_983), size)
    return save(speckled.clip(0, 255).astype(np.uint8), folder / "large.jpg", quality=90)


def turned_by_exif(hand, digit, folder, seed):
    rng = np.random.default_rng(seed)
    orientation = 1 + seed % 8
    image = Image.fromarray(camera(write_on(grey_paper(SIZE, rng), ink(hand, digit, pen=0.04), 40), rng))
    image = image.transpose(TURNED_BY[orientation]) if orientation > 1 else image
    exif = Image.Exif()
    exif[0x0112] = orientation
    return save(image, folder / "turned.jpg", exif=exif, quality=90)


def one_bit(hand, digit, folder, seed):
    marks = ink(hand, digit, (300, 300), pen=0.05)
    return save(Image.fromarray(marks < 0.5), folder / "bits.png")


def kinds_of_pixels(hand, digit, folder, seed):
    """Write grey, 16 bit, palette, CMYK and WebP pictures in turn."""
    rng = np.random.default_rng(seed)
    grey = camera(write_on(grey_paper(SIZE, rng), ink(hand, digit, pen=0.04), 40), rng, noise=2)
    kind = ("L.png", "16.png", "P.png", "CMYK.jpg", "L.webp")[seed % 5]
    image = Image.fromarray(grey.astype(np.uint16) * 257 if kind == "16.png" else grey)
    mode = kind.split(".")[0]
    image = image.convert("RGB").convert(mode) if mode in ("P", "CMYK") else image
    return save(image, folder / kind)


def from_the_side(hand, digit, folder, seed):
    rng = np.random.default_rng(seed)
    paper = write_on(grey_paper(SIZE, rng), ink(hand, digit, pen=0.03, side=0.5, place=(0.25, 0.3)), 50)
    seen = perspective((paper * shadow(SIZE, rng, 0.3)).astype(np.uint8), rng, fill=205)
    return save(camera(seen.astype(float), rng, noise=6, blur=1.2), folder / "side.jpg", quality=40)


def clean_pen(hand, digit, folder, seed):
    rng = np.random.default_rng(seed)
    return save(camera(write_on(np.full(SIZE, 250.0), ink(hand, digit, pen=0.06), 20), rng, 1), folder / "scan.png")


CONDITIONS = {  # name -> (is_hard, function)
    "pen, scanned": (False, clean_pen),
    "black ink on transparent": (False, transparent),
    "white ink on transparent": (False, white_on_transparent),
    "1 bit": (False, one_bit),
    "grey, 16 bit, palette, CMYK, WebP": (False, kinds_of_pixels),
    "turned by EXIF, all 8 ways": (False, turned_by_exif),
    "12 megapixels": (False, twelve_megapixels),
    "pen with a shadow": (True, pen_with_shadow),
    "pencil": (True, pencil),
    "lined paper": (True, lined),
    "squared paper": (True, squared),
    "chalk on a blackboard": (True, blackboard),
    "black frame": (True, black_frame),
    "edge of the table": (True, table_edge),
    "from the side, noise, JPEG 40": (True, from_the_side),
}


# ---- Counting.


def count(params, condition, folder, names=NAMES):
    """Return how many photographs of the digits (hand, digit) in `names` a network reads, and a list of the others."""
    wrong = []
    for seed, (hand, digit) in enumerate(names):
        try:
            image = digits.centre(digits.read_image(CONDITIONS[condition][1](hand, digit, folder, seed)))
            said = helpers.predict(params, as_rows(image[None]))[0]
        except ValueError as error:
            said = str(error)
        if said != digit:
            wrong.append(f"{hand} {digit}: {said}")
    return len(names) - len(wrong), wrong
