"""widgets.py: a control changes picture and sentence; a page without a kernel gets both as a still."""

import numpy as np
import pytest

from helpers import ACTIVATIONS, logistic, train_adaline
from lesson import widgets


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
    expected = f"learning rate 0.0100: the loss goes from {losses[0]:.1f} to {losses[-1]:.3g} in 5 epochs."
    assert controls.still["text/plain"] == f"Figure: {expected}"
