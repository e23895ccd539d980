"""playground.py: it trains as helpers.train_mlp does, goes on from a state, and says what is wrong in a sentence."""

import json
import re
import threading
import tracemalloc

import numpy as np
import pytest

import helpers
from lesson import playground as pg
from lesson import plots, widgets

LARGE = {"hidden": (8, 8), "data": "two spirals", "batch_size": 10}


def press(playground, name):
    next(button for button in playground.buttons if button.description == name).click()


def ask(playground, **message):
    """Send a message as playground.js does."""
    message = {"seen": playground.stage.frame["answered"]} | message
    playground.stage._handle_custom_msg(message, [])


def assert_equal(params, others):
    for (W, b), (other_W, other_b) in zip(params, others, strict=True):
        np.testing.assert_array_equal(W, other_W)
        np.testing.assert_array_equal(b, other_b)


# ---- The training


@pytest.mark.parametrize(
    "settings",
    [{}, LARGE, {"hidden": (), "data": "two irises"}, {"validation": 0, "batch_size": 7}, {"batch_size": 200}],
)
def test_it_trains_as_train_mlp_does(settings):
    playground = widgets.playground(seed=3, **settings).train(20)
    plan, training = playground.settings, playground.training
    rng = np.random.default_rng(seed=3)
    start = helpers.init_mlp((2, *plan["hidden"], 2), rng, dtype=np.float64)
    plan = {"learning_rate": plan["learning_rate"], "batch_size": plan["batch_size"], "n_epochs": 20, "rng": rng}
    params, history = helpers.train_mlp(start, training.X, training.y, validation=training.validation, **plan)
    assert_equal(playground.params, params)
    assert playground.history == history


def test_steps_and_epochs_and_play_are_the_same_training():
    stepped, trained, played = (widgets.playground(batch_size=50) for _ in range(3))
    n_steps = -(-len(stepped.training.X) // 50)
    for i in range(2 * n_steps):
        assert len(stepped.history["loss"]) == i // n_steps
        press(stepped, "One step")
    trained.step()
    press(trained, "One epoch")  # the rest of the first one
    trained.train()
    played.play.value = True
    ask(played, do="train")
    ask(played, do="train")
    for other in (trained, played):
        assert_equal(stepped.params, other.params)
        assert stepped.history == other.history and len(other.history["loss"]) == 2


@pytest.mark.parametrize("activation", pg.SLOPES)
@pytest.mark.parametrize("hidden", [(), (3,), (4, 3)])
def test_the_gradients_are_right_for_every_activation(activation, hidden):
    rng = np.random.default_rng(seed=1)
    params = helpers.init_mlp((2, *hidden, 2), rng, dtype=np.float64)
    X, y = rng.normal(size=(6, 2)), rng.integers(2, size=6)
    gradients = pg.backward(params, pg.forward(params, X, activation), y, activation)
    for array, gradient in zip(pg.arrays_of(params), pg.arrays_of(gradients), strict=True):
        measured = helpers.numerical_gradient(
            lambda _: helpers.cross_entropy(pg.forward(params, X, activation)[-1], y), array
        )
        np.testing.assert_allclose(gradient, measured, atol=1e-8)


@pytest.mark.parametrize("data", pg.SAMPLES)
def test_the_samples_are_always_the_same_and_on_the_plane(data):
    X, y, (X_val, y_val) = pg.samples(data, 0.1, 0.2)
    n = 100 if data == "two irises" else 200
    assert len(X) == 0.8 * n and len(X_val) == 0.2 * n
    assert 0.45 < np.mean([*y, *y_val]) < 0.55 and set(y) == {0, 1}
    assert (np.abs([*X, *X_val]) <= pg.REACH).mean() > 0.99
    np.testing.assert_array_equal(X, pg.samples(data, 0.1, 0.2)[0])


def test_two_irises_are_those_of_episode_03():
    X, y, validation = pg.samples("two irises", 0, 0)
    assert validation is None and list(np.bincount(y)) == [50, 50]
    w, b, updates = helpers.train_perceptron(X, 2 * y - 1, learning_rate=0.1, n_epochs=10)
    assert updates[-1] == 0


def test_a_map_shows_what_a_unit_gives():
    training = widgets.playground().train(30).training
    maps = training.maps()
    assert maps.shape == (2 + 4 + 2, pg.N_GRID, pg.N_GRID) and maps.dtype == np.int8
    corner = np.array([[-pg.REACH, pg.REACH]])  # top left
    probability = helpers.forward(training.params, corner)[-1][0, 1]
    assert maps[-1, 0, 0] == pytest.approx(127 * (2 * probability - 1), abs=0.6)
    np.testing.assert_array_equal(maps[-1], -maps[-2])
    assert maps[0, 5, -1] == 127 and maps[1, 0, 5] == 127 and maps[1, -1, 5] == -127
    assert maps[2:6].min() == 0  # ReLU


# ---- States


@pytest.mark.parametrize("settings", [{}, LARGE | {"activation": "tanh"}, {"hidden": (), "validation": 0}])
def test_a_state_goes_on_where_it_was_saved(settings):
    first = widgets.playground(**settings).train(3).step()
    text = json.dumps(first.state)
    second = widgets.playground(json.loads(text))
    assert second.alert == "" and second.sentence() == first.sentence() and json.dumps(second.state) == text
    first.train(3).step()
    second.train(3).step()
    assert_equal(first.params, second.params)
    assert first.history == second.history


def test_a_state_can_go_on_with_another_learning_rate():
    playground = widgets.playground(widgets.playground().train(2).state, learning_rate=0.5)
    assert playground.settings["learning_rate"] == 0.5 and len(playground.history["loss"]) == 2


def changed(**changes):
    state = widgets.playground(hidden=(2,)).train(1).state
    return {name: value for name, value in (state | changes).items() if value is not None}


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("my state", "expected the state of a playground, a dict, got str"),
        ([1, 2], "a dict, got list"),
        ({"colour": "blue"}, "expected settings among data, hidden, .*, got colour"),
        ({"data": "moons"}, "expected data to be one of two clouds, XOR, .*, got 'moons'"),
        ({"activation": ["relu"]}, "expected activation to be one of relu"),
        ({"hidden": (9,)}, "expected up to two hidden layers of 1 to 8 units each, got \\(9,\\)"),
        ({"hidden": (1, 2, 3)}, "up to two hidden layers"),
        ({"hidden": "four"}, "up to two hidden layers"),
        ({"learning_rate": 0}, "Expected learning_rate to be a number above 0 and up to 1,000,000, got 0"),
        ({"batch_size": 1.5}, "Expected batch_size to be a whole number from 1 to 200, got 1.5"),
        ({"noise": -1}, "expected noise to be a number from 0 to 10, got -1"),
        ({"noise": float("nan")}, "expected noise to be a number"),
        ({"noise": "0.1"}, "expected noise to be a number"),
        ({"noise": None}, "expected noise to be a number"),
        ({"learning_rate": 10**400}, "learning_rate"),
        ({"batch_size": 10**400}, "batch_size"),
        ({"batch_size": True}, "batch_size"),
        ({"hidden": True}, "up to two hidden layers"),
        ({"hidden": [True, 2]}, "up to two hidden layers"),
        ({"hidden": [[1, 2], [3]]}, "up to two hidden layers"),
        ({"data": np.array(["ring", "XOR"])}, "to be one of two clouds"),
        ({"validation": 1}, "expected validation to be a number from 0 to 0.9, got 1"),
        ({"seed": 1.5}, "expected seed to be a whole number"),
        ({"params": []}, "expected a whole state with params, history, order, so_far, rng, got only params"),
        (changed(params=None), "got only history, order, so_far, rng"),
        (changed(params=[[[[1, 2]], [0, 0]]]), "expected a state that fits its settings"),
        (changed(hidden=[3]), "expected a state that fits its settings"),
        (changed(params=7), "got another or a damaged one"),
        (changed(history={"loss": [1.0]}), "got another or a damaged one"),
        (changed(order=[500]), "expected a state that fits its settings"),
        (changed(rng={"state": 1}), "got another or a damaged one"),
        (changed(so_far=[1.0]), "got another or a damaged one"),
        (changed(so_far=[float("inf"), 3]), "expected a state that fits"),
        (changed(so_far=[float("nan"), 3]), "expected a state that fits"),
        (changed(so_far=[1.0, 300]), "expected a state that fits"),
        (changed(order=[3, 3]), "expected a state that fits"),
        (changed(order=[1.7]), "expected a state that fits"),
        (changed(history={"loss": "1", "accuracy": "1", "val_loss": "1", "val_accuracy": "1"}), "fits its settings"),
        (changed(history={}), "got another or a damaged one"),
        (changed(params=[[[[1e200] * 2] * 2, [0, 0]], [[[1, 1]] * 2, [0, 0]]]), "fits its settings"),
        (changed(params=[[[[1j] * 2] * 2, [0, 0]], [[[1, 1]] * 2, [0, 0]]]), "fits its settings"),
        (changed(params=[[[["1"] * 2] * 2, [0, 0]], [[[1, 1]] * 2, [0, 0]]]), "fits its settings"),
        (changed(params=[[[[1] * 2] * 2, [0, 0], [[1, 1]] * 2, [0, 0]]]), "fits its settings"),
        (changed(rng={"bit_generator": "MT19937"}), "got another or a damaged one"),
    ],
)
def test_a_wrong_state_is_said_and_a_new_start_goes_on(state, said):
    playground = widgets.playground(state)
    assert re.search(said, playground.stage.alert, re.IGNORECASE), playground.stage.alert
    assert playground.stage.alert.endswith("Press New start to begin with a ring.")
    assert playground.stage.alert in playground._repr_mimebundle_()["text/plain"]
    playground.play.value = True
    playground.train(3)
    assert not playground.stage.playing and not playground.history["loss"]  # it waits
    press(playground, "New start")
    assert playground.stage.alert == "" and len(playground.train(3).history["loss"]) == 3


# ---- Controls


@pytest.mark.parametrize("rate", [0.0, -1.0, float("nan"), float("inf")])
def test_an_impossible_learning_rate_is_said_and_the_next_one_goes_on(rate):
    playground = widgets.playground().train(2)
    playground.play.value = True
    playground.controls["learning_rate"].value = rate
    assert "Expected learning_rate to be a number above 0 and up to 1,000,000, got " in playground.stage.alert
    assert not playground.stage.playing and playground.play.description == "Play"
    playground.train(2)
    assert len(playground.history["loss"]) == 2
    playground.controls["learning_rate"].value = 0.2
    assert playground.stage.alert == "" and len(playground.train(2).history["loss"]) == 4


def test_a_loss_that_is_not_finite_is_said_and_a_new_start_goes_on():
    playground = widgets.playground(learning_rate=1e6, hidden=(8, 8), activation="identity")
    playground.play.value = True
    for _ in range(3):
        ask(playground, do="train")
    assert playground.stage.alert.startswith(
        "The weights have become too large to compute with, because the learning rate"
    )
    assert not playground.stage.playing and np.isfinite(playground.training.maps()).all()
    playground.controls["learning_rate"].value = 0.1
    press(playground, "New start")
    assert playground.stage.alert == "" and len(playground.train(3).history["loss"]) == 3


@pytest.mark.parametrize("n_epochs", [0, -1, 1.5, "3", None])
def test_a_wrong_number_of_epochs_is_said(n_epochs):
    with pytest.raises(ValueError, match="n_epochs"):
        widgets.playground().train(n_epochs)


def test_numbers_of_numpy_can_be_saved():
    playground = widgets.playground(
        hidden=np.array([2, 3]), noise=np.float32(0.25), batch_size=np.int64(20), seed=np.int32(3), learning_rate=1
    ).train(2)
    again = widgets.playground(json.loads(json.dumps(playground.state)))
    assert again.alert == "" and again.sentence() == playground.sentence()


def test_a_state_is_whole_while_another_thread_plays():
    playground = widgets.playground(batch_size=1)
    playground.play.value = True
    stops = threading.Event()

    def play():
        while not stops.is_set():
            ask(playground, do="train")

    thread = threading.Thread(target=play)
    thread.start()
    try:
        alerts = {widgets.playground(playground.state).alert for _ in range(60)}
        for i in range(20):
            ask(playground, do="choose", weight=i % 6)
            playground.value.value = i
            playground.controls["layer_1"].value = 2 + i % 3
    finally:
        stops.set()
        thread.join()
    assert alerts == {""} and playground.alert == ""


def test_views_together_ask_for_no_more_than_one_does():
    playground = widgets.playground()
    playground.play.value = True
    seen = playground.stage.frame["answered"]
    for _ in range(10):  # five views, of which none has seen an answer yet
        ask(playground, do="train", seen=seen)
    assert len(playground.history["loss"]) == 2


def test_a_choice_out_of_range_is_none():
    playground = widgets.playground()
    ask(playground, do="choose", weight=5)
    for weight in (10**6, -1, None, "W1", 1.5):
        ask(playground, do="choose", weight=weight)
    assert playground.stage.chosen == playground.choice.value == 5


def test_a_chosen_weight_shows_its_value_while_it_plays():
    playground = widgets.playground()
    playground.play.value = True
    ask(playground, do="train")
    ask(playground, do="choose", weight=5)
    assert playground.value.value == pytest.approx(playground.params[0][0][1, 1], rel=1e-3)


def test_without_hidden_units_the_border_is_a_line():
    playground = widgets.playground(data="XOR", hidden=4)
    playground.controls["layer_1"].value = 0
    assert "network 2-2, whose border is one straight line, after 0 epochs" in playground.stage.sentence
    assert playground.stage.sizes == [2, 2] and len(playground.params) == 1
    playground.controls["layer_2"].value = 3
    assert playground.stage.sizes == [2, 3, 2]


@pytest.mark.parametrize(
    ("name", "value", "begins_again"),
    [
        ("data", "XOR", True),
        ("layer_1", 2, True),
        ("layer_2", 3, True),
        ("activation", "tanh", True),
        ("noise", 0.5, True),
        ("validation", 0.5, True),
        ("learning_rate", 0.5, False),
        ("batch_size", 50, False),
    ],
)
def test_every_control_changes_the_training(name, value, begins_again):
    playground = widgets.playground().train(2)
    before = playground.stage.frame
    playground.controls[name].value = value
    assert bool(playground.history["loss"]) != begins_again
    assert playground.stage.frame != before or not begins_again
    wanted = {"layer_1": ("hidden", (2,)), "layer_2": ("hidden", (4, 3))}.get(name, (name, value))
    assert playground.training.settings[wanted[0]] == wanted[1] and playground.stage.alert == ""


def test_a_new_start_has_other_weights_and_the_same_samples():
    playground = widgets.playground()
    weights, X = playground.params[0][0], playground.training.X
    press(playground, "New start")
    assert not np.array_equal(playground.params[0][0], weights)
    np.testing.assert_array_equal(playground.training.X, X)


def test_a_setting_that_no_control_offers_can_be_given():
    playground = widgets.playground(batch_size=7, noise=0.25, validation=0.35)
    assert [playground.settings[name] for name in ("batch_size", "noise", "validation")] == [7, 0.25, 0.35]


def test_a_weight_is_chosen_by_a_click_and_changed():
    playground = widgets.playground(hidden=(3,)).train(5)
    names = playground.stage.names
    assert names[:4] == ["W1[0, 0]", "W1[0, 1]", "W1[0, 2]", "W1[1, 0]"] and names[6:9] == ["b1[0]", "b1[1]", "b1[2]"]
    for name, layer, which, place in (("W1[1, 2]", 0, 0, (1, 2)), ("b1[1]", 0, 1, 1), ("W2[2, 0]", 1, 0, (2, 0))):
        ask(playground, do="choose", weight=names.index(name))
        array = playground.params[layer][which]
        assert playground.stage.chosen == names.index(name)
        assert playground.value.value == pytest.approx(array[place], rel=1e-3)
        before, sentence = array.copy(), playground.stage.sentence
        playground.value.value = 9.5
        assert array[place] == 9.5 and np.count_nonzero(array != before) == 1
        assert playground.stage.frame["weights"][names.index(name)] == 9.5
        assert playground.stage.sentence != sentence
        playground.value.value = float("nan")
        assert array[place] == 9.5


def test_it_trains_only_while_it_plays():
    playground = widgets.playground()
    ask(playground, do="train")
    assert not playground.history["loss"]
    playground.play.value = True
    assert playground.stage.playing and playground.play.description == "Pause"
    ask(playground, do="train")
    playground.play.value = False
    ask(playground, do="train")
    assert len(playground.history["loss"]) == 1 and not playground.stage.playing
    assert playground.stage.frame["answered"] == 3


def test_memory_does_not_grow_while_it_plays():
    playground = widgets.playground(hidden=(8, 8))
    playground.play.value = True
    for _ in range(100):
        ask(playground, do="train")
    tracemalloc.start()
    ask(playground, do="train")
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(2000):
        ask(playground, do="train")
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert len(playground.history["loss"]) == 2101
    assert grown < 500_000  # the four numbers per epoch of the history take 270,000 bytes
    assert max(len(curve) for curve in playground.stage.frame["curves"].values()) <= 150


def test_a_page_without_kernel_gets_a_picture_and_the_sentence():
    playground = widgets.playground().train(5)
    bundle = playground._repr_mimebundle_()
    loss, accuracy = helpers.evaluate(playground.params, playground.training.X, playground.training.y)
    said = f"Figure: ring, network 2-4-2 with relu, after 5 epochs; training loss {loss:.3f}, accuracy {accuracy:.2f}; "
    assert bundle["text/plain"].startswith(said)
    assert bundle["text/html"].startswith('<img alt="ring, network 2-4-2') and "widget-view+json" in "".join(bundle)
    playground.step()
    assert "after 5 epochs and 10 of 160 samples;" in playground.sentence()


@pytest.mark.parametrize("settings", [{"hidden": ()}, {"hidden": (1,)}, LARGE, {"validation": 0}])
def test_every_network_has_a_still(settings):
    assert widgets.playground(**settings)._repr_mimebundle_()["image/png"]


def test_the_colours_of_the_page_are_those_of_the_figures():
    source = pg.Stage._esm._path.read_text("utf-8") if hasattr(pg.Stage._esm, "_path") else str(pg.Stage._esm)
    for name in ("BLUE", "RED"):
        rgb = [int(plots.__dict__[name][i : i + 2], 16) for i in (1, 3, 5)]
        assert f"{name} = [{', '.join(map(str, rgb))}]" in source
    assert f"GRID = {pg.N_GRID};" in source
