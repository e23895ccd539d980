"""plots.py: text alternatives reach the page, colours can be told apart, pictures show what they are given."""

import ast
import base64
import itertools
import re
import string
import subprocess
import sys

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from colorspacious import cspace_convert, deltaE
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.text import Text

import draw
from lesson import plots
from lesson_files import EPISODES, NOTEBOOKS, sources


def test_a_picture_is_stored_with_its_text_alternative():
    fig, ax = plt.subplots()
    ax.plot([0, 1])
    bundle = plots.Picture(fig, 'a line, "rising",\n   from 0 < 1')._repr_mimebundle_()
    assert bundle["text/plain"] == 'Figure: a line, "rising", from 0 < 1'
    alt, data = re.fullmatch(
        r'<img alt="([^"]*)" style="max-width:100%" src="data:image/png;base64,([^"]*)">', bundle["text/html"]
    ).groups()
    assert alt == "a line, &quot;rising&quot;, from 0 &lt; 1"
    assert base64.b64decode(data).startswith(b"\x89PNG") and bundle["image/png"] == data
    plt.close(fig)


def test_show_displays_the_picture_with_its_text_and_closes_the_figure(monkeypatch):
    shown = []
    monkeypatch.setattr(plots, "display", shown.append)
    monkeypatch.setitem(plots.ALTERNATIVES, "a-line", "a line\nup to {top:.1f}")
    fig, _ = plt.subplots()
    with pytest.raises(ValueError, match="expected a text 'line' in alternatives.toml, got none: add what"):
        plots.show(fig, "line")
    with pytest.raises(
        ValueError, match="expected a value for 'top' of the text 'a-line' in alternatives.toml, got none"
    ):
        plots.show(fig, "a-line", bottom=1)
    plots.show(fig, "a-line", top=2.54)
    assert [picture.alt for picture in shown] == ["a line up to 2.5"]
    assert not plt.get_fignums()


def shown_in_notebooks():
    """Yield (name of a text, names of its values) for each figure of the notebooks."""
    for source in (source for path in NOTEBOOKS for source in sources(path)):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "plots.show":
                yield node.args[1].value, {keyword.arg for keyword in node.keywords}


def test_every_figure_has_a_text_and_every_text_a_figure():
    used = [name for name, _ in shown_in_notebooks()]
    assert list(dict.fromkeys(used)) == list(plots.ALTERNATIVES)  # in the order of the episodes
    assert min(len(text.split()) for text in plots.ALTERNATIVES.values()) >= 3


def test_every_text_gets_the_values_that_it_names_and_no_others():
    for name, given in shown_in_notebooks():
        fields = {field for _, field, _, _ in string.Formatter().parse(plots.ALTERNATIVES[name]) if field}
        assert {re.match(r"\w+", field)[0] for field in fields} == given, name


def test_importing_plots_leaves_other_peoples_figures_as_they_are():
    code = "import matplotlib.pyplot as plt\nbefore = dict(plt.rcParams)\nfrom lesson import plots, widgets\n"
    code += "assert dict(plt.rcParams) == before\nplt.style.use(plots.STYLE)\nassert dict(plt.rcParams) != before"
    subprocess.run([sys.executable, "-c", code], cwd=EPISODES, check=True)


def test_lines_drawn_one_after_the_other_differ_in_colour_and_in_dashes():
    with plt.style.context(plots.STYLE):
        _, ax = plt.subplots()
        lines = [ax.plot([0, 1])[0] for _ in range(12)]
    assert len({(line.get_color(), line.get_linestyle()) for line in lines}) == 12
    for first, second in itertools.pairwise(lines):
        assert first.get_color() != second.get_color() and first.get_linestyle() != second.get_linestyle()


def test_the_same_figure_is_the_same_bytes():
    def draw():
        fig, ax = plt.subplots()
        plots.classes(ax, np.arange(8.0).reshape(4, 2), np.array([0, 1, 0, 1]), {0: "a", 1: "b"}, "x", "y")
        picture = plots.Picture(fig, "points")
        plt.close(fig)
        return picture.png

    assert draw() == draw()


def contrast(colour):
    """Return WCAG's contrast of a colour, in any form that matplotlib takes, with white: 1 to 21."""
    red, green, blue, alpha = to_rgba(colour)
    rgb = 1 + alpha * (np.array([red, green, blue]) - 1)
    luminance = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]
    return 1.05 / (luminance + 0.05)


def test_contrast_is_that_of_wcag():
    assert contrast("black") == 21 and contrast("white") == 1
    assert contrast("#767676") == pytest.approx(4.54, abs=0.01)  # this grey is known as just readable
    assert contrast(("black", 0.5)) == pytest.approx(contrast("#808080"), abs=0.05)


@pytest.mark.parametrize("colour", [*plots.COLOURS, "grey"])
def test_every_colour_stands_out_from_white(colour):
    assert contrast(colour) >= 3  # WCAG 1.4.11, for graphics


@pytest.mark.parametrize("kind", ["nobody", "protanomaly", "deuteranomaly", "tritanomaly"])
def test_colours_are_told_apart_by_colour_blind_people(kind):
    rgb = np.array([to_rgb(colour) for colour in plots.COLOURS])
    if kind != "nobody":  # Machado, Oliveira and Fernandes (2009), with one kind of cone missing
        seen = cspace_convert(rgb, {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}, "sRGB1")
        rgb = np.clip(seen, 0, 1)
    for i, j in itertools.combinations(range(len(rgb)), 2):  # a difference of 1 is just visible side by side
        assert deltaE(rgb[i], rgb[j], input_space="sRGB1") > 10, (plots.COLOURS[i], plots.COLOURS[j])


def drawn_colours(figure):
    """Yield ("text" or "line", colour) for everything drawn on a figure's white background."""
    for text in figure.findobj(Text):
        on_an_image = text.axes and text.axes.images and text in text.axes.texts
        if text.get_visible() and text.get_text().strip() and not on_an_image:
            yield "text", to_rgba(text.get_color(), text.get_alpha())
    for line in figure.findobj(Line2D):
        if line.get_visible():
            yield "line", to_rgba(line.get_color(), line.get_alpha())
    for patch in figure.findobj(FancyArrowPatch) + figure.findobj(FancyBboxPatch):
        if patch.get_visible():
            yield "line", patch.get_edgecolor()


@pytest.mark.parametrize("diagram", draw.DIAGRAMS, ids=lambda diagram: diagram.__name__)
def test_diagrams_can_be_read(diagram, monkeypatch):
    figures = []
    monkeypatch.setattr(draw, "save", lambda figure, name: figures.append(figure))
    diagram()
    found = [found for figure in figures for found in drawn_colours(figure)]
    assert len(found) >= 4
    for kind, colour in found:
        assert contrast(colour) >= {"text": 4.5, "line": 3}[kind], (kind, colour)
    plt.close("all")


@pytest.fixture(autouse=True)
def what_was_drawn_can_be_read():
    """Look at every figure that a test of this file has drawn."""
    yield
    for number in plt.get_fignums():
        for kind, colour in drawn_colours(plt.figure(number)):
            assert contrast(colour) >= {"text": 4.5, "line": 3}[kind], (kind, colour)
    plt.close("all")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_colours_named_in_notebooks_stand_out(path):
    named = re.findall(r'colou?rs?(?:\\")?[=:] ?\\"([#\w]+)', path.read_text("utf-8"))  # the quotes as JSON has them
    assert all(contrast(colour) >= 3 for colour in named if colour != "none"), named


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


STEPS = [
    ("x", 2.0),
    ("w", -1.5),
    ("b", "?"),
    ("p", -3.0, "×", "x", "w"),
    ("z", -2.5, "+", "p", "b"),
    ("y", 0.0759, "f", "z"),
]


def test_a_computational_graph_holds_every_value_and_says_them():
    fig, ax = plt.subplots()
    words = plots.computational_graph(ax, STEPS, gradients={"w": 2.0, "z": 0.07})
    assert words == (
        "x = 2; w = -1.5, gradient 2; b = ?; × of x and w gives p = -3; "
        "+ of p and b gives z = -2.5, gradient 0.07; f of z gives y = 0.0759."
    )
    boxes = [text.get_text() for text in ax.texts if text.get_text()]
    assert boxes == [
        "x = 2",
        "w = -1.5\ngradient 2",
        "b = ?",
        "×\np = -3",
        "+\nz = -2.5\ngradient 0.07",
        "f\ny = 0.0759",
    ]
    arrows = [text for text in ax.texts if not text.get_text()]
    assert len(arrows) == sum(len(step) - 3 for step in STEPS if len(step) > 2) == 5
    plt.close(fig)


def test_local_slopes_are_written_on_the_arrows_of_a_computational_graph_and_said():
    fig, ax = plt.subplots()
    words = plots.computational_graph(ax, STEPS, slopes={("x", "p"): -1.5, ("w", "p"): 2.0, ("z", "y"): 0.0701})
    assert "× of x and w gives p = -3, local slope -1.5 from x, local slope 2 from w; + of p and b" in words
    assert words.endswith("f of z gives y = 0.0759, local slope 0.0701 from z.")
    place = plots._graph_places(STEPS)
    labels = {text.get_text(): text.get_position() for text in ax.texts if text.get_text().startswith("× ")}
    assert labels == {
        f"× {slope}": tuple(np.mean([place[start], place[end]], axis=0))
        for start, end, slope in (("x", "p", "-1.5"), ("w", "p", "2"), ("z", "y", "0.0701"))
    }
    plt.close(fig)


def test_in_a_computational_graph_every_arrow_points_right_and_no_boxes_overlap():
    place = plots._graph_places(STEPS)
    for name, _, *operation in STEPS:
        assert all(place[start][0] < place[name][0] for start in operation[1:])
    assert len(set(place.values())) == len(STEPS)
    for a in place.values():
        assert all(abs(a[1] - b[1]) > 0.8 for b in place.values() if b != a and b[0] == a[0])


def test_a_history_is_drawn_as_what_it_is():
    curves = {"loss": [3, 2, 1], "accuracy": [0.1, 0.2, 0.3], "val_loss": [4, 5, 6], "val_accuracy": [0.4, 0.5, 0.6]}
    fig = plt.figure()
    plots.history(fig, curves)
    drawn = {(ax.get_ylabel(), line.get_label()): list(line.get_ydata()) for ax in fig.axes for line in ax.lines}
    assert drawn == {
        ("loss", "training"): [3, 2, 1],
        ("loss", "validation"): [4, 5, 6],
        ("accuracy", "training"): [0.1, 0.2, 0.3],
        ("accuracy", "validation"): [0.4, 0.5, 0.6],
    }
    plt.close(fig)


def test_a_history_without_validation_is_drawn_too():
    fig = plt.figure()
    plots.history(fig, {"loss": [3, 2], "accuracy": [0.1, 0.2]})
    assert [len(ax.lines) for ax in fig.axes] == [1, 1]
    plt.close(fig)


def test_learning_curves_show_the_mean_of_the_seeds():
    rows = [("a", 100, 0, 0.5), ("a", 100, 1, 0.7), ("a", 1000, 0, 0.8), ("a", 1000, 1, 0.8), ("b", 100, 0, 0.1)]
    table = pd.DataFrame(rows, columns=["network", "n_images", "seed", "test_accuracy"])
    fig, ax = plt.subplots()
    plots.learning_curves(ax, table)
    assert [line.get_label() for line in ax.lines] == ["a", "b"]
    np.testing.assert_allclose(ax.lines[0].get_xydata(), [[100, 0.6], [1000, 0.8]])
    assert ax.get_xscale() == "log"
    plt.close(fig)


def test_the_parts_of_a_neuron_add_up():
    fig = plt.figure()
    plots.neuron_parts(fig, [1, 2], [3, -4], 0.5, np.tanh, "y")
    bars, curve = fig.axes
    assert [bar.get_width() for bar in bars.patches] == [3, -8, 0.5, -4.5]
    np.testing.assert_allclose(curve.lines[-1].get_xydata(), [[-4.5, np.tanh(-4.5)]])
    plt.close(fig)


def test_an_update_is_drawn_as_the_line_before_and_after_it():
    fig, ax = plt.subplots()
    ax.set(xlim=(0, 4), ylim=(-2, 6))
    plots.line_swing(ax, (np.array([1.0, -2.0]), 2.0), (np.array([-1.0, 1.0]), 0.5), np.array([2.5, 1.5]))
    before, after, ring = (line.get_xydata() for line in ax.lines)
    np.testing.assert_allclose(before, [[0, 1], [4, 3]])
    np.testing.assert_allclose(after, [[0, -0.5], [4, 3.5]])
    np.testing.assert_allclose(ring, [[2.5, 1.5]])
    assert (ax.get_xlim(), ax.get_ylim()) == ((0, 4), (-2, 6))
    plt.close(fig)


def test_a_scatter_matrix_shows_every_pair():
    table = pd.DataFrame({"a": [1, 2, 3, 4], "b": [5, 6, 7, 8], "kind": ["x", "y", "x", "y"]})
    fig = plt.figure()
    plots.scatter_matrix(fig, table, {"a": "a (cm)", "b": "b (cm)"}, "kind")
    below = fig.axes[2]  # second row, first column
    np.testing.assert_array_equal(below.collections[1].get_offsets(), [[2, 6], [4, 8]])
    assert [(ax.get_xlabel(), ax.get_ylabel()) for ax in fig.axes] == [
        ("", "a (cm)"), ("", ""), ("a (cm)", "b (cm)"), ("b (cm)", ""),
    ]  # fmt: skip
    assert [text.get_text() for text in fig.legends[0].get_texts()] == ["x", "y"]
    plt.close(fig)


def test_slope_and_step_touch_the_curve():
    fig, ax = plt.subplots()
    x = np.linspace(-1, 1, 5)
    plots.slope_and_step(ax, x, x**2, (0.5, 0.25), 1.0, (-0.25, 0.0625))
    drawn = {line.get_label(): line.get_xydata() for line in ax.lines}
    np.testing.assert_allclose(drawn["loss"], np.column_stack([x, x**2]))
    np.testing.assert_allclose(drawn["slope"], [[0.2, -0.05], [0.8, 0.55]])
    np.testing.assert_allclose([*drawn["here"], *drawn["after one step"]], [[0.5, 0.25], [0.25, 0.0625]])
    plt.close(fig)


def test_cost_contours_show_the_descents():
    w, b = np.linspace(-1, 2, 31), np.linspace(-2, 2, 41)
    costs = w**2 + b[:, None] ** 2
    fig, ax = plt.subplots()
    plots.cost_contours(ax, w, b, costs, {"slow": [(0, 0), (1, 1)], "fast": [(0, 0), (-1, 2)]})
    assert [line.get_label() for line in ax.lines] == ["slow", "fast"]
    np.testing.assert_array_equal(ax.lines[1].get_xydata(), [(0, 0), (-1, 2)])
    ring = ax.collections[0].get_paths()[2].vertices
    assert np.ptp(np.hypot(*ring.T)) < 0.05  # the lines of equal cost of this bowl are circles around 0
    plt.close(fig)


def test_a_digit_that_was_read_is_drawn_beside_what_the_network_sees_and_its_probabilities():
    drawing, seen = np.zeros((112, 112), np.uint8), np.zeros((28, 28), np.uint8)
    drawing[5:20, 5:20], seen[10:18, 12:16] = 255, 200
    probabilities = np.linspace(0.01, 0.19, 10)
    fig = plt.figure()
    plots.digit_read(fig, drawing, seen, probabilities)
    left, middle, right = fig.axes
    assert (left.images[0].get_array() == drawing).all() and (middle.images[0].get_array() == seen).all()
    assert [bar.get_height() for bar in right.patches] == list(probabilities)
    plt.close(fig)
