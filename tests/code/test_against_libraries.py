"""Compare the training with other people's code: TensorFlow's gradients, Keras' optimizers, mlxtend's neurons."""

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import pytest
from mlxtend.classifier import Adaline, Perceptron
from sklearn.linear_model import LogisticRegression

import helpers
from lesson_files import definition


def start(sizes, dtype=np.float32, seed=0):
    rng = np.random.default_rng(seed)
    return [(W, rng.normal(scale=0.1, size=b.shape).astype(dtype)) for W, b in helpers.init_mlp(sizes, rng, dtype)]


@pytest.mark.parametrize("sizes", [(784, 10), (784, 32, 10), (784, 64, 64, 10)])
def test_loss_and_gradients_agree_with_tensorflow(digits, sizes):
    import tensorflow as tf

    X, y = digits[0][:50], digits[1][:50]
    params = start(sizes)
    variables = [tf.Variable(array) for layer in params for array in layer]
    with tf.GradientTape() as tape:
        a = tf.constant(X)
        for i in range(0, len(variables), 2):
            z = a @ variables[i] + variables[i + 1]
            a = tf.nn.relu(z)
        loss_tf = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y.astype(np.int32), z))
    gradients_tf = [g.numpy() for g in tape.gradient(loss_tf, variables)]
    loss, gradients = helpers.loss_and_gradients(params, X, y)
    assert loss == pytest.approx(float(loss_tf), rel=1e-5)
    for ours, theirs in zip([g for layer in gradients for g in layer], gradients_tf, strict=True):
        assert np.linalg.norm(ours - theirs) < 1e-5 * np.linalg.norm(theirs)


@pytest.mark.parametrize(("optimizer", "learning_rate"), [("sgd", 0.1), ("adam", 0.001)])
def test_50_steps_agree_with_keras(digits, optimizer, learning_rate):
    import keras

    X, y = digits[0][:320], digits[1][:320]
    params = start((784, 64, 64, 10))
    layers = [keras.layers.Dense(n, activation=f) for n, f in ((64, "relu"), (64, "relu"), (10, "softmax"))]
    model = keras.Sequential([keras.Input((784,)), *layers])
    for layer, (W, b) in zip(layers, params):
        layer.set_weights([W, b])
    optimizers = {"sgd": keras.optimizers.SGD, "adam": keras.optimizers.Adam}
    model.compile(optimizer=optimizers[optimizer](learning_rate), loss="sparse_categorical_crossentropy")

    rng, losses = np.random.default_rng(3), []
    for _ in range(5):
        order, total = rng.permutation(len(X)), 0.0
        for start_of_batch in range(0, len(X), 32):
            batch = order[start_of_batch : start_of_batch + 32]
            model.reset_metrics()
            total += float(model.train_on_batch(X[batch], y[batch], return_dict=True)["loss"]) * len(batch)
        losses.append(total / len(X))
    trained, history = helpers.train_mlp(
        params, X, y, learning_rate=learning_rate, n_epochs=5, batch_size=32,
        rng=np.random.default_rng(3), optimizer=optimizer,
    )  # fmt: skip
    np.testing.assert_allclose(history["loss"], losses, rtol=1e-3)
    for layer, (W, b), (W_start, _) in zip(layers, trained, params):
        W_keras, b_keras = layer.get_weights()
        assert np.linalg.norm(W - W_keras) < 1e-3 * np.linalg.norm(W_keras - W_start)
        assert np.linalg.norm(b - b_keras) < 1e-3 * np.linalg.norm(b_keras)


@pytest.fixture
def double_precision():
    """Let Keras compute in double precision, as in episode 06."""
    import keras

    keras.config.set_floatx("float64")
    keras.config.set_dtype_policy("float64")  # it follows floatx only until the first layer is made
    yield
    keras.config.set_floatx("float32")
    keras.config.set_dtype_policy("float32")


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_an_epoch_of_adam_agrees_with_keras(digits, double_precision, seed):
    import keras

    X, y = digits[:2]
    model = definition("06", "build_model", keras=keras)(seed)
    start = model.get_weights()
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    params = [(W.copy(), b.copy()) for W, b in zip(start[::2], start[1::2])]
    means = [[(np.zeros_like(array), np.zeros_like(array)) for array in layer] for layer in params]
    step, by_numpy, by_keras = definition("06", "step_by_numpy"), [], []
    for n_steps in range(1, 126):
        batch = slice((n_steps - 1) * 32, n_steps * 32)
        model.reset_metrics()
        by_keras.append(float(model.train_on_batch(X[batch], y[batch], return_dict=True)["loss"]))
        by_numpy.append(step(params, means, X[batch], y[batch], n_steps))
    assert by_numpy[-1] < 0.5 * by_numpy[0]
    np.testing.assert_allclose(by_numpy, by_keras, rtol=1e-4)  # Keras rounds 0.999 to 32 bits


def test_keras_shuffles_alike_in_every_epoch_once_the_seed_is_set():
    """Episode 06 gives this as a reason why its network differs from that of episode 05."""
    import keras

    class Watch(keras.layers.Layer):
        def call(self, x):
            seen.append(keras.ops.convert_to_numpy(x)[:, 0].tolist())
            return x

    X, seen = np.arange(100.0)[:, None], []
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((1,)), Watch(), keras.layers.Dense(1)])
    model.compile("sgd", "mse", run_eagerly=True)
    seen.clear()  # what building the network has passed through it
    model.fit(X, 0 * X, batch_size=100, epochs=3, verbose=0)
    images = [batch for batch in seen if len(batch) == 100]
    assert len(images) >= 3 and images[0] != sorted(images[0])
    assert all(batch == images[0] for batch in images)


@pytest.mark.parametrize("pair", ["setosa_versicolor", "versicolor_virginica"])
def test_perceptron_agrees_with_mlxtend(request, pair):
    X, y = request.getfixturevalue(pair)
    # mlxtend shuffles with a RandomState that each call of fit resets, so one call per epoch gives a known order.
    theirs = Perceptron(eta=0.1, epochs=1, random_seed=5)
    theirs.w_, theirs.b_, theirs.cost_ = np.zeros((2, 1)), np.zeros(1), []
    for _ in range(10):
        theirs.fit(X, (y + 1) // 2, init_params=False)
    order = np.random.RandomState(5).permutation(len(X))
    w, b, updates = helpers.train_perceptron(X[order], y[order], learning_rate=0.1, n_epochs=10)
    assert updates == theirs.cost_ and sum(updates) > 0
    np.testing.assert_allclose([*w, b], [*theirs.w_.ravel(), *theirs.b_], atol=1e-12)


@pytest.mark.parametrize("learning_rate", [0.001, 0.01])
def test_adaline_agrees_with_mlxtend(setosa_versicolor, learning_rate):
    X, y = helpers.standardize(setosa_versicolor[0])[0], setosa_versicolor[1]
    theirs = Adaline(eta=learning_rate, epochs=15, minibatches=1, random_seed=0)
    theirs.w_, theirs.b_, theirs.cost_ = np.zeros((2, 1)), np.zeros(1), []
    theirs.fit(X, (y + 1) // 2, init_params=False)
    w, b, losses = helpers.train_adaline(X, y, learning_rate, n_epochs=15)
    np.testing.assert_allclose([*w, b], [*theirs.w_.ravel(), *theirs.b_], atol=1e-10)
    np.testing.assert_allclose(losses[1:], theirs.cost_[:-1])  # theirs are computed at the end of an epoch


def test_logistic_neuron_of_episode_04_agrees_with_scikit_learn(versicolor_virginica):
    X, y = helpers.standardize(versicolor_virginica[0])[0], (versicolor_virginica[1] + 1) / 2
    w, b = definition("04", "train_logistic")(X, y, learning_rate=0.01, n_epochs=50_000)
    theirs = LogisticRegression(C=np.inf, tol=1e-10, max_iter=10_000).fit(X, y)  # no penalty on large weights
    np.testing.assert_allclose([*w, b], [*theirs.coef_[0], *theirs.intercept_], rtol=1e-3)
