"""A pad to draw a digit on, and the network's prediction for it."""

import base64
import html
import io
from pathlib import Path

import anywidget
import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
import traitlets
from PIL import Image

from lesson import digits, plots
from lesson.keyboard import Keyboard
from lesson.mnist import as_rows

OWN, PHOTOGRAPH = "your own drawing", "your photograph"


class Paper(anywidget.AnyWidget):
    """The paper of a pad, which digit_pad.js draws on the page.

    strokes: what has been drawn, a list of strokes, each a list of points [x, y] from 0 to 1; picture: the address of
    a picture below the strokes, or ""; label: what is on the paper, for screen readers; pen: its width, where the
    paper's is 1.
    """

    _esm = Path(__file__).with_suffix(".js")
    strokes = traitlets.List().tag(sync=True)
    picture = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    pen = traitlets.Float(9 / 112).tag(sync=True)  # as in digits.draw_strokes


class DigitPad:
    """A pad to draw a digit on, next to what the network sees of it and the ten probabilities; see `digit_pad`."""

    def __init__(self, predict, example):
        pictures, labels, hands = digits.load_drawn()
        self.shipped = {f"{hand} {label}": picture for hand, label, picture in zip(hands, labels, pictures)}
        if example not in self.shipped:
            raise ValueError(f'expected a hand and a digit as example, such as "round 3", got {example!r}')
        self.predict, self.paper = predict, Paper()
        self.choice = ipywidgets.Dropdown(options=[OWN, *self.shipped], value=example, description="digit")
        self.centred = ipywidgets.Checkbox(value=True, description="centre as MNIST does", indent=False)
        self.clear = ipywidgets.Button(description="Clear")
        self.upload = ipywidgets.FileUpload(accept="image/*", description="Photograph")
        self.steps = None  # of the photograph that was read last
        self.answer = ipywidgets.HTML()
        label = ipywidgets.Label("Draw a digit with the mouse or a finger:")
        controls = ipywidgets.VBox([self.choice, self.centred, self.clear, self.upload, label, self.paper, Keyboard()])
        self.box = ipywidgets.Box([controls, self.answer], layout={"flex_flow": "row wrap"})
        self.paper.observe(self.drawn, names="strokes")
        self.choice.observe(self.show, names="value")
        self.centred.observe(self.update, names="value")
        self.clear.on_click(self.wipe)
        self.upload.observe(self.uploaded, names="value")
        self.show()

    def drawn(self, *_):
        """Show the network's prediction for what has been drawn, instead of a shipped digit."""
        if self.choice.value == OWN:
            self.update()
        else:
            self.choice.value = OWN  # which calls show

    def wipe(self, *_):
        """Empty the pad."""
        self.paper.strokes = []
        self.choice.value = OWN

    def uploaded(self, *_):
        """Show the network's prediction for a photograph that was uploaded, or why it cannot be read."""
        files = self.upload.value
        for file in files.values() if isinstance(files, dict) else files:  # a dict before ipywidgets 8, as on Colab
            content = io.BytesIO(file["content"])
            content.name = file["name"] if "name" in file else file["metadata"]["name"]
            try:
                self.steps = digits.steps(content)
            except ValueError as error:
                self.answer.value = f'<p role="alert">{html.escape(str(error))}</p>'
            else:
                self.choice.value = OWN  # so that the next lines change it, which calls show
                self.choice.options = [OWN, PHOTOGRAPH, *self.shipped]
                self.choice.value = PHOTOGRAPH
        if files:
            self.upload.value = type(files)()  # so that the same file can be uploaded again

    def show(self, *_):
        """Show the chosen digit, the learner's drawing or photograph, and the network's prediction."""
        self.paper.label = self.choice.value
        self.paper.picture = "" if self.choice.value == OWN else address(255 - self.picture())
        self.update()

    def picture(self):
        """Return what is on the pad, uint8 (112, 112), 0 = paper."""
        if self.choice.value == OWN:
            return digits.draw_strokes(self.paper.strokes)
        if self.choice.value == PHOTOGRAPH:
            return digits.shrink(self.steps["ink found"], 112)
        return self.shipped[self.choice.value]

    def strip(self):
        """Return the steps from the photograph to the digit as HTML, or "" if there is no photograph on the pad."""
        if self.choice.value != PHOTOGRAPH:
            return ""
        return f'<div style="display:flex;flex-wrap:wrap;gap:6px">{"".join(map(step, *zip(*self.steps.items())))}</div>'

    def update(self, *_):
        """Ask the network for a prediction and show it."""
        drawing = self.picture()
        self.is_blank = not drawing.any()
        digit = self.steps["cut"] if self.choice.value == PHOTOGRAPH else drawing
        self.seen = digits.centre(digit) if self.centred.value and not self.is_blank else digits.shrink(drawing)
        self.probabilities = np.zeros(10) if self.is_blank else self._ask()
        image = small_image(self.seen, "What the network sees, 28 by 28 pixels")
        self.answer.value = (
            f"{image}{bars_as_html(self.probabilities)}<p>{html.escape(self.sentence())}</p>{self.strip()}"
        )

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
        return plots.view(self.box) | still


def digit_pad(predict, example="round 3"):
    """Return a pad to draw a digit on with the mouse or a finger, or to choose a shipped digit on with the keyboard.

    predict: a function that takes rows (n, 784), float32 from 0 (paper) to 1 (ink), and returns probabilities (n, 10);
    example: the shipped digit that is shown until the first stroke. ValueError: there is no such digit, or predict
    returns another shape.
    """
    return DigitPad(predict, example)


def address(picture):
    """Return a picture as the eye sees it, uint8 (height, width) or (height, width, 3), as the address of a PNG."""
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "png")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"


def small_image(image, alt):
    """Return an image of ink, uint8 (height, width), as HTML for a page: dark on white, four times as large."""
    style = f"height:{4 * len(image)}px;image-rendering:pixelated;border:1px solid grey"
    return f'<img alt="{html.escape(alt)}" style="{style}" src="{address(255 - image)}">'


def step(name, picture):
    """Return a step from a photograph to a digit as HTML, a picture 90 pixels high above its name."""
    thumbnail = Image.fromarray(255 - picture if name in plots.INK_STEPS else picture)
    thumbnail.thumbnail((180, 90))
    source, style = address(np.asarray(thumbnail)), "height:90px;border:1px solid grey"
    image = f'<img alt="The photograph: {name}" style="{style}" src="{source}">'
    return f'<figure style="margin:0">{image}<figcaption>{html.escape(name)}</figcaption></figure>'


def bars_as_html(probabilities):
    """Return ten probabilities as HTML, a bar and a number per digit, because HTML updates faster than a figure."""
    bar = "display:inline-block;height:0.7em;background:" + plots.BLUE
    rows = (
        f'<tr><td>{digit}</td><td style="width:130px;text-align:left"><span style="{bar};width:{p:.0%}"></span></td>'
        f"<td>{p:.2f}</td></tr>"
        for digit, p in enumerate(probabilities)
    )
    return f'<table style="line-height:1.1">{"".join(rows)}</table>'
