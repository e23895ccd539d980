"""Draw every diagram of the lesson: `make figures`. The same code draws the same bytes.

Text becomes outlines, so that a diagram looks alike wherever it is shown; the text alternative stands where the diagram
is used. White ground, colours of plots.py, readable at half size.
"""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "episodes"))
from plots import BLUE, GREEN, ORANGE, RED  # noqa: E402

plt.rcParams.update({"svg.hashsalt": "lesson", "svg.fonttype": "path", "font.size": 13, "figure.dpi": 72})
INK = "#222222"


def canvas(width, height):
    """Return figure and axes of width by height units, 1 unit = 1 inch, without frame."""
    figure = plt.figure(figsize=(width, height), layout="none")
    ax = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(0, height), aspect="equal")
    ax.set_axis_off()
    return figure, ax


def save(figure, name):
    """Write fig/NAME.svg without a date."""
    figure.savefig(HERE / f"{name}.svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)


def circle(ax, x, y, radius, text="", color=BLUE, size=13):
    ax.add_patch(Circle((x, y), radius, facecolor="white", edgecolor=color, linewidth=2.5, zorder=2))
    ax.text(x, y, text, ha="center", va="center_baseline", color=INK, fontsize=size, zorder=3)


def box(ax, x, y, width, height, text, color=BLUE):
    corner = (x - width / 2, y - height / 2)
    style = "round,pad=0,rounding_size=0.12"
    ax.add_patch(FancyBboxPatch(corner, width, height, boxstyle=style, facecolor="white", edgecolor=color, lw=2.5))
    ax.text(x, y, text, ha="center", va="center", color=INK)


def arrow(ax, start, end, text="", above=0.16, **style):
    style = {"arrowstyle": "-|>", "mutation_scale": 16, "color": INK, "lw": 1.8, "shrinkA": 0, "shrinkB": 0} | style
    ax.add_patch(FancyArrowPatch(start, end, zorder=1, **style))
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + above
    ax.text(x, y, text, ha="center", va="center", color=INK)


def neuron():
    """An artificial neuron with the names of its parts."""
    figure, ax = canvas(9, 4)
    for i, y in enumerate((3.4, 2.3, 1.2), start=1):
        circle(ax, 0.7, y, 0.36, f"$x_{i}$", ORANGE, size=17)
        end_y = 2.3 + (y - 2.3) * 0.28
        arrow(ax, (1.06, y), (3.08, end_y), f"$w_{i}$", above=0.24)
    ax.text(0.7, 0.55, "inputs", ha="center")
    ax.text(2.05, 0.55, "weights", ha="center")
    circle(ax, 3.7, 2.3, 0.62, "sum", BLUE, size=16)
    arrow(ax, (3.7, 0.85), (3.7, 1.68))
    ax.text(3.7, 0.55, "bias $b$", ha="center")
    arrow(ax, (4.32, 2.3), (5.3, 2.3), "$z$", above=0.22)
    box(ax, 6.2, 2.3, 1.8, 1.1, "activation\nfunction $f$", GREEN)
    arrow(ax, (7.1, 2.3), (8.0, 2.3))
    ax.text(8.1, 2.3, "$f(z)$", va="center", fontsize=16)
    ax.text(8.4, 1.72, "output", ha="center")
    ax.text(6.2, 0.55, "$z = x_1 w_1 + x_2 w_2 + x_3 w_3 + b$", ha="center", fontsize=15)
    save(figure, "neuron")


def workflow():
    """The four steps of every project."""
    figure, ax = canvas(10, 2.4)
    steps = ("prepare\nthe data", "train and\nchoose", "evaluate on\nunseen data", "predict")
    for i, (text, color) in enumerate(zip(steps, (ORANGE, BLUE, GREEN, RED))):
        box(ax, 1.25 + 2.5 * i, 1.6, 1.75, 1.05, text, color)
        if i:
            arrow(ax, (2.5 * i - 0.37, 1.6), (2.5 * i + 0.37, 1.6))
    back = {"connectionstyle": "arc3,rad=-0.22", "linestyle": "--"}
    arrow(ax, (6.25, 1.02), (1.25, 1.02), **back)
    ax.text(3.75, 0.14, "not good enough", ha="center", va="center", color=INK)
    save(figure, "workflow")


def network():
    """The network of episodes 05 and 06, with the shapes of what flows through it."""
    figure, ax = canvas(9, 4.6)
    xs, rows = (1.0, 3.3, 5.6, 7.9), (4.2, 3.6, 2.4, 1.8)
    for left, right in zip(xs, xs[1:]):
        for y1 in rows:
            for y2 in rows:
                ax.plot((left, right), (y1, y2), color="#999999", lw=0.8, zorder=0)
    columns = zip(xs, (ORANGE, BLUE, BLUE, GREEN), ("784 inputs", "64 units", "64 units", "10 outputs"))
    for x, color, text in columns:
        for y in rows:
            circle(ax, x, y, 0.24, "", color)
        ax.text(x, 3.0, "⋮", ha="center", va="center", fontsize=20, color=INK)
        ax.text(x, 1.25, text, ha="center", va="center", color=INK)
    for x, text in zip(xs, ("$X$\n(n, 784)", "$A_1$\n(n, 64)", "$A_2$\n(n, 64)", "$A_3$\n(n, 10)")):
        ax.text(x, 0.65, text, ha="center", va="center", color=INK)
    for left, right, text in zip(xs, xs[1:], ("$W_1$\n(784, 64)", "$W_2$\n(64, 64)", "$W_3$\n(64, 10)")):
        ax.text((left + right) / 2, 0.65, text, ha="center", va="center", color=RED)
    save(figure, "network")


if __name__ == "__main__":
    neuron()
    workflow()
    network()
