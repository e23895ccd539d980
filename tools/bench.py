"""Compare the speed of the lesson's training loops with libraries on the same work in the same run: `make bench`.

Contenders take turns for five rounds, and the median counts, because machines are noisy. The results are printed as
tables and written to _build/bench.json and _build/bench.png. `python tools/bench.py short` only tests that it works.
"""

import contextlib
import functools
import itertools
import json
import os
import platform
import statistics
import subprocess
import sys
import time
import tracemalloc
import warnings

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", TF_ENABLE_ONEDNN_OPTS="0", TQDM_DISABLE="1")  # as in the notebooks
os.environ["JAX_PLATFORMS"] = "cpu"

import keras  # noqa: E402
import matplotlib.pyplot as plt  # noqa: E402
import mlxtend.classifier  # noqa: E402
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
import sklearn.exceptions  # noqa: E402
from sklearn.neural_network import MLPClassifier  # noqa: E402
from threadpoolctl import threadpool_limits  # noqa: E402

import folders  # noqa: E402
import helpers  # noqa: E402
from lesson import plots  # noqa: E402
from lesson.mnist import as_rows  # noqa: E402

try:
    import jax
    import jax.extend
    import jax.numpy as jnp
except ImportError:
    jax = None
try:
    import torch
except ImportError:
    torch = None

BUILD = folders.ROOT / "_build"
SIZES = (784, 64, 64, 10)
LEARNING_RATES = {"adam": 0.001, "sgd": 0.1}
N_CLASSES = SIZES[-1]


def digits():
    """Return the shipped digits as X_train, y_train, X_test, y_test, with rows of float32."""
    (x_train, y_train), (x_test, y_test) = helpers.load_mnist()
    return as_rows(x_train), y_train.astype(int), as_rows(x_test), y_test.astype(int)


# ---- The contenders. Each one prepares what is not timed, and returns a function that takes the seed of the start,
# ---- trains, and returns a function that predicts.


def numpy_loop(X, y, optimizer, batch_size, n_epochs):
    def train(seed):
        rng = np.random.default_rng(seed)
        settings = {"learning_rate": LEARNING_RATES[optimizer], "n_epochs": n_epochs, "batch_size": batch_size}
        params, _ = helpers.train_mlp(helpers.init_mlp(SIZES, rng), X, y, rng=rng, optimizer=optimizer, **settings)
        return lambda rows: helpers.predict(params, rows)

    return train


def floor(X, y, optimizer, batch_size, n_epochs):
    """Compute only the matrix products of forward and backward, and one pass over the parameters, without learning."""

    def train(seed):
        rng = np.random.default_rng(seed)
        weights = [W for W, _ in helpers.init_mlp(SIZES, rng)]
        changes = [np.zeros_like(W) for W in weights]
        for _ in range(n_epochs):
            for start in range(0, len(X), batch_size):
                A = [X[start : start + batch_size]]
                for W in weights:
                    A.append(A[-1] @ W)
                dZ = A[-1]
                for i in reversed(range(len(weights))):
                    A[i].T @ dZ
                    dZ = dZ @ weights[i].T if i else dZ
                for W, change in zip(weights, changes):
                    W -= change
        return None

    return train


def keras_fit(X, y, optimizer, batch_size, n_epochs):
    layers = [keras.layers.Dense(n, activation="relu") for n in SIZES[1:-1]]
    model = keras.Sequential([keras.Input(SIZES[:1]), *layers, keras.layers.Dense(N_CLASSES, activation="softmax")])
    kind = {"adam": keras.optimizers.Adam, "sgd": keras.optimizers.SGD}[optimizer](LEARNING_RATES[optimizer])
    loss, settings = "sparse_categorical_crossentropy", {"metrics": ["accuracy"], "steps_per_execution": 32}
    model.compile(optimizer=kind, loss=loss, **settings)
    model.fit(X, y, batch_size=batch_size, verbose=0)  # Keras compiles in the first call, which is not timed

    def train(seed):
        keras.utils.set_random_seed(seed)
        for variable in kind.variables:
            if variable is not kind.learning_rate:
                variable.assign(np.zeros(variable.shape, variable.dtype))
        model.set_weights([array for layer in helpers.init_mlp(SIZES, np.random.default_rng(seed)) for array in layer])
        model.fit(X, y, batch_size=batch_size, epochs=n_epochs, verbose=0)
        return lambda rows: keras.ops.convert_to_numpy(model(rows)).argmax(axis=1)

    return train


def scikit_learn(X, y, optimizer, batch_size, n_epochs):
    def train(seed):
        settings = {"solver": optimizer, "learning_rate_init": LEARNING_RATES[optimizer], "random_state": seed}
        settings |= {"alpha": 0, "momentum": 0, "batch_size": batch_size, "max_iter": n_epochs}
        with warnings.catch_warnings():  # the run is meant to end before it converges
            warnings.simplefilter("ignore", sklearn.exceptions.ConvergenceWarning)
            return MLPClassifier(SIZES[1:-1], **settings).fit(X, y).predict

    return train


def pytorch(X, y, optimizer, batch_size, n_epochs):
    """Train with plain PyTorch and its fastest optimizers; torch.compile takes half a minute and is no faster here."""
    X, y = torch.from_numpy(X), torch.from_numpy(y)

    def train(seed):
        torch.manual_seed(seed)
        torch.set_flush_denormal(True)  # for this thread, which NumPy uses too, so it is reset below
        model = torch_model(seed)
        settings = {"lr": LEARNING_RATES[optimizer], "fused": True}
        if optimizer == "adam":
            steps = torch.optim.Adam(model.parameters(), eps=1e-7, **settings)
        else:
            steps = torch.optim.SGD(model.parameters(), **settings)
        for _ in range(n_epochs):
            for batch in torch.randperm(len(X)).split(batch_size):
                steps.zero_grad(set_to_none=True)
                torch.nn.functional.cross_entropy(model(X[batch]), y[batch]).backward()
                steps.step()
        torch.set_flush_denormal(False)
        return lambda rows: model(torch.from_numpy(rows)).argmax(dim=1).numpy()

    return train


def torch_model(seed):
    """Return the network in PyTorch with the same start as the other contenders."""
    layers = [torch.nn.Linear(n_in, n_out) for n_in, n_out in zip(SIZES, SIZES[1:])]
    for layer, (W, b) in zip(layers, helpers.init_mlp(SIZES, np.random.default_rng(seed))):
        layer.weight.data, layer.bias.data = torch.from_numpy(W.T.copy()), torch.from_numpy(b)
    return torch.nn.Sequential(layers[0], torch.nn.ReLU(), layers[1], torch.nn.ReLU(), layers[2])


def jax_scan(X, y, optimizer, batch_size, n_epochs):
    """Train with JAX, which compiles an epoch into one call; its last batch may be smaller, as for all contenders."""
    take_step = {"adam": jax_adam, "sgd": jax_sgd}[optimizer]
    X, y = jnp.asarray(X), jnp.asarray(y)

    @functools.partial(jax.jit, donate_argnums=0)
    def epoch(state, X, y, order):
        def step(state, batch):
            gradients = jax.grad(jax_loss)(state["params"], X[batch], y[batch])
            return take_step(state, gradients), None

        in_full_batches = len(order) // batch_size * batch_size
        state, _ = jax.lax.scan(step, state, order[:in_full_batches].reshape(-1, batch_size))
        return step(state, order[in_full_batches:])[0] if in_full_batches < len(order) else state

    def train(seed):
        rng = np.random.default_rng(seed)
        state = jax_start(helpers.init_mlp(SIZES, rng))
        for _ in range(n_epochs):
            state = epoch(state, X, y, rng.permutation(len(X)))
        params = jax.tree.map(np.asarray, state["params"])  # waits until JAX has finished
        return lambda rows: helpers.predict(params, rows)

    epoch(jax_start(helpers.init_mlp(SIZES, np.random.default_rng(0))), X, y, np.arange(len(X)))  # compiles, not timed
    return train


def jax_start(params):
    """Return the state that a step changes: the network, Adam's two means and the number of steps."""
    params = jax.tree.map(jnp.array, params)
    m, v = jax.tree.map(jnp.zeros_like, params), jax.tree.map(jnp.zeros_like, params)
    return {"params": params, "m": m, "v": v, "n_steps": jnp.float32(0)}


def jax_loss(params, X, y):
    for W, b in params[:-1]:
        X = jax.nn.relu(X @ W + b)
    W, b = params[-1]
    return -jnp.take_along_axis(jax.nn.log_softmax(X @ W + b), y[:, None], axis=1).mean()


def jax_sgd(state, gradients):
    rate = LEARNING_RATES["sgd"]
    return state | {"params": jax.tree.map(lambda array, g: array - rate * g, state["params"], gradients)}


def jax_adam(state, gradients):
    """Do a step of Adam with epsilon (1e-7) outside the bias correction, as Keras does."""
    n_steps = state["n_steps"] + 1
    m = jax.tree.map(lambda m, g: m + 0.1 * (g - m), state["m"], gradients)
    v = jax.tree.map(lambda v, g: v + 0.001 * (g**2 - v), state["v"], gradients)
    rate = LEARNING_RATES["adam"] * jnp.sqrt(1 - 0.999**n_steps) / (1 - 0.9**n_steps)
    params = jax.tree.map(lambda array, m, v: array - rate * m / (jnp.sqrt(v) + 1e-7), state["params"], m, v)
    return {"params": params, "m": m, "v": v, "n_steps": n_steps}


CONTENDERS = {"train_mlp": numpy_loop} | ({"JAX": jax_scan} if jax else {})
CONTENDERS |= {"Keras": keras_fit, "scikit-learn": scikit_learn} | ({"PyTorch": pytorch} if torch else {})
CONTENDERS |= {"floor": floor}


@contextlib.contextmanager
def threads(n_threads):
    """Limit NumPy, scikit-learn, PyTorch and what JAX compiles in here to some threads; TensorFlow keeps its own.

    JAX 0.10 ignores --xla_cpu_multi_thread_eigen=false and intra_op_parallelism_threads=1 in XLA_FLAGS, because the
    processor time stayed 1.6 times the elapsed time. With PJRT_NPROC=1, which JAX reads when it starts, it is 1.0.
    """
    if torch:
        torch.set_num_threads(n_threads)
    if jax:
        os.environ["PJRT_NPROC"] = str(n_threads)
        jax.clear_caches()
        jax.extend.backend.clear_backends()  # so JAX starts again
    with threadpool_limits(n_threads):
        yield


def compare(contenders, n_rounds, judge=lambda answer: None):
    """Time functions of a seed in turn; return name -> median seconds, and name -> judge's result in each round.

    judge is called with a function's result at once, because the next round may train the same model again.
    """
    seconds, answers = {name: [] for name in contenders}, {name: [] for name in contenders}
    for seed in range(n_rounds):
        for name, train in contenders.items():
            start = time.perf_counter()
            answer = train(seed)
            seconds[name].append(time.perf_counter() - start)
            answers[name].append(judge(answer))
    return {name: statistics.median(times) for name, times in seconds.items()}, answers


def networks(n_rounds, n_epochs):
    """Train 784-64-64-10 with every contender; return a row per optimizer, batch size, thread count and contender."""
    X, y, X_test, y_test = digits()
    rows = []
    for n_threads, optimizer, batch_size in itertools.product((1, 2), LEARNING_RATES, (32, 128)):
        with threads(n_threads):
            trainers = {name: make(X, y, optimizer, batch_size, n_epochs) for name, make in CONTENDERS.items()}
            seconds, accuracies = compare(
                trainers, n_rounds, lambda predict: predict and helpers.accuracy(y_test, predict(X_test))
            )
        for name in trainers:
            row = {"optimizer": optimizer, "batch": batch_size, "threads": n_threads, "contender": name}
            row["samples_per_s"] = len(X) * n_epochs / seconds[name]
            row["accuracy"] = None if name == "floor" else statistics.mean(accuracies[name])
            rows.append(row)
    return rows


def neurons(n_rounds, n_epochs):
    """Compare the perceptron and Adaline with mlxtend's on Iris."""
    iris = pd.read_csv(folders.ROOT / "data" / "iris.csv")[:100]
    X = helpers.standardize(iris[["sepal_length", "petal_length"]].to_numpy())[0]
    y = np.where(iris["species"] == "setosa", 0, 1)
    signs = 2 * y - 1
    trainers = {
        "train_perceptron": lambda seed: helpers.train_perceptron(X, signs, 0.1, n_epochs),
        "mlxtend Perceptron": lambda seed: mlxtend.classifier.Perceptron(0.1, n_epochs, random_seed=seed).fit(X, y),
        "train_adaline": lambda seed: helpers.train_adaline(X, signs, 0.001, n_epochs),
        "mlxtend Adaline": lambda seed: mlxtend.classifier.Adaline(
            0.001, n_epochs, minibatches=1, random_seed=seed
        ).fit(X, y),
    }
    with threads(1):
        seconds, _ = compare(trainers, n_rounds)
    return [{"contender": name, "samples_per_s": len(X) * n_epochs / time} for name, time in seconds.items()]


def growth(n_rounds, counts, widths):
    """Measure the time of one epoch of train_mlp and its memory beyond the data, by number of images and by width."""
    X, y, _, _ = digits()
    X_many, y_many = np.resize(X, (max(counts), X.shape[1])), np.resize(y, max(counts))
    sizes = [(n, 64) for n in counts] + [(4000, n) for n in widths]
    rows = []
    for optimizer in LEARNING_RATES:
        trainers = {size: some_epochs(X_many, y_many, optimizer, *size) for size in sizes}
        with threads(1):
            seconds, _ = compare(trainers, n_rounds)
        for (n_images, width), train in trainers.items():
            row = {"images": n_images, "width": width, "optimizer": optimizer}
            row["seconds"] = seconds[n_images, width] / n_passes(n_images)
            row["memory_in_networks"] = memory_in_networks(train, n_images, width)
            rows.append(row)
    return rows


def memory_in_networks(train, n_images, width):
    """Return the peak memory of training beyond the data, a batch and the network itself, in units of the network."""
    tracemalloc.start()
    params, _ = train(0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    network = sum(array.nbytes for layer in params for array in layer)
    batch = 32 * (SIZES[0] + 2 * (2 * width + N_CLASSES)) * 4  # a batch, its activations and their derivatives
    order = 8 * n_images  # the order of the images in an epoch
    return (peak - network - batch - order) / network


def n_passes(n_images):
    """Return how many epochs make the first one negligible in runs with few images."""
    return max(1, 16_000 // n_images)


def some_epochs(X, y, optimizer, n_images, width):
    """Return a function that takes a seed and trains for some epochs."""
    params = helpers.init_mlp((SIZES[0], width, width, N_CLASSES), np.random.default_rng(seed=0))
    settings = {"learning_rate": 0.001, "batch_size": 32, "optimizer": optimizer}
    settings["n_epochs"] = n_passes(n_images)
    return lambda seed: helpers.train_mlp(
        params, X[:n_images], y[:n_images], rng=np.random.default_rng(seed), **settings
    )


def busy(n_rounds, n_epochs):
    """Time the same training on a free machine and next to one other process per core."""
    X, y, _, _ = digits()
    train = {"it": numpy_loop(X, y, "adam", 32, n_epochs)}
    with threads(1):
        free, _ = compare(train, n_rounds)
        others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count())]
        try:
            crowded, _ = compare(train, n_rounds)
        finally:
            for other in others:
                other.kill()
                other.wait()
    return {"free_s": free["it"], "busy_s": crowded["it"]}


def import_seconds(code, n_rounds):
    """Return how many seconds a fresh Python needs for some imports."""
    times = []
    for _ in range(n_rounds):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, cwd=folders.EPISODES)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def goals(found):
    """Return rows (what, reached, goal) for the goals of the project."""
    rows = [row for row in found["networks"] if (row["optimizer"], row["batch"], row["threads"]) == ("adam", 32, 1)]
    speed = {row["contender"]: row["samples_per_s"] for row in rows}

    def ratio(name):
        return speed["train_mlp"] / speed[name] if name in speed else None

    grown = [row for row in found["growth"] if (row["width"], row["optimizer"]) == (64, "adam")]
    fewest, *_, most = (row["seconds"] / row["images"] for row in sorted(grown, key=lambda row: row["images"]))
    memory = max(row["memory_in_networks"] for row in found["growth"])
    return [
        ("train_mlp against JAX, which compiles, times, at least", ratio("JAX"), 0.3),
        ("train_mlp against Keras, times, at least", ratio("Keras"), 3.0),
        ("train_mlp against scikit-learn, times, at least", ratio("scikit-learn"), 1.5),
        ("train_mlp against PyTorch, times, at least", ratio("PyTorch"), 1.0),
        ("slowdown on a busy machine, times, at most", found["busy"]["busy_s"] / found["busy"]["free_s"], 2.5),
        ("time per sample, most to fewest, at most", most / fewest, 1.1),
        # Two means, gradients, steps and the intermediate results of a step are each as large as the network.
        ("Adam's memory beyond data, in networks, at most", memory, 7.5),
        ("import helpers after NumPy, s, at most", found["import_helpers_s"], 0.25),
    ]


def show(found):
    """Print the tables."""
    table = pd.DataFrame(found["networks"])
    index, columns = ["optimizer", "batch", "threads"], "contender"
    order = [name for name in CONTENDERS if name in set(table["contender"])]
    print("Samples per second, training 784-64-64-10:")
    print(table.pivot(index=index, columns=columns, values="samples_per_s")[order].round(-2).astype(int).to_string())
    print("\nAccuracy on the 1,000 test images after this training, mean of the rounds:")
    learners = [name for name in order if name != "floor"]
    print(table.pivot(index=index, columns=columns, values="accuracy")[learners].astype(float).round(3).to_string())
    print("\nSamples per second, one neuron on 100 flowers:")
    print(pd.DataFrame(found["neurons"]).set_index("contender").round(-2).astype(int).to_string())
    print("\nHow time and memory grow: one epoch of train_mlp, batches of 32:")
    print(pd.DataFrame(found["growth"]).round(3).to_string(index=False))
    print("\nGoals (Adam, batches of 32, one thread):")
    for what, reached, goal in goals(found):
        print(f"{what:55s} {'not installed' if reached is None else f'{reached:.2f}':>13s}   goal {goal}")


def draw(found, path):
    """Draw bars of the samples per second for Adam, batches of 32 and one thread."""
    rows = [row for row in found["networks"] if (row["optimizer"], row["batch"], row["threads"]) == ("adam", 32, 1)]
    plt.style.use(plots.STYLE)
    fig, ax = plt.subplots(figsize=(6, 2.5))
    ax.barh([row["contender"] for row in rows][::-1], [row["samples_per_s"] for row in rows][::-1], color=plots.BLUE)
    ax.set(xlabel="samples per second, Adam, batches of 32, one thread")
    fig.savefig(path)
    plt.close(fig)


def main(short):
    n_rounds, n_epochs = (1, 1) if short else (5, 10)
    found = {"machine": f"{platform.machine()}, {os.cpu_count()} cores", "python": platform.python_version()}
    found["versions"] = {module.__name__: module.__version__ for module in (np, jax, keras, sklearn, torch) if module}
    found["networks"] = networks(n_rounds, n_epochs)
    found["neurons"] = neurons(n_rounds, 10 * n_epochs)
    counts, widths = ((1000, 4000), (16, 64)) if short else ((1000, 4000, 16_000, 60_000), (16, 64, 256, 1024))
    found["growth"] = growth(n_rounds, counts, widths)
    found["busy"] = busy(n_rounds, n_epochs)
    found["import_helpers_s"] = import_seconds("import helpers", n_rounds) - import_seconds("import numpy", n_rounds)
    BUILD.mkdir(exist_ok=True)
    (BUILD / "bench.json").write_text(json.dumps(found, indent=1) + "\n")
    draw(found, BUILD / "bench.png")
    show(found)


if __name__ == "__main__":
    main(sys.argv[1:] == ["short"])
