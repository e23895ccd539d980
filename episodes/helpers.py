"""The NumPy of the six episodes: activation functions, one neuron, a network, and their training loops.

Samples are rows: X is (n_samples, n_features), W is (n_in, n_out), and a layer is X @ W + b. One neuron has weights w
(n_features,) and a bias b. `rng` is a numpy.random.Generator. Wrong input raises a ValueError that says what is wrong.
"""

import warnings

import numpy as np

from lesson import validate
from lesson.mnist import load_mnist as load_mnist  # the episodes call it as helpers.load_mnist
from lesson.progress import epochs
from lesson.validate import as_numbers

# ---- Activation functions. The output has the shape of the pre-activation z, and none overflows at |z| = 1e4.


def identity(z):
    """Return z unchanged."""
    return as_numbers(z)


def step(z):
    """Return 1 where z >= 0, else 0 (the binary step)."""
    return np.where(as_numbers(z) >= 0, 1.0, 0.0)


def logistic(z, c=1.0):
    """Return 1 / (1 + exp(-c z)) with steepness c; np.logaddexp avoids the overflow of exp(-c z)."""
    return np.exp(-np.logaddexp(0, -as_numbers(c) * as_numbers(z)))


def tanh(z):
    """Return the hyperbolic tangent of z."""
    return np.tanh(as_numbers(z))


def arctan(z):
    """Return the angle whose tangent is z, in radians."""
    return np.arctan(as_numbers(z))


def relu(z):
    """Return z where z > 0, else 0."""
    return np.maximum(as_numbers(z), 0)


def prelu(z, alpha=0.25):
    """Return z where z > 0, else alpha z; a network can learn alpha, starting at 0.25 (He et al., 2015)."""
    return np.where(as_numbers(z) > 0, z, as_numbers(alpha) * as_numbers(z))


def elu(z, alpha=1.0):
    """Return z where z > 0, else alpha (exp(z) - 1) (Clevert et al., 2016)."""
    return np.where(as_numbers(z) > 0, z, as_numbers(alpha) * np.expm1(np.minimum(as_numbers(z), 0)))


def softplus(z):
    """Return log(1 + exp(z)), a smooth ReLU."""
    return np.logaddexp(0, as_numbers(z))


def softmax(z):
    """Return exp(z) / sum(exp(z)) over the last axis; subtracting the largest z first keeps exp from overflowing."""
    z = validate.check_classes(z)
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


# name -> (function, its derivative with respect to z). Where there is none, at z = 0, it is the slope from the left.
ACTIVATIONS = {
    "identity": (identity, lambda z: np.ones(as_numbers(z).shape)),
    "step": (step, lambda z: np.zeros(as_numbers(z).shape)),
    "logistic": (logistic, lambda z: logistic(z) * logistic(-as_numbers(z))),
    "tanh": (tanh, lambda z: 1 - tanh(z) ** 2),
    "arctan": (arctan, lambda z: 1 / (1 + as_numbers(z) ** 2.0)),
    "relu": (relu, lambda z: np.where(as_numbers(z) > 0, 1.0, 0.0)),
    "prelu": (prelu, lambda z: np.where(as_numbers(z) > 0, 1.0, 0.25)),
    "elu": (elu, lambda z: np.exp(np.minimum(as_numbers(z), 0))),
    "softplus": (softplus, logistic),
}


def neuron(inputs, weights, bias=0.0, activation=identity):
    """Return activation(inputs @ weights + bias).

    inputs: (n_features,) or (n_samples, n_features); weights: (n_features,), or (n_features, n_neurons) for a layer.
    """
    inputs, weights, bias = validate.check_neuron(inputs, weights, bias, activation)
    return activation(inputs @ weights + bias)


# ---- Preparing the data.


def standardize(X):
    """Return X_std, mean, std with X_std = (X - mean) / std; X: (n_samples, n_features), mean and std: (n_features,).

    A feature that never varies raises a ValueError too, because it has no spread to divide by.
    """
    X = validate.check_varying(X)
    mean, std = X.mean(axis=0), X.std(axis=0)
    return (X - mean) / std, mean, std


def train_test_split(X, y, test_fraction, rng):
    """Return X_train, X_test, y_train, y_test: shuffled rows, round(test_fraction * n_samples) of them for testing."""
    X, y = validate.check_samples(X, y)
    n_test = validate.check_split(test_fraction, rng, len(X))
    test, train = np.split(rng.permutation(len(X)), [n_test])
    return X[train], X[test], y[train], y[test]


# ---- Training one neuron. Training functions return their results and never plot or print.


def predict_sign(X, w, b):
    """Return +1 where X @ w + b >= 0, else -1: integers (n_samples,), or one integer for one sample.

    X: (n_samples, n_features), or one sample (n_features,); w: (n_features,); b: a number.
    """
    X, w, b = validate.check_line(X, w, b)
    return np.where(X @ w + b >= 0, 1, -1)[()]  # [()] turns an array without axes into a number


def train_perceptron(X, y, learning_rate, n_epochs):
    """Return w, b and updates of Rosenblatt's rule (1958), which starts from zero weights and takes row after row.

    X: (n_samples, n_features); y: (n_samples,) of -1 and +1; updates: the number of updates in each epoch.
    """
    X, y = validate.check_samples(X, y, labels=(-1, 1))
    validate.check_positive(learning_rate=learning_rate, n_epochs=n_epochs)
    w, b, updates = np.zeros(X.shape[1]), 0.0, []
    for _ in epochs(n_epochs):
        n_updates = 0
        for x_i, y_i in zip(X, y):
            error = y_i - (1 if x_i @ w + b >= 0 else -1)
            if error != 0:
                w += learning_rate * error * x_i
                b += learning_rate * error
                n_updates += 1
        updates.append(n_updates)
    return w, float(b), updates


def _has_exploded(loss):
    """Return whether a loss is no longer finite, and if so, warn that the learning rate is too large."""
    if not np.isfinite(loss):  # stacklevel=4 names the line that called the decorated training function
        warnings.warn(f"training stops at a loss of {loss} because the learning rate is too large", stacklevel=4)
    return not np.isfinite(loss)


@np.errstate(over="ignore", invalid="ignore")  # the warning of _has_exploded explains more than NumPy's
def train_adaline(X, y, learning_rate, n_epochs):
    """Return w, b and losses of full-batch gradient descent on sum((y - X @ w - b)**2) / 2, from zero weights.

    X: (n_samples, n_features); y: (n_samples,), finite numbers; losses: the loss at the start of each epoch. Training
    stops with a warning if the loss is no longer finite. This is the delta rule of Widrow and Hoff (1960).
    """
    X, y = validate.check_samples(X, y, numbers=True)
    validate.check_positive(learning_rate=learning_rate, n_epochs=n_epochs)
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in epochs(n_epochs):
        error = y - (X @ w + b)
        loss = (error**2).sum() / 2
        if _has_exploded(loss):
            break
        losses.append(float(loss))
        w += learning_rate * X.T @ error
        b += learning_rate * error.sum()
    return w, float(b), losses


# ---- A network. params is [(W1, b1), (W2, b2), ...]. The hidden layers use ReLU, and the output layer uses softmax.


def init_mlp(layer_sizes, rng, dtype=np.float32):
    """Return params for layer sizes such as (784, 64, 10): W normal of variance 2 / n_in (He et al., 2015), b zero."""
    sizes = validate.check_start(layer_sizes, rng)
    weights = [rng.standard_normal((n_in, n_out)) * np.sqrt(2 / n_in) for n_in, n_out in zip(sizes, sizes[1:])]
    return [(W.astype(dtype), np.zeros(W.shape[1], dtype)) for W in weights]


def forward(params, X):
    """Return [X, A1, A2, ..., probabilities]: the activations of every layer, each (n_samples, n_units)."""
    X = validate.check_input(params, X)
    activations = [X]
    for W, b in params[:-1]:
        activations.append(relu(activations[-1] @ W + b))
    W, b = params[-1]
    return [*activations, softmax(activations[-1] @ W + b)]


def cross_entropy(probabilities, y):
    """Return the mean of -log(probability of the true class); probabilities: (n_samples, n_classes)."""
    probabilities, y = validate.check_probabilities(probabilities, y)
    p_true = probabilities[np.arange(len(y)), y]
    return -np.log(np.maximum(p_true, 1e-30)).mean()  # log(0) would be infinite


def backward(params, activations, y):
    """Return the gradients of the mean cross-entropy, [(dW1, db1), ...], from the activations of `forward`."""
    y = validate.check_activations(params, activations, y)
    dZ = activations[-1].copy()
    dZ[np.arange(len(y)), y] -= 1  # softmax and cross-entropy together: probabilities minus one-hot labels
    dZ /= len(y)
    gradients = []
    for layer in reversed(range(len(params))):
        A_in = activations[layer]
        gradients.append((A_in.T @ dZ, dZ.sum(axis=0)))
        if layer > 0:
            dZ = (dZ @ params[layer][0].T) * (A_in > 0)  # relu(z) > 0 exactly where z > 0
    return gradients[::-1]


def loss_and_gradients(params, X, y):
    """Return the mean cross-entropy and its gradients [(dW1, db1), ...]; y: (n_samples,), integer classes."""
    X, y = validate.check_network_samples(params, X, y)
    activations = forward(params, X)
    return float(cross_entropy(activations[-1], y)), backward(params, activations, y)


def numerical_gradient(f, array, eps=1e-6):
    """Return the derivative of f with respect to each entry of array, by central differences; f returns a number.

    array: float64, the same array that f reads, because each entry is moved by eps and put back.
    """
    f = validate.check_slope(f, array)
    gradient = np.zeros_like(array)
    for index in np.ndindex(array.shape):
        value = array[index]
        array[index] = value + eps
        loss_above = f(array)
        array[index] = value - eps
        gradient[index] = (loss_above - f(array)) / (2 * eps)
        array[index] = value
    return gradient


def adam_step(gradient, m, v, n_steps, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    """Return Adam's step for learning rate 1, and update its running means m and v in place (Kingma and Ba, 2015).

    gradient, m, v: arrays of one shape; n_steps: the number of steps including this one; beta_1, beta_2: how much of
    themselves m and v keep. Kingma and Ba's Algorithm 1 adds epsilon to the root of the corrected v. This is
    the form with epsilon hat at the end of their section 2, as in Keras: epsilon is added to sqrt(v) itself.
    """
    validate.check_adam(gradient, m, v, n_steps)
    m += (1 - beta_1) * (gradient - m)
    v += (1 - beta_2) * (gradient**2 - v)
    correction = (1 - beta_2**n_steps) ** 0.5 / (1 - beta_1**n_steps)  # m and v start at 0
    return correction * m / (np.sqrt(v) + epsilon)


def _adam_steps(gradients, means, n_steps):
    """Return Adam's steps in the form of gradients, [(dW1, db1), ...]; means: one pair m, v per array."""
    layers = zip(gradients, means)  # + 1e-30: without it, some m become so small that they slow the processor down
    return [tuple(adam_step(array + 1e-30, m, v, n_steps) for array, (m, v) in zip(*layer)) for layer in layers]


@np.errstate(over="ignore", invalid="ignore")
def train_mlp(params, X, y, *, learning_rate, n_epochs, batch_size, rng, optimizer="sgd", validation=None):
    """Return new params and history after n_epochs of mini-batches, in the order rng.permutation(n_samples) per epoch.

    X: (n_samples, n_in); y: (n_samples,), integer classes; validation: None or (X, y). history has Keras' keys: loss
    and accuracy are means over an epoch, the others are from its end. A loss that is not finite ends it with a warning.
    """
    X, y = validate.check_training(params, X, y, optimizer, validation, learning_rate, n_epochs, batch_size, rng)
    params, n_steps = [(W.copy(), b.copy()) for W, b in params], 0
    means = [[(np.zeros_like(array), np.zeros_like(array)) for array in layer] for layer in params]  # Adam's m and v
    history = {"loss": [], "accuracy": []} | ({"val_loss": [], "val_accuracy": []} if validation else {})
    for _ in epochs(n_epochs):
        order, loss, n_right = rng.permutation(len(X)), 0.0, 0
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            activations = forward(params, X[batch])
            loss += cross_entropy(activations[-1], y[batch]) * len(batch) / len(X)
            n_right += np.count_nonzero(activations[-1].argmax(axis=1) == y[batch])
            gradients = backward(params, activations, y[batch])
            if optimizer == "adam":
                n_steps += 1
                gradients = _adam_steps(gradients, means, n_steps)
            for (W, b), (dW, db) in zip(params, gradients):
                W -= learning_rate * dW
                b -= learning_rate * db
        if _has_exploded(loss):
            break
        epoch = (loss, n_right / len(X), *(evaluate(params, *validation) if validation else ()))
        for values, value in zip(history.values(), epoch):
            values.append(float(value))
    return params, history


def evaluate(params, X, y):
    """Return the mean cross-entropy and the accuracy; X: (n_samples, n_in), y: (n_samples,), integer classes."""
    X, y = validate.check_network_samples(params, X, y)
    probabilities = forward(params, X)[-1]
    return float(cross_entropy(probabilities, y)), accuracy(y, probabilities.argmax(axis=1))


def predict(params, X):
    """Return the most probable class of each sample, integers (n_samples,); X: (n_samples, n_in)."""
    validate.check_params(params)
    return forward(params, validate.check_samples(X, n_features=len(params[0][0])))[-1].argmax(axis=1)


def accuracy(y_true, y_pred):
    """Return the fraction of correct predictions; y_true and y_pred: (n_samples,)."""
    y_true, y_pred = validate.check_pairs(y_true, y_pred)
    return float((y_true == y_pred).mean())


def confusion_matrix(y_true, y_pred, n_classes):
    """Return how often class i (row) was predicted as class j (column), integers (n_classes, n_classes)."""
    validate.check_positive(n_classes=n_classes)
    pairs = validate.check_pairs(y_true, y_pred)
    counts = np.zeros((n_classes, n_classes), dtype=int)
    np.add.at(counts, tuple(validate.check_labels(labels, range(n_classes)) for labels in pairs), 1)
    return counts
