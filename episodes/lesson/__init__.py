"""What the notebooks use behind the scenes. Nothing in here has to be read to follow the lesson."""

from importlib import import_module
from pathlib import Path

from threadpoolctl import threadpool_limits

DATA = Path(__file__).resolve().parents[2] / "data"

# One thread for NumPy's matrix products: sharing products as small as ours among threads slows them down, most of all
# on a busy machine. NumPy comes first, because the limit holds only for libraries that are loaded.
import_module("numpy")
threadpool_limits(1, "blas")
