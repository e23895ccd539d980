"""photographs.py: photographs made by code are read, and those that show no single whole digit end in one sentence."""

import functools
import sys

import numpy as np
import pillow_heif
import pytest
from PIL import Image

import made_photographs as made
from lesson import digits, photographs

SOME = [("round", 3), ("slanted", 7), ("angular", 5)]
SIZE = (400, 300)
pillow_heif.register_heif_opener()  # so that the tests can write HEIC


def test_most_photographs_are_read(trained, tmp_path, record_property):
    rows, n_read = ["made photographs of digits (short)    read"], 0
    for condition in made.CONDITIONS:
        n, _ = made.count(trained[0], condition, tmp_path, SOME)
        rows.append(f"{condition:36s} {n} of {len(SOME)}")
        n_read += n
    record_property("table", "\n".join(rows))
    assert n_read >= 0.9 * len(made.CONDITIONS) * len(SOME)


def test_a_digit_looks_the_same_in_all_orientations(tmp_path):
    seen = []
    for seed in range(8):
        path = made.turned_by_exif("round", 4, tmp_path, seed)
        seen.append(digits.centre(digits.read_image(path)).astype(int))
    assert max(np.abs(image - seen[0]).mean() for image in seen) < 6


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.heic", "a.gif", "a.bmp", "a.tif"])
def test_a_digit_looks_the_same_in_all_forms_of_files(name, tmp_path):
    scan = made.clean_pen("round", 4, tmp_path, 0)
    Image.open(scan).convert("RGB").save(tmp_path / name)
    seen = [digits.centre(digits.read_image(path)).astype(int) for path in (scan, tmp_path / name)]
    assert np.abs(seen[1] - seen[0]).mean() < 2


INK = digits.draw_strokes([[(0.3, 0.2), (0.7, 0.2), (0.5, 0.8)]], size=60, pen=6)


def in_colours(ink, paper):
    """Return a picture of INK in two colours (r, g, b)."""
    share = INK[:, :, None] / 255
    return Image.fromarray(np.round(share * np.array(ink) + (1 - share) * np.array(paper)).astype(np.uint8))


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ((0, 0, 0), (255, 255, 255)),
        ((255, 255, 255), (0, 0, 0)),
        ((20, 20, 120), (250, 245, 230)),
        ((120, 120, 120), (200, 200, 200)),
        ((250, 250, 250), (140, 140, 140)),
        ((10, 10, 10), (110, 110, 110)),
        ((255, 255, 255), (190, 190, 190)),
        ((200, 30, 30), (255, 255, 240)),
        ((20, 120, 40), (245, 225, 160)),
        ((240, 220, 40), (255, 255, 255)),
    ],
)
def test_ink_and_paper_may_have_any_colours(ink, paper, tmp_path):
    in_colours(ink, paper).save(tmp_path / "a.png")
    expected = digits.centre(photographs._set_pen(INK[photographs._box(INK)]))
    read = digits.centre(digits.read_image(tmp_path / "a.png"))
    assert np.abs(read.astype(int) - expected).mean() < 6


def test_every_step_is_a_picture(tmp_path):
    steps = photographs.steps(made.lined("round", 2, tmp_path, 0))
    assert list(steps) == ["as taken", "turned", "grey", "shadow removed", "ink found", "cut"]
    assert all(picture.dtype == np.uint8 for picture in steps.values())
    assert steps["cut"].max() == 255 and steps["ink found"].min() == 0


def two(folder):
    marks = made.ink("round", 3, SIZE, 0.05, 0.4, (0.05, 0.3)) + made.ink("round", 8, SIZE, 0.05, 0.4, (0.55, 0.3))
    return made.save((235 - 200 * marks.clip(0, 1)).astype(np.uint8), folder / "two.png")


def cut_off(folder):
    marks = made.ink("round", 8, SIZE, 0.05, 0.6, (0.3, 0.3))[:, :180]
    return made.save((235 - 200 * marks).astype(np.uint8), folder / "cut.png")


def only_a_shadow(folder, seed=0):
    """Write a sheet with nothing but a shadow, deep or light, soft or sharp, in good or bad light."""
    rng = np.random.default_rng(seed)
    light = rng.uniform(150, 245) * made.shadow((800, 600), rng, rng.uniform(0.2, 0.75), rng.uniform(0.03, 0.4))
    seen = made.camera(light, rng, noise=rng.uniform(1, 7))
    return made.save(seen, folder / "shadow.jpg", quality=int(rng.integers(30, 95)))


def one_colour(folder):
    return made.save(np.full(SIZE, 200, dtype=np.uint8), folder / "blank.png")


def content(name, data):
    def write(folder):
        (folder / name).write_bytes(data)
        return folder / name

    return write


def half(folder, name):
    """Write the first half of a picture, as a download leaves it that was cut short."""
    Image.open(made.clean_pen("round", 4, folder, 0)).convert("RGB").save(folder / name)
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[: len(data) // 2])
    return folder / name


def too_large(folder):
    return made.save(Image.new("1", (20_000, 20_000)), folder / "large.png")


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (two, "expected one digit in .*two.png, got two or more: cut the photograph to one of them"),
        (cut_off, "got only ink or a shadow that touches the border: leave paper around it"),
        *((functools.partial(only_a_shadow, seed=seed), "got no ink that stands out") for seed in range(12)),
        (one_colour, "got no ink that stands out from the paper"),
        (
            content("a.heic", b"\0\0\0\x18ftypheic\0\0"),
            "got a HEIC photograph that cannot be read here: save it as JPEG or PNG",
        ),
        (content("a.svg", b"<svg/>"), "got an SVG drawing"),
        (content("a.png", b""), "got an empty file"),
        (content("a.jpg", b"\xff\xd8\xff\xe0 cut"), "got a file that cannot be read"),
        *(
            (functools.partial(half, name=name), "that cannot be read")
            for name in ("a.png", "a.jpg", "a.webp", "a.heic")
        ),
        (too_large, "got a file that cannot be read .*Image size .400000000 pixels. exceeds"),
        (content("a.png", b"hello"), "got a file that cannot be read"),
        (lambda folder: folder, "got the folder .*: add the name of a file in it"),
        (lambda folder: "", "expected the path of a photograph, got ''"),
        (lambda folder: None, "expected the path of a photograph, got None"),
        (lambda folder: made.save(np.zeros((4, 4), np.uint8), folder / "tiny.png"), "it has 4 × 4 pixels"),
    ],
)
def test_what_is_no_single_whole_digit_ends_in_one_sentence(write, words, tmp_path):
    with pytest.raises(ValueError, match=words) as caught:
        digits.read_image(write(tmp_path))
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="my-seven.jpg is missing: drag the photograph into JupyterLab's list"):
        digits.read_image(tmp_path / "my-seven.jpg")


def test_quotation_marks_blanks_and_the_home_folder(tmp_path, monkeypatch):
    made.clean_pen("round", 3, tmp_path, 0)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    expected = digits.read_image(tmp_path / "scan.png")
    for path in (f' "{tmp_path / "scan.png"}" ', "~/scan.png", str(tmp_path / "scan.png")):
        np.testing.assert_array_equal(digits.read_image(path), expected)
    with open(tmp_path / "scan.png", "rb") as file:  # as an upload gives it
        np.testing.assert_array_equal(digits.read_image(file), expected)


def test_a_large_photograph_is_made_small_while_it_is_read(tmp_path):
    path = made.twelve_megapixels("round", 3, tmp_path, 0)
    assert Image.open(path).size == (4000, 3000)
    assert max(photographs.steps(path)["as taken"].shape) <= 2 * photographs.SIDE


def test_other_programs_can_read_photographs_without_the_library_for_heic(tmp_path, monkeypatch):
    made.clean_pen("round", 4, tmp_path, 0)
    Image.open(tmp_path / "scan.png").convert("RGB").save(tmp_path / "a.heic")
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    assert digits.read_image(tmp_path / "scan.png").any()
    with pytest.raises(ValueError, match="got a HEIC photograph that cannot be read here: save it as JPEG or PNG"):
        digits.read_image(tmp_path / "a.heic")
