"""A pad to draw a digit on, and the network's prediction for it."""

import base64
import html
import io
import time

import ipycanvas
import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

from lesson import digits, plots
from lesson.mnist import as_rows

OWN = "your own drawing"


class DigitPad:
    """A pad to draw a digit on, next to what the network sees of it and the ten probabilities; see `digit_pad`.

    Strokes are kept as the page sends them, as points in pixels of the canvas. After a reload, the page asks us to
    repaint. ipycanvas announces the current layer only when it changes, so `paint` touches both layers.
    """

    SIDE, PEN = 280, 22.5  # of the canvas, in pixels; the pen is as wide, relative to it, as in digits.draw_strokes
    PAUSE = 0.2  # seconds between predictions while the pen moves, so that a slow network does not fall behind

    def __init__(self, predict, example):
        pictures, labels, hands = digits.load_drawn()
        self.shipped = {f"{hand} {label}": picture for hand, label, picture in zip(hands, labels, pictures)}
        if example not in self.shipped:
            raise ValueError(f'expected a hand and a digit as example, such as "round 3", got {example!r}')
        self.predict, self.strokes, self.is_down = predict, [], False
        size = {"width": f"{self.SIDE}px", "height": f"{self.SIDE}px"}
        self.canvas = ipycanvas.MultiCanvas(2, width=self.SIDE, height=self.SIDE, layout=size)
        self.paper, self.ink = self.canvas
        self.choice = ipywidgets.Dropdown(options=[OWN, *self.shipped], value=example, description="digit")
        self.centred = ipywidgets.Checkbox(value=True, description="centre as MNIST does", indent=False)
        self.clear = ipywidgets.Button(description="Clear")
        self.answer = ipywidgets.HTML()
        label = ipywidgets.Label("Draw a digit with the mouse or a finger:")
        pad = ipywidgets.Box([self.canvas], layout={"border": "2px solid grey", "width": "fit-content"})
        controls = ipywidgets.VBox([self.choice, self.centred, self.clear, label, pad])
        self.box = ipywidgets.Box([controls, self.answer], layout={"flex_flow": "row wrap"})
        self._listen()
        self.update()  # no paint() here: the canvas calls it once the page is ready, and drawing earlier fails

    def _listen(self):
        """Connect mouse, finger and controls to the methods that respond to them."""
        self.canvas.on_client_ready(self.paint)
        self.canvas.on_mouse_down(self.start)
        self.canvas.on_mouse_move(self.move)
        self.canvas.on_mouse_up(self.end)
        self.canvas.on_mouse_out(self.end)
        self.canvas.on_touch_start(lambda fingers: self.start(*fingers[0]))
        self.canvas.on_touch_move(lambda fingers: self.move(*fingers[0]))
        self.canvas.on_touch_end(self.end)
        self.canvas.on_touch_cancel(self.end)
        self.canvas.on_key_down(lambda *_: self.canvas.blur())  # otherwise, the canvas would swallow the Tab key
        self.choice.observe(self.show, names="value")
        self.centred.observe(self.update, names="value")
        self.clear.on_click(self.wipe)

    def start(self, x, y):
        """Put the pen down and remove a shipped digit."""
        if self.choice.value != OWN:
            self.wipe()
        self.is_down = True
        self.strokes.append([(x, y)])
        self.ink.fill_circle(x, y, self.PEN / 2)

    def move(self, x, y):
        """Continue the stroke if the pen is down, and predict unless the last prediction is too recent."""
        if not self.is_down:
            return
        self.ink.stroke_line(*self.strokes[-1][-1], x, y)
        self.strokes[-1].append((x, y))
        if time.monotonic() - self.answered >= self.PAUSE:
            self.update()

    def end(self, *_):
        """Lift the pen and predict."""
        if self.is_down:
            self.is_down = False
            self.update()

    def wipe(self, *_):
        """Empty the pad."""
        self.strokes, self.is_down = [], False
        if self.choice.value == OWN:
            self.show()
        else:
            self.choice.value = OWN  # which calls show

    def show(self, *_):
        """Show the chosen digit or the learner's drawing, and the network's prediction."""
        self.paint()
        self.update()

    def paint(self):
        """Paint white paper on the whole canvas, and on it the shipped digit or the strokes so far."""
        with ipycanvas.hold_canvas():
            self.paper.fill_style = "white"
            self.paper.fill_rect(0, 0, self.SIDE, self.SIDE)
            if self.choice.value != OWN:
                picture = Image.fromarray(255 - self.shipped[self.choice.value])
                self.paper.put_image_data(np.asarray(picture.resize((self.SIDE, self.SIDE))))
            self.ink.clear()
            self.ink.line_width, self.ink.line_cap, self.ink.line_join = self.PEN, "round", "round"
            for stroke in self.strokes:
                self.ink.fill_circle(*stroke[0], self.PEN / 2)
                self.ink.stroke_lines(stroke)

    def picture(self):
        """Return what is on the pad, uint8 (112, 112), 0 = paper."""
        if self.choice.value != OWN:
            return self.shipped[self.choice.value]
        return digits.draw_strokes([np.divide(stroke, self.SIDE) for stroke in self.strokes])

    def update(self, *_):
        """Ask the network for a prediction and show it."""
        drawing = self.picture()
        self.is_blank = not drawing.any()
        self.seen = digits.centre(drawing) if self.centred.value and not self.is_blank else digits.shrink(drawing)
        self.probabilities = np.zeros(10) if self.is_blank else self._ask()
        image = small_image(self.seen, "What the network sees, 28 by 28 pixels")
        self.answer.value = f"{image}{bars_as_html(self.probabilities)}<p>{html.escape(self.sentence())}</p>"
        self.answered = time.monotonic()  # at the end, so that strokes drawn meanwhile cause no more predictions

    def _ask(self):
        """Return the ten probabilities for what the network sees. ValueError: predict returns another shape."""
        probabilities = np.asarray(self.predict(as_rows(self.seen[None])))
        if probabilities.shape != (1, 10):
            raise ValueError(
                "predict must take rows (n, 784) and return ten probabilities for each, but for one row it returned "
                f"the shape {probabilities.shape}"
            )
        return probabilities[0]

    def sentence(self):
        """Return the network's prediction in words."""
        if self.is_blank:
            return "The pad is empty: draw a digit on it, or choose one."
        p = self.probabilities
        first, second = np.argsort(-p, kind="stable")[:2]
        return f"Read as {first} with probability {p[first]:.2f}; then {second} with {p[second]:.2f}."

    def _repr_mimebundle_(self, include=None, exclude=None):
        """Return a still of the pad for pages without a kernel, and the pad for those with one."""
        what = f"On the pad: {self.choice.value}, what the network sees of it, and its ten probabilities."
        with plt.style.context(plots.STYLE):
            figure = plt.figure(figsize=(8, 2.6))
            plots.digit_read(figure, self.picture(), self.seen, self.probabilities)
            still = plots.still(figure, f"{what} {self.sentence()}")
        return self.box._repr_mimebundle_() | still


def digit_pad(predict, example="round 3"):
    """Return a pad to draw a digit on with the mouse or a finger, or to choose a shipped digit on with the keyboard.

    predict: a function that takes rows (n, 784), float32 from 0 (paper) to 1 (ink), and returns probabilities (n, 10);
    example: the shipped digit that is shown until the first stroke. ValueError: there is no such digit, or predict
    returns another shape.
    """
    return DigitPad(predict, example)


def small_image(image, alt):
    """Return an image of ink, uint8 (height, width), as HTML for a page: dark on white, four times as large."""
    file = io.BytesIO()
    plt.imsave(file, image, cmap="gray_r", vmin=0, vmax=255, format="png", metadata={"Software": None})
    data, height = base64.b64encode(file.getvalue()).decode(), 4 * len(image)
    style = f"height:{height}px;image-rendering:pixelated;border:1px solid grey"
    return f'<img alt="{html.escape(alt)}" style="{style}" src="data:image/png;base64,{data}">'


def bars_as_html(probabilities):
    """Return ten probabilities as HTML, a bar and a number per digit, because HTML updates faster than a figure."""
    bar = "display:inline-block;height:0.7em;background:" + plots.BLUE
    rows = (
        f'<tr><td>{digit}</td><td style="width:130px;text-align:left"><span style="{bar};width:{p:.0%}"></span></td>'
        f"<td>{p:.2f}</td></tr>"
        for digit, p in enumerate(probabilities)
    )
    return f'<table style="line-height:1.1">{"".join(rows)}</table>'
