"""progress.py: a long training shows how far it is, and afterwards nothing is left of it."""

import functools
import re

import tqdm

from lesson import progress


def on_a_page(text):
    """Return what JupyterLab keeps of printed text; a backspace takes a character away, \\r goes back to the start."""
    line, place = [], 0
    for character in text:
        if character == "\b":
            place -= bool(place)
            del line[place : place + 1]
        elif character == "\r":
            place = 0
        else:
            line[place : place + 1] = [character]
            place += 1
    return "".join(line)


def printed(monkeypatch, capsys, seconds):
    """Return what is printed while ten epochs take some seconds."""
    clock = [0.0]
    monkeypatch.setattr(progress, "tqdm", functools.partial(tqdm.tqdm, disable=False))
    monkeypatch.setattr(tqdm.std, "time", lambda: clock[0])
    for _ in progress.epochs(10):
        clock[0] += seconds / 10
    return capsys.readouterr().out


def test_a_long_training_shows_a_bar_and_leaves_no_trace(monkeypatch, capsys):
    said = printed(monkeypatch, capsys, seconds=20)
    assert re.search(r"epoch: +\d0%.*\| \d/10 ", said)
    assert on_a_page(said) == ""


def test_a_short_training_prints_nothing(monkeypatch, capsys):
    assert printed(monkeypatch, capsys, seconds=0.9) == ""


def test_a_training_that_stops_early_leaves_no_trace(monkeypatch, capsys):
    clock = [0.0]
    monkeypatch.setattr(progress, "tqdm", functools.partial(tqdm.tqdm, disable=False))
    monkeypatch.setattr(tqdm.std, "time", lambda: clock[0])
    for i in progress.epochs(10):
        clock[0] += 2
        if i == 5:
            break
    said = capsys.readouterr().out
    assert "epoch" in said and on_a_page(said) == ""


def test_keras_shows_the_same_bar(monkeypatch, capsys):
    clock = [0.0]
    monkeypatch.setattr(progress, "tqdm", functools.partial(tqdm.tqdm, disable=False))
    monkeypatch.setattr(tqdm.std, "time", lambda: clock[0])
    bar = progress.keras_bar(10)
    for epoch in range(6):  # Keras stops early
        bar.on_epoch_begin(epoch)
        clock[0] += 2
    bar.on_train_end()
    said = capsys.readouterr().out
    assert "5/10" in said and on_a_page(said) == ""
