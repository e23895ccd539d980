"""Show how far a training is."""

import sys

from tqdm import tqdm

WIDTH = 70  # characters


def epochs(n):
    """Yield 0, 1, ..., n - 1, with a progress bar that appears after a second and leaves no trace.

    TQDM_DISABLE=1 in the environment turns the bar off.
    """
    bar = tqdm(total=n, desc="epoch", leave=False, file=sys.stdout, ncols=WIDTH, delay=1)
    try:
        for i in range(n):
            yield i
            bar.update()
    finally:
        shown = not bar.disable and bar.last_print_n > 0
        bar.close()
        if shown:
            print(WIDTH * " ", WIDTH * "\b", sep="", end="", flush=True)  # tqdm leaves blanks; these take them away


def keras_bar(n):
    """Return a callback for Keras that shows the bar of `epochs` while `fit` trains for n epochs."""
    from keras.callbacks import LambdaCallback  # not above, because only episode 06 needs Keras

    steps = epochs(n)
    return LambdaCallback(on_epoch_begin=lambda *_: next(steps, None), on_train_end=lambda *_: steps.close())
