"""widgets.py: a control changes picture and sentence; a page without a kernel gets a still and the same sentence."""

import ipycanvas
import matplotlib.pyplot as plt
import numpy as np
import pytest

from helpers import ACTIVATIONS, logistic, train_adaline
from lesson import digits, widgets


def test_neuron_says_what_a_neuron_computes():
    controls = widgets.neuron(inputs=(1.0, 2.0), weights=(0.5, -0.5), bias=0.2)
    assert controls.still["text/plain"].endswith("= -0.30; the logistic function makes it y = 0.426.")
    before = controls.picture.value
    controls.controls["w2"].value = 1.0
    assert f"= 2.70; the logistic function makes it y = {logistic(2.7):.3f}." in controls.still["text/plain"]
    assert controls.picture.value != before


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activation_says_range_and_slope(name):
    controls = widgets.activation("logistic")
    controls.controls["name"].value, controls.controls["c"].value = name, 2.0
    function, derivative = ACTIVATIONS[name]
    values = function(2.0 * np.linspace(-5, 5, 401))
    expected = f"{name} with c = 2.0 goes from {values.min():.2f} to {values.max():.2f} on [-5, 5]"
    assert (
        controls.still["text/plain"] == f"Figure: {expected}; its slope at z = 0 is {2 * float(derivative(0.0)):.2f}."
    )


def test_a_page_without_kernel_gets_picture_and_sentence():
    bundle = widgets.activation()._repr_mimebundle_()
    assert bundle["text/html"].startswith('<img alt="logistic with c = 1.0 goes from 0.01 to 0.99')
    assert bundle["text/html"].endswith("its slope at z = 0 is 0.25.</p>")
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_every_slider_has_a_name_and_a_range_around_its_value():
    for control in widgets.neuron((1.0, 2.0), (0.5, -0.5), 0.2).controls.values():
        assert control.description and control.min < control.value < control.max


def test_valley_says_what_adaline_reaches():
    X, y = np.array([[-1.0], [0.5], [0.5]]), np.array([-1, 1, 1])
    controls = widgets.valley(X, y, n_epochs=5)
    controls.controls["rate"].value = 0.01
    losses = train_adaline(X, y, 0.01, 6)[2]
    expected = f"learning rate 0.0100: the cost goes from {losses[0]:.1f} to {losses[-1]:.3g} in 5 epochs."
    assert controls.still["text/plain"] == f"Figure: {expected}"


# ---- The pad. A stand-in for the network sees how much ink is in each quarter of the image, and how often it is asked.


class Network:
    """predict(X) for the pad, with what it was asked."""

    def __init__(self):
        self.asked = []

    def __call__(self, X):
        assert (X.shape, X.dtype) == ((1, 784), np.float32) and X.min() >= 0 and X.max() <= 1
        self.asked.append(X.reshape(28, 28))
        share = X.reshape(2, 14, 2, 14).sum(axis=(1, 3)).ravel() / X.sum()
        return np.pad(share, (0, 6))[None, :]


@pytest.fixture
def clock(monkeypatch):
    """Stop the time; clock[0] is what it is."""
    now = [100.0]
    monkeypatch.setattr(widgets.time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def pad(clock):
    return widgets.digit_pad(Network())


def draw(pad, *points):
    pad.start(*points[0])
    for point in points[1:]:
        pad.move(*point)
    pad.end()


def as_seen(strokes, prepare=digits.centre):
    return prepare(digits.draw_strokes([np.array(stroke) / 280 for stroke in strokes]))


def test_pad_starts_with_a_shipped_digit_centred(pad):
    images, labels, hands = digits.load_drawn()
    expected = digits.centre(images[(labels == 3) & (hands == "round")][0])
    assert pad.choice.value == "round 3" and len(pad.predict.asked) == 1
    np.testing.assert_allclose(pad.predict.asked[0], expected / 255, atol=1e-7)
    first, second = np.argsort(-pad.probabilities)[:2]
    p = pad.probabilities
    assert pad.sentence() == f"Read as {first} with probability {p[first]:.2f}; then {second} with {p[second]:.2f}."


def test_sentence_has_two_digits():
    pad = widgets.digit_pad(lambda X: np.array([[0, 0.004, 0.0, 0.966, 0, 0, 0, 0, 0.03, 0]]))
    assert pad.sentence() == "Read as 3 with probability 0.97; then 8 with 0.03."
    assert "<p>Read as 3 with probability 0.97; then 8 with 0.03.</p>" in pad.answer.value
    assert pad.answer.value.count("<tr>") == 10 and "<td>0.97</td>" in pad.answer.value
    assert '<img alt="What the network sees, 28 by 28 pixels"' in pad.answer.value


def test_a_stroke_takes_the_shipped_digit_away_and_is_what_the_network_sees(pad):
    stroke = [(100, 40), (100, 150), (180, 240)]
    draw(pad, *stroke)
    assert pad.choice.value == "your own drawing" and pad.strokes == [stroke]
    np.testing.assert_array_equal(pad.seen, as_seen([stroke]))
    np.testing.assert_allclose(pad.predict.asked[-1], pad.seen / 255, atol=1e-7)
    draw(pad, (20, 20), (60, 60))
    np.testing.assert_array_equal(pad.seen, as_seen([stroke, [(20, 20), (60, 60)]]))


def test_answers_change_while_drawing_but_not_too_often(pad, clock):
    pad.start(100, 40)
    asked = len(pad.predict.asked)
    for i in range(100):  # ten seconds, ten moves a second
        clock[0] += 0.1
        pad.move(100, 40 + 2 * i)
    assert 30 <= len(pad.predict.asked) - asked <= 50
    before, asked = pad.answer.value, len(pad.predict.asked)
    pad.move(260, 260)
    assert (pad.answer.value, len(pad.predict.asked)) == (before, asked)
    pad.end()  # the end of a stroke always answers
    assert pad.answer.value != before and len(pad.predict.asked) == asked + 1


def test_a_slow_network_does_not_fall_behind(clock):
    network = Network()

    def slow(X):
        clock[0] += 5.0
        return network(X)

    pad = widgets.digit_pad(slow)
    pad.start(100, 40)
    asked = len(network.asked)
    for i in range(100):  # waited while the network was thinking, and come at once
        clock[0] += 0.001
        pad.move(100, 40 + i)
    assert len(network.asked) == asked


def test_nothing_is_drawn_while_the_pen_is_up(pad):
    asked = len(pad.predict.asked)
    pad.move(50, 50)
    pad.end()
    assert pad.strokes == [] and pad.choice.value == "round 3" and len(pad.predict.asked) == asked
    draw(pad, (100, 100), (120, 120))
    pad.move(200, 200)
    assert pad.strokes == [[(100, 100), (120, 120)]]


def event(pad, name, **content):
    pad.ink._handle_frontend_event(None, {"event": name, **content}, [])


def test_mouse(pad):
    event(pad, "mouse_down", x=100, y=50)
    event(pad, "mouse_move", x=110, y=90)
    event(pad, "mouse_up", x=110, y=90)
    event(pad, "mouse_move", x=150, y=90)
    assert pad.strokes == [[(100, 50), (110, 90)]]
    event(pad, "mouse_down", x=10, y=10)
    event(pad, "mouse_out", x=-3, y=10)  # leaving the pad lifts the pen
    event(pad, "mouse_move", x=50, y=50)
    assert pad.strokes == [[(100, 50), (110, 90)], [(10, 10)]]


@pytest.mark.parametrize("last", ["touch_end", "touch_cancel"])
def test_finger(pad, last):
    event(pad, "touch_start", touches=[{"x": 100, "y": 50}, {"x": 5, "y": 5}])
    event(pad, "touch_move", touches=[{"x": 110, "y": 90}, {"x": 6, "y": 6}])  # a second finger does not count
    asked = len(pad.predict.asked)
    event(pad, last, touches=[])
    event(pad, "touch_move", touches=[{"x": 150, "y": 90}])
    assert pad.strokes == [[(100, 50), (110, 90)]] and len(pad.predict.asked) == asked + 1


def test_clear_empties_the_pad_without_asking_the_network(pad):
    draw(pad, (100, 40), (100, 200))
    for _ in range(2):
        asked = len(pad.predict.asked)
        pad.clear.click()
        assert pad.choice.value == "your own drawing" and pad.strokes == [] and not pad.picture().any()
        assert pad.sentence() == "The pad is empty: draw a digit on it, or choose one."
        assert pad.sentence() in pad.answer.value and len(pad.predict.asked) == asked
        pad.choice.value = "angular 7"
    pad.is_down = True
    pad.clear.click()
    pad.move(50, 50)
    assert pad.strokes == []


def test_every_shipped_digit_can_be_chosen(pad):
    images, labels, hands = digits.load_drawn()
    assert pad.choice.options[0] == "your own drawing" and len(pad.choice.options) == 31
    for image, label, hand in zip(images, labels, hands):
        draw(pad, (100, 40), (100, 200))
        pad.choice.value = f"{hand} {label}"
        np.testing.assert_array_equal(pad.seen, digits.centre(image))
    pad.choice.value = "your own drawing"
    np.testing.assert_array_equal(pad.seen, as_seen([[(100, 40), (100, 200)]]))


def test_without_centring_the_network_sees_the_whole_pad(pad):
    pad.choice.value = "slanted 4"
    pad.centred.value = False
    images, labels, hands = digits.load_drawn()
    np.testing.assert_array_equal(pad.seen, digits.shrink(images[14]))
    np.testing.assert_allclose(pad.predict.asked[-1], pad.seen / 255, atol=1e-7)
    pad.centred.value = True
    np.testing.assert_array_equal(pad.seen, digits.centre(images[14]))


def test_a_key_on_the_canvas_gives_the_focus_away(pad, monkeypatch):
    # ipycanvas keeps every key from the page, Tab too: who works by keyboard would not get out of the canvas.
    blurred = []
    monkeypatch.setattr(type(pad.canvas), "blur", lambda canvas: blurred.append(canvas))
    event(pad, "key_down", key="Tab", shift_key=False, ctrl_key=False, meta_key=False)
    assert blurred == [pad.canvas]


def test_every_control_of_the_pad_has_a_name(pad):
    assert [c.description for c in (pad.choice, pad.centred, pad.clear)] == ["digit", "centre as MNIST does", "Clear"]


def test_a_page_that_is_loaded_anew_gets_the_drawing(pad, monkeypatch):
    painted = []
    for command in ("fill_rect", "put_image_data", "clear", "fill_circle", "stroke_lines"):
        monkeypatch.setattr(
            ipycanvas.Canvas,
            command,
            lambda layer, *_, name=command: painted.append(("paper." if layer is pad.paper else "ink.") + name),
        )
    event(pad, "client_ready")
    assert painted == ["paper.fill_rect", "paper.put_image_data", "ink.clear"]
    pad.choice.value = "your own drawing"
    pad.strokes = [[(1, 2), (3, 4)], [(5, 6)]]
    painted.clear()
    event(pad, "client_ready")
    assert painted == ["paper.fill_rect", "ink.clear", *["ink.fill_circle", "ink.stroke_lines"] * 2]


def test_nothing_is_sent_to_the_canvas_before_the_page_has_made_it(monkeypatch):
    sent = []
    monkeypatch.setattr(type(ipycanvas.Canvas()._canvas_manager), "send_command", lambda *what: sent.append(what))
    pad = widgets.digit_pad(Network())
    assert sent == []
    pad.paint()
    layers = [layer for _, layer, *_ in sent]
    assert layers[0] is pad.paper and layers[-1] is pad.ink  # each painting begins with a change of the canvas


def test_a_page_without_kernel_gets_a_still_of_the_pad(pad):
    bundle = pad._repr_mimebundle_()
    sentence = f"On the pad: round 3, what the network sees of it, and its ten probabilities. {pad.sentence()}"
    assert bundle["text/plain"] == f"Figure: {sentence}"
    assert bundle["text/html"].startswith(f'<img alt="{sentence}" src="data:image/png;base64,')
    assert bundle["text/html"].endswith(f"<p>{sentence}</p>")
    assert "application/vnd.jupyter.widget-view+json" in bundle
    again = widgets.digit_pad(Network())._repr_mimebundle_()
    assert again["text/html"] == bundle["text/html"]
    assert plt.get_fignums() == []


def test_pad_says_what_it_needs():
    with pytest.raises(ValueError, match='example must be a hand and a digit, such as "round 3", but is .square 3.'):
        widgets.digit_pad(Network(), example="square 3")
    with pytest.raises(
        ValueError, match=r"return ten probabilities for each, but for one row it returned the shape \(1,"
    ):
        widgets.digit_pad(lambda X: X.argmax(axis=1))
