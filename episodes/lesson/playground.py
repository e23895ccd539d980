"""A network to play with: training on points of the plane that can be started, stepped and watched.

With ReLU, the training is that of helpers.py, one batch at a time. playground.js draws the network and asks for the
next epoch while the picture is in a page, so that training ends when nobody looks, and other cells can run meanwhile.
"""

import functools
import threading
from numbers import Integral, Real
from pathlib import Path

import anywidget
import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
import traitlets

import helpers
from lesson import DATA, plots, validate
from lesson.keyboard import Keyboard

N_SAMPLES = 200
REACH = 3.0  # the plane goes from -REACH to REACH in both directions
N_GRID = 40  # points of a map in each direction
MAX_UNITS = 8
LARGEST = 1e100  # of a weight; the next step could not be computed
SLOPES = {  # the slope of each hidden activation function, written with its output A
    "relu": lambda A: A > 0,
    "tanh": lambda A: 1 - A**2,
    "logistic": lambda A: A * (1 - A),
    "identity": np.ones_like,
}
SETTINGS = {  # of a new playground
    "data": "ring",
    "hidden": (4,),
    "activation": "relu",
    "learning_rate": 0.1,
    "batch_size": 10,
    "noise": 0.1,
    "validation": 0.2,
    "seed": 0,
}
LIMITS = {
    "learning_rate": (1e-9, 1_000_000, Real),
    "batch_size": (1, N_SAMPLES, Integral),
    "noise": (0, 10, Real),
    "validation": (0, 0.9, Real),
    "seed": (0, 1_000_000_000, Integral),
}
PROGRESS = ("params", "history", "order", "so_far", "rng")  # what a state has besides the settings


# ---- The samples. Each function returns X (n_samples, 2) and y (n_samples,), without the noise.


def two_clouds(rng):
    y = np.arange(N_SAMPLES) % 2
    return np.where(y == 1, 1.0, -1.0)[:, None] + 0.4 * rng.normal(size=(N_SAMPLES, 2)), y


def xor(rng):
    X = rng.uniform(0.2, 2, size=(N_SAMPLES, 2)) * rng.choice([-1, 1], size=(N_SAMPLES, 2))
    return X, (X.prod(axis=1) < 0).astype(int)


def ring(rng):
    y = np.arange(N_SAMPLES) % 2
    radius = np.where(y == 1, rng.uniform(1.5, 2.2, N_SAMPLES), 0.8 * np.sqrt(rng.uniform(size=N_SAMPLES)))
    angle = rng.uniform(0, 2 * np.pi, N_SAMPLES)
    return radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]), y


def two_spirals(rng):
    y = np.arange(N_SAMPLES) % 2
    turn = np.sqrt(rng.uniform(0.02, 1, N_SAMPLES))
    angle = 3 * np.pi * turn + np.pi * y
    return 2.4 * turn[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]), y


def two_irises(rng):
    """Return sepal and petal length of setosa (0) and versicolor (1), standardised."""
    table = np.genfromtxt(DATA / "iris.csv", delimiter=",", names=True, dtype=None, encoding="utf-8")[:100]
    X = np.column_stack([table["sepal_length"], table["petal_length"]])
    return helpers.standardize(X)[0], (table["species"] == "versicolor").astype(int)


SAMPLES = {
    "two clouds": two_clouds,
    "XOR": xor,
    "ring": ring,
    "two spirals": two_spirals,
    "two irises": two_irises,
}


def samples(data, noise, validation):
    """Return X, y and (X, y) or None for validation: always the same samples, so that two networks can be compared.

    data: a name in SAMPLES; noise: the standard deviation of what is added to both features; validation: the share of
    the samples, below 1, that is kept for validation.
    """
    rng = np.random.default_rng(seed=0)
    X, y = SAMPLES[data](rng)
    X = X + noise * rng.normal(size=X.shape)
    if not round(validation * len(X)):
        return X, y, None
    X, X_val, y, y_val = helpers.train_test_split(X, y, validation, rng)
    return X, y, (X_val, y_val)


# ---- The network. With ReLU, everything is that of helpers.py, which has no other activation in hidden layers.


def forward(params, X, activation):
    """Return the activations of every layer, as helpers.forward; activation: of the hidden layers, a name in SLOPES."""
    if activation == "relu":
        return helpers.forward(params, X)
    activations = [X]
    for W, b in params[:-1]:
        activations.append(helpers.ACTIVATIONS[activation][0](activations[-1] @ W + b))
    W, b = params[-1]
    return [*activations, helpers.softmax(activations[-1] @ W + b)]


def backward(params, activations, y, activation):
    """Return the gradients of the mean cross-entropy, as helpers.backward; activation: a name in SLOPES."""
    if activation == "relu":
        return helpers.backward(params, activations, y)
    dZ, gradients = (activations[-1] - np.eye(2)[y]) / len(y), []
    for (W, _), A_in in zip(params[::-1], activations[-2::-1]):
        gradients.append((A_in.T @ dZ, dZ.sum(axis=0)))
        dZ = (dZ @ W.T) * SLOPES[activation](A_in)
    return gradients[::-1]


class Training:
    """A network in training, which stops after each batch.

    settings: see `playground`. X, y, validation: the samples; params: the weights and biases, float64, as in
    helpers.py; history: a dict with Keras' keys, as helpers.train_mlp returns it; order: the samples of this epoch that
    are still to come; so_far: the loss and the correct predictions of this epoch.
    """

    def __init__(self, settings):
        self.settings = settings
        self.X, self.y, self.validation = samples(*(settings[name] for name in ("data", "noise", "validation")))
        self.rng = np.random.default_rng(settings["seed"])
        self.params = helpers.init_mlp((2, *settings["hidden"], 2), self.rng, dtype=np.float64)
        keys = ("loss", "accuracy", "val_loss", "val_accuracy")[: 4 if self.validation else 2]
        self.history = {key: [] for key in keys}
        self.order, self.so_far = np.array([], dtype=int), (0.0, 0)

    @np.errstate(over="ignore", invalid="ignore")
    def step(self):
        """Train on the next batch, in the order of helpers.train_mlp. ValueError: the weights have become too large."""
        if not len(self.order):
            self.order, self.so_far = self.rng.permutation(len(self.X)), (0.0, 0)
        batch_size, activation = self.settings["batch_size"], self.settings["activation"]
        batch, rest = self.order[:batch_size], self.order[batch_size:]
        activations = forward(self.params, self.X[batch], activation)
        gradients = backward(self.params, activations, self.y[batch], activation)
        new = [
            (W - self.settings["learning_rate"] * dW, b - self.settings["learning_rate"] * db)
            for (W, b), (dW, db) in zip(self.params, gradients)
        ]
        if not all(np.abs(array).max() < LARGEST for array in arrays_of(new)):
            raise ValueError(
                "the weights have become too large to compute with, because the learning rate is too large. Choose a "
                "smaller one, then press New start"
            )
        loss = helpers.cross_entropy(activations[-1], self.y[batch]) * len(batch) / len(self.X)
        n_right = np.count_nonzero(activations[-1].argmax(axis=1) == self.y[batch])
        self.params, self.order = new, rest
        self.so_far = self.so_far[0] + loss, self.so_far[1] + n_right
        if not len(rest):
            epoch = self.so_far[0], self.so_far[1] / len(self.X), *(self.evaluate(*self.validation or ()))
            for values, value in zip(self.history.values(), epoch):
                values.append(float(value))

    def epoch(self):
        """Train to the end of this epoch, or through the next one."""
        self.step()
        while len(self.order):
            self.step()

    def evaluate(self, X=None, y=None):
        """Return the loss and the accuracy on samples; nothing if there are none."""
        if X is None:
            return ()
        probabilities = forward(self.params, X, self.settings["activation"])[-1]
        return float(helpers.cross_entropy(probabilities, y)), helpers.accuracy(y, probabilities.argmax(axis=1))

    def restore(self, progress):
        """Go on from what a state has besides the settings. ValueError: it does not fit the settings."""
        n = len(self.X)
        try:
            params = [tuple(np.asarray(array) for array in layer) for layer in progress["params"]]
            history = {key: [*progress["history"][key]] for key in self.history}
            order, (loss, n_right) = [*progress["order"]], progress["so_far"]
            fits = [[array.shape for array in layer] for layer in params] == [
                [array.shape for array in layer] for layer in self.params
            ]
            fits = fits and all(array.dtype.kind in "iuf" for array in arrays_of(params))
            fits = fits and all(np.abs(array).max() < LARGEST for array in arrays_of(params))
            fits = fits and len({len(values) for values in history.values()}) == 1
            fits = fits and all(
                is_number(value, 0, LARGEST) for values in history.values() for value in [*values, loss]
            )
            fits = fits and all(is_number(i, 0, n - 1, Integral) for i in order) and len(set(order)) == len(order)
            fits = fits and is_number(n_right, 0, n, Integral)
            self.rng.bit_generator.state = progress["rng"]
        except (TypeError, ValueError, KeyError, IndexError, OverflowError):
            raise ValueError("expected the state of a playground, got another or a damaged one") from None
        if not fits:
            raise ValueError("expected a state that fits its settings, got weights, losses or an order of others")
        self.params = [tuple(array.astype(np.float64) for array in layer) for layer in params]
        self.history = {key: [float(value) for value in values] for key, values in history.items()}
        self.order, self.so_far = np.array(order, dtype=int), (float(loss), int(n_right))

    def maps(self):
        """Return what each unit gives over the plane, int8 (n_units, N_GRID, N_GRID), from the top row down.

        The units are those of all layers, inputs and outputs too. -127 to 127 is the largest absolute value of the unit
        there, and for outputs the probability from 0 to 1.
        """
        line = np.linspace(-REACH, REACH, N_GRID)
        plane = np.stack(np.meshgrid(line, line[::-1]), axis=-1).reshape(-1, 2)
        *layers, probabilities = forward(self.params, plane, self.settings["activation"])
        values = np.column_stack([*layers, 2 * probabilities - 1])
        largest = np.abs(values[:, :-2]).max(axis=0)
        values[:, :-2] /= np.where(largest > 0, largest, 1)
        return np.round(127 * values.T).astype(np.int8).reshape(-1, N_GRID, N_GRID)


# ---- The widget.


class Stage(anywidget.AnyWidget):
    """The picture of a network in training, which playground.js draws on the page.

    samples: [x, y, class, whether it is for validation] of each; sizes: the units of each layer; names: of all weights
    and biases, in the order of frame["weights"]; frame: what changes while the network trains; playing: whether the
    page asks for epoch after epoch; sentence, alert: what the picture shows, and what is wrong, in words.
    """

    _esm = Path(__file__).with_suffix(".js")
    reach = traitlets.Float(REACH).tag(sync=True)
    samples = traitlets.List().tag(sync=True)
    sizes = traitlets.List().tag(sync=True)
    names = traitlets.List().tag(sync=True)
    chosen = traitlets.Int(0).tag(sync=True)
    frame = traitlets.Dict().tag(sync=True)
    playing = traitlets.Bool(False).tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)
    alert = traitlets.Unicode().tag(sync=True)


def locked(method):
    """Let a method of a playground wait while another thread is in one of them.

    JupyterLab lets widgets work in a thread beside the one of the cells.
    """

    @functools.wraps(method)
    def waiting(self, *arguments, **options):
        with self.lock:
            return method(self, *arguments, **options)

    return waiting


class Playground:
    """Controls, buttons and a picture of a network in training; see `playground`."""

    def __init__(self, state=None, **settings):
        self.stage, self.alert, self.answered = Stage(), "", 0
        self.lock = threading.RLock()
        try:
            settings, progress = read_state(state, settings)
        except ValueError as error:
            settings, progress = SETTINGS, None
            self.alert = f"{as_sentence(error)} Press New start to begin with a ring."
        self.seed = settings["seed"]
        self.controls = make_controls(settings)
        self.choice = ipywidgets.Dropdown(description="weight")
        self.value = ipywidgets.FloatText(description="its value", step=0.1)
        narrow = {"width": "max-content"}
        self.play = ipywidgets.ToggleButton(description="Play", icon="play", layout=narrow)
        buttons = {"One step": self.step, "One epoch": self.train, "New start": self.new_start}
        self.buttons = [ipywidgets.Button(description=name, layout=narrow) for name in buttons]
        for button, action in zip(self.buttons, buttons.values()):
            button.on_click(lambda _, action=action: action())
        self._start(settings, progress)
        for control in self.controls.values():
            control.observe(self._changed, names="value")
        self.play.observe(self._played, names="value")
        self.choice.observe(self._chosen, names="value")
        self.value.observe(self._set_weight, names="value")
        self.stage.on_msg(self._asked)
        rows = [[*self.controls.values()], [self.play, *self.buttons], [self.choice, self.value]]
        boxes = [ipywidgets.Box(row, layout={"flex_flow": "row wrap"}) for row in rows]
        self.box = ipywidgets.VBox([*boxes[:2], self.stage, boxes[2], Keyboard()])

    @property
    def settings(self):
        """The settings as the controls show them, which need not be possible ones."""
        values = {name: control.value for name, control in self.controls.items()}
        hidden = tuple(n for n in (values.pop("layer_1"), values.pop("layer_2")) if n)
        return {name: ({"hidden": hidden, "seed": self.seed} | values)[name] for name in SETTINGS}

    @property
    def params(self):
        """The weights and biases, [(W1, b1), ...], float64, as those of helpers.py."""
        return self.training.params

    @property
    def history(self):
        """A dict with Keras' keys, as helpers.train_mlp returns it."""
        return self.training.history

    @property
    @locked
    def state(self):
        """All that `playground` needs to go on from here, a dict that json.dumps can write."""
        training = self.training
        return training.settings | {
            "hidden": list(training.settings["hidden"]),
            "params": [(W.tolist(), b.tolist()) for W, b in training.params],
            "history": {key: [*values] for key, values in training.history.items()},
            "order": training.order.tolist(),
            "so_far": [float(training.so_far[0]), int(training.so_far[1])],
            "rng": training.rng.bit_generator.state,
        }

    def step(self):
        """Train on one batch and show the result. Return the playground."""
        self._do("step")
        self._show()
        return self

    def train(self, n_epochs=1):
        """Train to the end of this epoch, and through n_epochs in all, and show the result. Return the playground."""
        validate.check_positive(n_epochs=n_epochs)
        for _ in range(n_epochs):
            self._do("epoch")
        self._show()
        return self

    @locked
    def new_start(self):
        """Begin again with other random weights."""
        self.seed = (self.seed + 1) % 10**9
        self._restart()

    def _start(self, settings, progress=None):
        """Show a training from its beginning, or from what progress has of a state."""
        self.training = Training(settings)
        if progress:
            self.training.restore(progress)
        X, y, validation = self.training.X, self.training.y, self.training.validation or (np.empty((0, 2)), [])
        parts = [(X, y, 0), (*validation, 1)]
        names = names_of(self.training.params)
        with self.stage.hold_sync():  # all at once, because the page draws them together
            self.stage.samples = [
                [*x.round(3).tolist(), int(label), part] for X, y, part in parts for x, label in zip(X, y)
            ]
            self.stage.sizes, self.stage.names = [2, *settings["hidden"], 2], names
            self.choice.options = [(name, i) for i, name in enumerate(names)]
            self.choice.index = 0
            self._show()

    @locked
    def _restart(self):
        """Begin again with the settings of the controls, or say which of them is not possible."""
        try:
            settings, _ = read_state(None, self.settings)
        except ValueError as error:
            return self._stop(error)
        self.alert = ""
        self._start(settings)

    @locked
    def _changed(self, change):
        """Follow a control: a new learning rate or batch size goes on with the training, the others begin again."""
        if change["owner"] not in (self.controls["learning_rate"], self.controls["batch_size"]):
            return self._restart()
        try:
            self.training.settings, _ = read_state(None, self.settings)
        except ValueError as error:
            return self._stop(error)
        self.alert = ""
        self._show()

    @locked
    def _do(self, part):
        """Train on a part, "step" or "epoch", unless something is wrong."""
        try:
            if not self.alert:
                getattr(self.training, part)()
        except ValueError as error:
            self._stop(error)

    def _stop(self, error):
        """Stop because of an error, and say it."""
        self.alert, self.play.value = as_sentence(error), False
        self._show()

    @locked
    def _played(self, change):
        self.play.description, self.play.icon = ("Pause", "pause") if change["new"] else ("Play", "play")
        if change["new"] and self.alert:
            self.play.value = False
        self.stage.playing = self.play.value
        self._show()

    @locked
    def _asked(self, _, message, buffers):
        """Answer the page, which asks for the next epoch while it plays, or has got a click on a weight.

        seen: how many epochs the page knew to be answered. If there are two more, another view of the playground asks
        too, and together they must not ask for more than can be drawn.
        """
        if message["do"] == "train" and self.answered - message["seen"] < 2:
            self.answered += 1
            if self.stage.playing:
                self._do("epoch")
            self._show()
        elif message["do"] == "choose" and message["weight"] in range(len(self.stage.names)):
            self.choice.value = message["weight"]

    @locked
    def _chosen(self, change):
        self.stage.chosen = change["new"] or 0
        self._show(with_value=True)

    @locked
    def _set_weight(self, change):
        """Give the chosen weight the value that the learner has typed."""
        array, place = self._weight()
        if self._shows or not np.isfinite(change["new"]):
            return
        array[place] = np.clip(change["new"], -1e6, 1e6)
        self._show()

    def _weight(self):
        """Return the array with the chosen weight, and its place in it."""
        place = self.choice.value or 0
        for array in arrays_of(self.training.params):
            if place < array.size:
                return array, np.unravel_index(place, array.shape)
            place -= array.size
        raise AssertionError("the list of weights is that of the network")

    @locked
    def _show(self, with_value=False):
        """Show the training as it is now; with_value: the value of the chosen weight also while it plays."""
        training = self.training
        curves = {
            name: thinned(training.history[key])
            for name, key in (("training", "loss"), ("validation", "val_loss"))
            if key in training.history
        }
        with self.stage.hold_sync():
            self.stage.frame = {
                "answered": self.answered,
                "maps": training.maps().tobytes(),
                "weights": np.concatenate([array.ravel() for array in arrays_of(training.params)]).tolist(),
                "curves": curves,
                "n_epochs": len(training.history["loss"]),
            }
            self.stage.sentence, self.stage.alert = self.sentence(), self.alert
        if with_value or not self.stage.playing:
            array, place = self._weight()
            self._shows = True
            self.value.value = float(f"{array[place]:.4g}")
            self._shows = False

    def sentence(self):
        """Return what the picture shows, in words."""
        training, settings = self.training, self.training.settings
        network = "-".join(str(n) for n in (2, *settings["hidden"], 2))
        hidden = f" with {settings['activation']}" if settings["hidden"] else ", whose border is one straight line"
        n_epochs, done = len(training.history["loss"]), (len(training.X) - len(training.order)) % len(training.X)
        part = f" and {done} of {len(training.X)} samples" if done else ""
        parts = [f"{settings['data']}, network {network}{hidden}, after {n_epochs} epoch{'s' * (n_epochs != 1)}{part}"]
        for name, data in (("training", (training.X, training.y)), ("validation", training.validation)):
            if data:
                loss, accuracy = training.evaluate(*data)
                parts.append(f"{name} loss {loss:.3f}, accuracy {accuracy:.2f}")
        return "; ".join(parts) + "."

    def _repr_mimebundle_(self, include=None, exclude=None):
        """Return a still for pages without a kernel, and the playground for those with one."""
        with plt.style.context(plots.STYLE):
            figure = plt.figure(figsize=(7.2, 2.5))
            plots.playground(figure, self.training, REACH)
            still = plots.still(figure, " ".join([self.sentence(), self.alert]).strip())
        return plots.view(self.box) | still


def playground(state=None, **settings):
    """Return a network to play with, in the page of a notebook.

    state: None, or the state of another playground, to go on from there; settings, each with a value in SETTINGS: data,
    a name in SAMPLES; hidden, the units of up to two hidden layers; activation, a name in SLOPES; learning_rate;
    batch_size; noise, the standard deviation of what is added to the samples; validation, the share of the samples that
    is kept for validation; seed, of the weights and the order of the samples. What is not possible is shown as a
    sentence in the playground. Its params and history are as in helpers.train_mlp, and train(n_epochs) trains it.
    """
    return Playground(state, **settings)


def make_controls(settings):
    """Return a control for each setting but the seed, name -> control; each hidden layer has one."""

    def choice(description, options, value):
        options = [*options, *([] if value in [pair[1] for pair in options] else [(f"{value:g}", value)])]
        return ipywidgets.Dropdown(options=options, value=value, description=description, style=style)

    style = {"description_width": "initial"}
    units = [("none", 0), *((str(n), n) for n in range(1, MAX_UNITS + 1))]
    layer_1, layer_2 = (*settings["hidden"], 0, 0)[:2]
    sizes = [("1", 1), ("10", 10), ("50", 50), ("all", N_SAMPLES)]
    shares = [("none", 0.0), ("20 %", 0.2), ("50 %", 0.5), ("80 %", 0.8)]
    strengths = [(f"{value:g}", value) for value in (0.0, 0.1, 0.3, 0.5, 1.0)]
    rate = ipywidgets.FloatText(
        value=settings["learning_rate"], step=0.05, description="learning rate", style=style, layout={"width": "170px"}
    )
    controls = {
        "data": choice("data", [(name, name) for name in SAMPLES], settings["data"]),
        "layer_1": choice("units in hidden layer 1", units, layer_1),
        "layer_2": choice("in layer 2", units, layer_2),
        "activation": choice("activation", [(name, name) for name in SLOPES], settings["activation"]),
        "learning_rate": rate,
        "batch_size": choice("batch size", sizes, settings["batch_size"]),
        "noise": choice("noise", strengths, settings["noise"]),
        "validation": choice("for validation", shares, settings["validation"]),
    }
    for control in controls.values():
        control.layout.width = control.layout.width or "max-content"
    return controls


def arrays_of(params):
    """Return W1, b1, W2, ... of params in a list."""
    return [array for layer in params for array in layer]


def names_of(params):
    """Return the name of each number in arrays_of(params), such as W1[0, 2]."""
    pairs = [(f"{letter}{layer}", array) for layer, pair in enumerate(params, 1) for letter, array in zip("Wb", pair)]
    return [f"{name}[{', '.join(map(str, place))}]" for name, array in pairs for place in np.ndindex(array.shape)]


def thinned(values, n=150):
    """Return at most n values of a list, from the first to the last."""
    return [round(values[i], 4) for i in np.unique(np.linspace(0, len(values) - 1, n).astype(int))] if values else []


def is_number(value, low, high, kind=Real):
    """Return whether a value is a number of a kind within limits; True and False are none."""
    return not isinstance(value, bool | np.bool_) and isinstance(value, kind) and bool(low <= value <= high)


def as_sentence(error):
    """Return an error as a sentence."""
    text = str(error)
    return f"{text[0].upper()}{text[1:]}."


def read_state(state, settings):
    """Return the settings of a state, with those of `settings` in their place, and what else it has, or None.

    ValueError: one of them is not possible, or they do not fit each other.
    """
    state = {} if state is None else state
    if not isinstance(state, dict):
        raise ValueError(f"expected the state of a playground, a dict, got {type(state).__name__}")
    given = {name: value for name, value in state.items() if name not in PROGRESS} | settings
    unknown = [str(name) for name in given if name not in SETTINGS]
    if unknown:
        raise ValueError(f"expected settings among {', '.join(SETTINGS)}, got {unknown[0]:.30}")
    values = SETTINGS | given
    for name, names in (("data", SAMPLES), ("activation", SLOPES)):
        if not isinstance(values[name], str) or values[name] not in names:
            raise ValueError(f"expected {name} to be one of {', '.join(names)}, got {values[name]!r:.40}")
    hidden = values["hidden"].tolist() if isinstance(values["hidden"], np.ndarray) else values["hidden"]
    hidden = hidden if isinstance(hidden, list | tuple) else [hidden]
    if len(hidden) > 2 or not all(is_number(n, 1, MAX_UNITS, Integral) for n in hidden):
        raise ValueError(f"expected up to two hidden layers of 1 to {MAX_UNITS} units each, got {hidden!r:.40}")
    values["hidden"] = tuple(map(int, hidden))
    for name, (low, high, kind) in LIMITS.items():
        if not is_number(values[name], low, high, kind):
            limits = f"above 0 and up to {high:,}" if name == "learning_rate" else f"from {low} to {high:,}"
            what = "a whole number" if kind is Integral else "a number"
            raise ValueError(f"expected {name} to be {what} {limits}, got {values[name]!r:.40}")
        values[name] = int(values[name]) if kind is Integral else float(values[name])
    progress = {name: state[name] for name in PROGRESS if name in state}
    if progress and len(progress) < len(PROGRESS):
        raise ValueError(f"expected a whole state with {', '.join(PROGRESS)}, got only {', '.join(progress)}")
    if progress:
        Training(values).restore(progress)  # which raises a ValueError if it does not fit
    return values, progress or None
