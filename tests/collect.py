"""A pytest plugin: in episodes/, only the notebooks of the lesson are checked, not what somebody saved beside them."""


def pytest_ignore_collect(collection_path):
    """Return True for a notebook that is not the lesson's, and otherwise None, which leaves the decision to others."""
    import folders  # not above, because pytest loads this file before it knows where to look for others

    is_notebook = collection_path.parent == folders.EPISODES and collection_path.suffix == ".ipynb"
    return True if is_notebook and collection_path not in folders.NOTEBOOKS else None
