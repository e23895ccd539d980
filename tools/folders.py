"""Where the lesson lies. Importing this lets a tool or a test import what stands in episodes/."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EPISODES = ROOT / "episodes"
NOTEBOOKS = sorted(EPISODES.glob("[0-9][0-9]-*.ipynb"))

sys.path.insert(0, str(EPISODES))
