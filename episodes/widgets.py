"""Sliders that change a picture, and a pad to draw a digit on.

Where no kernel runs, a still picture and its sentence are shown instead.
"""

import html
import time

import ipycanvas
import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

import digits
import plots
from helpers import ACTIVATIONS, logistic, train_adaline


class Controls:
    """Controls above a picture that follows them.

    draw takes the controls' values by name and returns a figure and the sentence that describes it; controls: name ->
    ipywidgets control. Each works by mouse and by keyboard: Tab moves to it, the arrow keys change it; a list is opened
    by Enter first.
    """

    def __init__(self, draw, **controls):
        self.draw, self.controls = draw, controls
        self.picture = ipywidgets.HTML()
        for control in controls.values():
            control.observe(self.update, names="value")
        self.update()
        rows = ipywidgets.Layout(flex_flow="row wrap")
        self.box = ipywidgets.VBox([ipywidgets.Box([*controls.values()], layout=rows), self.picture])

    def update(self, change=None):
        """Draw again for what the controls show now."""
        figure, sentence = self.draw(**{name: control.value for name, control in self.controls.items()})
        self.still = still(figure, sentence)
        self.picture.value = self.still["text/html"]

    def _repr_mimebundle_(self, include=None, exclude=None):
        """Return the still for pages without a kernel, and the controls for those with one."""
        return self.box._repr_mimebundle_() | self.still


def still(figure, sentence):
    """Return what a page without a kernel shows: the figure as an image, and its sentence; the figure is closed."""
    bundle = plots.Picture(figure, sentence)._repr_mimebundle_()
    plt.close(figure)
    return bundle | {"text/html": f"{bundle['text/html']}<p>{html.escape(sentence)}</p>"}


def slider(label, value, low, high, step=0.1, readout_format=".2f"):
    """Return a slider with its name before it and its value behind it."""
    style = {"description_width": "initial"}
    limits = {"min": low, "max": high, "step": step, "readout_format": readout_format}
    return ipywidgets.FloatSlider(value=value, description=label, style=style, **limits)


def neuron(inputs, weights, bias):
    """Return sliders for inputs, weights and bias of a logistic neuron; inputs and weights: as many numbers."""

    def draw(bias, **values):
        x = [values[f"x{i}"] for i in range(1, len(inputs) + 1)]
        w = [values[f"w{i}"] for i in range(1, len(inputs) + 1)]
        z = np.dot(x, w) + bias
        figure = plt.figure(figsize=(8, 2.8))
        plots.neuron_parts(figure, x, w, bias, logistic, "output y")
        terms = " + ".join(f"{a:.1f} × {b:.1f}" for a, b in zip(x, w))
        return figure, f"z = {terms} + {bias:.1f} = {z:.2f}; the logistic function makes it y = {logistic(z):.3f}."

    controls = {f"x{i}": slider(f"input x{i}", value, -5, 5) for i, value in enumerate(inputs, start=1)}
    controls |= {f"w{i}": slider(f"weight w{i}", value, -2, 2) for i, value in enumerate(weights, start=1)}
    return Controls(draw, **controls, bias=slider("bias b", bias, -5, 5))


def activation(name="logistic", c=1.0):
    """Return a choice of activation functions and a slider for the steepness c, the factor on z."""

    def draw(name, c):
        function, derivative = ACTIVATIONS[name]
        z = np.linspace(-5, 5, 401)
        figure, ax = plt.subplots(figsize=(6, 3.2))
        plots.activation(ax, f"{name}, c = {c:.1f}", lambda z: function(c * z), lambda z: c * derivative(c * z), z)
        ax.legend()
        values, slope = function(c * z), c * float(derivative(0.0))
        sentence = f"{name} with c = {c:.1f} goes from {values.min():.2f} to {values.max():.2f} on [-5, 5]"
        return figure, f"{sentence}; its slope at z = 0 is {slope:.2f}."

    choice = ipywidgets.Dropdown(options=list(ACTIVATIONS), value=name, description="function")
    return Controls(draw, name=choice, c=slider("steepness c", c, 0.1, 5))


def valley(X, y, n_epochs=20):
    """Return a slider for Adaline's learning rate; X: (n_samples, 1), one standardised feature, y: (n_samples,).

    The picture shows the cost over weight and bias with the descent of n_epochs epochs on it.
    """
    weights, biases = np.linspace(-1, 2.2, 81), np.linspace(-1.6, 1.6, 81)
    errors = y - X[:, 0] * weights[:, None] - biases[:, None, None]
    costs = (errors**2).sum(axis=-1) / 2

    def draw(rate):
        points = [(0.0, 0.0), *(train_adaline(X, y, rate, n)[:2] for n in range(1, n_epochs + 1))]
        path = [(float(np.ravel(w)[0]), b) for w, b in points]
        losses = train_adaline(X, y, rate, n_epochs + 1)[2]
        figure, ax = plt.subplots(figsize=(6, 4))
        plots.cost_contours(ax, weights, biases, costs, {f"learning rate {rate:.4f}": path})
        sentence = f"learning rate {rate:.4f}: the cost goes from {losses[0]:.1f} to {losses[-1]:.3g}"
        return figure, f"{sentence} in {n_epochs} epochs."

    return Controls(draw, rate=slider("learning rate", 0.005, 0.0005, 0.022, step=0.0005, readout_format=".4f"))


OWN = "your own drawing"


class DigitPad:
    """A pad to draw a digit on, with what the network sees of it and the ten probabilities; see `digit_pad`.

    Strokes are kept as the page sends them, as points in pixels of the canvas. A page that is loaded anew asks for the
    drawing; that paint goes from layer to layer tells it which canvas it is on, as ipycanvas says so only at a change.
    """

    SIDE, PEN = 280, 22.5  # of the canvas, in pixels; the pen has the share of it that digits.draw_strokes gives it
    PAUSE = 0.2  # seconds from one answer to the next while the pen moves: a slow network must not fall behind

    def __init__(self, predict, example):
        pictures, labels, hands = digits.load_drawn()
        self.shipped = {f"{hand} {label}": picture for hand, label, picture in zip(hands, labels, pictures)}
        if example not in self.shipped:
            raise ValueError(f'example must be a hand and a digit, such as "round 3", but is {example!r}')
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
        self.update()  # without paint, which the canvas asks for when the page has made it: before, drawing fails

    def _listen(self):
        """Connect mouse, finger and controls with what they do."""
        self.canvas.on_client_ready(self.paint)
        self.canvas.on_mouse_down(self.start)
        self.canvas.on_mouse_move(self.move)
        self.canvas.on_mouse_up(self.end)
        self.canvas.on_mouse_out(self.end)
        self.canvas.on_touch_start(lambda fingers: self.start(*fingers[0]))
        self.canvas.on_touch_move(lambda fingers: self.move(*fingers[0]))
        self.canvas.on_touch_end(self.end)
        self.canvas.on_touch_cancel(self.end)
        self.canvas.on_key_down(lambda *_: self.canvas.blur())  # the canvas would keep the Tab key to itself
        self.choice.observe(self.show, names="value")
        self.centred.observe(self.update, names="value")
        self.clear.on_click(self.wipe)

    def start(self, x, y):
        """Put the pen down; a shipped digit goes away."""
        if self.choice.value != OWN:
            self.wipe()
        self.is_down = True
        self.strokes.append([(x, y)])
        self.ink.fill_circle(x, y, self.PEN / 2)

    def move(self, x, y):
        """Draw on if the pen is down, and answer unless the last answer is too fresh."""
        if not self.is_down:
            return
        self.ink.stroke_line(*self.strokes[-1][-1], x, y)
        self.strokes[-1].append((x, y))
        if time.monotonic() - self.answered >= self.PAUSE:
            self.update()

    def end(self, *_):
        """Lift the pen, and answer."""
        if self.is_down:
            self.is_down = False
            self.update()

    def wipe(self, *_):
        """Begin with an empty pad."""
        self.strokes, self.is_down = [], False
        if self.choice.value == OWN:
            self.show()
        else:
            self.choice.value = OWN  # which calls show

    def show(self, *_):
        """Show what was chosen, or one's own drawing, and what the network reads."""
        self.paint()
        self.update()

    def paint(self):
        """Paint the whole canvas: white paper, with the shipped digit or the strokes so far on it."""
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
        """Ask the network what it reads, and show its answer."""
        drawing = self.picture()
        self.is_blank = not drawing.any()
        self.seen = digits.centre(drawing) if self.centred.value and not self.is_blank else digits.shrink(drawing)
        self.probabilities = np.zeros(10) if self.is_blank else self._ask()
        image = plots.small_image(self.seen, "What the network sees, 28 by 28 pixels")
        self.answer.value = f"{image}{plots.bars_as_html(self.probabilities)}<p>{html.escape(self.sentence())}</p>"
        self.answered = time.monotonic()  # at the end: what was drawn meanwhile is taken in without more answers

    def _ask(self):
        """Return the ten probabilities for what the network sees. ValueError: predict returns something else."""
        probabilities = np.asarray(self.predict(self.seen.reshape(1, 784).astype(np.float32) / 255))
        if probabilities.shape != (1, 10):
            raise ValueError(
                "predict must take rows (n, 784) and return ten probabilities for each, but for one row it returned "
                f"the shape {probabilities.shape}"
            )
        return probabilities[0]

    def sentence(self):
        """Return in words what the network reads."""
        if self.is_blank:
            return "The pad is empty: draw a digit on it, or choose one."
        p = self.probabilities
        first, second = np.argsort(-p, kind="stable")[:2]
        return f"Read as {first} with probability {p[first]:.2f}; then {second} with {p[second]:.2f}."

    def _repr_mimebundle_(self, include=None, exclude=None):
        """Return a still of the pad for pages without a kernel, and the pad for those with one."""
        figure = plt.figure(figsize=(8, 2.6))
        plots.digit_read(figure, self.picture(), self.seen, self.probabilities)
        what = f"On the pad: {self.choice.value}, what the network sees of it, and its ten probabilities."
        return self.box._repr_mimebundle_() | still(figure, f"{what} {self.sentence()}")


def digit_pad(predict, example="round 3"):
    """Return a pad to draw a digit on with mouse or finger; without either, shipped digits can be chosen by keyboard.

    predict: function that takes rows (n, 784), float32 from 0 (paper) to 1 (ink), and returns probabilities (n, 10);
    example: the shipped digit that is shown first, and goes at the first stroke. ValueError: there is no such digit,
    predict returns another shape.
    """
    return DigitPad(predict, example)
