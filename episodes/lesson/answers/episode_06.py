"""Answers to the exercises and questions of episode 06."""

import numpy as np

from helpers import logistic, softmax
from lesson import mnist
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
    """Return images (28, 28) of 0 to 255: greys, darker to the right or to the bottom, with a bar, bright, or pale."""
    rng, ramp = np.random.default_rng(0), np.linspace(0, 200, 28)
    greys = np.array([np.tile(ramp, (28, 1)), np.tile(ramp[:, None], (1, 28)), np.full((28, 28), 60)])
    images = rng.integers(0, 55, size=(3, 28, 28)) + greys.astype(int)
    images[2, 22:] = 255  # a black bar at the bottom
    bright = 255 - images[0] // 12  # read says 9
    pale = images[1] // 8  # far from 255 everywhere
    edge = np.full((28, 28), 156)  # not the same digit if it is divided by 256
    edge[0, :7] = 100
    return [*images, bright, pale, edge]


def history_with_best(best, n_epochs, step=0.02, lowest=0.3, tie=None):
    """Return the history of a run, as Keras gives it: each quantity is best in another epoch.

    val_loss is `lowest` in `best`, counted from 0, and grows by `step` per epoch to both sides; it rises once before
    `best`, and the first epoch is the worst. tie: a later epoch that is as good.
    """
    epochs = np.arange(n_epochs)
    val_loss = lowest + step * np.abs(epochs - best) + (epochs == 0) + 0.05 * (epochs == best - 2)
    if tie:
        val_loss[tie] = lowest
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
    try:
        n_parameters, right = int(model.count_params()), fractions_right(model)
    except Exception as error:
        raise TryAgain(
            f"It should take prepared rows of 784 pixels, but it raises {type(error).__name__}: {error}."
        ) from None
    if n_parameters > 60_000:
        raise TryAgain(f"It has {n_parameters:,} parameters, and at most 60,000 are allowed. Take fewer units.")
    found = f"It is right on {1000 * right['test']:.0f} of 1,000 test images"
    if right["test"] <= 0.2:
        raise TryAgain(f"{found}, which is about as good as guessing. Train it with fit.")
    if right["unscaled"] > right["test"] + 0.02:
        raise TryAgain(
            "It does better with pixels from 0 to 255 than from 0 to 1. Scale the training images with prepare."
        )
    if right["test"] <= 0.95:
        raise TryAgain(f"{found}, and you need more than 950. Train with the moved images, and for more epochs.")
    if reason := sign_of_test_images(right):
        raise TryAgain(
            f"{found}, {reason}. Were the test images among those that it was trained with? Train with X_moved and "
            "y_moved."
        )


def fractions_right(model):
    """Return the fraction of images on which a Keras model is right, by name of the group of images."""
    from keras.ops import convert_to_numpy  # here, not above: whoever has a model has waited for Keras already

    def fraction(images, y, scale=255):
        rows = images.reshape(len(images), 784).astype("float32") / scale
        parts = np.split(rows, range(1000, len(rows), 1000))  # a convolution of all at once would need much memory
        return float(np.mean(np.concatenate([convert_to_numpy(model(part)).argmax(axis=1) for part in parts]) == y))

    (x_train, y_train), (x_test, y_test) = mnist.load_mnist()
    right = {
        "test": fraction(x_test, y_test),
        "unscaled": fraction(x_test, y_test, scale=1),
        "training": fraction(x_train, y_train),
        "validation": fraction(x_train[3600:], y_train[3600:]),
        "moved": fraction(np.roll(x_test, (1, 1), axis=(1, 2)), y_test),
    }
    if mnist.is_here():  # 10,000 images that no cell of the notebook shows to a network
        right["others"] = fraction(*mnist.load_mnist("full")[1])
    return right


def sign_of_test_images(right):
    """Return what shows that a model was trained with the test images, or "".

    The limits lie between those of 20 networks that were trained without them, dense or convolutional, and of 30 that
    were trained with them: the first were at most 0.1 % better on the test than on the training images, 2.8 % than on
    the validation images and 9 % than on moved test images, and at least 94.4 % right on MNIST's own test images.
    """
    test = right["test"]
    if test > 0.993:
        return "more than a network of this size can be on images that it has never seen"
    if right.get("others", 1) < 0.935:
        return f"but only {right['others']:.1%} of MNIST's own test images"
    if test - right["training"] > 0.01:
        return f"but only {4000 * right['training']:,.0f} of the 4,000 training images, which should be easier"
    if test - right["moved"] > 0.14:
        return f"but only {1000 * right['moved']:.0f} of them if they are moved by a pixel"
    if test - right["validation"] > 0.04:
        return f"but only {400 * right['validation']:.0f} of the last 400 training images"
    return ""


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
            "The 128 hidden neurons have biases too, and the inputs are 784.": 101_642,
            "Each neuron has one bias, so a layer has as many biases as neurons.": 101_634,
            "A layer has a bias for each of its neurons, not for each of its inputs.": 102_544,
            "Inputs have no biases. They are numbers that come from outside.": 102_554,
            "This has two hidden layers of 128. Here there is one.": 118_282,
            "This has no hidden layer. Here 128 neurons are between the inputs and the outputs.": 7_850,
            "This is the answer for 64 neurons. Here there are 128.": 50_890,
            "The point is the decimal sign of Python, so this is about a hundred. Leave it out.": 101.77,
            "These are the inputs and neurons. The parameters are the weights between them, and the biases.": 922,
            "These are the neurons. Their parameters are the weights of their inputs, and one bias each.": 138,
            "You multiply the two layers. Add their parameters.": 1_003_520,
            "The products come first. A layer has n_in * n_out weights, and the layers are added.": 9_120,
            "You multiply the two layers, though not the biases. Add the layers.": 1_003_658,
            "These are arrays of a network, each of many numbers. The question is how many numbers there are.": 6,
            "n_layer belongs to the last layer of the network above. Count both layers of this one.": 650,
            "An image has 28 * 28 = 784 pixels, and each of them is an input.": 5_002,
            "28 * 28 is 784, not 748.": 97_162,
            "Do not round. This is a number of things that you can count.": 101_800,
            "Do not round to thousands. This is a number of things that you can count.": 102_000,
            "These are bytes. The question is how many numbers there are.": 814_160,
            "The number of samples does not matter. All of them meet the same parameters.": 407_080_000,
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
            "This is the epoch before the best one. np.argmin counts from 0, and so do indices.": (
                lambda history, test_accuracy: test_accuracy[np.argmin(history["val_loss"]) - 1]
            ),
            "These are all epochs up to the best one. Return the test accuracy of that one.": (
                lambda history, test_accuracy: test_accuracy[: np.argmin(history["val_loss"]) + 1]
            ),
            "Two epochs have the same lowest loss. Early stopping keeps the first, because the later is not better.": (
                lambda history, test_accuracy: test_accuracy[-1 - np.argmin(history["val_loss"][::-1])]
            ),
            "The lowest loss may be that of the last epoch. Look at all of them.": (
                lambda history, test_accuracy: test_accuracy[np.argmin(history["val_loss"][:-1])]
            ),
            "Rounded losses may be equal although one is lower. Choose by the losses as they are.": (
                lambda history, test_accuracy: test_accuracy[np.argmin(np.round(history["val_loss"], 2))]
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
            (history_with_best(best, n_epochs, **special), accuracies(n_epochs))
            for n_epochs, best, special in (
                (8, 3, {}),
                (9, 4, {"lowest": 1.7}),
                (1000, 40, {"step": 0.002}),
                (10, 5, {"tie": 8}),
                (7, 6, {}),
            )
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
            "You divide by the largest value of this image, so a pale image becomes dark. Divide by 255.": (
                lambda read, image: read(image.reshape(1, -1) / image.max())[0].argmax()
            ),
            "Divide by 255, the largest value of a pixel. In training it became exactly 1.": (
                lambda read, image: read(image.reshape(1, -1) / 256)[0].argmax()
            ),
            "You average the digits. The network reads one digit, the one with the largest probability.": (
                lambda read, image: read(image.reshape(1, -1) / 255)[0] @ np.arange(10)
            ),
            "A rounded mean of the digits may be one that is not likely at all. Take the most likely one, argmax.": (
                lambda read, image: np.round(read(image.reshape(1, -1) / 255)[0] @ np.arange(10))
            ),
            "argmin is the place of the smallest probability, the least likely digit. Take argmax.": (
                lambda read, image: read(image.reshape(1, -1) / 255)[0].argmin()
            ),
            "There are ten digits, from 0 to 9. You leave out the 9.": (
                lambda read, image: read(image.reshape(1, -1) / 255)[0, :9].argmax()
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
            "You compare rates within each column. The most frequent mistake is the largest count.": (
                lambda counts: place(off_diagonal(counts) / counts.sum(axis=0))
            ),
            "You look only above the diagonal. Mistakes are below it too.": lambda counts: place(np.triu(counts, 1)),
            "You look only below the diagonal. Mistakes are above it too.": lambda counts: place(np.tril(counts, -1)),
            "This is one column for each row. Take argmax of the whole matrix, then np.unravel_index.": (
                lambda counts: off_diagonal(counts).argmax(axis=1)
            ),
            "This works for ten classes only. Give counts.shape to np.unravel_index.": (
                lambda counts: np.array(divmod(off_diagonal(counts).argmax(), 10))
            ),
            "These are all the mistakes. Return the row and the column of the largest one.": off_diagonal,
            "This is the pair and its count. Return only the pair.": (
                lambda counts: np.array([*place(off_diagonal(counts)), off_diagonal(counts).max()])
            ),
            "This is one number made of two digits. Return the two as a pair.": (
                lambda counts: place(off_diagonal(counts)) @ [10, 1]
            ),
            "Only the largest entry is away, but the whole diagonal is correct. Set all of it to zero.": (
                lambda counts: place(np.where(counts == counts.max(), 0, counts))
            ),
            "A mistake may be more frequent than the correct answer of its row. What is correct is on the diagonal.": (
                lambda counts: place(np.where(counts == counts.max(axis=1, keepdims=True), 0, counts))
            ),
            "This is the first mistake of the matrix. Look for the largest count among all of them.": (
                lambda counts: np.argwhere(off_diagonal(counts) > 0)[0]
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
            (np.array([[200, 30, 2], [4, 900, 3], [1, 8, 20]]),),
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
            "Softmax is missing. The entries are logits, and log(0) is avoided by a smallest value that hides it.": (
                lambda logits, y: -np.log(np.maximum(logits[np.arange(len(y)), y], 1e-30)).mean()
            ),
            "Softmax and the logarithm are missing. This is minus the mean logit of the true class.": (
                lambda logits, y: -logits[np.arange(len(y)), y].mean()
            ),
            "The logarithm is missing. The loss is minus the logarithm of each probability.": (
                lambda logits, y: -softmax(logits)[np.arange(len(y)), y].mean()
            ),
            "This is one loss per sample. Return their mean, a single number.": (
                lambda logits, y: losses(softmax(logits), y)
            ),
            "This is the median. The loss is the mean, to which every sample counts.": (
                lambda logits, y: np.median(losses(softmax(logits), y))
            ),
            "You average the probabilities first. Take the logarithm of each, and then the mean.": (
                lambda logits, y: -np.log(softmax(logits)[np.arange(len(y)), y].mean())
            ),
            "This is the logarithm to base 10. The cross-entropy takes np.log.": (
                lambda logits, y: mean_cross_entropy(softmax(logits), y) / np.log(10)
            ),
            "This is the logarithm to base 2. The cross-entropy takes np.log.": (
                lambda logits, y: mean_cross_entropy(softmax(logits), y) / np.log(2)
            ),
            "You pick the class that is predicted. Pick the true one, y.": (
                lambda logits, y: mean_cross_entropy(softmax(logits), logits.argmax(axis=1))
            ),
            "You take the probability that the true class is not it, 1 - p. The loss needs p itself.": (
                lambda logits, y: mean_cross_entropy(1 - softmax(logits), y)
            ),
            "These are squares. The cross-entropy is minus the logarithm of the true class's probability.": (
                lambda logits, y: ((softmax(logits) - np.eye(logits.shape[1])[y]) ** 2).sum(axis=1).mean()
            ),
            "Softmax goes over the classes of one sample, not over all samples at once. helpers.softmax does that.": (
                lambda logits, y: mean_cross_entropy(softmax(logits.ravel()).reshape(logits.shape), y)
            ),
            "The logistic function is for two classes and one output. Here softmax makes the probabilities.": (
                lambda logits, y: mean_cross_entropy(logistic(logits), y)
            ),
            "np.exp alone gives no probabilities. Softmax divides by the sum over the classes, too.": (
                lambda logits, y: mean_cross_entropy(np.exp(logits), y)
            ),
            "You divide by the largest power. Softmax divides by the sum over the classes.": (
                lambda logits, y: mean_cross_entropy(np.exp(logits) / np.exp(logits).max(axis=1, keepdims=True), y)
            ),
            "Classes count from 0, as columns do, so use y as it is.": (
                lambda logits, y: mean_cross_entropy(softmax(logits), y - 1)
            ),
            "You divide by the number of classes. The mean is over the samples.": (
                lambda logits, y: losses(softmax(logits), y).sum() / logits.shape[1]
            ),
            "You divide by one sample less. The mean divides by their number, len(y).": (
                lambda logits, y: losses(softmax(logits), y).sum() / (len(y) - 1)
            ),
            "You divide by 32, whatever the number of samples is. Divide by len(y).": (
                lambda logits, y: losses(softmax(logits), y).sum() / 32
            ),
            "This is the accuracy. The loss asks for the probability of the true class.": (
                lambda logits, y: (logits.argmax(axis=1) == y).mean()
            ),
            "This is the loss of the last sample only. Return the mean over all of them.": (
                lambda logits, y: losses(softmax(logits), y)[-1]
            ),
            "This is the loss of the first sample only. Is return inside the loop?": (
                lambda logits, y: losses(softmax(logits), y)[0]
            ),
            "This is the gradient of the loss. Return the loss itself, a single number.": (
                lambda logits, y: (softmax(logits) - np.eye(logits.shape[1])[y]) / len(y)
            ),
            "The own softmax adds over the wrong axis, and large powers overflow. Use helpers.softmax.": (
                lambda logits, y: mean_cross_entropy(np.exp(logits) / np.exp(logits).sum(axis=0), y)
            ),
            "Add nothing inside the logarithm. It changes the loss, and softmax keeps p above 0 here.": (
                lambda logits, y: -np.log(softmax(logits)[np.arange(len(y)), y] + 0.01).mean()
            ),
            "The other classes count only through softmax. Leave out the part with 1 - p.": (
                lambda logits, y: (
                    -np.sum(
                        (t := np.eye(logits.shape[1])[y]) * np.log(softmax(logits))
                        + (1 - t) * np.log(1 - softmax(logits))
                    )
                    / len(y)
                )
            ),
            "These are no powers. Softmax takes np.exp of the logits before it divides by the sum.": (
                lambda logits, y: mean_cross_entropy(logits / logits.sum(axis=1, keepdims=True), y)
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
            (np.array([[3.0, 1.0], [0.5, 0.2], [-6.0, 1.0], [2.0, 2.5], [1.0, 4.0]]), np.array([0, 1, 1, 0, 1])),
            (np.array([[1e3, 1e3, 0.0], [-1e3, -1e3, 0.0]]), np.array([0, 2])),
        ),
    ),
    "6.6": Exercise(
        judge=judge_model,
        seconds=20,
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
