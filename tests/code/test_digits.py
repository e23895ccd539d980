"""digits.py: drawing, reading and centring one's own digit; the 30 drawn digits; the messages about wrong input."""

import shutil

import numpy as np
import pytest
from PIL import Image

import helpers
import make_digits
from lesson import digits
from lesson.mnist import as_rows
from lesson_files import ROOT


@pytest.fixture(scope="module")
def mnist():
    return helpers.load_mnist()[0][0][:300]


def centre_of_mass(image):
    """Return the mean row and column of the ink in an image."""
    image = image.astype(float)
    return [np.average(np.arange(28), weights=image.sum(axis=axis)) for axis in (1, 0)]


def on_paper(image, top, left, side=112):
    paper = np.zeros((side, side), dtype=np.uint8)
    paper[top : top + image.shape[0], left : left + image.shape[1]] = image
    return paper


# ---- Drawing.


def test_a_stroke_is_ink_where_the_pen_was_and_paper_elsewhere():
    picture = digits.draw_strokes([[(0.25, 0.5), (0.75, 0.5)]], size=100, pen=10)
    assert (picture.shape, picture.dtype) == ((100, 100), np.uint8)
    assert (picture[47:53, 25:75] == 255).all()
    assert not picture[:44].any() and not picture[56:].any() and not picture[:, :19].any() and not picture[:, 81:].any()
    assert picture.sum() / 255 == pytest.approx(50 * 10 + np.pi * 5**2, rel=0.05)  # a bar with round ends


def test_edges_are_smooth_and_y_goes_down():
    picture = digits.draw_strokes([[(0.2, 0.1), (0.9, 0.3)]])
    assert len(np.unique(picture)) > 8
    assert picture[:56].any() and not picture[56:].any()


def test_joints_are_round():
    # At a sharp turn the pen covers the whole disc around the point.
    picture = digits.draw_strokes([[(0.5, 0.9), (0.5, 0.5), (0.51, 0.9)]], size=100, pen=20)
    assert picture[42:45, 49:51].min() == 255


def test_one_point_is_a_dot_no_stroke_nothing_and_the_outside_is_not_seen():
    dot = digits.draw_strokes([[(0.5, 0.5)]], size=40, pen=8)
    assert dot.sum() / 255 == pytest.approx(np.pi * 4**2, rel=0.1)
    assert not digits.draw_strokes([]).any()
    assert not digits.draw_strokes([[(2, 2), (3, 2)]]).any()


@pytest.mark.parametrize("stroke", [[], [1, 2], [(1, 2, 3)], [(0, np.nan)], [(0, 1), (1,)], "3", [("a", "b")], None])
def test_strokes_that_are_none(stroke):
    with pytest.raises(
        ValueError, match=r"expected a stroke as a list of points \(x, y\) with numbers from 0 to 1, got"
    ):
        digits.draw_strokes([stroke])


@pytest.mark.parametrize("size", [0, 10.5])
def test_size_that_makes_no_sense(size):
    with pytest.raises(ValueError, match=f"^expected a positive whole number for size, got {size}$"):
        digits.draw_strokes([], size=size)


@pytest.mark.parametrize("pen", [0, -1, 113, np.nan])
def test_pen_that_makes_no_sense(pen):
    sentence = f"^expected a pen width in pixels above 0 and up to the size 112, got {pen}$"
    with pytest.raises(ValueError, match=sentence):
        digits.draw_strokes([], size=112, pen=pen)


# ---- Centring.


def sides(image):
    """Return how many rows and columns the ink in an image covers."""
    return tuple(np.ptp(np.flatnonzero(image.any(axis=axis))) + 1 for axis in (1, 0))


def test_a_drawn_digit_becomes_what_mnist_is(mnist):
    for image in [*mnist, *map(digits.centre, digits.load_drawn()[0])]:
        assert max(sides(image)) == 20
        assert all(13.5 <= mean <= 14.5 for mean in centre_of_mass(image))


def test_an_image_of_mnist_comes_back_from_anywhere_on_a_larger_paper(mnist):
    rng = np.random.default_rng(0)
    for image in mnist:
        top, left = rng.integers(0, 112 - 28, size=2)
        np.testing.assert_array_equal(digits.centre(on_paper(image, top, left)), image)


@pytest.mark.parametrize("factor", [2, 3, 5])
def test_an_image_of_mnist_comes_back_when_it_was_enlarged(mnist, factor):
    for image in mnist:
        large = image.repeat(factor, axis=0).repeat(factor, axis=1)
        np.testing.assert_array_equal(digits.centre(on_paper(large, 7, 30, side=200)), image)


def test_a_smooth_enlargement_comes_back_nearly(mnist):
    differences = []
    for image in mnist:
        large = np.asarray(Image.fromarray(image).resize((101, 101), Image.Resampling.BICUBIC))
        differences.append(np.abs(digits.centre(on_paper(large, 9, 0, side=130)).astype(float) - image).mean())
    assert np.mean(differences) < 11 and max(differences) < 30  # of 255 grey levels; two digits differ by 43


def test_once_more_changes_little(mnist):
    drawn = digits.load_drawn()[0]
    for image in [*mnist[:50], *drawn]:
        once = digits.centre(image)
        assert np.abs(digits.centre(once).astype(float) - once).mean() < 4


SHAPES = {
    "one": (digits.draw_strokes([[(0.3, 0.1), (0.3, 0.9)]]), (20, 2)),
    "dash": (digits.draw_strokes([[(0.1, 0.8), (0.9, 0.8)]]), (2, 20)),
    "dot": (digits.draw_strokes([[(0.9, 0.1)]]), (20, 20)),
    "dot of one pixel": (on_paper(np.array([[200]]), 3, 100), (20, 20)),
    "hair line": (on_paper(np.full((1, 90), 255), 50, 2), (1, 20)),
    "only ink": (np.full((50, 40), 255, dtype=np.uint8), (20, 16)),
    "floats": (np.pad(np.full((30, 30), 99.6), 9), (20, 20)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_any_shape_is_scaled_to_20_pixels_and_centred(shape):
    picture, expected = SHAPES[shape]
    image = digits.centre(picture)
    assert (image.shape, image.dtype) == ((28, 28), np.uint8)
    assert sides(image) == expected
    assert all(13.5 <= mean <= 14.5 for mean in centre_of_mass(image))


def test_levels_that_are_not_whole_are_rounded():
    assert digits.centre(np.full((30, 30), 99.6)).max() == digits.shrink(np.full((30, 30), 99.6)).max() == 100


def test_a_lopsided_digit_is_moved_to_the_edge_but_not_cut():
    blob = np.zeros((100, 100), dtype=np.uint8)
    blob[:, :3] = 20  # a faint, long tail to the left of and above much ink at the lower right
    blob[97:, :] = 20
    blob[80:, 80:] = 255
    image = digits.centre(blob)
    rows, columns = (np.flatnonzero(image.any(axis=axis)) for axis in (1, 0))
    assert (np.ptp(rows), np.ptp(columns)) == (19, 19)  # nothing is cut off
    assert (rows[0], columns[0]) == (0, 0)
    assert centre_of_mass(image)[0] > 14.5


def test_shrink_leaves_the_digit_where_it_is():
    picture = on_paper(np.full((40, 20), 255, dtype=np.uint8), 60, 80)
    expected = on_paper(np.full((10, 5), 255, dtype=np.uint8), 15, 20, side=28)
    np.testing.assert_array_equal(digits.shrink(picture), expected)
    assert not digits.shrink(np.zeros((30, 30))).any()


def test_shrink_keeps_the_aspect_ratio():
    image = digits.shrink(np.full((56, 28), 255, dtype=np.uint8))
    np.testing.assert_array_equal(image, np.pad(np.full((28, 14), 255), ((0, 0), (7, 7))))


WRONG = {
    "an array of text": (np.full((5, 5), "3"), "expected a picture of numbers"),
    "three axes": (np.ones((28, 28, 3)), r"shape \(height, width\), got \(28, 28, 3\): pass one picture at a time"),
    "a row": (np.ones(784), r"shape \(height, width\), got \(784,\)"),
    "nothing": (np.ones((0, 5)), r"shape \(height, width\)"),
    "NaN": (np.full((5, 5), np.nan), "got NaN or infinity"),
    "negative": (np.full((5, 5), -3), "from 0 .paper. to 255 .ink., got levels from -3 to -3: scale"),
    "too large": (np.full((5, 5), 256), "got levels from 256 to 256"),
    "from 0 to 1": (np.eye(28), "got levels from 0 to 1: scale them first"),
}


@pytest.mark.parametrize("function", [digits.centre, digits.shrink])
@pytest.mark.parametrize("kind", WRONG)
def test_what_is_no_picture(function, kind):
    image, sentence = WRONG[kind]
    with pytest.raises(ValueError, match=sentence):
        function(image)


def test_blank_and_nearly_blank_pictures_cannot_be_centred():
    with pytest.raises(ValueError, match="expected a digit, got a blank picture: draw one first"):
        digits.centre(np.zeros((50, 50)))
    with pytest.raises(ValueError, match="too pale and too thin: draw with a thick pen"):
        digits.centre(np.eye(1000) * 3)


# ---- The drawn digits.


def test_thirty_digits_in_three_hands():
    images, labels, hands = digits.load_drawn()
    assert (images.shape, images.dtype, labels.dtype) == ((30, 112, 112), np.uint8, np.uint8)
    assert labels.tolist() == [*range(10)] * 3
    assert hands.tolist() == ["round"] * 10 + ["slanted"] * 10 + ["angular"] * 10
    assert len({digits.centre(image).tobytes() for image in images}) == 30


def test_files_are_small_grey_pictures_with_dark_ink_and_nothing_else_is_there():
    paths = sorted((ROOT / "data" / "digits").iterdir())
    assert [path.stem for path in paths] == sorted(make_digits.make_digits())
    for path in paths:
        with Image.open(path) as file:
            assert (file.format, file.mode, file.size, file.info) == ("PNG", "L", (112, 112), {})
            assert file.getpixel((111, 111)) == 255 and file.getextrema() == (0, 255)
        assert path.stat().st_size < 2000


def test_the_strokes_give_the_files(tmp_path):
    assert make_digits.write_digits(tmp_path / "digits") == digits.SHA256
    for name, picture in make_digits.make_digits().items():
        with Image.open(digits.DRAWN / f"{name}.png") as file:
            np.testing.assert_array_equal(np.asarray(file), picture)


def test_a_curve_goes_through_its_points_and_is_straight_through_points_on_a_line():
    points = np.array([(0.0, 0.0), (1.0, 2.0), (3.0, 2.0), (4.0, 0.0)])
    np.testing.assert_allclose(make_digits.curve(points)[::12], points, atol=1e-12)
    line = make_digits.curve(np.array([(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)]))
    np.testing.assert_allclose(line[:, 0], line[:, 1], atol=1e-12)


def test_a_bar_makes_a_corner_and_a_slash_lifts_the_pen():
    (corner, lone) = make_digits.strokes("0,0 100,0 | 100,100 / 50,50 60,60", make_digits.curve, 0.5, 0.0, 0.5)
    assert corner.min(axis=0).tolist() == [0.5, 0.0] and corner.max(axis=0).tolist() == [1.0, 0.5]
    assert ((corner[:, 0] == 1.0) | (corner[:, 1] == 0.0)).all()  # no curve cuts the corner
    np.testing.assert_allclose(lone[[0, -1]], [(0.75, 0.25), (0.8, 0.3)])


def test_only_the_slanted_hand_stands_in_a_corner():
    images, _, hands = digits.load_drawn()
    in_corner = np.array([not image[60:].any() and not image[:, 60:].any() for image in images])
    np.testing.assert_array_equal(in_corner, hands == "slanted")


def test_a_changed_digit_is_noticed(tmp_path, monkeypatch):
    shutil.copytree(digits.DRAWN, tmp_path / "digits")
    monkeypatch.setattr(digits, "DRAWN", tmp_path / "digits")
    with Image.open(tmp_path / "digits" / "round_3.png") as file:
        changed = file.copy()
    changed.putpixel((5, 5), 0)
    changed.save(tmp_path / "digits" / "round_3.png")
    with pytest.raises(ValueError, match="has been changed: restore it with `git checkout data/digits`"):
        digits.load_drawn()
    (tmp_path / "digits" / "round_3.png").write_bytes(b"no picture")
    with pytest.raises(ValueError, match="is damaged .*: restore it with `git checkout data/digits`"):
        digits.load_drawn()
    (tmp_path / "digits" / "round_3.png").unlink()
    with pytest.raises(FileNotFoundError, match="round_3.png is missing: restore it with `git checkout"):
        digits.load_drawn()


def test_a_network_reads_them_centred_and_not_off_centre(trained):
    params, (images, labels, hands) = trained[0], digits.load_drawn()
    right = {
        prepare: helpers.predict(params, as_rows(np.array([prepare(i) for i in images]))) == labels
        for prepare in (digits.centre, digits.shrink)
    }
    assert right[digits.centre].sum() >= 26
    assert right[digits.shrink].sum() <= 18
    assert right[digits.shrink][hands == "slanted"].sum() <= 3
