"""helpers.py: published numbers, gradients against finite differences, all stated errors, properties of any input."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import helpers
from helpers import ACTIVATIONS
from lesson_files import small_network

# ---- The table of published numbers.


def test_neuron_gives_39():
    assert helpers.neuron([5, 1, 4, 8], [2, 1, 3, 2]) == 39


def test_logistic_neuron_with_bias_is_saturated():
    assert helpers.neuron([5, 1, 4, 8], [2, 1, 3, 2], 2.5, helpers.logistic) == 1.0


def test_neuron_takes_many_samples_and_many_neurons():
    X, W = np.arange(6.0).reshape(3, 2), np.arange(8.0).reshape(2, 4)
    expected = [[sum(X[i, k] * W[k, j] for k in range(2)) + j for j in range(4)] for i in range(3)]
    np.testing.assert_allclose(helpers.neuron(X, W, np.arange(4.0)), expected)


def test_perceptron_separates_setosa_and_versicolor(setosa_versicolor):
    w, b, updates = helpers.train_perceptron(*setosa_versicolor, learning_rate=0.1, n_epochs=10)
    np.testing.assert_allclose([*w, b], [-0.68, 1.82, -0.4], atol=1e-12)
    assert updates == [2, 2, 3, 2, 1, 0, 0, 0, 0, 0]


def test_perceptron_on_sorted_rows_makes_two_updates_and_has_half_wrong(versicolor_virginica):
    X, y = versicolor_virginica
    w, b, updates = helpers.train_perceptron(X, y, learning_rate=0.001, n_epochs=25)
    assert updates == [2] * 25
    assert np.count_nonzero(helpers.predict_sign(X, w, b) != y) == 50


def bound(X):
    A = np.column_stack([X, np.ones(len(X))])
    return 2 / np.linalg.eigvalsh(A.T @ A).max()


def test_adaline_explodes_on_raw_features(setosa_versicolor):
    X, y = setosa_versicolor
    _, _, losses = helpers.train_adaline(X, y, learning_rate=0.01, n_epochs=3)
    np.testing.assert_allclose(losses, [50, 2232, 3.48e6], rtol=1e-3)
    assert bound(X) == pytest.approx(0.000494, abs=5e-7)


def test_adaline_crawls_with_a_small_learning_rate(setosa_versicolor):
    losses = helpers.train_adaline(*setosa_versicolor, learning_rate=0.0001, n_epochs=10)[2]
    assert (losses[0], round(losses[-1], 2)) == (50, 40.24)


def test_adaline_converges_on_standardised_features(setosa_versicolor):
    X, y = helpers.standardize(setosa_versicolor[0])[0], setosa_versicolor[1]
    w, b, losses = helpers.train_adaline(X, y, learning_rate=0.01, n_epochs=15)
    assert (losses[0], round(losses[-1], 3)) == (50, 2.572)
    assert (helpers.predict_sign(X, w, b) == y).all()
    assert bound(X) == pytest.approx(0.01103, abs=5e-6)


def test_network_of_episode_06_has_55050_parameters():
    params = helpers.init_mlp((784, 64, 64, 10), np.random.default_rng(0))
    assert sum(W.size + b.size for W, b in params) == 55_050


def test_network_reads_unseen_digits(digits, trained):
    params, history = trained
    assert helpers.accuracy(digits[3], helpers.predict(params, digits[2])) >= 0.925
    assert history["loss"][-1] < 0.02 < 0.8 < history["loss"][0]


# ---- Activation functions.


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_derivative_agrees_with_central_differences(name):
    function, derivative = ACTIVATIONS[name]
    z = np.concatenate([np.linspace(-5, -0.1, 50), np.linspace(0.1, 5, 50)])  # without kinks and jumps
    numerical = (function(z + 1e-6) - function(z - 1e-6)) / 2e-6
    np.testing.assert_allclose(derivative(z), numerical, atol=1e-8)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("shape", [(), (3,), (2, 3)])
def test_activations_keep_the_shape(name, shape):
    for function in ACTIVATIONS[name]:
        assert np.shape(function(np.full(shape, 0.5))) == shape


EXTREMES = {
    "identity": (-1e4, 1e4),
    "step": (0, 1),
    "logistic": (0, 1),
    "tanh": (-1, 1),
    "arctan": (-np.pi / 2, np.pi / 2),
    "relu": (0, 1e4),
    "prelu": (-2500, 1e4),
    "elu": (-1, 1e4),
    "softplus": (0, 1e4),
}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations_are_right_and_silent_at_extremes(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        np.testing.assert_allclose(ACTIVATIONS[name][0](np.array([-1e4, 1e4])), EXTREMES[name], atol=2e-4)
        assert np.isfinite(ACTIVATIONS[name][1](np.array([-1e4, 1e4]))).all()


def test_softmax_is_right_and_silent_at_extremes():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = helpers.softmax(np.array([[1e4, -1e4, 0], [-1e4, -1e4, -1e4]]))
    np.testing.assert_allclose(result, [[1, 0, 0], [1 / 3] * 3])


def test_derivatives_at_zero_are_those_from_the_left():
    at_zero = {name: float(derivative(0.0)) for name, (_, derivative) in ACTIVATIONS.items()}
    ones = {"identity": 1, "tanh": 1, "arctan": 1, "elu": 1}
    assert at_zero == ones | {"step": 0, "logistic": 0.25, "relu": 0, "prelu": 0.25, "softplus": 0.5}


def test_values_at_zero():
    at_zero = {name: float(function(0.0)) for name, (function, _) in ACTIVATIONS.items()}
    expected = dict.fromkeys(ACTIVATIONS, 0.0) | {"step": 1.0, "logistic": 0.5, "softplus": np.log(2)}
    assert at_zero == pytest.approx(expected)


def test_logistic_follows_its_formula_and_steepness():
    z = np.linspace(-20, 20, 41)
    for c in (0.5, 1, 3):
        np.testing.assert_allclose(helpers.logistic(z, c), 1 / (1 + np.exp(-c * z)), rtol=1e-12)


# ---- Gradients of the network.


def relative_error(a, b):
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))


@pytest.mark.parametrize("sizes", [(3, 2), (4, 3, 2), (5, 8, 3), (6, 5, 4, 3), (2, 3, 4, 5, 6)])
@pytest.mark.parametrize("n_samples", [1, 2, 7])
def test_gradients_agree_with_central_differences(sizes, n_samples):
    params, X, y = small_network(sizes, n_samples)
    loss, gradients = helpers.loss_and_gradients(params, X, y)
    for layer, layer_gradients in zip(params, gradients):
        for parameter, gradient in zip(layer, layer_gradients):
            numerical = helpers.numerical_gradient(lambda _: helpers.loss_and_gradients(params, X, y)[0], parameter)
            if np.linalg.norm(numerical) > 1e-9:
                assert relative_error(gradient, numerical) < 1e-6
            else:
                assert np.linalg.norm(gradient) < 1e-9


def test_numerical_gradient_of_a_known_function_leaves_the_array_as_it_was():
    x = np.array([[1.0, -2.0], [0.5, 3.0]])
    before = x.copy()
    np.testing.assert_allclose(helpers.numerical_gradient(lambda a: (a**3).sum(), x), 3 * before**2, rtol=1e-7)
    np.testing.assert_array_equal(x, before)


def test_loss_is_the_mean_cross_entropy():
    params, X, y = small_network((4, 5, 3), n_samples=6)
    probabilities = helpers.forward(params, X)[-1]
    expected = -np.mean([np.log(probabilities[i, y[i]]) for i in range(6)])
    assert helpers.loss_and_gradients(params, X, y)[0] == pytest.approx(expected)


def test_forward_returns_the_activations_of_every_layer():
    params, X, _ = small_network((4, 5, 3), n_samples=6)
    (W1, b1), (W2, b2) = params
    hidden = np.maximum(X @ W1 + b1, 0)
    for result, expected in zip(
        helpers.forward(params, X), [X, hidden, helpers.softmax(hidden @ W2 + b2)], strict=True
    ):
        np.testing.assert_allclose(result, expected)


# ---- Training a network.

TINY = dict(learning_rate=0.1, n_epochs=3, batch_size=4)


def test_sgd_follows_the_gradient_in_the_order_of_the_permutations():
    params, X, y = small_network((4, 5, 3), n_samples=10)
    trained, history = helpers.train_mlp(params, X, y, rng=np.random.default_rng(7), **TINY)
    rng, losses = np.random.default_rng(7), []
    for _ in range(3):
        order, total = rng.permutation(10), 0
        for batch in (order[:4], order[4:8], order[8:]):
            loss, gradients = helpers.loss_and_gradients(params, X[batch], y[batch])
            total += loss * len(batch)
            params = [(W - 0.1 * dW, b - 0.1 * db) for (W, b), (dW, db) in zip(params, gradients)]
        losses.append(total / 10)
    np.testing.assert_allclose(history["loss"], losses)
    for expected, result in zip(params, trained):
        np.testing.assert_allclose(result[0], expected[0])
        np.testing.assert_allclose(result[1], expected[1])


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_training_leaves_what_came_in_and_repeats(optimizer):
    params, X, y = small_network((4, 5, 3), n_samples=10)
    before = [(W.copy(), b.copy()) for W, b in params]
    runs = [helpers.train_mlp(params, X, y, rng=np.random.default_rng(1), optimizer=optimizer, **TINY) for _ in "ab"]
    assert runs[0][1] == runs[1][1]
    for (W, b), (W_before, b_before), (W_new, _) in zip(params, before, runs[0][0]):
        np.testing.assert_array_equal(W, W_before)
        np.testing.assert_array_equal(b, b_before)
        assert not np.array_equal(W, W_new)


def test_history_has_keras_keys_and_validation_is_taken_at_the_end():
    params, X, y = small_network((4, 5, 3), n_samples=10)
    trained, history = helpers.train_mlp(params, X, y, rng=np.random.default_rng(1), validation=(X, y), **TINY)
    assert list(history) == ["loss", "accuracy", "val_loss", "val_accuracy"]
    assert {len(values) for values in history.values()} == {3}
    assert history["val_loss"][-1] == pytest.approx(helpers.loss_and_gradients(trained, X, y)[0])
    assert history["val_accuracy"][-1] == helpers.accuracy(y, helpers.predict(trained, X))
    _, without = helpers.train_mlp(params, X, y, rng=np.random.default_rng(1), **TINY)
    assert list(without) == ["loss", "accuracy"]


def test_labels_may_be_stored_as_floats_or_booleans():
    params, X, _ = small_network((4, 5, 2), n_samples=4)
    y = np.array([0, 1, 1, 0])
    losses = [helpers.loss_and_gradients(params, X, y.astype(kind))[0] for kind in (int, float, bool, np.uint8)]
    assert len(set(losses)) == 1
    np.testing.assert_array_equal(helpers.confusion_matrix(y.astype(float), y > 0, 2), [[2, 0], [0, 2]])


def test_float32_stays_float32():
    _, X, y = small_network((4, 5, 3), n_samples=10)
    params = helpers.init_mlp((4, 5, 3), np.random.default_rng(0))
    trained, _ = helpers.train_mlp(params, X, y, rng=np.random.default_rng(0), optimizer="adam", **TINY)
    assert {array.dtype for layer in trained for array in layer} == {np.dtype(np.float32)}


def test_he_initialisation_has_variance_2_over_n_in_and_zero_biases():
    (W, b), _ = helpers.init_mlp((1000, 500, 10), np.random.default_rng(0))
    assert W.std() == pytest.approx(np.sqrt(2 / 1000), rel=0.01)
    assert W.mean() == pytest.approx(0, abs=3e-4)
    assert not b.any()


def test_a_learning_rate_that_is_too_large_warns_and_returns_the_history(digits, setosa_versicolor):
    with pytest.warns(UserWarning, match="learning rate is too large"):
        _, _, losses = helpers.train_adaline(*setosa_versicolor, learning_rate=1.0, n_epochs=500)
    assert 1 < len(losses) < 500 and np.isfinite(losses).all()
    params = helpers.init_mlp((784, 8, 10), np.random.default_rng(0))
    with pytest.warns(UserWarning, match="learning rate is too large") as caught:
        settings = dict(learning_rate=1e30, n_epochs=5, batch_size=32)
        _, history = helpers.train_mlp(params, digits[0][:64], digits[1][:64], rng=np.random.default_rng(0), **settings)
    assert len(caught) == 1 and len(history["loss"]) < 5 and np.isfinite(history["loss"]).all()


# ---- Small tools.


def test_a_sign_is_predicted_for_many_samples_and_for_one():
    X, w = np.array([[1.0, 2.0], [3.0, -4.0]]), np.array([0.5, 1.0])
    np.testing.assert_array_equal(helpers.predict_sign(X, w, -1.0), [1, -1])
    assert [helpers.predict_sign(x, w, -1.0) for x in X.tolist()] == [1, -1]
    assert np.ndim(helpers.predict_sign(X[0], w, -2.5)) == 0 and helpers.predict_sign(X[0], w, -2.5) == 1  # z is 0


def test_evaluate_is_loss_and_accuracy():
    params, X, y = small_network((4, 5, 3), n_samples=6)
    expected = helpers.loss_and_gradients(params, X, y)[0], helpers.accuracy(y, helpers.predict(params, X))
    assert helpers.evaluate(params, X, y) == expected


def test_accuracy_and_confusion_matrix():
    y_true, y_pred = [0, 1, 2, 2, 1], [0, 2, 2, 2, 1]
    assert helpers.accuracy(y_true, y_pred) == 0.8
    np.testing.assert_array_equal(helpers.confusion_matrix(y_true, y_pred, 3), [[1, 0, 0], [0, 1, 1], [0, 0, 2]])


# ---- Errors: what was expected and what was given.

X, Y = np.array([[1.0, 2.0], [3.0, 5.0], [2.0, 1.0]]), np.array([-1, 1, 1])
PARAMS = helpers.init_mlp((2, 3, 2), np.random.default_rng(0))
CLASSES = np.array([0, 1, 1])


def train(X=X, y=CLASSES, **changes):
    settings = dict(learning_rate=0.1, n_epochs=1, batch_size=2, rng=np.random.default_rng(0)) | changes
    return helpers.train_mlp(PARAMS, X, y, **settings)


NAN = np.array([[1.0, np.nan], [3.0, 5.0], [2.0, 1.0]])
ERRORS = [
    (lambda: helpers.neuron([1, 2, 3], [1, 2]), r"expected one weight per input, got inputs \(3,\) and weights \(2,\)"),
    (lambda: helpers.standardize(NAN), "got NaN or infinity: fill or drop"),
    (lambda: helpers.standardize(np.ones(3)), r"shape \(n_samples, n_features\), got \(3,\)"),
    (lambda: helpers.standardize(np.ones((0, 3))), r"got \(0, 3\)"),
    (lambda: helpers.standardize(np.array([[1.0, 0.1], [2.0, 0.1]])), "got a constant feature 1: drop it"),
    (lambda: helpers.train_test_split(X, Y[:2], 0.5, np.random.default_rng(0)), r"shape \(2,\) for 3 samples"),
    (lambda: helpers.train_test_split(X, Y, 0.01, np.random.default_rng(0)), "got test_fraction 0.01 of 3"),
    (
        lambda: helpers.train_test_split(X, Y, 1.0, np.random.default_rng(0)),
        "between 0 and 1 as test_fraction, got test_fraction 1.0",
    ),
    (lambda: helpers.train_perceptron(X, CLASSES, 0.1, 1), r"expected labels among \[-1, 1\], got \[0\]"),
    (lambda: helpers.train_perceptron(NAN, Y, 0.1, 1), "got NaN"),
    (lambda: helpers.train_perceptron(X, Y, 0, 1), "expected a positive learning_rate, got 0"),
    (lambda: helpers.train_perceptron(X, Y, 0.1, 0), "expected a positive whole number for n_epochs, got 0"),
    (lambda: helpers.train_adaline(X, Y[:, None], 0.1, 1), r"got a y of shape \(3, 1\)"),
    (lambda: helpers.train_adaline(X, np.array([np.nan, 1, 1]), 0.1, 1), "expected finite numbers in y"),
    (lambda: helpers.train_adaline(X, Y, -1, 1), "expected a positive learning_rate, got -1"),
    (lambda: helpers.train_adaline(X, Y, np.nan, 1), "expected a positive learning_rate, got nan"),
    (lambda: helpers.predict_sign(np.ones((1, 2, 2)), np.ones(2), 0.0), "n_samples, n_features"),
    (lambda: helpers.predict_sign(np.ones(4), np.ones(2), 0.0), "expected 2 features in X, .*, got 4"),
    (lambda: helpers.predict_sign(X, np.ones(3), 0.0), "expected 3 features in X, .*, got 2"),
    (lambda: helpers.loss_and_gradients(PARAMS, X, np.eye(2)[CLASSES]), r"got a y of shape \(3, 2\)"),
    (lambda: helpers.loss_and_gradients(PARAMS, X, np.array([0, 1, 2])), r"among \[0, 1\], got \[2\]"),
    (lambda: helpers.loss_and_gradients(PARAMS, X, np.array([0.5, 1, 1])), r"among \[0, 1\], got \[0.5\]"),
    (lambda: train(NAN), "got NaN"),
    (lambda: train(np.ones((3, 5))), "expected 2 features in X, .*, got 5"),
    (lambda: train(learning_rate=0), "expected a positive learning_rate"),
    (lambda: train(n_epochs=-1), "expected a positive whole number for n_epochs, got -1"),
    (lambda: train(batch_size=0), "expected a positive whole number for batch_size, got 0"),
    (lambda: train(batch_size=2.5), "expected a positive whole number for batch_size, got 2.5"),
    (lambda: train(learning_rate=np.inf), "expected a positive learning_rate, got inf"),
    (lambda: helpers.standardize(np.array([[1.0, "setosa"], [2.0, "setosa"]])), "expected numbers in X, got text"),
    (lambda: helpers.train_adaline(X, np.array(["a", "b", "b"]), 0.1, 1), "expected numbers in y, got text"),
    (lambda: helpers.train_perceptron(X, np.array(["a", "b", "b"]), 0.1, 1), r"among \[-1, 1\], got \['a', 'b'\]"),
    (lambda: helpers.numerical_gradient(np.sum, np.array([1, 2])), "expected an array of float64, got int64"),
    (lambda: train(optimizer="Adam"), 'expected the optimizer "sgd" or "adam", got \'Adam\''),
    (lambda: train(validation=(X, np.array([0, 1, 3]))), r"among \[0, 1\], got \[3\]"),
    (lambda: helpers.predict(PARAMS, NAN), "got NaN"),
    (lambda: helpers.predict(PARAMS, np.ones((3, 5))), "expected 2 features in X, .*, got 5"),
    (lambda: helpers.accuracy([1, 2], [1]), r"per label, got \(2,\) labels, \(1,\) predictions"),
    (lambda: helpers.accuracy([], []), r"got \(0,\) labels"),
    (lambda: helpers.confusion_matrix([0, 3], [0, 1], 3), r"among \[0, 1, 2\], got \[3\]"),
    (lambda: helpers.confusion_matrix([0, 1], [0, -1], 3), r"among \[0, 1, 2\], got \[-1\]"),
    (lambda: helpers.load_mnist("10k"), 'expected "5k" or "full", got \'10k\''),
]


@pytest.mark.parametrize(("call", "sentence"), ERRORS, ids=[sentence for _, sentence in ERRORS])
def test_errors_say_what_was_expected_and_what_came(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()


# ---- Properties for any input.

tables = arrays(
    np.float64, st.tuples(st.integers(2, 20), st.integers(1, 4)), elements=st.floats(-1e6, 1e6, allow_subnormal=False)
)


@given(tables)
def test_standardised_features_have_mean_0_and_deviation_1_and_come_back(X):
    assume((X.std(axis=0) > 1e-6 * (1 + np.abs(X).max(axis=0))).all())
    X_std, mean, std = helpers.standardize(X)
    np.testing.assert_allclose(X_std.mean(axis=0), 0, atol=1e-6)
    np.testing.assert_allclose(X_std.std(axis=0), 1, rtol=1e-6)
    np.testing.assert_allclose(X_std * std + mean, X, rtol=1e-9, atol=1e-6)


@given(st.integers(2, 60), st.floats(0.05, 0.95), st.integers(0, 2**32))
def test_split_keeps_every_row_once_with_its_label(n_samples, test_fraction, seed):
    assume(0 < round(test_fraction * n_samples) < n_samples)
    X, y = np.arange(2 * n_samples).reshape(-1, 2), np.arange(n_samples)
    parts = helpers.train_test_split(X, y, test_fraction, np.random.default_rng(seed))
    X_train, X_test, y_train, y_test = parts
    assert len(X_test) == len(y_test) == round(test_fraction * n_samples)
    assert sorted([*y_train, *y_test]) == list(range(n_samples))
    np.testing.assert_array_equal(np.concatenate([X_train, X_test]), X[np.concatenate([y_train, y_test])])
    again = helpers.train_test_split(X, y, test_fraction, np.random.default_rng(seed))
    assert all(np.array_equal(a, b) for a, b in zip(parts, again, strict=True))


@given(
    arrays(np.float64, (6, 2), elements=st.integers(-5, 5).map(float)),
    arrays(np.int64, 6, elements=st.sampled_from([-1, 1])),
)
def test_one_epoch_of_the_perceptron_is_rosenblatts_rule(X, y):
    w, b, (n_updates,) = helpers.train_perceptron(X, y, learning_rate=0.5, n_epochs=1)
    w_expected, b_expected, mistakes = [0.0, 0.0], 0.0, 0
    for (x0, x1), target in zip(X.tolist(), y.tolist()):
        says_plus = x0 * w_expected[0] + x1 * w_expected[1] + b_expected >= 0
        if says_plus != (target == 1):  # 0.5 * (target - answer) is the target itself
            w_expected = [w_expected[0] + target * x0, w_expected[1] + target * x1]
            b_expected, mistakes = b_expected + target, mistakes + 1
    assert ([*w], b, n_updates) == (w_expected, b_expected, mistakes)


# ---- Whatever a public function is given, it works, or one sentence says what was expected and what came.

RNG = np.random.default_rng(0)
THREE = (np.arange(12.0).reshape(4, 3) / 10, np.array([0, 1, 1, 0]))
NETWORK = helpers.init_mlp((3, 4, 2), RNG)


def train_small(params=NETWORK, X=THREE[0], y=THREE[1], **settings):
    usual = {"learning_rate": 0.1, "n_epochs": 1, "batch_size": 2, "rng": np.random.default_rng(0)}
    return helpers.train_mlp(params, X, y, **(usual | settings))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: helpers.confusion_matrix(THREE[1][:, None], THREE[1][:, None], 2),
            r"labels of shape .*, got \(4, 1\)",
        ),
        (lambda: helpers.confusion_matrix([0, 1], [0], 2), "one prediction per label"),
        (lambda: helpers.confusion_matrix([0, 1], [0, 1], "2"), "whole number for n_classes, got '2'"),
        (lambda: helpers.accuracy(np.array(["0", "1"]), [0, 1]), "got text and numbers"),
        (lambda: helpers.accuracy(None, [0, 1]), "expected labels as an array or a list, got None"),
        (lambda: helpers.standardize(np.ma.masked_array(THREE[0], THREE[0] > 1)), "whose mask would be lost"),
        (lambda: helpers.standardize(pd.DataFrame({"a": pd.array([1, None], dtype="Int64")})), "got NaN or infinity"),
        (lambda: helpers.standardize([[1, 2], [3]]), "got rows of different lengths"),
        (lambda: helpers.standardize(None), "expected X as an array or a list, got None"),
        (lambda: helpers.standardize([["a", "b"]]), "expected numbers in X, got text"),
        (lambda: train_small(learning_rate="0.1"), "expected a positive learning_rate, got '0.1'"),
        (lambda: train_small(learning_rate=None), "expected a positive learning_rate, got None"),
        (lambda: train_small(rng=0), r"such as np.random.default_rng\(0\), got 0"),
        (lambda: train_small(validation=True), r"validation as a pair \(X, y\), got bool"),
        (lambda: train_small(validation=(THREE[0][:, :2], THREE[1])), "in validation: expected 3 features"),
        (lambda: train_small(validation=(THREE[0], THREE[1][:2])), "in validation: expected one label per sample"),
        (
            lambda: train_small(params=[W for layer in NETWORK for W in layer]),
            "list of pairs .*, got ndarray as layer 1",
        ),
        (lambda: train_small(params=[(np.ones((3, 2), int), np.zeros(2, int))]), "params of floats, got int64"),
        (lambda: train_small(params=[]), "got an empty list"),
        (lambda: train_small(params=[NETWORK[0], NETWORK[0]]), "that fit the layer before"),
        (lambda: helpers.predict(None, THREE[0]), "got NoneType"),
        (lambda: helpers.init_mlp((3, 0, 2), RNG), "two or more positive whole numbers"),
        (lambda: helpers.init_mlp((3, 2), None), "random generator as rng"),
        (lambda: helpers.train_test_split(*THREE, "half", RNG), "number between 0 and 1"),
        (lambda: helpers.train_test_split(*THREE, 0.5, 7), "random generator as rng"),
        (lambda: helpers.neuron(["a"], [1]), "expected numbers in inputs, got text"),
        (lambda: helpers.predict_sign(THREE[0], None, 0), "expected w as an array or a list, got None"),
        (lambda: helpers.numerical_gradient(lambda a: 1, [1.0]), "got list"),
    ],
)
def test_what_a_function_cannot_use_ends_in_one_sentence(call, words):
    with pytest.raises(ValueError, match=words) as caught:
        call()
    assert "\n" not in str(caught.value)


def test_columns_of_pandas_that_may_have_gaps_are_used_if_they_have_none():
    table = pd.DataFrame({"a": pd.array([1, 2, 4], dtype="Int64"), "b": [1.0, 2.0, 4.0]})
    np.testing.assert_allclose(helpers.standardize(table)[1], [7 / 3, 7 / 3])
    labels = pd.Series(THREE[1], dtype="Int64")
    assert train_small(y=labels)[1] == train_small()[1]


def test_pixels_that_are_not_scaled_are_warned_of():
    with pytest.warns(UserWarning, match="X has values up to 280, from which a network hardly learns: divide pixels"):
        train_small(X=THREE[0] * 255)
