"""Every argument of every public function, in all the forms that people have, and in many that no function can use.

A form that means the same gives the same. Anything else ends in one sentence of the form "expected ..., got ...".
"""

import inspect

import numpy as np
import pandas as pd
import pytest

import helpers
from helpers import ACTIVATIONS

X = np.array([[1.0, 2.0, 0.0], [3.0, -1.0, 2.0], [-2.0, 4.0, 1.0], [0.0, 1.0, 5.0]])
CLASSES, SIGNS = np.array([0, 1, 1, 0]), np.array([-1, 1, 1, -1])
W, Z = np.array([1.0, -2.0, 3.0]), np.array([-3.0, 0.0, 2.0])
PARAMS = helpers.init_mlp((3, 4, 2), np.random.default_rng(0), dtype=np.float64)
ACTIVE = helpers.forward(PARAMS, X)


def rng():
    return np.random.default_rng(0)


def square(array):
    return float((array**2).sum())


# name -> arguments that work; a function, such as rng, is called to make the argument.
CALLS = {
    **{name: {"z": Z} for name in ACTIVATIONS},
    "softmax": {"z": Z},
    "logistic": {"z": Z, "c": 2.0},
    "prelu": {"z": Z, "alpha": 0.5},
    "elu": {"z": Z, "alpha": 0.5},
    "neuron": {"inputs": X, "weights": W, "bias": 1.0, "activation": helpers.logistic},
    "standardize": {"X": X},
    "train_test_split": {"X": X, "y": CLASSES, "test_fraction": 0.5, "rng": rng},
    "predict_sign": {"X": X, "w": W, "b": 1.0},
    "train_perceptron": {"X": X, "y": SIGNS, "learning_rate": 0.5, "n_epochs": 2},
    "train_adaline": {"X": X, "y": SIGNS, "learning_rate": 0.01, "n_epochs": 2},
    "init_mlp": {"layer_sizes": (3, 4, 2), "rng": rng},
    "forward": {"params": PARAMS, "X": X},
    "cross_entropy": {"probabilities": ACTIVE[-1], "y": CLASSES},
    "backward": {"params": PARAMS, "activations": ACTIVE, "y": CLASSES},
    "loss_and_gradients": {"params": PARAMS, "X": X, "y": CLASSES},
    "numerical_gradient": {"f": lambda: square, "array": W.copy},
    "adam_step": {"gradient": W, "m": lambda: np.zeros(3), "v": lambda: np.zeros(3), "n_steps": 1},
    "train_mlp": {"params": PARAMS, "X": X, "y": CLASSES, "learning_rate": 0.1, "n_epochs": 1, "batch_size": 2}
    | {"rng": rng, "optimizer": "adam", "validation": (X, CLASSES)},
    "evaluate": {"params": PARAMS, "X": X, "y": CLASSES},
    "predict": {"params": PARAMS, "X": X},
    "accuracy": {"y_true": CLASSES, "y_pred": CLASSES[::-1]},
    "confusion_matrix": {"y_true": CLASSES, "y_pred": CLASSES[::-1], "n_classes": 2},
}
ARRAYS = {"z", "inputs", "weights", "X", "w", "probabilities"}
LABELS = {"y", "y_true", "y_pred"}
ALL = [(name, argument) for name, arguments in CALLS.items() for argument in arguments]


def call(name, **changes):
    """Return the result of a function for its usual arguments, with changes."""
    usual = {key: value() if callable(value) else value for key, value in CALLS[name].items() if key != "activation"}
    usual |= {"activation": helpers.logistic} if name == "neuron" else {}
    return getattr(helpers, name)(**(usual | changes))


def flat(result):
    """Return the numbers of a result, whatever it is made of, as one list."""
    if isinstance(result, dict):
        result = list(result.values())
    if isinstance(result, list | tuple):
        return [number for part in result for number in flat(part)]
    return np.asarray(result, dtype=float).ravel().tolist()


def forms(values):
    """Yield an array's values in the forms that people have."""
    whole = np.array_equal(values, values.astype(int))
    yield values.tolist()
    yield tuple(values.tolist())
    yield values.astype(np.float32)
    yield np.asfortranarray(values)
    yield np.repeat(values, 2, axis=0)[::2]
    yield values.astype(object)
    frame = pd.DataFrame if values.ndim == 2 else pd.Series
    yield frame(values)
    yield frame(values, index=range(len(values), 0, -1))
    locked = values.copy()
    locked.flags.writeable = False
    yield locked
    yield np.ma.masked_array(values, False)
    if whole:
        yield from (values.astype(kind) for kind in (np.int8, np.int64, np.float64))
        yield frame(values.astype(int)).astype("Int64")
        if values.min() >= 0:
            yield values.astype(np.uint8)
            if values.max() <= 1:
                yield values.astype(bool)


@pytest.mark.parametrize(("name", "argument"), [pair for pair in ALL if pair[1] in ARRAYS | LABELS])
def test_every_form_of_the_same_values_gives_the_same(name, argument):
    expected = flat(call(name))
    for form in forms(CALLS[name][argument]):
        np.testing.assert_allclose(flat(call(name, **{argument: form})), expected, rtol=1e-5, atol=1e-6, err_msg=form)


@pytest.mark.parametrize("name", ["softmax", *ACTIVATIONS])
@pytest.mark.parametrize("kind", [np.uint8, np.int8, np.uint16, np.uint64, bool, np.float32])
def test_no_type_of_numbers_overflows_or_loses_digits(name, kind):
    z = np.array([0, 1, 1, 0] if kind is bool else [0, 1, 100, 120]).astype(kind)
    functions = ACTIVATIONS.get(name, (helpers.softmax,))
    for function in functions:
        np.testing.assert_allclose(function(z), function(z.astype(float)), rtol=1e-5, atol=1e-30)


NOTHING = [None, "text", object(), {"a": 1}, {1, 2}, [[1.0], [1.0, 2.0]], ["a", "b"], 1j, len]
NO_TABLE = [np.ones((2, 2, 2)), np.zeros((0, 3)), np.ma.masked_array(X, X > 1), np.array([[1, "a"]]), X.astype(complex)]
WRONG = {
    **dict.fromkeys(("X", "inputs"), [*NOTHING, *NO_TABLE, X[:, :2], pd.DataFrame({"a": ["b"]})]),
    **dict.fromkeys(("weights", "w"), [*NOTHING, *NO_TABLE, W[:2], np.ma.masked_array(W, W > 1), np.nan * W]),
    "probabilities": [*NOTHING, *NO_TABLE, ACTIVE[-1][0], ACTIVE[-1][:3]],
    "z": [*NOTHING, np.ma.masked_array(Z, Z > 1), Z.astype(complex), [None, 1.0]],
    "y": [*NOTHING, *NO_TABLE, CLASSES[:, None], CLASSES[:2], ["0", "1", "1", "0"], [0.5, 1, 1, 0], [0, 1, 7, -7]],
    **dict.fromkeys(("y_true", "y_pred"), [None, object(), {"a": 1}, *NO_TABLE[:2], CLASSES[:, None], CLASSES[:2]]),
    **dict.fromkeys(("c", "alpha", "bias", "b"), [*NOTHING[:6], 1j]),
    "activation": ["logistic", None, 3],
    **dict.fromkeys(("learning_rate", "test_fraction"), [None, "0.1", 0, -1, np.nan, np.inf, [0.1], 1j, True, len]),
    **dict.fromkeys(("n_epochs", "batch_size", "n_steps", "n_classes"), [None, "2", 0, -1, 1.5, np.nan, [1], True]),
    "rng": [None, 0, "0", np.random, np.random.RandomState(0)],
    "layer_sizes": [None, 3, "342", (3,), (3, 0), (3, -1), (3.0, 2.0), ("3", "2"), (True, True), {3: 2}],
    "params": [
        None,
        "text",
        [],
        {},
        3,
        PARAMS[0],
        PARAMS[::-1],
        [*PARAMS, *PARAMS],
        [W for pair in PARAMS for W in pair],
    ]
    + [[(W, None) for W, _ in PARAMS], [(W.tolist(), b.tolist(), 0) for W, b in PARAMS], [(W.T, b) for W, b in PARAMS]]
    + [[(W.astype(int), b) for W, b in PARAMS], [(W, b[:, None]) for W, b in PARAMS]],
    "activations": [None, [], "text", ACTIVE[:-1], ACTIVE[::-1], ACTIVE[-1], [*ACTIVE, ACTIVE[-1]], [None] * 3],
    "f": [None, 3, "square", lambda array: array, lambda array: None, lambda array: "text"],
    "array": [None, 3.0, [1.0], "text", np.array([1, 2]), W.astype(np.float32), pd.Series(W)],
    **dict.fromkeys(("gradient", "m", "v"), [None, 3.0, [1.0, 2.0, 3.0], "text", W[:2], W.astype(int), W[:, None]]),
    "optimizer": [None, "Adam", "rmsprop", 3, ["sgd"]],
    "validation": [
        0.2,
        True,
        "text",
        X,
        (X,),
        (X, CLASSES, CLASSES),
        (None, None),
        (X[:, :2], CLASSES),
        (X, CLASSES[:2]),
    ],
}
ANY_LABELS = ("train_test_split", "y"), ("train_adaline", "y")  # the second takes any finite numbers as targets
ANY_WIDTH = ("standardize", "train_test_split", "train_perceptron", "train_adaline")  # X may have any features


def is_used(name, argument, value):
    """Return whether a function can use a value with which others of the same name can do nothing."""
    shape = np.shape(value) if isinstance(value, np.ndarray) else None
    if argument in ("X", "inputs"):
        return (shape == (4, 2) and name in ANY_WIDTH) or (shape == (0, 3) and name in ("forward", "neuron"))
    is_list = isinstance(value, list) and len(value) == 4
    return (name, argument) in ANY_LABELS and is_list and (name == "train_test_split" or value[0] != "0")


@pytest.mark.parametrize(("name", "argument"), ALL)
def test_what_cannot_be_used_ends_in_one_sentence(name, argument):
    for value in WRONG[argument]:
        if is_used(name, argument, value):
            continue
        try:
            result = call(name, **{argument: value})
        except ValueError as error:
            sentence = str(error)
            assert "expected " in sentence and "\n" not in sentence and len(sentence) < 300, (value, sentence)
        except Exception as error:
            pytest.fail(f"{name}({argument}={value!r}) ends in {error!r}")
        else:
            pytest.fail(f"{name}({argument}={value!r}) returns {result!r}")


def test_every_argument_of_every_public_function_is_tried():
    public = {name for name, f in vars(helpers).items() if inspect.isfunction(f) and not name.startswith("_")}
    elsewhere = {"load_mnist", "epochs", "as_numbers"}  # test_mnist_files.py, test_progress.py; the last is no helper
    assert public - elsewhere == set(CALLS)
    for name, arguments in CALLS.items():
        optional = {"init_mlp": {"dtype"}, "adam_step": {"beta_1", "beta_2", "epsilon"}}.get(name, set())
        optional |= {"eps"} if name == "numerical_gradient" else set()
        assert inspect.signature(getattr(helpers, name)).parameters.keys() - optional == arguments.keys(), name
