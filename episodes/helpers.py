"""The NumPy that the six episodes share: activations, training loops; what goes into them comes from inputs.py.

Samples are rows: X is (n_samples, n_features), W is (n_in, n_out), a layer is X @ W + b; one neuron has w (n_features,)
and a number b. `rng` is a numpy.random.Generator. Wrong input raises ValueError: it says what was expected, what came.
"""

import sys
import warnings

import numpy as np
from threadpoolctl import threadpool_limits
from tqdm import tqdm

# Those not used below are what the episodes call as helpers.load_mnist, helpers.standardize, helpers.train_test_split.
from inputs import check_labels, check_positive, check_samples, load_mnist, standardize, train_test_split  # noqa: F401

threadpool_limits(1, "blas")  # products of small matrices lose by threads, most where other programs want the cores
# A live bar that removes itself when training ends; the environment variable TQDM_DISABLE=1 turns it off.
PROGRESS = {"desc": "epoch", "leave": False, "file": sys.stdout, "ncols": 70}

# ---- Activation functions of the pre-activation z: any shape in, the same shape out; none overflows at |z| = 1e4.

tanh, arctan = np.tanh, np.arctan


def identity(z):
    """Return z as it is."""
    return np.asarray(z)


def step(z):
    """Return 1 where z >= 0, else 0 (the binary step)."""
    return np.where(np.asarray(z) >= 0, 1.0, 0.0)


def logistic(z, c=1.0):
    """Return 1 / (1 + exp(-c z)) with steepness c, as exp(-log(exp(0) + exp(-c z))), which cannot overflow."""
    return np.exp(-np.logaddexp(0, -c * np.asarray(z)))


def relu(z):
    """Return z where z > 0, else 0."""
    return np.maximum(z, 0)


def prelu(z, alpha=0.25):
    """Return z where z > 0, else alpha z; a network can learn alpha, from 0.25 on (He et al., 2015)."""
    return np.where(np.asarray(z) > 0, z, alpha * np.asarray(z))


def elu(z, alpha=1.0):
    """Return z where z > 0, else alpha (exp(z) - 1) (Clevert et al., 2016)."""
    return np.where(np.asarray(z) > 0, z, alpha * np.expm1(np.minimum(z, 0)))


def softplus(z):
    """Return log(1 + exp(z)), a smooth ReLU."""
    return np.logaddexp(0, z)


def softmax(z):
    """Return exp(z) / sum(exp(z)) over the last axis; subtracting the largest z first keeps exp from overflowing."""
    exp = np.exp(z - np.asarray(z).max(axis=-1, keepdims=True))
    return exp / exp.sum(axis=-1, keepdims=True)


# name -> (function, its derivative with respect to z); where there is none, at z = 0, the one from the left.
ACTIVATIONS = {
    "identity": (identity, lambda z: np.ones(np.shape(z))),
    "step": (step, lambda z: np.zeros(np.shape(z))),
    "logistic": (logistic, lambda z: logistic(z) * logistic(-np.asarray(z))),
    "tanh": (tanh, lambda z: 1 - np.tanh(z) ** 2),
    "arctan": (arctan, lambda z: 1 / (1 + np.square(z))),
    "relu": (relu, lambda z: np.where(np.asarray(z) > 0, 1.0, 0.0)),
    "prelu": (prelu, lambda z: np.where(np.asarray(z) > 0, 1.0, 0.25)),
    "elu": (elu, lambda z: np.exp(np.minimum(z, 0))),
    "softplus": (softplus, logistic),
}


def neuron(inputs, weights, bias=0.0, activation=identity):
    """Return activation(inputs @ weights + bias).

    inputs: (n_features,) or (n_samples, n_features); weights: (n_features,), or (n_features, n_neurons) for a layer.
    """
    inputs, weights = np.asarray(inputs), np.asarray(weights)
    if inputs.shape[-1:] != weights.shape[:1]:
        raise ValueError(f"each input needs one weight, but inputs are {inputs.shape} and weights {weights.shape}")
    return activation(inputs @ weights + bias)


# ---- Training one neuron. Training functions return what they found; they never plot or print.


def predict_sign(X, w, b):
    """Return +1 where X @ w + b >= 0, else -1, integers (n_samples,); X: (n_samples, n_features)."""
    return np.where(check_samples(X, n_features=len(w)) @ w + b >= 0, 1, -1)


def train_perceptron(X, y, learning_rate, n_epochs):
    """Return w, b, errors of Rosenblatt's rule (1958), from zero weights, in the order of the rows.

    X: (n_samples, n_features); y: (n_samples,) of -1 and +1; errors: how many updates were made in each epoch.
    """
    X, y = check_samples(X, y, labels=(-1, 1))
    check_positive(learning_rate=learning_rate, n_epochs=n_epochs)
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in tqdm(range(n_epochs), **PROGRESS):
        n_updates = 0
        for x_i, y_i in zip(X, y):
            error = y_i - (1 if x_i @ w + b >= 0 else -1)
            if error != 0:
                w += learning_rate * error * x_i
                b += learning_rate * error
                n_updates += 1
        errors.append(n_updates)
    return w, float(b), errors


def _is_finite(loss):
    """Return whether a loss is finite, and warn of the learning rate when it is not."""
    if not np.isfinite(loss):
        warnings.warn("the loss is no longer finite: training stops, the learning rate is too large", stacklevel=4)
    return np.isfinite(loss)


@np.errstate(over="ignore", invalid="ignore")  # the warning of _is_finite says more than NumPy's
def train_adaline(X, y, learning_rate, n_epochs):
    """Return w, b, losses of full-batch gradient descent on sum((y - X @ w - b)**2) / 2, from zero weights.

    X: (n_samples, n_features); y: (n_samples,), finite numbers; losses: the cost at the start of each epoch. A cost
    that is no longer finite ends the training with a warning. The delta rule of Widrow and Hoff (1960).
    """
    X, y = check_samples(X, y, numbers=True)
    check_positive(learning_rate=learning_rate, n_epochs=n_epochs)
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in tqdm(range(n_epochs), **PROGRESS):
        error = y - (X @ w + b)
        loss = (error**2).sum() / 2
        if not _is_finite(loss):
            break
        losses.append(float(loss))
        w += learning_rate * X.T @ error
        b += learning_rate * error.sum()
    return w, float(b), losses


# ---- Training a network: params is [(W1, b1), (W2, b2), ...], hidden layers are ReLU, the output layer is softmax.


def init_mlp(layer_sizes, rng, dtype=np.float32):
    """Return params for layer_sizes, say (784, 64, 10): W normal with variance 2 / n_in (He et al., 2015), b zero."""
    sizes = list(zip(layer_sizes, layer_sizes[1:]))
    weights = [rng.standard_normal(shape) * np.sqrt(2 / shape[0]) for shape in sizes]
    return [(W.astype(dtype), np.zeros(W.shape[1], dtype)) for W in weights]


def forward(params, X):
    """Return [X, A1, A2, ..., probabilities]: the activations of every layer, each (n_samples, n_units)."""
    activations = [X]
    for W, b in params[:-1]:
        activations.append(relu(activations[-1] @ W + b))
    W, b = params[-1]
    return [*activations, softmax(activations[-1] @ W + b)]


def _cross_entropy(probabilities, y):
    """Return the mean of -log(probability of the true class)."""
    p_true = probabilities[np.arange(len(y)), y]
    return -np.log(np.maximum(p_true, np.finfo(p_true.dtype).tiny)).sum() / len(y)  # log(0) would be infinite


def _gradients(params, X, y, out):
    """Fill out, [(dW1, db1), ...], by backpropagation; return the mean cross-entropy and how many y came out right."""
    activations = forward(params, X)
    loss, n_right = _cross_entropy(activations[-1], y), np.count_nonzero(activations[-1].argmax(axis=1) == y)
    dZ = activations[-1]
    dZ[np.arange(len(y)), y] -= 1  # softmax and cross-entropy together: probabilities minus one-hot labels
    dZ /= len(y)
    for layer in reversed(range(len(params))):
        A_in, (dW, db) = activations[layer], out[layer]
        np.matmul(A_in.T, dZ, out=dW)
        dZ.sum(axis=0, out=db)
        if layer > 0:
            dZ = (dZ @ params[layer][0].T) * (A_in > 0)  # relu(z) > 0 exactly where z > 0
    return loss, n_right


def loss_and_gradients(params, X, y):
    """Return the mean cross-entropy and its gradients [(dW1, db1), ...]; y: (n_samples,), integer classes."""
    X, y = check_samples(X, y, range(len(params[-1][1])), n_features=len(params[0][0]))
    dtype = np.result_type(X, *params[0], np.float32)  # not integers, even where all these are
    gradients = [tuple(np.empty(array.shape, dtype) for array in layer) for layer in params]
    return float(_gradients(params, X, y, out=gradients)[0]), gradients


def numerical_gradient(f, array, eps=1e-6):
    """Return the derivative of f(array) by each entry, by central differences; f returns a number.

    array: float64; f must read this very array: its entries are moved by eps and put back.
    """
    if array.dtype != np.float64:
        raise ValueError(f"array must be of type float64, which is exact enough, but is {array.dtype}")
    gradient = np.zeros_like(array)
    for index in np.ndindex(array.shape):
        value = array[index]
        array[index] = value + eps
        loss_above = f(array)
        array[index] = value - eps
        gradient[index] = (loss_above - f(array)) / (2 * eps)
        array[index] = value
    return gradient


def adam_step(gradient, m, v, n_steps):
    """Turn gradient, in its own memory, into Adam's step for learning rate 1 and return it (Kingma and Ba, 2015).

    m and v, which move on, are sums in which older gradients and squares count 0.9 and 0.999 times as much with each
    step: 0.1 * m and 0.001 * v are the running means. n_steps counts from 1.
    """
    m *= 0.9
    m += gradient
    m += 1e-30  # not nearer to 0, where processors become slow
    v *= 0.999
    v += np.square(gradient, out=gradient)
    np.sqrt(v, out=gradient)
    gradient += 1e-7 / 0.001**0.5
    np.divide(m, gradient, out=gradient)
    gradient *= ((1 - 0.999**n_steps) / 0.001) ** 0.5 / ((1 - 0.9**n_steps) / 0.1)
    return gradient


def _in_one_vector(params):
    """Return a copy of all parameters as a vector (n_parameters,), and its parts as [(W1, b1), ...]: views of it."""
    arrays = [array for layer in params for array in layer]
    vector = np.concatenate([array.ravel() for array in arrays])
    parts = np.split(vector, np.cumsum([array.size for array in arrays])[:-1])
    views = [part.reshape(array.shape) for part, array in zip(parts, arrays)]
    return vector, list(zip(views[::2], views[1::2]))


@np.errstate(over="ignore", invalid="ignore")  # the warning of _is_finite says more than NumPy's
def train_mlp(params, X, y, *, learning_rate, n_epochs, batch_size, rng, optimizer="sgd", validation=None):
    """Return new params and history after n_epochs on mini-batches, each epoch in the order rng.permutation(n_samples).

    X: (n_samples, n_in), y: (n_samples,), integer classes; validation: None or (X, y); optimizer: "sgd" or "adam".
    history has Keras' keys and meaning: loss and accuracy are means while the epoch ran, val_loss and val_accuracy are
    taken at its end. A loss that is no longer finite ends it with a warning.
    """
    n_features, labels = len(params[0][0]), range(len(params[-1][1]))
    X, y = check_samples(X, y, labels, n_features)
    X_val, y_val = check_samples(*validation, labels, n_features) if validation else (None, None)
    check_positive(learning_rate=learning_rate, n_epochs=n_epochs, batch_size=batch_size)
    if optimizer not in ("sgd", "adam"):
        raise ValueError(f'optimizer must be "sgd" or "adam", but is {optimizer!r}')
    vector, params = _in_one_vector(params)  # one vector: the optimizer is a few operations on it, in place
    gradient, gradients = _in_one_vector(params)
    m, v, n_steps = np.zeros_like(vector), np.zeros_like(vector), 0
    X, learning_rate = X.astype(vector.dtype, copy=False), float(learning_rate)
    history = {key: [] for key in ("loss", "accuracy", "val_loss", "val_accuracy")[: 4 if validation else 2]}
    for _ in tqdm(range(n_epochs), **PROGRESS):
        order, loss, n_right = rng.permutation(len(X)), 0.0, 0
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            batch_loss, batch_right = _gradients(params, X[batch], y[batch], out=gradients)
            loss, n_right = loss + batch_loss * len(batch) / len(X), n_right + batch_right
            if optimizer == "adam":
                n_steps += 1
                adam_step(gradient, m, v, n_steps)
            gradient *= learning_rate
            vector -= gradient
        if not _is_finite(loss):
            break
        epoch = [loss, n_right / len(X)]
        if validation:
            probabilities = forward(params, X_val.astype(X.dtype, copy=False))[-1]
            epoch += [_cross_entropy(probabilities, y_val), accuracy(y_val, probabilities.argmax(axis=1))]
        for values, value in zip(history.values(), epoch):
            values.append(float(value))
    return params, history


def predict(params, X):
    """Return the most probable class of each sample, integers (n_samples,); X: (n_samples, n_in)."""
    return forward(params, check_samples(X, n_features=len(params[0][0])))[-1].argmax(axis=1)


def accuracy(y_true, y_pred):
    """Return the fraction of predictions that are right; both (n_samples,)."""
    y_true, y_pred = np.asarray(y_true), np.asarray(y_pred)
    if y_true.shape != y_pred.shape or y_true.size == 0:
        raise ValueError(f"there must be one prediction a label, but {y_true.shape} labels, {y_pred.shape} predictions")
    return float((y_true == y_pred).mean())


def confusion_matrix(y_true, y_pred, n_classes):
    """Return how often class i (row) was predicted as class j (column), integers (n_classes, n_classes)."""
    counts = np.zeros((n_classes, n_classes), dtype=int)
    np.add.at(counts, (check_labels(y_true, range(n_classes)), check_labels(y_pred, range(n_classes))), 1)
    return counts
