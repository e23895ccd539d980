"""Where the lesson is and which cells are folded; with this import, tools and tests can import what is in episodes/."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EPISODES = ROOT / "episodes"
NAMES = ["01-neuron", "02-activations", "03-perceptron", "04-gradient-descent", "05-mlp", "06-keras-mnist"]
NOTEBOOKS = [EPISODES / f"{name}.ipynb" for name in NAMES]  # no other notebook in the folder belongs to the lesson
FOLDED = ("# Solution", "# Draw", "# Setup")  # the first words of the code cells that are folded away

sys.path.insert(0, str(EPISODES))
