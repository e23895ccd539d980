"""digit_pad.py: the network sees what is drawn on the pad; `make browser` draws with a mouse and a finger."""

import base64
import io
import re
from datetime import UTC, datetime

import matplotlib.pyplot as plt
import numpy as np
import pytest

import made_photographs as made
from lesson import digit_pad, digits


class Network:
    """Acts as predict(X) for the pad: it returns the share of the ink in each quarter, and keeps what it was given."""

    def __init__(self):
        self.asked = []

    def __call__(self, X):
        assert (X.shape, X.dtype) == ((1, 784), np.float32) and X.min() >= 0 and X.max() <= 1
        self.asked.append(X.reshape(28, 28))
        share = X.reshape(2, 14, 2, 14).sum(axis=(1, 3)).ravel() / X.sum()
        return np.pad(share, (0, 6))[None, :]


@pytest.fixture
def pad():
    return digit_pad.digit_pad(Network())


STROKE = [[0.3, 0.2], [0.35, 0.6], [0.6, 0.8]]
SECOND = [[0.1, 0.1], [0.2, 0.2]]


def image_at(address):
    """Return the ink of a picture of a page, (height, width)."""
    png = io.BytesIO(base64.b64decode(re.fullmatch(r"data:image/png;base64,(.+)", address)[1]))
    levels = plt.imread(png)
    return 255 - np.round(255 * (levels if levels.ndim == 2 else levels[:, :, 0]))


def test_pad_starts_with_a_shipped_digit_centred(pad):
    images, labels, hands = digits.load_drawn()
    image = images[(labels == 3) & (hands == "round")][0]
    assert pad.choice.value == pad.paper.label == "round 3" and len(pad.predict.asked) == 1
    np.testing.assert_allclose(pad.predict.asked[0], digits.centre(image) / 255, atol=1e-7)
    np.testing.assert_array_equal(image_at(pad.paper.picture), image)
    first, second = np.argsort(-pad.probabilities)[:2]
    p = pad.probabilities
    assert pad.sentence() == f"Read as {first} with probability {p[first]:.2f}; then {second} with {p[second]:.2f}."


def test_sentence_has_two_digits():
    pad = digit_pad.digit_pad(lambda X: np.array([[0, 0.004, 0.0, 0.966, 0, 0, 0, 0, 0.03, 0]]))
    assert pad.sentence() == "Read as 3 with probability 0.97; then 8 with 0.03."
    assert "<p>Read as 3 with probability 0.97; then 8 with 0.03.</p>" in pad.answer.value
    assert pad.answer.value.count("<tr>") == 10 and "<td>0.97</td>" in pad.answer.value
    assert '<img alt="What the network sees, 28 by 28 pixels"' in pad.answer.value


def test_a_stroke_takes_the_shipped_digit_away_and_is_what_the_network_sees(pad):
    pad.paper.strokes = [STROKE]
    assert pad.choice.value == pad.paper.label == "your own drawing" and pad.paper.picture == ""
    np.testing.assert_array_equal(pad.seen, digits.centre(digits.draw_strokes([STROKE])))
    np.testing.assert_allclose(pad.predict.asked[-1], pad.seen / 255, atol=1e-7)
    before = pad.answer.value
    pad.paper.strokes = [STROKE, SECOND]
    np.testing.assert_array_equal(pad.seen, digits.centre(digits.draw_strokes([STROKE, SECOND])))
    assert pad.answer.value != before


def test_the_pen_on_the_page_is_as_wide_as_the_one_that_the_network_sees(pad):
    np.testing.assert_array_equal(pad.picture(), pad.shipped["round 3"])
    thick = digits.draw_strokes([STROKE], pen=112 * pad.paper.pen)
    np.testing.assert_array_equal(thick, digits.draw_strokes([STROKE]))


def test_clear_empties_the_pad_without_asking_the_network(pad):
    pad.paper.strokes = [STROKE]
    for choice in ("your own drawing", "angular 7"):
        pad.choice.value = choice
        asked = len(pad.predict.asked)
        pad.clear.click()
        assert pad.choice.value == "your own drawing" and pad.paper.strokes == [] and not pad.picture().any()
        assert pad.sentence() == "The pad is empty: draw a digit on it, or choose one."
        assert pad.sentence() in pad.answer.value and len(pad.predict.asked) == asked


def test_every_shipped_digit_can_be_chosen_and_the_drawing_comes_back(pad):
    images, labels, hands = digits.load_drawn()
    assert pad.choice.options[0] == "your own drawing" and len(pad.choice.options) == 31
    pad.paper.strokes = [STROKE]
    for image, label, hand in zip(images, labels, hands):
        pad.choice.value = f"{hand} {label}"
        np.testing.assert_array_equal(pad.seen, digits.centre(image))
        np.testing.assert_array_equal(image_at(pad.paper.picture), image)
    pad.choice.value = "your own drawing"
    np.testing.assert_array_equal(pad.seen, digits.centre(digits.draw_strokes([STROKE])))


def test_without_centring_the_network_sees_the_whole_pad(pad):
    pad.choice.value = "slanted 4"
    pad.centred.value = False
    images, labels, hands = digits.load_drawn()
    np.testing.assert_array_equal(pad.seen, digits.shrink(images[14]))
    np.testing.assert_allclose(pad.predict.asked[-1], pad.seen / 255, atol=1e-7)
    pad.centred.value = True
    np.testing.assert_array_equal(pad.seen, digits.centre(images[14]))


def test_every_control_of_the_pad_has_a_name(pad):
    assert [c.description for c in (pad.choice, pad.centred, pad.clear)] == ["digit", "centre as MNIST does", "Clear"]


def test_a_page_without_kernel_gets_a_still_of_the_pad(pad):
    bundle = pad._repr_mimebundle_()
    sentence = f"On the pad: round 3, what the network sees of it, and its ten probabilities. {pad.sentence()}"
    assert bundle["text/plain"] == f"Figure: {sentence}"
    assert bundle["text/html"].startswith(f'<img alt="{sentence}" style="max-width:100%" src="data:image/png;base64,')
    assert bundle["text/html"].endswith(f"<p>{sentence}</p>")
    assert "application/vnd.jupyter.widget-view+json" in bundle
    again = digit_pad.digit_pad(Network())._repr_mimebundle_()
    assert again["text/html"] == bundle["text/html"]
    assert plt.get_fignums() == []


def test_pad_says_what_it_needs():
    with pytest.raises(ValueError, match='expected a hand and a digit as example, such as "round 3", got .square 3.'):
        digit_pad.digit_pad(Network(), example="square 3")
    with pytest.raises(
        ValueError, match=r"return ten probabilities for each, but for one row it returned the shape \(1,"
    ):
        digit_pad.digit_pad(lambda X: X.argmax(axis=1))


# ---- A photograph.


def upload(pad, path):
    """Do what the button does when a file has been chosen."""
    content = path.read_bytes()
    about = {"name": path.name, "type": "image/jpeg", "size": len(content), "last_modified": datetime.now(UTC)}
    pad.upload.value = (about | {"content": memoryview(content)},)


def test_an_uploaded_photograph_is_read_and_its_steps_are_shown(pad, tmp_path):
    path = made.pen_with_shadow("round", 4, tmp_path, 0)
    upload(pad, path)
    steps = digits.steps(path)
    assert pad.choice.value == pad.paper.label == "your photograph"
    np.testing.assert_array_equal(pad.seen, steps["centred"])
    np.testing.assert_allclose(pad.predict.asked[-1], steps["centred"] / 255, atol=1e-7)
    np.testing.assert_array_equal(image_at(pad.paper.picture), digits.shrink(steps["ink found"], 112))
    assert re.findall("<figcaption>(.*?)</figcaption>", pad.answer.value) == list(steps)
    assert pad.sentence() in pad.answer.value
    pad.centred.value = False
    np.testing.assert_array_equal(pad.seen, digits.shrink(pad.picture()))


def test_photographs_can_follow_each_other_and_the_pad_goes_on(pad, tmp_path):
    for digit in (4, 4, 7):
        path = made.clean_pen("round", digit, tmp_path, 0)
        upload(pad, path)
        assert pad.upload.value == ()  # so that the same file can be chosen again
        np.testing.assert_array_equal(pad.seen, digits.steps(path)["centred"])
    pad.choice.value = "round 3"
    assert "<figure" not in pad.answer.value
    pad.choice.value = "your photograph"
    np.testing.assert_array_equal(pad.seen, digits.steps(path)["centred"])
    pad.paper.strokes = [STROKE]
    assert pad.choice.value == "your own drawing" and "<figure" not in pad.answer.value
    pad.clear.click()
    assert pad.choice.value == "your own drawing" and not pad.picture().any()


def test_a_photograph_that_cannot_be_read_gets_its_sentence_and_the_next_one_works(pad, tmp_path):
    asked = len(pad.predict.asked)
    (tmp_path / "<b>.heic").write_bytes(b"\0\0\0\x18ftypheic")
    upload(pad, tmp_path / "<b>.heic")
    kind = "a HEIC photograph that cannot be read here"
    sentence = f"expected a photograph in &lt;b&gt;.heic, got {kind}: save it as JPEG or PNG"
    assert pad.answer.value == f'<p role="alert">{sentence}</p>' and pad.upload.value == ()
    assert pad.choice.value == "round 3" and len(pad.predict.asked) == asked
    upload(pad, made.clean_pen("round", 4, tmp_path, 0))
    assert pad.choice.value == "your photograph" and pad.sentence() in pad.answer.value


def test_the_upload_button_takes_pictures_and_has_a_name(pad):
    assert (pad.upload.accept, pad.upload.multiple, pad.upload.description) == ("image/*", False, "Photograph")


# ---- Next to the pad.


def test_a_small_image_is_dark_where_there_is_ink():
    image = np.zeros((28, 28), np.uint8)
    image[3, 4], image[20, 10] = 255, 128
    page = digit_pad.small_image(image, 'a "digit"')
    alt, address = re.search(r'alt="([^"]*)".*src="([^"]+)"', page).groups()
    assert alt == "a &quot;digit&quot;"
    np.testing.assert_array_equal(image_at(address), image)


def test_bars_on_a_page_are_as_long_as_the_probabilities():
    page = digit_pad.bars_as_html(np.array([0.25, 0.75] + [0.0] * 8))
    rows = re.findall(r"<tr><td>(\d)</td>.*?width:(\d+)%.*?<td>([\d.]+)</td></tr>", page)
    assert rows == [("0", "25", "0.25"), ("1", "75", "0.75"), *((str(d), "0", "0.00") for d in range(2, 10))]
