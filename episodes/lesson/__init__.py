"""What the notebooks use behind the scenes. You can follow the lesson without reading any of it."""

from importlib import import_module
from pathlib import Path

from threadpoolctl import threadpool_limits

DATA = Path(__file__).resolve().parents[2] / "data"

# NumPy's matrix products get one thread, because several threads slow products as small as ours down, most of all on a
# busy machine. NumPy is imported first, because the limit applies only to libraries that are already loaded.
import_module("numpy")
threadpool_limits(1, "blas")
