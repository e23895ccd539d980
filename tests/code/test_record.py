"""record.py and `progress`: what is tried and solved is remembered beside the notebooks, and nothing is lost."""

import json

import pytest

from lesson import checks, record
from lesson.answers import EXERCISES


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.setattr(record, "NAME", "progress.json")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "progress.json"


def said(capsys):
    checks.progress()
    return capsys.readouterr().out.strip().splitlines()


def test_nothing_is_written_before_there_is_an_answer(here, capsys):
    checks.check("1.1", ...)
    checks.check("1.1", 5, "ours")
    checks.check("9.9", 1)
    checks.hint("1.1")
    capsys.readouterr()
    assert not here.exists()
    lines = said(capsys)
    assert len(lines) == 6 and all(": 0 of " in line and line.endswith(" solved.") for line in lines)


def test_answers_are_counted(here, capsys):
    for answer in (6, 6, 4, 5, 6):
        checks.check("1.1", answer)
    checks.check("1.a", "b")
    found = json.loads(here.read_text())
    assert found["1.1"]["attempts"] == 5 and found["1.1"]["solved"]
    assert sorted(found["1.1"]["mistakes"].values()) in ([1, 3], [4])
    capsys.readouterr()
    n = sum(name.startswith("1.") for name in EXERCISES)
    first = said(capsys)[0]
    assert first.startswith(f"Episode 01: {1 + found['1.a']['solved']} of {n} solved. ")
    assert "Not tried yet: 1.2, " in first


def test_an_open_exercise_is_named(here, capsys):
    checks.check("3.1", 7)
    capsys.readouterr()
    assert "Tried and open: 3.1." in said(capsys)[2]


@pytest.mark.parametrize("content", ["", "no json", "[1, 2]", '{"1.1": 5}', '{"1.1": {"attempts": "x"}}', "\xff"])
def test_a_damaged_record_is_said_and_kept(here, capsys, content):
    here.write_text(content, "latin-1")
    assert "progress.json is no record of progress, or it is damaged" in said(capsys)[0]
    checks.check("1.1", 5)
    capsys.readouterr()
    assert said(capsys)[0].startswith("Episode 01: 1 of ")
    assert here.with_name("progress.json.damaged").read_text("latin-1") == content


def test_a_full_disk_stops_no_check_and_is_said(here, capsys, monkeypatch):
    checks.check("1.1", 5)
    before = here.read_text()

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(record.os, "replace", full)
    capsys.readouterr()
    checks.check("1.2", 7)
    assert "Exercise 1.2: try again." in capsys.readouterr().out
    assert said(capsys)[-1].startswith("Your progress cannot be kept: [Errno 28] No space left on device. Make room")
    assert here.read_text() == before and len(list(here.parent.iterdir())) == 1  # no temporary file is left
