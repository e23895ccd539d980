"""Episode 06 on another back end of Keras: the same cells run and say the same, with other random numbers."""

import importlib.util
import json

import nbformat
import pytest

import notebooks

RESULTS = """import json
print(json.dumps({
    "backend": keras.backend.backend(),
    "test_accuracy": model.evaluate(X_test, y_test, verbose=0)[1],
    "largest_difference_to_numpy": float(difference),
    "loaded_is_the_same": bool(same),
}))"""


@pytest.mark.skipif(importlib.util.find_spec("jax") is None, reason="JAX is not installed")
def test_episode_06_runs_on_jax(monkeypatch):
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    notebook = nbformat.read(notebooks.EPISODES / "06-keras-mnist.ipynb", as_version=4)
    result = json.loads(notebooks.execute(notebook, "06-keras-mnist.ipynb", after=RESULTS))
    printed = "".join(o.text for cell in notebook.cells for o in cell.get("outputs", []) if "text" in o)
    assert result["backend"] == "jax"
    assert result["test_accuracy"] >= 0.925
    assert result["largest_difference_to_numpy"] < 1e-4
    assert result["loaded_is_the_same"]
    assert "False" not in printed and "the checker failed" not in printed
    assert not any(o.get("name") == "stderr" for cell in notebook.cells for o in cell.get("outputs", []))
