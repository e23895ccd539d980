"""Draw every diagram of the lesson: `make figures`. The same code always draws the same bytes.

Text becomes outlines, so that a diagram looks the same everywhere. Its text alternative is where the diagram is used.
The background is white, the colours are those of plots.py, and a diagram is readable at half size.
"""

import io
import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch, PathPatch, Rectangle
from matplotlib.path import Path as MplPath

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "episodes"))
from lesson import plots  # noqa: E402
from lesson.mnist import load_mnist  # noqa: E402
from lesson.plots import BLACK, BLUE, BROWN, GREEN, PURPLE, RED, STYLE  # noqa: E402

plt.style.use(STYLE)
SOLID = plt.cycler(linestyle=["-"])  # for all lines of a diagram
plt.rcParams.update(
    {"axes.prop_cycle": SOLID, "svg.hashsalt": "lesson", "svg.fonttype": "path", "font.size": 13, "figure.dpi": 72}
)


def canvas(width, height):
    """Return a figure and axes without a frame, width by height units large, where 1 unit is 1 inch."""
    figure = plt.figure(figsize=(width, height), layout="none")
    ax = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(0, height), aspect="equal")
    ax.set_axis_off()
    return figure, ax


def save(figure, name):
    """Write fig/NAME.svg without a date."""
    file = io.BytesIO()  # not the file itself, in which Windows would change the line ends
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    (HERE / f"{name}.svg").write_bytes(file.getvalue())
    plt.close(figure)


def circle(ax, x, y, radius, text="", color=BLUE, size=13):
    ax.add_patch(Circle((x, y), radius, facecolor="white", edgecolor=color, linewidth=2.5, zorder=2))
    ax.text(x, y, text, ha="center", va="center_baseline", color=BLACK, fontsize=size, zorder=3)


def box(ax, x, y, width, height, text, color=BLUE):
    corner = (x - width / 2, y - height / 2)
    style = "round,pad=0,rounding_size=0.12"
    ax.add_patch(FancyBboxPatch(corner, width, height, boxstyle=style, facecolor="white", edgecolor=color, lw=2.5))
    ax.text(x, y, text, ha="center", va="center", color=BLACK)


def arrow(ax, start, end, text="", above=0.16, **style):
    style = {"arrowstyle": "-|>", "mutation_scale": 16, "color": BLACK, "lw": 1.8, "shrinkA": 0, "shrinkB": 0} | style
    ax.add_patch(FancyArrowPatch(start, end, zorder=1, **style))
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + above
    ax.text(x, y, text, ha="center", va="center", color=BLACK)


def neuron():
    """Draw an artificial neuron with the names of its parts."""
    figure, ax = canvas(9, 4)
    for i, y in enumerate((3.4, 2.3, 1.2), start=1):
        circle(ax, 0.7, y, 0.36, f"$x_{i}$", BROWN, size=17)
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


def nested():
    """Draw deep learning inside machine learning inside artificial intelligence."""
    figure, ax = canvas(9, 4.2)
    levels = (
        (
            8.6,
            3.9,
            0.15,
            BROWN,
            "artificial intelligence",
            "a program does what would be called intelligent in a person",
        ),
        (7.2, 2.55, 0.35, BLUE, "machine learning", "the rules are found in examples"),
        (5.6, 1.15, 0.55, GREEN, "deep learning", "what to look at is found too, layer by layer"),
    )
    for width, height, bottom, color, name, text in levels:
        y = bottom + height / 2
        box(ax, 4.5, y, width, height, "", color)
        ax.text(4.5, y + height / 2 - 0.36, name, ha="center", va="center", color=BLACK, weight="bold")
        ax.text(4.5, y + height / 2 - 0.76, text, ha="center", va="center", color=BLACK, fontsize=12)
    save(figure, "nested")


def curve(ax, points, width, color=BLUE):
    """Draw a smooth line from the first of four points to the last; the two points between bend it."""
    codes = [MplPath.MOVETO, MplPath.CURVE4, MplPath.CURVE4, MplPath.CURVE4]
    ax.add_patch(PathPatch(MplPath(points, codes), facecolor="none", edgecolor=color, lw=width, capstyle="round"))


def two_neurons():
    """Draw a nerve cell and, below it, the artificial neuron with the corresponding parts."""
    figure, ax = canvas(10, 5.6)
    x, y = 3.4, 4.2
    for dy in (0.75, 0.0, -0.75):  # dendrites, each with two twigs
        curve(ax, [(x, y), (x - 0.9, y + dy * 0.4), (x - 1.3, y + dy), (x - 1.9, y + dy)], 4)
        for twig in (0.22, -0.22):
            curve(ax, [(x - 1.6, y + dy), (x - 1.9, y + dy), (x - 2.1, y + dy + twig), (x - 2.5, y + dy + twig)], 2.5)
    curve(ax, [(x, y), (x + 1.6, y - 0.15), (x + 2.6, y + 0.15), (x + 4.2, y)], 5, RED)
    for dy in (0.5, 0.0, -0.5):  # where the axon ends
        curve(ax, [(x + 4.2, y), (x + 4.6, y), (x + 4.7, y + dy), (x + 5.3, y + dy)], 2.5, RED)
        ax.add_patch(Circle((x + 5.3, y + dy), 0.08, color=RED))
    ax.add_patch(Circle((x, y), 0.6, facecolor="white", edgecolor=GREEN, lw=2.5, zorder=2))
    ax.add_patch(Circle((x, y), 0.16, facecolor=GREEN, edgecolor="none", zorder=3))
    names = ((1.6, "dendrites\ncollect signals"), (3.4, "cell body\nadds them up"), (6.0, "axon\npasses the signal on"))
    for text_x, text in names:
        ax.text(text_x, 2.98, text, ha="center", va="center", color=BLACK)
    for dy in (0.55, 0.0, -0.55):
        circle(ax, 1.0, 1.35 + dy, 0.2, "", BLUE)
        arrow(ax, (1.2, 1.35 + dy), (2.8, 1.35 + dy * 0.3), color=BLUE)
    circle(ax, 3.4, 1.35, 0.6, "sum,\nactivation", GREEN, size=10)
    arrow(ax, (4.0, 1.35), (8.4, 1.35), color=RED)
    ax.text(8.75, 1.35, "output", va="center", color=BLACK)
    for text_x, text in (
        (1.6, "inputs and weights"),
        (3.95, "weighted sum and activation"),
        (7.2, "output to other neurons"),
    ):
        ax.text(text_x, 0.3, text, ha="center", va="center", color=BLACK, fontsize=12)
    save(figure, "two-neurons")


def grid(ax, left, bottom, n_rows, n_columns, text, color):
    """Draw a matrix as a grid of cells with a name above it."""
    for i in range(n_rows):
        for j in range(n_columns):
            ax.add_patch(
                Rectangle((left + 0.34 * j, bottom + 0.34 * i), 0.34, 0.34, facecolor="white", edgecolor=color, lw=1.5)
            )
    middle = left + 0.17 * n_columns
    ax.text(middle, bottom + 0.34 * n_rows + 0.42, text, ha="center", va="center", color=BLACK)


def layer():
    """Draw a layer of three neurons with four inputs, as circles and as matrices with their shapes."""
    figure, ax = canvas(10.6, 4.2)
    inputs, neurons = (3.6, 2.7, 1.8, 0.9), (3.15, 2.25, 1.35)
    for y_in in inputs:
        for y_out in neurons:
            ax.plot((0.6, 2.4), (y_in, y_out), color="grey", lw=1, zorder=0)
    for i, y in enumerate(inputs, start=1):
        circle(ax, 0.6, y, 0.3, f"$x_{i}$", BROWN, size=15)
    for i, y in enumerate(neurons, start=1):
        circle(ax, 2.4, y, 0.3, f"$z_{i}$", BLUE, size=15)
    ax.text(0.6, 0.3, "4 inputs", ha="center", color=BLACK)
    ax.text(2.4, 0.3, "3 neurons", ha="center", color=BLACK)
    grid(ax, 3.7, 1.9, 2, 4, "X\n(2, 4)", BROWN)
    ax.text(5.4, 2.24, "@", ha="center", va="center", fontsize=17)
    grid(ax, 5.75, 1.56, 4, 3, "W\n(4, 3)", RED)
    ax.text(7.1, 2.24, "+", ha="center", va="center", fontsize=17)
    grid(ax, 7.4, 2.07, 1, 3, "b\n(3,)", RED)
    ax.text(8.7, 2.24, "=", ha="center", va="center", fontsize=17)
    grid(ax, 8.95, 1.9, 2, 3, "Z\n(2, 3)", BLUE)
    notes = (
        (4.4, "a row for each\nsample"),
        (6.25, "a column for\neach neuron"),
        (9.4, "one row per sample,\none column per neuron"),
    )
    for x, text in notes:
        ax.text(x, 0.75, text, ha="center", va="center", color=BLACK, fontsize=10)
    save(figure, "layer")


def layers():
    """Draw a network with an input layer, two hidden layers and an output layer."""
    figure, ax = canvas(9, 4.4)
    columns = ((1.2, 4, BROWN), (3.4, 5, BLUE), (5.6, 5, BLUE), (7.8, 3, GREEN))
    rows = {x: [2.6 + 0.68 * (i - (n - 1) / 2) for i in range(n)] for x, n, _ in columns}
    for (left, *_), (right, *_) in zip(columns, columns[1:]):
        for y1 in rows[left]:
            for y2 in rows[right]:
                ax.plot((left, right), (y1, y2), color="grey", lw=0.8, zorder=0)
    for x, _, color in columns:
        for y in rows[x]:
            circle(ax, x, y, 0.25, "", color)
    for x, text in ((1.2, "input layer"), (4.5, "hidden layers"), (7.8, "output layer")):
        ax.text(x, 0.62, text, ha="center", va="center", color=BLACK)
    arrow(ax, (1.2, 0.22), (7.8, 0.22))
    ax.text(4.5, 0.32, "forward propagation", ha="center", va="bottom", color=BLACK, fontsize=11)
    save(figure, "layers")


def outputs():
    """Draw the three usual kinds of output layer."""
    figure, ax = canvas(10, 3.9)
    panels = (
        (1.75, "a number", "identity", (2.0,), ("12.7",), "regression"),
        (5.0, "yes or no", "logistic", (2.0,), ("0.91",), "two classes"),
        (8.25, "one of many", "softmax", (2.8, 2.0, 1.2), ("0.05", "0.80", "0.15"), "many classes"),
    )
    for x, title, activation, rows, values, task in panels:
        ax.text(x, 3.6, title, ha="center", va="center", color=BLACK, weight="bold")
        for y, value in zip(rows, values):
            for dy in (0.24, 0, -0.24):
                ax.plot((x - 1.45, x - 0.95), (y + dy, y), color="grey", lw=1, zorder=0)
            circle(ax, x - 0.95, y, 0.26, "$z$", BLUE)
            arrow(ax, (x - 0.69, y), (x - 0.42, y))
            arrow(ax, (x + 0.62, y), (x + 0.9, y))
            ax.text(x + 0.95, y, value, va="center", color=BLACK)
        box(ax, x + 0.1, 2.0, 1.04, 0.8 + rows[0] - rows[-1], activation, GREEN)
        ax.text(x, 0.45, task, ha="center", va="center", color=BLACK)
    save(figure, "outputs")


def sign_step():
    """Draw the step function of the perceptron: -1 below zero, +1 at zero and above."""
    figure, ax = canvas(6, 3.2)
    arrow(ax, (0.4, 1.6), (5.6, 1.6))
    arrow(ax, (3.0, 0.3), (3.0, 3.0))
    ax.plot((0.6, 3.0), (0.8, 0.8), color=BLUE, lw=3.5)
    ax.plot((3.0, 5.4), (2.4, 2.4), color=BLUE, lw=3.5)
    ax.add_patch(Circle((3.0, 0.8), 0.08, facecolor="white", edgecolor=BLUE, lw=2, zorder=3))
    ax.add_patch(Circle((3.0, 2.4), 0.08, facecolor=BLUE, edgecolor=BLUE, lw=2, zorder=3))
    for x, y, text in ((5.6, 1.35, "z"), (3.25, 1.4, "0"), (2.65, 2.4, "+1"), (3.4, 0.8, "−1")):
        ax.text(x, y, text, ha="center", va="center", color=BLACK)
    ax.text(3.1, 3.0, "prediction", va="center", color=BLACK)
    save(figure, "sign-step")


def kinds_of_learning():
    """What is given and what is wanted in five kinds of learning."""
    figure, ax = canvas(12, 4.6)
    kinds = (
        ("supervised", "examples\nwith targets", "the target of\nnew examples", "classification,\nregression"),
        ("unsupervised", "examples\nwithout targets", "groups, or a\nshorter description", "a first look\nat new data"),
        ("semi-supervised", "few targets,\nmany examples", "the target of\nnew examples", "when targets\nare costly"),
        ("self-supervised", "examples with a\npart hidden", "the hidden part", "large language\nmodels"),
        ("reinforcement", "rewards for\nactions", "the next action", "games,\ncontrol"),
    )
    for row, y in (("given", 2.75), ("wanted", 1.65), ("used for", 0.55)):
        ax.text(0.1, y, row, va="center", color=BLACK, weight="bold", fontsize=11)
    for i, ((name, *texts), color) in enumerate(zip(kinds, (BLUE, GREEN, BROWN, PURPLE, RED))):
        x = 2.25 + 2.15 * i
        box(ax, x, 3.95, 2.0, 0.8, name, color)
        for y, text in zip((2.75, 1.65, 0.55), texts):
            ax.text(x, y, text, ha="center", va="center", color=BLACK, fontsize=11)
    save(figure, "kinds-of-learning")


def workflow():
    """Draw the four steps of every project."""
    figure, ax = canvas(10, 2.4)
    steps = ("prepare\nthe data", "train and\nchoose", "evaluate on\nunseen data", "predict")
    for i, (text, color) in enumerate(zip(steps, (BROWN, BLUE, GREEN, RED))):
        box(ax, 1.25 + 2.5 * i, 1.6, 1.75, 1.05, text, color)
        if i:
            arrow(ax, (2.5 * i - 0.37, 1.6), (2.5 * i + 0.37, 1.6))
    back = {"connectionstyle": "arc3,rad=-0.22", "linestyle": "--"}
    arrow(ax, (6.25, 1.02), (1.25, 1.02), **back)
    ax.text(3.75, 0.14, "not good enough", ha="center", va="center", color=BLACK)
    save(figure, "workflow")


def network():
    """Draw the network of episodes 05 and 06 with the shapes of the arrays that flow through it."""
    figure, ax = canvas(9, 4.6)
    xs, rows = (1.0, 3.3, 5.6, 7.9), (4.2, 3.6, 2.4, 1.8)
    for left, right in zip(xs, xs[1:]):
        for y1 in rows:
            for y2 in rows:
                ax.plot((left, right), (y1, y2), color="grey", lw=0.8, zorder=0)
    columns = zip(xs, (BROWN, BLUE, BLUE, GREEN), ("784 inputs", "64 units", "64 units", "10 outputs"))
    for x, color, text in columns:
        for y in rows:
            circle(ax, x, y, 0.24, "", color)
        ax.text(x, 3.0, "⋮", ha="center", va="center", fontsize=20, color=BLACK)
        ax.text(x, 1.25, text, ha="center", va="center", color=BLACK)
    for x, text in zip(xs, ("$X$\n(n, 784)", "$A_1$\n(n, 64)", "$A_2$\n(n, 64)", "$A_3$\n(n, 10)")):
        ax.text(x, 0.65, text, ha="center", va="center", color=BLACK)
    for left, right, text in zip(xs, xs[1:], ("$W_1$\n(784, 64)", "$W_2$\n(64, 64)", "$W_3$\n(64, 10)")):
        ax.text((left + right) / 2, 0.65, text, ha="center", va="center", color=BLACK)
    save(figure, "network")


def corner():
    """A small 4 in the corner of the paper, the same 4 centred, and what the network of episode 06 predicts."""
    figure, ax = canvas(9, 4.6)
    strokes = ((54, 6), (43, 32), (30, 56), (48, 54), (80, 49)), ((75, 24), (63, 56), (55, 95))
    rows = ((3.4, 0.5, (0.04, 0.03), 4, "“This is a 7.”"), (1.1, 0.8, (0.06, 0.1), 7, "“This is a 4.”"))
    for y, size, (left, top), width, text in rows:
        ax.add_patch(Rectangle((0.5, y - 0.95), 1.9, 1.9, facecolor="white", edgecolor="grey", lw=1.5))
        for stroke in strokes:
            xs, ys = ([start + size * point[i] / 100 for point in stroke] for i, start in enumerate((left, top)))
            line = [0.5 + 1.9 * x for x in xs], [y + 0.95 - 1.9 * y_down for y_down in ys]
            ax.plot(*line, color=BLACK, lw=width, solid_joinstyle="round", solid_capstyle="round")
        arrow(ax, (2.6, y), (3.5, y))
        arrow(ax, (5.5, y), (6.4, y))
        ax.text(6.6, y, text, va="center", color=BLACK, fontsize=17)
    box(ax, 4.5, 2.25, 1.9, 4.2, "the network\nof this\nepisode")
    save(figure, "corner")


def fours_and_nines():
    """Draw the eight digits with which episode 01 opens, with smooth edges."""
    (digits, labels), _ = load_mnist()
    figure, axes = plt.subplots(1, 8, figsize=(9, 1.5))
    for ax, i in zip(axes, (720, 1323, 3475, 25, 1715, 2472, 26, 2717)):
        ax.contourf(digits[i], levels=(64, 128, 192, 256), colors=("0.7", "0.4", "0.1"), origin="upper")
        ax.set(title=labels[i], aspect="equal")
        ax.set_axis_off()
    save(figure, "fours-and-nines")


def bowls():
    """Draw the bowls of episode 02, which makes the same ones."""
    rng = np.random.default_rng(seed=0)
    distance = np.append(rng.uniform(0, 1, 60), rng.uniform(2, 3, 60))
    angle = rng.uniform(0, 2 * np.pi, 120)
    X, y = np.column_stack([distance * np.cos(angle), distance * np.sin(angle)]), np.repeat((1, 0), 60)
    figure, ax = plt.subplots(figsize=(6.4, 5.4))
    names = {1: "just right", 0: "something is wrong"}
    plots.classes(ax, X, y, names, "temperature, from too cold to too hot", "salt, from too bland to too salty", False)
    ax.set_aspect("equal")
    figure.legend(*ax.get_legend_handles_labels(), loc="outside lower center", ncols=2, edgecolor=BLACK)
    save(figure, "bowls")


def one_flower():
    """Draw the update with which episode 03 opens: the line of three epochs, and what the first flower makes of it."""
    flowers = pd.read_csv(HERE.parent / "data" / "iris.csv")[:100]
    X, y = flowers[["sepal_length", "petal_length"]].to_numpy(), np.repeat((-1, 1), 50)
    lines = [(np.zeros(2), 0.0)]
    for i in [*range(100)] * 3 + [0]:  # Rosenblatt's rule: three epochs, and the first flower once more
        w, b = lines[-1]
        change = 0.1 * (y[i] - (1 if X[i] @ w + b >= 0 else -1))
        lines.append((w + change * X[i], b + change))
    before, after = (np.sum(np.where(X @ w + b >= 0, 1, -1) != y) for w, b in lines[-2:])
    figure, ax = plt.subplots(figsize=(9, 4.6))
    plots.classes(ax, X, y, {-1: "setosa", 1: "versicolor"}, "sepal length (cm)", "petal length (cm)", False)
    ax.set_ylim(-1.5, 6)
    plots.line_swing(ax, *lines[-2:], X[0])
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), edgecolor=BLACK)
    ax.set_title(f"One flower, one update: {before} wrong before, {after} after")
    save(figure, "one-flower")


def climbing_loss():
    """Draw the descent with which episode 04 opens: a neuron with one weight, whose loss climbs with every step."""
    flowers = pd.read_csv(HERE.parent / "data" / "iris.csv")[:100]
    lengths, y = flowers["petal_length"].to_numpy(), np.repeat((-1, 1), 50)
    valley = np.linspace(-0.6, 1.7, 100)
    lowest = lengths @ (y + 1.5) / (lengths @ lengths)
    places = lowest - 0.42 * (-1.2) ** np.arange(6)  # each step leads across the bottom, and a fifth farther
    figure, ax = plt.subplots(figsize=(6.5, 4))
    ax.plot(valley, [((y + 1.5 - w * lengths) ** 2).sum() / 2 for w in valley], color="grey")
    losses = [((y + 1.5 - w * lengths) ** 2).sum() / 2 for w in places]
    ax.plot(places, losses, color=RED, linestyle="--", marker="o", linewidth=1.2)
    for step, here in enumerate(zip(places, losses)):
        ax.annotate(step, here, (9 if here[0] > lowest else -9, -5), textcoords="offset points", ha="center")
    ax.set(xlabel="weight", ylabel="loss", title="Every step points downhill, and the loss climbs")
    save(figure, "climbing-loss")


def lamp():
    """Draw the four cases of the lamp with which episode 05 opens, and three lines that fail."""
    figure, ax = plt.subplots(figsize=(6.5, 4))
    switches, lit = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
    plots.classes(ax, switches, lit, {0: "dark", 1: "lit"}, "first switch", "second switch", False)
    ax.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), xticks=(0, 1), yticks=(0, 1))
    for weights, bias, style in (((1, 1), -0.5, "-"), ((1, 1), -1.5, "--"), ((-1, 1), -0.5, ":")):
        plots.decision_line(ax, weights, bias, color=BLACK, linestyle=style, linewidth=1.2)
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
    ax.set_title("Each line leaves one point on the wrong side")
    save(figure, "lamp")


DIAGRAMS = [
    nested, two_neurons, neuron, layer, layers, outputs, sign_step, kinds_of_learning, workflow, network, corner,
    fours_and_nines, bowls, one_flower, climbing_loss, lamp,
]  # fmt: skip

if __name__ == "__main__":
    for diagram in DIAGRAMS:
        diagram()
