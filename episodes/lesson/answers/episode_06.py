"""Answers to the exercises and questions of episode 06."""

import numpy as np

from helpers import load_mnist, softmax
from lesson.answers.common import Z1, Exercise, TryAgain, question


def losses(probabilities, y):
    """Return minus the logarithm of the true class's probability for each sample."""
    return -np.log(probabilities[np.arange(len(y)), y])


def mean_cross_entropy(probabilities, y):
    return losses(probabilities, y).mean()


def read(rows):  # a learner is told "Called with read, ...": the name is the one in the notebook
    """Return "probabilities" (n, 10) of rows of 784 pixels from 0 to 1: the digit says how much ink is where."""
    rows = np.asarray(rows)
    if rows.ndim != 2 or rows.shape[1] != 784:
        raise ValueError(f"read needs rows of the shape (n_images, 784); got {rows.shape}")
    ink = np.clip(rows, 0, 1.5) @ np.linspace(0, 2, 784) / 784  # more to the bottom counts more: 0 to 1.5
    return softmax(-np.abs(9 * ink[:, None] - np.arange(10)))


def images():
    """Return three images (28, 28) of 0 to 255: greys, darker to the right or to the bottom, or with a bar."""
    rng, ramp = np.random.default_rng(0), np.linspace(0, 200, 28)
    greys = np.array([np.tile(ramp, (28, 1)), np.tile(ramp[:, None], (1, 28)), np.full((28, 28), 60)])
    images = rng.integers(0, 55, size=(3, 28, 28)) + greys.astype(int)
    images[2, 22:] = 255  # a black bar at the bottom
    return images


def history_with_best(best, n_epochs):
    """Return the history of a run, as Keras gives it: each quantity is best in another epoch.

    val_loss is best in `best`, counted from 0, and rises once before it; the first and the last epoch are the worst.
    """
    epochs = np.arange(n_epochs)
    val_loss = 0.3 + 0.02 * np.abs(epochs - best) + (epochs == 0) + 0.05 * (epochs == best - 2)
    curves = {
        "loss": np.abs(n_epochs - 1.6 - epochs) / n_epochs,
        "accuracy": 1 - 0.4 / (epochs + 1),
        "val_loss": val_loss,
        "val_accuracy": 0.93 - 0.0001 * np.abs(epochs - best - 2),
    }
    return {key: values.tolist() for key, values in curves.items()}


def accuracies(n_epochs):
    """Return test accuracies, each its own, the largest in an epoch that no other quantity would choose."""
    return 0.9 + 0.05 * np.sin(1.0 + np.arange(n_epochs) * 2.0)


def off_diagonal(counts):
    """Return a confusion matrix with zeros on its diagonal."""
    return counts - np.diag(np.diag(counts))


def place(counts, find=np.argmax):
    """Return row and column of the entry that `find` finds."""
    return np.array(np.unravel_index(find(counts), counts.shape))


def judge_model(model):
    """Raise TryAgain unless a Keras model of at most 60,000 parameters is right on more than 95 % of the images."""
    if not hasattr(model, "count_params"):
        raise TryAgain("Pass the trained network itself, the object that keras.Sequential(...) returned.")
    from keras.ops import convert_to_numpy  # here, not above: whoever has a model has waited for Keras already

    _, (images, labels) = load_mnist()
    rows = images.reshape(len(images), 784).astype("float32") / 255
    try:
        n_parameters = int(model.count_params())
        n_right, n_right_unscaled = (
            (np.argmax(convert_to_numpy(model(X)), axis=1) == labels).sum() for X in (rows, rows * 255)
        )
    except Exception as error:
        raise TryAgain(
            f"It should take prepared rows of 784 pixels, but it raises {type(error).__name__}: {error}."
        ) from None
    if n_parameters > 60_000:
        raise TryAgain(f"It has {n_parameters:,} parameters, and at most 60,000 are allowed. Take fewer units.")
    if n_right <= 200:
        raise TryAgain(
            f"It is right on {n_right} of 1,000 test images, which is about as good as guessing. Train it with fit."
        )
    if n_right_unscaled > n_right + 20:
        raise TryAgain(
            "It does better with pixels from 0 to 255 than from 0 to 1. Scale the training images with prepare."
        )
    if n_right <= 950:
        raise TryAgain(
            f"It is right on {n_right} of 1,000 test images, and you need more than 950. Train with the moved images, "
            "and for more epochs."
        )


EXERCISES = {
    "6.1": Exercise(
        answer=101_770,
        praise="784 * 128 + 128 in the hidden layer and 128 * 10 + 10 in the output layer.",
        mistakes={
            "These are the weights. Each neuron has a bias too.": 101_632,
            "The 10 output neurons have biases too.": 101_760,
            "This is the hidden layer. The output layer has parameters too.": 100_480,
            "This is the output layer. The hidden layer has parameters too.": 1_290,
            "This is 784-64-64-10 with 128 in the first layer. Here, 128 is the only hidden layer.": 109_386,
            "This is the network of the episode. Here there is one hidden layer, of 128 neurons.": 55_050,
        },
        hints=(
            "A Dense layer has one weight for each pair of input and neuron, and one bias for each neuron.",
            "The first layer has 784 * 128 weights and 128 biases. The second has 128 inputs and 10 neurons.",
            "Compute 784 * 128 + 128 for the first layer, and add the second in the same way.",
        ),
    ),
    "6.2": Exercise(
        answer=lambda history, test_accuracy: test_accuracy[np.argmin(history["val_loss"])],
        praise="Yes. The validation loss chooses the epoch, and the test images, with no part in that, judge it.",
        mistakes={
            "You choose the epoch by the test images, so they are no longer unseen. Choose by the validation loss.": (
                lambda history, test_accuracy: np.max(test_accuracy)
            ),
            "This is the accuracy on the training images, which the network knows. Report that on the test images.": (
                lambda history, test_accuracy: history["accuracy"][np.argmin(history["val_loss"])]
            ),
            "The validation images were used to choose the epoch, so they flatter it. Report the test accuracy.": (
                lambda history, test_accuracy: history["val_accuracy"][np.argmin(history["val_loss"])]
            ),
            "This is the last epoch. Early stopping goes back to the one with the lowest validation loss.": (
                lambda history, test_accuracy: test_accuracy[-1]
            ),
            "You choose by the training loss, which goes on falling when the network overfits. Choose by val_loss.": (
                lambda history, test_accuracy: test_accuracy[np.argmin(history["loss"])]
            ),
            "This is the epoch with the highest validation loss. Lower is better.": (
                lambda history, test_accuracy: test_accuracy[np.argmax(history["val_loss"])]
            ),
            "You choose by the validation accuracy. Early stopping here watches the validation loss.": (
                lambda history, test_accuracy: test_accuracy[np.argmax(history["val_accuracy"])]
            ),
            "This is the lowest validation loss itself. Which test accuracy belongs to its epoch?": (
                lambda history, test_accuracy: np.min(history["val_loss"])
            ),
            "This is the epoch after the best one. np.argmin counts from 0, and so do indices.": (
                lambda history, test_accuracy: test_accuracy[np.argmin(history["val_loss"]) + 1]
            ),
            "You stop at the first rise. The loss may fall lower after it, so take the lowest of all.": (
                lambda history, test_accuracy: test_accuracy[np.flatnonzero(np.diff(history["val_loss"]) > 0)[0]]
            ),
            "This is the number of the epoch. Which test accuracy belongs to it?": (
                lambda history, test_accuracy: np.argmin(history["val_loss"])
            ),
        },
        hints=(
            "In which epoch was the validation loss lowest? Its weights are the ones that are restored.",
            "np.argmin gives the place of the smallest value in a list.",
            'Use the place of the smallest value of history["val_loss"] as an index into test_accuracy.',
        ),
        inputs=tuple(
            (history_with_best(best, n_epochs), accuracies(n_epochs)) for n_epochs, best in ((8, 3), (9, 4), (1000, 40))
        ),
    ),
    "6.3": Exercise(
        answer=lambda read, image: read(image.reshape(1, -1) / 255)[0].argmax(),
        praise="A batch of one row, scaled as in training. The place of the largest probability is the digit.",
        mistakes={
            "The pixels go from 0 to 255, but the network was trained with values from 0 to 1. Divide by 255.": (
                lambda read, image: read(image.reshape(1, -1))[0].argmax()
            ),
            "This is the largest probability. Its place among the ten is the digit: argmax.": (
                lambda read, image: read(image.reshape(1, -1) / 255).max()
            ),
            "These are the ten probabilities. The place of the largest is the digit: argmax.": (
                lambda read, image: read(image.reshape(1, -1) / 255)[0]
            ),
            "read expects a batch, an array of rows. Reshape the image to (1, 784).": (
                lambda read, image: read(image.reshape(-1) / 255).argmax()
            ),
            "The image is transposed, so it lies on its side. Reshape it as it is.": (
                lambda read, image: read(image.T.reshape(1, -1) / 255)[0].argmax()
            ),
            "Ink and paper are swapped: in MNIST, paper is 0.": (
                lambda read, image: read(1 - image.reshape(1, -1) / 255)[0].argmax()
            ),
            "You divide by 255 twice: the pixels should go from 0 to 1.": (
                lambda read, image: read(image.reshape(1, -1) / 255 / 255)[0].argmax()
            ),
            "// throws away the digits after the point, so all greys become 0. Divide with /.": (
                lambda read, image: read(image.reshape(1, -1) // 255)[0].argmax()
            ),
        },
        hints=(
            "Make a batch of one image: its shape is (1, 784), and its values go from 0 to 1.",
            "The row is image.reshape(1, 784) / 255. Give it to read.",
            "read(row) has the shape (1, 10). Take its only row, [0], and the place of the largest value, .argmax().",
        ),
        inputs=tuple((read, image) for image in images()),
    ),
    "6.4": Exercise(
        answer=lambda counts: place(off_diagonal(counts)),
        praise="The mistakes are off the diagonal, and the row and column of the largest count are the pair.",
        mistakes={
            "The largest count is on the diagonal, with the correct predictions. Take the diagonal away first.": (
                place
            ),
            "It is the other way round. The row is the true class, the column the predicted one.": (
                lambda counts: place(off_diagonal(counts))[::-1]
            ),
            "This is a number in the row-by-row count of all entries. np.unravel_index turns it into row and column.": (
                lambda counts: off_diagonal(counts).argmax()
            ),
            "This is how often it happened. Which row and column is it in?": (
                lambda counts: off_diagonal(counts).max()
            ),
            "You add both directions. A 4 predicted as 9 and a 9 predicted as 4 are different mistakes here.": (
                lambda counts: place(off_diagonal(counts) + off_diagonal(counts).T)
            ),
            "You compare rates within each row. The most frequent mistake is the largest count.": (
                lambda counts: place(off_diagonal(counts) / counts.sum(axis=1, keepdims=True))
            ),
            "np.diag(counts) is a list of ten numbers. Calling np.diag on that list makes a matrix of it.": (
                lambda counts: place(counts - np.diag(counts))
            ),
            "This is the rarest mistake. The most frequent one is the largest count off the diagonal.": (
                lambda counts: place(counts, np.argmin)
            ),
        },
        hints=(
            "Correct predictions would win. Set the diagonal to zero first, as the cell for the figure does.",
            "counts - np.diag(np.diag(counts)) has zeros on the diagonal and the mistakes elsewhere.",
            "Give the argmax of these mistakes to np.unravel_index, together with counts.shape.",
        ),
        inputs=(
            (np.array([[9, 1, 0], [3, 7, 2], [4, 0, 8]]),),
            (np.array([[90, 5, 0], [0, 7, 3], [1, 0, 80]]),),
            (np.array([[5, 6], [1, 9]]),),
            (np.diag([1000] * 10) + np.eye(10, k=3, dtype=int) * np.arange(10) + np.eye(10, k=-3, dtype=int) * 6,),
        ),
    ),
    "6.5": Exercise(
        answer=lambda logits, y: mean_cross_entropy(softmax(logits), y),
        praise="Softmax once, minus the logarithm of the true class's probability, and the mean over the samples.",
        mistakes={
            "Softmax is missing: logits are not probabilities, some are even negative.": (
                lambda logits, y: mean_cross_entropy(logits, y)
            ),
            "Softmax is applied twice: probabilities that go through it again become nearly equal.": (
                lambda logits, y: mean_cross_entropy(softmax(softmax(logits)), y)
            ),
            "This is the sum over the samples. The loss is their mean.": (
                lambda logits, y: len(y) * mean_cross_entropy(softmax(logits), y)
            ),
            "The sign is the wrong way round. The logarithm of a probability is negative, and the loss is positive.": (
                lambda logits, y: -mean_cross_entropy(softmax(logits), y)
            ),
            "This is one minus the mean probability. Take the logarithm of each probability before the mean.": (
                lambda logits, y: 1 - np.exp(-losses(softmax(logits), y)).mean()
            ),
            "You multiply by y as if it were one-hot. Use its class numbers as indices.": (
                lambda logits, y: -np.mean(y * np.log(softmax(logits)).T)
            ),
            "You multiply by y as if it were one-hot, and the shapes do not match. Use its numbers as indices.": (
                lambda logits, y: -np.sum(y * np.log(softmax(logits)), axis=1).mean()
            ),
            "You average over all classes. Only the probability of the true class counts.": (
                lambda logits, y: -np.log(softmax(logits)).mean()
            ),
            (
                "Large logits give nan. If the cause is 0 times log(0), pick the true class before the logarithm. If "
                "it is np.exp of a large number, use helpers.softmax, which avoids it."
            ): (lambda logits, y: -(np.eye(logits.shape[1])[y] * np.log(softmax(logits))).sum() / len(y)),
            "You average over samples and classes. The mean is over the samples.": (
                lambda logits, y: -(np.eye(logits.shape[1])[y] * np.log(softmax(logits))).mean()
            ),
            "[:, y] takes all these columns from every row. For one entry per row use [np.arange(len(y)), y].": (
                lambda logits, y: -np.log(softmax(logits)[:, y]).mean()
            ),
            "Softmax goes over the classes of one sample, that is, along a row (the last axis).": (
                lambda logits, y: mean_cross_entropy(softmax(logits.T).T, y)
            ),
        },
        hints=(
            "Turn the logits into probabilities first, with helpers.softmax, once.",
            "Pick one probability per row as the cell above picks from its table: rows np.arange(len(y)), columns y.",
            "With the picked probabilities, the result is -np.log(picked).mean().",
        ),
        inputs=(
            (Z1, np.array([0, 3, 1])),
            (2 * Z1[:2], np.array([2, 2])),
            (np.array([[1e3, 1e3, 0.0], [-1e3, -1e3, 0.0]]), np.array([0, 2])),
        ),
    ),
    "6.6": Exercise(
        judge=judge_model,
        praise="Well done. More than 95 % with at most 60,000 parameters: you have built a network that reads.",
        hints=(
            "Train with X_moved and y_moved. They gain more than any change of the layers.",
            "A single hidden layer of 70 units has 55,660 parameters. A larger batch_size makes each epoch quicker.",
            "Add keras.layers.Dropout(0.2) after the hidden layer and train for a few more epochs.",
        ),
    ),
    "6.a": question(
        "c",
        "Only images that the network has never seen show how often it will be right on the next one.",
        section="The test images, once",
        a="The loss on the training images falls even when the network only memorises them.",
        b="The number of parameters shows how much a network could learn, not how well it did.",
    ),
    "6.b": question(
        "a",
        "Sparse means that the labels are the class numbers 0 to 9 themselves.",
        section="Train it with fit",
        b="One-hot labels go with categorical_crossentropy, without the word sparse.",
        c="The pixels are the input. The loss compares the output with the label.",
    ),
    "6.c": question(
        "b",
        "It fits the training images better and better, and unseen ones worse.",
        section="Good, or only good at the training set?",
        a="A network that underfits does badly on both training and validation images.",
        c="A learning rate that is too large shows as a loss that jumps or grows in training too.",
    ),
    "6.d": question(
        "b",
        "You chose by the test images, so part of the best accuracy was luck, and luck does not repeat itself.",
        section="The test images, once",
        a="That would be so if you had measured one network only. The best of five was partly lucky.",
        c="Being the best of five does not help on new images. The part that was luck is lost there.",
    ),
    "6.e": question(
        "b",
        "0 0 1 is one-hot, not sparse, so the name of the loss has no sparse in it.",
        section="Train it with fit",
        a="This loss expects one class number per sample, and 0 0 1 is a row of three numbers.",
        c="Each of them accepts one form of labels only: class numbers, or one-hot rows.",
    ),
    "6.f": question(
        "a",
        "It does badly on training images too, so it underfits. More units let it learn more.",
        section="Good, or only good at the training set?",
        b="Dropout works against overfitting. Here both accuracies are low and nearly equal, so it underfits.",
        c="Stopping earlier works against overfitting. A network that underfits has not learned enough yet.",
    ),
    "6.g": question(
        "c",
        "Softmax never gives a probability of exactly 1, so the loss approaches 0 and never arrives.",
        section="Several classes: softmax",
        a="Accuracy asks only which probability is largest. The loss also asks how near it is to 1.",
        b="For a probability of exactly 1, softmax would need an infinite z, and no number of epochs leads there.",
    ),
    "6.h": question(
        "a",
        "Inputs 255 times as large bend the valley far more strongly, so the steps must be much smaller.",
        section="Standardise: make the valley round",
        b="Smaller weights could make up for it, but gradient descent has to find them in this valley.",
        c="ReLU cuts off what is below 0. Large positive values pass.",
    ),
}
