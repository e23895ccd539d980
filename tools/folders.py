"""Where the lesson is and which cells are folded; with this import, tools and tests can import what is in episodes/."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EPISODES = ROOT / "episodes"
NOTEBOOKS = sorted(EPISODES.glob("[0-9][0-9]-*.ipynb"))
FOLDED = ("# Solution", "# Draw")  # the first words of the code cells that are folded away

sys.path.insert(0, str(EPISODES))
