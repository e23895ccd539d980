"""Sliders that change a picture, the pad of digit_pad.py, and the network to play with of playground.py.

A page without a kernel shows a still picture and a sentence instead.
"""

import ipywidgets
import matplotlib.pyplot as plt
import numpy as np

from helpers import ACTIVATIONS, logistic, train_adaline
from lesson import plots
from lesson.digit_pad import digit_pad as digit_pad
from lesson.keyboard import Keyboard
from lesson.playground import playground as playground


class Controls:
    """Controls above a picture that follows them.

    draw: a function that takes the controls' values by name and returns a figure and the sentence that describes it;
    controls: name -> ipywidgets control. Each works with the mouse and with the keyboard: Tab moves to it, the arrow
    keys change it, and Enter opens a list.
    """

    def __init__(self, draw, **controls):
        self.draw, self.controls = draw, controls
        self.picture = ipywidgets.HTML()
        for control in controls.values():
            control.observe(self.update, names="value")
        self.update()
        rows = ipywidgets.Layout(flex_flow="row wrap")
        self.box = ipywidgets.VBox([ipywidgets.Box([*controls.values()], layout=rows), self.picture, Keyboard()])

    def update(self, change=None):
        """Draw the picture for the current values of the controls."""
        with plt.style.context(plots.STYLE):
            figure, sentence = self.draw(**{name: control.value for name, control in self.controls.items()})
            self.still = plots.still(figure, sentence)
        self.picture.value = self.still["text/html"]

    def _repr_mimebundle_(self, include=None, exclude=None):
        """Return the still for pages without a kernel, and the controls for those with one."""
        return plots.view(self.box) | self.still


def slider(label, value, low, high, step=0.1, readout_format=".2f"):
    """Return a slider between its name and its value."""
    style = {"description_width": "initial"}
    limits = {"min": low, "max": high, "step": step, "readout_format": readout_format}
    return ipywidgets.FloatSlider(value=value, description=label, style=style, **limits)


def neuron(inputs, weights, bias):
    """Return sliders for the inputs, weights and bias of a logistic neuron; inputs and weights have the same length."""

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
    """Return a slider for Adaline's learning rate; X: (n_samples, 1), one standardised feature; y: (n_samples,).

    The picture shows the loss over weight and bias, and on it the descent of n_epochs epochs.
    """
    weights, biases = np.linspace(-1, 2.2, 81), np.linspace(-1.6, 1.6, 81)
    errors = y - X[:, 0] * weights[:, None] - biases[:, None, None]
    costs = (errors**2).sum(axis=-1) / 2

    def draw(rate):
        points = [(0.0, 0.0), *(train_adaline(X, y, rate, n)[:2] for n in range(1, n_epochs + 1))]
        path = [(float(np.ravel(w)[0]), b) for w, b in points]
        losses = train_adaline(X, y, rate, n_epochs + 1)[2]
        figure, ax = plt.subplots(figsize=(4.5, 3.4))
        plots.cost_contours(ax, weights, biases, costs, {f"learning rate {rate:.4f}": path})
        sentence = f"learning rate {rate:.4f}: the loss goes from {losses[0]:.1f} to {losses[-1]:.3g}"
        return figure, f"{sentence} in {n_epochs} epochs."

    return Controls(draw, rate=slider("learning rate", 0.005, 0.0005, 0.022, step=0.0005, readout_format=".4f"))
