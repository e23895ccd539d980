"""nbcompare.py: which outputs agree and which do not, and which files a failure leaves behind."""

import io

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest

import nbcompare
from nbcompare import differences, picture_difference, text_difference


@pytest.mark.parametrize(
    ("stored", "now"),
    [
        ("loss 0.843", "loss 0.844"),
        ("loss 1234.5", "loss 1235.5"),
        ("accuracy 0.93", "accuracy 0.94"),  # of two printed digits, the last one may differ
        ("3.48e+06", "3.481e+06"),
        ("[ 1.  2.5]", "[1. 2.5]"),
        ("-0.0001", "0.0001"),
        ("60,000 images, 0.9750", "60,000 images,  0.9751"),
        ("<td>0.975</td>", "<td>0.976</td>"),
        ("1.0 to −1.5", "1.0 to -1.5005"),
    ],
)
def test_texts_that_agree(stored, now):
    stored, now = stored.replace("−", "-"), now.replace("−", "-")
    assert text_difference(stored, now) is None and text_difference(now, stored) is None


@pytest.mark.parametrize(
    ("stored", "now"),
    [
        ("loss 0.843", "loss 0.846"),
        ("loss 0.843", "loss -0.843"),
        ("58 of 1000 misclassified", "59 of 1000 misclassified"),
        ("50176 weights", "50177 weights"),
        ("Exercise 5.1", "Exercise 5.2"),
        ("W1 (4, 3)", "W2 (4, 3)"),
        ("W1 (4, 3)", "W1 (4,)"),
        ("1e-4: True", "1e-4: False"),
        ("0.5", "nan"),
        ("a\nb", "a"),
        ("a", "a\nb"),
        ("60,000 images", "60,001 images"),
        ("<td>0.975</td>", "<td>0.957</td>"),
    ],
)
def test_texts_that_differ(stored, now):
    assert text_difference(stored, now) and text_difference(now, stored)


def test_a_cell_can_state_a_tolerance_of_its_own():
    assert text_difference("loss 0.840", "loss 0.847") and not text_difference("loss 0.840", "loss 0.847", 0.01)


def png(image):
    file = io.BytesIO()
    plt.imsave(file, image)
    return file.getvalue()


@pytest.fixture
def failed(tmp_path, monkeypatch):
    monkeypatch.setattr(nbcompare, "FAILED", tmp_path / "figures")
    return tmp_path / "figures"


def test_a_line_that_moves_by_two_pixels_fails_and_leaves_three_pictures(failed):
    stored, now = np.ones((200, 600, 3)), np.ones((200, 600, 3))
    stored[100:102, 100:300], now[102:104, 100:300] = 0, 0
    message = picture_difference(png(stored), png(now), "01-neuron-3-1")
    assert (
        "the pictures differ: most at" in message and "from the left, 9" in message and "01-neuron-3-1-*.png" in message
    )
    assert sorted(path.name for path in failed.iterdir()) == [
        f"01-neuron-3-1-{kind}.png" for kind in ("difference", "now", "stored")
    ]
    difference = plt.imread(failed / "01-neuron-3-1-difference.png")
    assert difference[101, 200, 0] < 0.1 and difference[50, 50, 0] > 0.9


def test_edges_that_are_a_little_darker_pass(failed):
    stored = np.ones((80, 80, 3))
    stored[40:42], stored[39], stored[42] = 0, 0.6, 0.6
    now = stored.copy()
    now[39], now[42] = 0.55, 0.65
    assert picture_difference(png(stored), png(now), "x") is None and not failed.exists()


def test_pictures_of_other_sizes_differ(failed):
    message = picture_difference(png(np.ones((10, 20, 3))), png(np.ones((10, 30, 3))), "x")
    assert "stored 20 by 10 pixels, now 30 by 10" in message


def test_outputs_that_are_missing_or_more_are_named():
    text = nbformat.v4.new_output("stream", name="stdout", text="loss 0.5\n")
    warning = nbformat.v4.new_output("stream", name="stderr", text="careful\n")
    assert differences([text], [text], "x") == []
    assert differences([text], [], "x") == ["stored stdout, now nothing: stored 'loss 0.5', now ''"]
    assert "now stdout, stderr" in differences([text], [text, warning], "x")[0]
