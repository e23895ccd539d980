"""plots.py: text alternatives reach the page, the palette can be told apart, pictures show what they are given."""

import base64
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest

import plots


def test_a_picture_is_stored_with_its_text_alternative():
    fig, ax = plt.subplots()
    ax.plot([0, 1])
    bundle = plots.Picture(fig, 'a line, "rising",\n   from 0 < 1')._repr_mimebundle_()
    assert bundle["text/plain"] == 'Figure: a line, "rising", from 0 < 1'
    alt, data = re.fullmatch(r'<img alt="([^"]*)" src="data:image/png;base64,([^"]*)">', bundle["text/html"]).groups()
    assert alt == "a line, &quot;rising&quot;, from 0 &lt; 1"
    assert base64.b64decode(data).startswith(b"\x89PNG")
    plt.close(fig)


def test_show_wants_a_text_alternative_and_closes_the_figure(capsys):
    fig, _ = plt.subplots()
    with pytest.raises(ValueError, match="text alternative"):
        plots.show(fig, alt="  ")
    plots.show(fig, alt="nothing yet")
    assert not plt.get_fignums()


def test_the_same_figure_is_the_same_bytes():
    def draw():
        fig, ax = plt.subplots()
        plots.classes(ax, np.arange(8.0).reshape(4, 2), np.array([0, 1, 0, 1]), {0: "a", 1: "b"}, "x", "y")
        picture = plots.Picture(fig, "points")
        plt.close(fig)
        return picture.png

    assert draw() == draw()


def luminance(colour):
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]


def test_first_colours_of_the_palette_stand_out_from_white():
    for colour in plots.COLOURS[:3]:  # WCAG asks 3:1 for lines; the others appear with dashes or shapes of their own
        assert 1.05 / (luminance(colour) + 0.05) >= 3


def test_classes_differ_in_colour_and_shape():
    fig, ax = plt.subplots()
    plots.classes(ax, np.arange(8.0).reshape(4, 2), np.array([0, 1, 0, 1]), {0: "a", 1: "b"}, "x", "y")
    first, second = ax.collections
    assert not np.array_equal(first.get_facecolor(), second.get_facecolor())
    assert not np.array_equal(first.get_paths()[0].vertices, second.get_paths()[0].vertices)
    np.testing.assert_array_equal(first.get_offsets(), [[0, 1], [4, 5]])
    plt.close(fig)


@pytest.mark.parametrize("w", [[1.0, 2.0], [2.0, 0.0], [0.0, -1.0]])
def test_the_decision_line_is_where_the_neuron_is_undecided(w):
    fig, ax = plt.subplots()
    ax.set(xlim=(-5, 5), ylim=(-6, 6))
    plots.decision_line(ax, np.array(w), 1.5)
    line = ax.lines[0]
    points = np.column_stack([line.get_xdata(), line.get_ydata()])
    np.testing.assert_allclose(points @ w + 1.5, 0, atol=1e-9)
    assert (ax.get_xlim(), ax.get_ylim()) == ((-5, 5), (-6, 6))
    plt.close(fig)


def test_regions_are_coloured_as_predicted():
    fig, ax = plt.subplots()
    plots.regions(ax, lambda X: (X[:, 0] + 10 * X[:, 1] > 0).astype(int), (-1, 1), (-2, 2), n=4)
    x0, x1 = np.meshgrid(np.linspace(-1, 1, 4), np.linspace(-2, 2, 4))
    np.testing.assert_array_equal(ax.images[0].get_array(), x0 + 10 * x1 > 0)
    plt.close(fig)


def test_a_step_is_not_joined_by_a_line():
    fig, ax = plt.subplots()
    plots.activation(ax, "step", lambda z: np.where(z >= 0, 1.0, 0.0), np.zeros_like, np.linspace(-1, 1, 21))
    function = next(line for line in ax.lines if line.get_label() == "function")
    assert np.isnan(function.get_ydata()).sum() == 1
    plt.close(fig)


def test_images_share_the_same_grey():
    fig = plt.figure()
    plots.images(fig, np.array([[[0, 255]], [[0, 10]]]), titles=["a", "b"], n_columns=2)
    assert {image.get_clim() for ax in fig.axes for image in ax.images} == {(0, 255)}
    plt.close(fig)


def test_confusion_matrix_shows_every_count():
    fig, ax = plt.subplots()
    plots.confusion(ax, np.array([[5, 2], [0, 7]]))
    assert [text.get_text() for text in ax.texts] == ["5", "2", "", "7"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("predicted class", "true class")
    plt.close(fig)
