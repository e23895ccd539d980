"""What the episodes state about activation functions and measured results is true."""

import re

import numpy as np
import pandas as pd
import pytest

import helpers
import measure
from helpers import ACTIVATIONS
from lesson import widgets
from lesson.answers import EXERCISES
from lesson.mnist import as_rows
from lesson_files import NOTEBOOKS, ROOT, definition, needs_all_of_mnist, read, text_of

NUMBERS = {"−∞": -np.inf, "∞": np.inf, "−1": -1.0, "0": 0.0, "1": 1.0, "−π/2": -np.pi / 2, "π/2": np.pi / 2}
FRACTIONS = {"1": 1.0, "0": 0.0, "1/4": 0.25, "1/2": 0.5}


def gallery():
    """Return the table of episode 02 as name -> cells."""
    text = text_of(NOTEBOOKS[1])
    table = re.search(r"\| name \| formula .*?\n\|[-|]+\n(.*?)\n\n", text, re.DOTALL)[1]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    return {name: dict(zip(("formula", "outputs", "slope", "flat", "used"), cells)) for name, *cells in rows}


def test_the_gallery_has_every_function():
    assert list(gallery()) == list(ACTIVATIONS)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_outputs_of_the_gallery(name):
    stated = gallery()[name]["outputs"]
    low, high = (NUMBERS[end] for end in re.split(" to | or ", stated))
    values = ACTIVATIONS[name][0](np.concatenate([-np.logspace(6, -3, 400), [0.0], np.logspace(-3, 6, 400)]))
    assert values.min() < -1e5 if low == -np.inf else values.min() == pytest.approx(low, abs=1e-5)
    assert values.max() > 1e5 if high == np.inf else values.max() == pytest.approx(high, abs=1e-5)
    assert low <= values.min() and values.max() <= high
    assert (set(values) == {low, high}) == (" or " in stated)  # "0 or 1": these two values and none between


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_slope_at_zero_of_the_gallery(name):
    function, derivative = ACTIVATIONS[name]
    left = float(function(0.0) - function(-1e-7)) / 1e-7
    right = float(function(1e-7) - function(0.0)) / 1e-7
    stated = gallery()[name]["slope"]
    if stated == "jump":
        assert abs(left) > 1e6
    elif stated == "corner":
        assert abs(left - right) > 0.1 and float(derivative(0.0)) == pytest.approx(left)
    else:
        assert [left, right, float(derivative(0.0))] == pytest.approx([FRACTIONS[stated]] * 3, abs=1e-5)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_where_the_gallery_says_flat(name):
    derivative = ACTIVATIONS[name][1]
    left, right = (abs(float(derivative(z))) < 1e-6 for z in (-1e4, 1e4))
    everywhere = not derivative(np.linspace(-5, 5, 101)).any()
    expected = "everywhere" if everywhere else {(1, 1): "both ends", (1, 0): "left", (0, 0): "nowhere"}[left, right]
    assert gallery()[name]["flat"] == expected


Z = np.linspace(-5, 5, 101)


def bends_and_has_slopes_to_learn_by(function, derivative):
    return np.ptp(derivative(Z)) > 0.1


def is_odd(function):
    return np.allclose(function(-Z), -function(Z))


# The gallery's last column -> a condition on a function and its derivative that makes it true.
USES = {
    "output layer: a number": lambda f, _: f(-1e6) < -1e5 and f(1e6) > 1e5,
    "the first neurons, no learning by slopes": lambda _, df: not df(Z).any(),
    "output layer: a probability": lambda f, df: 0 <= f(Z).min() < f(Z).max() <= 1 and df(Z).all(),
    "hidden layers, centred on 0": lambda f, df: bends_and_has_slopes_to_learn_by(f, df) and is_odd(f),
    "hidden layers, seldom": bends_and_has_slopes_to_learn_by,
    "hidden layers, the usual choice": lambda f, _: f is helpers.relu,  # the one in helpers.forward
    "hidden layers; α is learned": lambda f, df: bends_and_has_slopes_to_learn_by(f, df) and f(-1, alpha=0.5) == -0.5,
    "hidden layers": bends_and_has_slopes_to_learn_by,
    "outputs that must be positive": lambda f, _: f(Z).min() > 0,
}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_uses_of_the_gallery_fit_the_functions(name):
    use = gallery()[name]["used"]
    assert use in USES, "say above what this means for a function"
    assert USES[use](*ACTIVATIONS[name])


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_formulas_of_the_gallery(name):
    formula = gallery()[name]["formula"]
    names = {"e": np.e, "log": np.log, "α": 0.25 if name == "prelu" else 1.0}
    python = formula.replace("inverse tangent of z", "arctan(z)").replace("−", "-").replace("^", "**")
    python = python.replace("αz", "α * z").replace("α (", "α * (")
    below, _, above = python.partition(" if z < 0, else ")
    for z in (-3.0, -0.5, 0.5, 3.0):
        value = eval(above if above and z >= 0 else below, names | {"z": z, "arctan": np.arctan})
        assert float(ACTIVATIONS[name][0](z)) == pytest.approx(value)


# ---- The measured picture of episode 01.


def accuracy_table():
    return pd.read_csv(ROOT / "data" / "measured" / "accuracy.csv")


def test_the_measurements_are_complete():
    table = accuracy_table()
    assert list(table.columns) == list(measure.FIELDS)
    keys = [(n, i, s) for n in measure.NETWORKS for i in measure.N_IMAGES for s in measure.SEEDS]
    assert list(table[["network", "n_images", "seed"]].itertuples(index=False, name=None)) == keys
    for name, sizes in measure.NETWORKS.items():
        params = helpers.init_mlp(sizes, np.random.default_rng(0))
        n_parameters = sum(W.size + b.size for W, b in params)
        assert set(table.loc[table["network"] == name, "parameters"]) == {n_parameters}


def test_what_episode_01_says_of_the_measurements():
    mean = accuracy_table().groupby(["network", "n_images"])["test_accuracy"].mean().unstack()
    few, many = mean[100], mean[60_000]
    assert few.max() - few.min() < 0.03 < many["large network"] - many["single layer"]
    gain = mean[60_000] - mean[10_000]
    assert gain["large network"] > gain["single layer"]
    assert (mean.diff(axis=1).iloc[:, 1:] > 0).all(axis=None)


@needs_all_of_mnist
@pytest.mark.parametrize("name", ["single layer", "small network"])
def test_measurements_can_be_repeated(name):
    table = accuracy_table()
    stored = table[(table["network"] == name) & (table["n_images"] == 300) & (table["seed"] == 1)]["test_accuracy"]
    again = measure.on_some_images(measure.NETWORKS[name], 300, 1, helpers.load_mnist("full"))
    assert again == pytest.approx(stored.item(), abs=0.002)  # 20 of 10,000 images: rounding differs between processors


# ---- Exercises of episode 04 whose answers are measurements.


def test_the_best_learning_rate_of_exercise_4_2(setosa_versicolor):
    X, y = helpers.standardize(setosa_versicolor[0])[0], setosa_versicolor[1]
    rates = {"a": 0.0001, "b": 0.001, "c": 0.01, "d": 0.0115, "e": 0.1}
    assert "\n".join(f"- ({letter}) {rate}" for letter, rate in rates.items()) in text_of(NOTEBOOKS[3])
    last = {letter: helpers.train_adaline(X, y, rate, 15)[2][-1] for letter, rate in rates.items()}
    assert min(last, key=last.get) == EXERCISES["4.2"].answer
    assert last["b"] < last["a"] < 50 < last["d"] < last["e"]


# ---- Episodes 05 and 06.


def test_the_best_network_of_exercise_5_9(digits):
    X_val, y_val, X, y = digits[0][:400], digits[1][:400], digits[0][400:], digits[1][400:]
    options = {"a": (4, 0.1), "b": (64, 0.0001), "c": (64, 0.1), "d": (64, 3), "e": (256, 0.0001)}
    listed = [f"- ({letter}) {n} units, learning rate {rate}" for letter, (n, rate) in options.items()]
    assert "\n".join(listed) in text_of(NOTEBOOKS[4])
    losses = {}
    for letter, (n_hidden, rate) in options.items():
        rng = np.random.default_rng(7)  # not the start of the notebook
        start = helpers.init_mlp((784, n_hidden, 10), rng)
        params, _ = helpers.train_mlp(start, X, y, learning_rate=rate, n_epochs=5, batch_size=32, rng=rng)
        losses[letter] = helpers.loss_and_gradients(params, X_val, y_val)[0]
    assert min(losses, key=losses.get) == EXERCISES["5.9"].answer
    assert losses["a"] > 2 * losses["c"] and min(losses[letter] for letter in "bde") > 1


def test_a_ring_needs_three_hidden_units():
    for activation in ("relu", "tanh"):
        for n_units, limits in {1: (0.3, 0.8), 2: (0.6, 0.95), 3: (0.8, 1), 4: (0.8, 1)}.items():
            tries = [
                widgets.playground(hidden=(n_units,), activation=activation, learning_rate=0.3, seed=seed).train(150)
                for seed in range(10, 15)  # not the starts of the notebook
            ]
            accuracies = [tried.history["accuracy"][-1] for tried in tries]
            assert limits[0] <= min(accuracies) <= max(accuracies) <= limits[1], (activation, n_units, accuracies)
            assert (n_units < EXERCISES["5.10"].answer) == (max(accuracies) < 1)


def test_a_large_learning_rate_jumps_and_does_not_settle():
    plan = {"data": "two irises", "hidden": (), "noise": 1.0, "batch_size": 200, "validation": 0}
    for seed in range(1, 6):
        spread = {}
        for rate in (0.1, 1, 10):
            losses = widgets.playground(**plan, learning_rate=rate, seed=seed).train(100).history["loss"]
            spread[rate] = np.ptp(losses[-20:])
            assert 0.35 < losses[-1] < 0.45 or rate == 10
        assert spread[0.1] < 0.005 and spread[1] < 0.001 and spread[10] > 0.1


def test_only_a_smaller_network_does_not_learn_the_noise_of_exercise_5_12():
    plan = {"data": "two clouds", "hidden": (8, 8), "noise": 1.0, "validation": 0.8}
    changes = {"a": {}, "b": {"learning_rate": 0.5}, "c": {"hidden": ()}, "d": {"batch_size": 1}}
    for seed in range(1, 4):
        last = {
            letter: widgets.playground(**(plan | change), seed=seed).train(300 if letter == "a" else 150).history
            for letter, change in changes.items()
        }
        losses = {letter: history["val_loss"][-1] for letter, history in last.items()}
        assert min(losses, key=losses.get) == EXERCISES["5.12"].answer and losses["c"] < 0.3
        assert all(losses[letter] > 1.5 * min(last[letter]["val_loss"]) for letter in ("a", "b", "d"))  # it rises


def test_the_planted_bug_of_episode_05_costs_what_the_figure_shows(digits):
    bug, last = definition("05", "tutorial_backward"), {}
    for name, backward in (("right", helpers.backward), ("bug", bug)):
        rng = np.random.default_rng(5)
        start = helpers.init_mlp((784, 64, 64, 10), rng)
        _, losses = definition("05", "train_sgd")(start, *digits[:2], 0.1, 8, 32, rng, backward)
        last[name] = losses[-1]
    assert 1.5 * last["right"] < last["bug"] < 1.0  # it learns, but less well


def test_what_episode_06_says_that_keras_replaces():
    rows = re.findall(r"^\| `.*", text_of(NOTEBOOKS[5]), re.MULTILINE)
    named = re.findall(r"helpers\.(\w+)", "\n".join(rows))
    assert len(rows) >= 10 and len(set(named)) >= 8
    assert all(hasattr(helpers, name) for name in named)


def printed(number):
    """Return the printed output of the stored notebook of an episode."""
    cells = read(NOTEBOOKS[number - 1]).cells
    return "\n".join(output.get("text", "") for cell in cells for output in cell.get("outputs", []))


def test_the_shipped_digits_are_read_by_numpy_and_by_keras():
    by_numpy = re.findall(r"accuracy on 1000 test images: (0\.\d+)", printed(5))
    by_keras = re.findall(r"^1000 test images: loss .* accuracy (0\.\d+)$", printed(6), re.MULTILINE)
    assert len(by_numpy) == 1 and len(by_keras) == 1
    assert min(map(float, by_numpy + by_keras)) >= 0.925


def test_the_drawn_digits_are_read_when_centred():
    right = dict(re.findall(r"^(only scaled down|centred as MNIST): (\d+) of 30 right", printed(6), re.MULTILINE))
    assert int(right["centred as MNIST"]) >= 26 > 18 >= int(right["only scaled down"])


def results():
    return pd.read_csv(ROOT / "data" / "measured" / "all_of_mnist.csv")


def test_the_results_on_all_of_mnist_are_complete_and_good_enough():
    table = results()
    assert list(table.columns) == list(measure.RESULT_FIELDS)
    keys = [(name, n, seed) for name, sizes in measure.SIZES.items() for n in sizes for seed in measure.STARTS]
    assert list(table[["network", "n_images", "seed"]].itertuples(index=False, name=None)) == keys
    assert table.loc[table["n_images"] == 60_000, "test_accuracy"].min() >= 0.97
    assert table.loc[table["n_images"] == 4_000, "test_accuracy"].min() >= 0.92


def test_what_episode_06_says_of_more_images():
    mean = results().groupby(["network", "n_images"])["test_accuracy"].mean()
    wrong = 1 - mean["NumPy"]
    assert wrong[100] > 2 * wrong[1_000] > 4 * wrong[10_000]  # ten times the images more than halve the mistakes
    assert (mean["NumPy"].diff().iloc[1:] > 0).all()
    by_network = results().groupby(["network", "n_images"])["test_accuracy"]
    spread, gap = by_network.max() - by_network.min(), mean["NumPy"] - mean["Keras"]
    assert gap[60_000] < min(spread["NumPy"][60_000], spread["Keras"][60_000])  # no larger than between starts
    assert 3 * max(spread["NumPy"][4_000], spread["Keras"][4_000]) < gap[4_000] < 0.01  # several times larger


@needs_all_of_mnist
@pytest.mark.parametrize(("n_images", "tolerance"), [(300, 0.003), (4_000, 0.002)])
def test_the_results_on_all_of_mnist_can_be_repeated(n_images, tolerance):
    shipped, (everything, (x_test, y_test)) = helpers.load_mnist()[0], helpers.load_mnist("full")
    images = measure.training_images(n_images, 1, shipped, everything)
    accuracy, loss = measure.as_in_episode_05(*images, as_rows(x_test), y_test, 1)
    table = results()
    stored = table[(table["network"] == "NumPy") & (table["n_images"] == n_images) & (table["seed"] == 1)]
    assert accuracy == pytest.approx(stored["test_accuracy"].item(), abs=tolerance)
    assert loss == pytest.approx(stored["test_loss"].item(), rel=0.02)
