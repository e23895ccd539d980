"""Count how many photographs of digits, made by code with known answers, the lesson's network reads: `make photos`."""

import sys
import tempfile
from pathlib import Path

import folders

sys.path[:0] = [str(folders.ROOT / name) for name in ("episodes", "tests", "data")]

import numpy as np  # noqa: E402  the lines above say where the next modules are

import helpers  # noqa: E402
import made_photographs as made  # noqa: E402
from lesson.mnist import as_rows  # noqa: E402


def network():
    """Return the params of 784-64-64-10 after 20 epochs of Adam on the shipped digits."""
    (images, y), _ = helpers.load_mnist()
    rng = np.random.default_rng(0)
    settings = {"learning_rate": 0.001, "n_epochs": 20, "batch_size": 32, "optimizer": "adam", "rng": rng}
    return helpers.train_mlp(helpers.init_mlp((784, 64, 64, 10), rng), as_rows(images), y, **settings)[0]


def main():
    """Print a line per condition, and return 1 if fewer photographs are read than the limits allow."""
    params, counts = network(), {False: [], True: []}
    for condition, (is_hard, _) in made.CONDITIONS.items():
        with tempfile.TemporaryDirectory() as folder:
            n_read, others = made.count(params, condition, Path(folder))
        counts[is_hard].append(n_read)
        print(
            f"{condition:36s} {n_read} of {len(made.NAMES)}", *(f"   {other}" for other in others), sep="\n", flush=True
        )
    shares = {is_hard: sum(numbers) / len(numbers) / len(made.NAMES) for is_hard, numbers in counts.items()}
    for is_hard, share in shares.items():
        print(f"{'hard' if is_hard else 'clean'}: {share:.1%} are read, {made.LIMITS[is_hard]:.0%} are needed")
    return int(any(share < made.LIMITS[is_hard] for is_hard, share in shares.items()))


if __name__ == "__main__":
    sys.exit(main())
