"""lesson/__init__.py: a server that cannot show the whole lesson is noticed."""

import json

import pytest

import lesson


@pytest.mark.parametrize(
    ("root", "is_a_part"),
    [(lesson.ROOT, False), (lesson.ROOT.parent, False), (lesson.ROOT / "episodes", True), (lesson.ROOT / "data", True)],
)
def test_a_server_with_only_a_part_of_the_lesson_is_noticed(tmp_path, monkeypatch, root, is_a_part):
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "jpserver-7.json").write_text(json.dumps({"root_dir": str(root)}))
    assert lesson.served_without_pictures(server=7) == is_a_part
    assert not lesson.served_without_pictures(server=8)
