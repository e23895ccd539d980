"""Draw the pictures that the episodes share, from arrays on axes. Nothing here trains.

The episodes make a figure with `plt.subplots`, draw on it with these functions, and pass it to `show` with the name of
its text alternative in alternatives.toml, which gives a person who cannot see the figure what they need to know. The
palette is safe for colour-blind readers, and classes differ in shape too. The background is white, so that a figure is
readable on a dark page.
"""

import base64
import html
import io
import tomllib
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display
from matplotlib.colors import LinearSegmentedColormap, ListedColormap, to_rgba
from matplotlib.patches import FancyBboxPatch
from PIL import Image

# Four colours of Okabe and Ito (2008), with brown and black instead of those that are too pale for lines on white.
BLUE, RED, GREEN, BROWN, PURPLE, BLACK = "#0072B2", "#D55E00", "#009E73", "#884411", "#CC79A7", "#222222"
COLOURS = [BLUE, RED, GREEN, BROWN, PURPLE, BLACK]
MARKERS = ["o", "^", "s", "D", "v", "P"]
LINES = ["-", "--", "-.", ":"]

# For `plt.style.use(plots.STYLE)`: lines drawn one after the other differ in colour and in dashes.
STYLE = {
    "axes.prop_cycle": plt.cycler(color=COLOURS * 2) + plt.cycler(linestyle=LINES * 3),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 11,
    "figure.constrained_layout.use": True,
    "figure.dpi": 90,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "legend.frameon": False,
    "font.size": 10,
    "lines.linewidth": 2,
}
SIGNS = LinearSegmentedColormap.from_list("signs", [BLUE, "white", RED], N=15)  # negative, zero, positive
INK_STEPS = ("ink found", "cut", "centred")  # the pictures of digits.steps that show ink, where 0 is paper
ALTERNATIVES = tomllib.loads(Path(__file__).with_name("alternatives.toml").read_text("utf-8"))


class Picture:
    """A figure as a page shows it, as an image with its text alternative."""

    def __init__(self, figure, alt):
        large, small = io.BytesIO(), io.BytesIO()
        figure.savefig(large, format="png")
        # A palette makes the file a third as large, and cannot be told apart by eye.
        Image.open(large).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(small, "png", optimize=True)
        self.png, self.alt = small.getvalue(), " ".join(alt.split())

    def _repr_mimebundle_(self, include=None, exclude=None):
        """Return what a notebook stores: an <img>, because image/png has no text alternative, and image/png for PDF."""
        data = base64.b64encode(self.png).decode()
        image = f'<img alt="{html.escape(self.alt)}" style="max-width:100%" src="data:image/png;base64,{data}">'
        return {"text/html": image, "image/png": data, "text/plain": f"Figure: {self.alt}"}


def view(widget):
    """Return what a page with a kernel shows of a widget. Old releases of ipywidgets, as Colab has, lack a function."""
    about = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    return {"application/vnd.jupyter.widget-view+json": about}


def still(figure, sentence):
    """Close a figure and return what a page without a kernel shows: the figure as an image, and its sentence."""
    bundle = Picture(figure, sentence)._repr_mimebundle_()
    plt.close(figure)
    return bundle | {"text/html": f"{bundle['text/html']}<p>{html.escape(sentence)}</p>"}


def show(figure, name, **values):
    """Show a matplotlib figure with its text alternative, and close it.

    name: the name of a text in alternatives.toml; values: the values of its braces, for example loss for {loss:.2f}.
    ValueError: there is no such text, or a value is missing.
    """
    if name not in ALTERNATIVES:
        raise ValueError(f"expected a text {name!r} in alternatives.toml, got none: add what the figure shows")
    try:
        alt = ALTERNATIVES[name].format(**values)
    except (KeyError, IndexError) as error:
        raise ValueError(f"expected a value for {error} of the text {name!r} in alternatives.toml, got none") from None
    display(Picture(figure, alt))
    plt.close(figure)


def activation(ax, name, function, derivative, z):
    """Draw an activation function and, dashed, its derivative over the pre-activations z (n,)."""
    jump = np.where(np.abs(np.diff(function(z))) > 0.5, np.nan, 0.0)  # leaves a gap at a jump
    ax.axhline(0, color="grey", linewidth=0.8)
    ax.axvline(0, color="grey", linewidth=0.8)
    ax.plot(z, function(z) + np.append(jump, 0.0), color=BLUE, label="function")
    ax.plot(z, derivative(z), "--", color=RED, linewidth=1.5, label="derivative")
    ax.set(title=name, ylim=(-2, 3), xlabel="pre-activation z")


def classes(ax, X, y, names, xlabel, ylabel, legend=True):
    """Draw samples X (n_samples, 2); names: dict label -> name. Each label has a different colour and shape."""
    for i, (label, name) in enumerate(names.items()):
        of_class = y == label
        ax.scatter(*X[of_class].T, s=34, color=COLOURS[i], marker=MARKERS[i], label=name, edgecolor="white", lw=0.5)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if legend:
        ax.legend(loc="upper left")


def decision_line(ax, w, b, **style):
    """Draw the line w[0] x0 + w[1] x1 + b = 0 without changing the limits of ax; w: (2,), not all zero."""
    (x_min, x_max), (y_min, y_max) = ax.get_xlim(), ax.get_ylim()
    if abs(w[1]) > abs(w[0]) * 1e-9:
        x = np.array([x_min, x_max])
        ax.plot(x, -(w[0] * x + b) / w[1], **({"color": "black"} | style))
    else:
        ax.axvline(-b / w[0], **({"color": "black"} | style))
    ax.set(xlim=(x_min, x_max), ylim=(y_min, y_max))


def line_swing(ax, old, new, x):
    """Draw the line of a neuron before an update, dashed, and after it, and a ring around the sample x (2,) behind it.

    old, new: weights (2,) and bias; the limits of ax stay.
    """
    decision_line(ax, *old, color="grey", linestyle="--", label="line before")
    decision_line(ax, *new, linestyle="-", label="line after")
    style = {"markersize": 15, "markerfacecolor": "none", "markeredgecolor": BLACK, "markeredgewidth": 2}
    ax.plot(*x, "o", label="the flower", **style)


def scatter_matrix(figure, table, columns, class_column):
    """Draw every pair of columns of a pandas table; columns: name -> axis label; class_column: up to three classes."""
    axes_rows = list(figure.subplots(len(columns), len(columns), sharex="col"))
    for row, y_name in zip(axes_rows, columns):
        for ax, x_name in zip(row, columns):
            for i, (_, rows) in enumerate(table.groupby(class_column, sort=False)):
                if x_name == y_name:
                    style = {"histtype": "stepfilled", "hatch": ["", "//", ".."][i], "edgecolor": COLOURS[i], "ls": "-"}
                    ax.hist(rows[x_name], bins=8, facecolor=to_rgba(COLOURS[i], 0.4), **style)
                else:
                    ax.scatter(rows[x_name], rows[y_name], s=8, color=COLOURS[i], marker=MARKERS[i], linewidth=0)
            ax.tick_params(labelsize=7)
            ax.set_xlabel(columns[x_name] if row is axes_rows[-1] else "")
        row[0].set_ylabel(columns[y_name])
    names = table[class_column].unique()
    marks = [plt.Line2D([], [], color=c, marker=m, linestyle="") for c, m, _ in zip(COLOURS, MARKERS, names)]
    figure.legend(marks, names, loc="outside upper center", ncols=3)


def slope_and_step(ax, x, curve, at, slope, step):
    """Draw a curve over x, its tangent at the point `at` = (x, y), and a step (dx, new y); curve: (len(x),)."""
    ax.plot(x, curve, label="loss")
    (x0, y0), (dx, y1) = at, step
    reach = 0.15 * np.ptp(x)
    ax.plot([x0 - reach, x0 + reach], [y0 - slope * reach, y0 + slope * reach], "--", color=RED, label="slope")
    ax.plot(x0, y0, "o", color=RED, label="here")
    ax.plot(x0 + dx, y1, "s", color=GREEN, label="after one step")
    ax.annotate("", (x0 + dx, y1), (x0, y0), arrowprops={"arrowstyle": "-|>", "color": "black"})
    ax.legend()


def cost_contours(ax, w, b, costs, paths):
    """Draw lines of equal loss over a weight and the bias, and descents across them.

    w: (n,), b: (m,), costs: (m, n), not negative; paths: dict name -> points (n_epochs, 2), weight and bias.
    """
    levels = np.quantile(costs, [0.002, 0.01, 0.03, 0.07, 0.15, 0.3, 0.5, 0.75])
    ax.contour(w, b, costs, levels=levels, colors="grey", linewidths=0.8)
    for i, (name, points) in enumerate(paths.items()):
        style = {"color": COLOURS[i], "marker": MARKERS[i], "linestyle": LINES[i], "markersize": 4, "linewidth": 1.2}
        ax.plot(*np.transpose(points), label=name, **style)
    ax.set(xlim=(w[0], w[-1]), ylim=(b[0], b[-1]), xlabel="weight w", ylabel="bias b", aspect="equal")
    ax.legend(fontsize=8, frameon=True)


def regions(ax, predict, xlim, ylim, n=200):
    """Colour the plane by predict(X) -> labels 0 or 1, on an n by n grid of points X (n * n, 2)."""
    x0, x1 = np.meshgrid(np.linspace(*xlim, n), np.linspace(*ylim, n))
    labels = predict(np.column_stack([x0.ravel(), x1.ravel()])).reshape(n, n)
    place = {"origin": "lower", "extent": (*xlim, *ylim), "aspect": "auto", "interpolation": "nearest"}
    ax.imshow(labels, vmin=0, vmax=1, alpha=0.3, cmap=ListedColormap([BLUE, RED]), **place)


def playground(figure, training, reach):
    """Draw a training of playground.py: the plane from -reach to reach with the samples, the hidden units, the loss."""
    maps = training.maps()
    hidden = training.settings["hidden"]
    left, middle, right = figure.subfigures(1, 3, width_ratios=(1.2, 1.2 if hidden else 0.1, 1))
    ax = left.subplots()
    place = {"extent": (-reach, reach, -reach, reach), "cmap": SIGNS, "vmin": -170, "vmax": 170}
    ax.imshow(maps[-1], **place)
    for X, y, filled in ((training.X, training.y, True), (*(training.validation or ([], [])), False)):
        for label, colour, marker in ((0, BLUE, "o"), (1, RED, "^")):
            of_class = np.reshape(X, (-1, 2))[np.equal(y, label)]
            face, edge = (colour, "white") if filled else ("white", colour)
            ax.scatter(*of_class.T, s=22, marker=marker, facecolor=face, edgecolor=edge, linewidth=0.6)
    ax.set(xlabel="feature 0", ylabel="feature 1", xlim=(-reach, reach), ylim=(-reach, reach))
    names = [f"A{layer}[:, {unit}]" for layer, n in enumerate(hidden, start=1) for unit in range(n)]
    n_columns = max(2, -(-len(names) // 4))
    for i, (name, values) in enumerate(zip(names, maps[2:])):
        ax = middle.add_subplot(-(-len(names) // n_columns), n_columns, i + 1)
        ax.imshow(values, **place)
        ax.set(xticks=[], yticks=[])
        ax.set_title(name, fontsize=8)
    ax = right.subplots()
    for name, key in (("training", "loss"), ("validation", "val_loss")):
        values = training.history.get(key, [])
        ax.plot(np.arange(1, len(values) + 1), values, label=name)
    highest = max([0, *training.history["loss"], *training.history.get("val_loss", [])])
    ax.set(xlabel="epoch", ylabel="loss", xlim=(0, max(len(training.history["loss"]), 1)), ylim=(0, 1.1 * highest or 1))
    ax.legend()


def images(figure, pixels, titles=None, n_columns=10, cmap="gray_r", limit=None):
    """Draw images (n, height, width) in rows of n_columns on one scale, 0 to limit, or ±limit if a value is negative.

    limit: the value that is drawn darkest; None means the largest absolute value.
    """
    limit = np.abs(pixels).max() if limit is None else limit
    n_rows = -(-len(pixels) // n_columns)
    for i, image in enumerate(pixels):
        ax = figure.add_subplot(n_rows, n_columns, i + 1)
        low = -limit if np.min(pixels) < 0 else 0
        ax.imshow(image, cmap=cmap, vmin=low, vmax=limit, interpolation="nearest")  # smoothing would triple the file
        ax.set_axis_off()
        if titles is not None:
            ax.set_title(titles[i], fontsize=9)


def digit_read(figure, drawing, seen, probabilities):
    """Draw a digit (height, width), what a network sees of it (28, 28), and its ten probabilities as bars."""
    left, middle, right = figure.subplots(1, 3)
    for ax, image, title in ((left, drawing, "drawn"), (middle, seen, "as the network sees it")):
        ax.imshow(image, cmap="gray_r", vmin=0, vmax=255)
        ax.set(title=title, xticks=[], yticks=[])
        ax.spines[:].set_visible(True)  # the frame shows where on the paper the digit is
    right.bar(range(10), probabilities, color=BLUE)
    right.set(xlabel="digit", ylabel="probability", xticks=range(10), ylim=(0, 1))


def photograph(figure, steps, probabilities):
    """Draw the steps from a photograph to a digit, and a network's ten probabilities for it as bars.

    steps: dict name -> picture, as digits.steps returns it; those of INK_STEPS have 0 = paper, 255 = ink.
    """
    *axes, last = figure.subplots(2, -(-(len(steps) + 1) // 2)).flat
    for ax, (name, picture) in zip(axes, steps.items()):
        ax.imshow(picture, cmap="gray_r" if name in INK_STEPS else "gray", vmin=0, vmax=255)
        ax.set(title=name, xticks=[], yticks=[])
        ax.spines[:].set_visible(True)
    for ax in axes[len(steps) :]:
        ax.set_axis_off()
    last.bar(range(10), probabilities, color=BLUE)
    last.set(xlabel="digit", ylabel="probability", xticks=range(10), ylim=(0, 1))


def confusion(ax, counts):
    """Draw a confusion matrix (n_classes, n_classes), whose rows are the true classes; its diagonal is left pale."""
    off_diagonal = counts * (1 - np.eye(len(counts), dtype=int))
    ax.imshow(off_diagonal, cmap="Oranges")
    for i, row in enumerate(counts):
        for j, count in enumerate(row):
            is_dark = off_diagonal[i, j] > 0.6 * off_diagonal.max()
            ax.text(j, i, count or "", ha="center", va="center", fontsize=9, color="white" if is_dark else "black")
    ticks = range(len(counts))
    ax.set(xticks=ticks, yticks=ticks, xlabel="predicted class", ylabel="true class")


def history(figure, curves):
    """Draw the loss and accuracy of training, and of validation if there is any; curves: history with Keras' keys."""
    epochs = np.arange(1, len(curves["loss"]) + 1)
    for ax, quantity in zip(figure.subplots(1, 2), ("loss", "accuracy")):
        keys = {"training": quantity, "validation": f"val_{quantity}"}
        drawn = [ax.plot(epochs, curves[key], label=name) for name, key in keys.items() if key in curves]
        ax.set(xlabel="epoch", ylabel=quantity)
        if len(drawn) > 1:
            ax.legend()


def learning_curves(ax, table):
    """Draw the accuracy over the number of training images, the mean of the seeds and their spread, per network.

    table: pandas.DataFrame with the columns network, n_images, seed, test_accuracy.
    """
    for i, (name, rows) in enumerate(table.groupby("network", sort=False)):
        by_size = rows.groupby("n_images")["test_accuracy"].agg(["mean", "min", "max"])
        style = {"color": COLOURS[i], "marker": MARKERS[i], "linestyle": LINES[i]}
        ax.plot(by_size.index, by_size["mean"], label=name, **style)
        ax.fill_between(by_size.index, by_size["min"], by_size["max"], color=COLOURS[i], alpha=0.2, linewidth=0)
    ax.set(xscale="log", xlabel="training images (logarithmic)", ylabel="accuracy on unseen digits")
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.legend()


def computational_graph(ax, steps, gradients=None, slopes=None):
    """Draw a computation as a graph from left to right, and return it in words for a text alternative.

    steps: (name, value) for each input, then (name, value, operation, input name, ...) for each computed value. A value
    may be a text such as "?". gradients: None, or name -> derivative of the last value with respect to this one, which
    is written below it; slopes: None, or (input name, name) -> local slope, which is written on the arrow.
    """
    gradients, slopes = gradients or {}, slopes or {}
    place, words = _graph_places(steps), []
    for name, value, *operation in steps:
        x, y = place[name]
        lines = [f"{name} = {value if isinstance(value, str) else format(value, '.3g')}"] + (
            [f"gradient {gradients[name]:.3g}"] if name in gradients else []
        )
        words.append(", ".join(lines))
        if operation:
            symbol, *inputs = operation
            lines.insert(0, symbol)
            words[-1] = f"{symbol} of {' and '.join(inputs)} gives {words[-1]}"
            words[-1] += "".join(f", local slope {slopes[i, name]:.3g} from {i}" for i in inputs if (i, name) in slopes)
            for i in inputs:
                start_x, start_y = place[i]
                arrow = {"arrowstyle": "-|>", "color": "grey"}
                ax.annotate("", (x - 0.32, y), (start_x + 0.32, start_y), arrowprops=arrow)
                if (i, name) in slopes:
                    label = {
                        "fontsize": 8,
                        "color": BROWN,
                        "bbox": {"facecolor": "white", "edgecolor": "none", "pad": 0.5},
                    }
                    middle = ((x + start_x) / 2, (y + start_y) / 2)
                    ax.text(*middle, f"× {slopes[i, name]:.3g}", ha="center", va="center", zorder=3, **label)
        style = {"facecolor": "white", "edgecolor": BLUE if operation else BROWN, "linewidth": 1.5}
        box = "round,pad=0,rounding_size=0.08"
        ax.add_patch(FancyBboxPatch((x - 0.32, y - 0.36), 0.64, 0.72, boxstyle=box, **style))
        ax.text(x, y, "\n".join(lines), ha="center", va="center", fontsize=9)
    xs, ys = zip(*place.values())
    ax.set(xlim=(min(xs) - 0.4, max(xs) + 0.4), ylim=(min(ys) - 0.5, max(ys) + 0.5))
    ax.set_axis_off()
    return "; ".join(words) + "."


def _graph_places(steps):
    """Return name -> (x, y). A computed value is to the right of its inputs, an input just left of its first use."""
    inputs = {name: operation[1:] for name, _, *operation in steps}
    column, row = {}, {name: -i for i, name in enumerate(n for n in inputs if not inputs[n])}
    for name in (n for n in inputs if inputs[n]):
        column[name] = 1 + max(column.get(i, 0) for i in inputs[name])
        row[name] = sum(row[i] for i in inputs[name]) / len(inputs[name])
    for name in (n for n in inputs if not inputs[n]):
        column[name] = min(column[user] for user in inputs if name in inputs[user]) - 1
    return {name: (column[name], row[name]) for name in inputs}


def neuron_parts(figure, inputs, weights, bias, function, output_name):
    """Draw what each input adds to z as bars, and the activation function with the neuron's current point on it."""
    products = np.multiply(inputs, weights)
    left, right = figure.subplots(1, 2)
    names = [f"x{i} w{i}" for i in range(1, len(products) + 1)] + ["bias", "z"]
    values = [*products, bias, products.sum() + bias]
    left.barh(names, values, color=[BLUE] * len(products) + [BROWN, RED])
    left.axvline(0, color="grey", linewidth=0.8)
    left.invert_yaxis()
    left.set(xlim=(-12, 12), xlabel="what it adds; z is the sum")
    z = np.linspace(-12, 12, 241)
    right.plot(z, function(z), color=BLUE)
    right.plot([values[-1]], [function(values[-1])], "o", color=RED, markersize=9)
    right.set(xlabel="pre-activation z", ylabel=output_name)
