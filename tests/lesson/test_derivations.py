"""Compare the functions that an episode derives with those of helpers.py, as syntax trees.

helpers.py may add what only a module needs: docstrings, checks and conversions of arguments, a progress bar, and the
end of a training that explodes. Everything else must be equal, statement by statement.
"""

import ast

import pytest

import helpers
from lesson_files import EPISODES, NOTEBOOKS, definition_source, sources

DERIVED = [
    ("01", "neuron"),
    ("02", "logistic"),
    ("02", "softmax"),
    ("03", "train_perceptron"),
    ("04", "train_adaline"),
    ("05", "forward"),
    ("05", "cross_entropy"),
    ("05", "backward"),
    ("05", "loss_and_gradients"),
    ("05", "adam_step"),
]
EXERCISES = {("03", "predict")}  # a learner's function that happens to have the name of one of helpers.py
ADDED = {"validate", "_has_exploded"}
ACCURACY_AND_ADAM = {"n_right", "n_steps"}  # train_mlp counts them, but the first loop of episode 05 does not


class Plain(ast.NodeTransformer):
    """Removes the names of modules, conversions, progress bars, and the statements that mention what is added."""

    def __init__(self, added):
        self.added = added

    def visit_Attribute(self, node):
        self.generic_visit(node)
        return ast.Name(node.attr, node.ctx) if ast.unparse(node.value) == "helpers" else node

    def visit_Call(self, node):
        self.generic_visit(node)
        if ast.unparse(node.func) == "epochs":  # a range with a progress bar
            node.func.id = "range"
        return node.args[0] if ast.unparse(node.func) == "as_numbers" else node

    def visit_FunctionDef(self, node):
        node.decorator_list = []
        return self.generic_visit(node)

    def visit_Expr(self, node):
        is_docstring = isinstance(node.value, ast.Constant)
        return None if is_docstring else self.without_added(node)

    def visit_Assign(self, node):
        node = self.without_added(node)
        changes_nothing = node and ast.unparse(node.targets[0]) == ast.unparse(node.value)
        return None if changes_nothing else node

    def visit_If(self, node):
        return None if isinstance(node.body[-1], ast.Raise) else self.without_added(node)

    def without_added(self, node):
        mentioned = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
        return None if mentioned & self.added else self.generic_visit(node)

    visit_AugAssign = without_added


def plain(source, added=ADDED):
    """Return a function's syntax tree as text, without the parts that may differ."""
    return ast.dump(Plain(added).visit(ast.parse(source)), indent=1)


def in_helpers(name):
    """Return the source of a function of helpers.py."""
    source = (EPISODES / "helpers.py").read_text("utf-8")
    node = next(n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef) and n.name == name)
    return ast.get_source_segment(source, node)


def inner_loop(source):
    """Return the source of the first loop inside the first loop of a function."""
    outer = next(node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.For))
    return ast.unparse(next(node for node in outer.body if isinstance(node, ast.For)))


@pytest.mark.parametrize(("episode", "name"), DERIVED)
def test_a_derived_function_is_that_of_helpers(episode, name):
    assert plain(definition_source(episode, name)) == plain(in_helpers(name))


def test_the_loop_over_mini_batches_is_that_of_helpers():
    ours, theirs = inner_loop(definition_source("05", "train_sgd")), inner_loop(in_helpers("train_mlp"))
    assert plain(ours) == plain(theirs, ACCURACY_AND_ADAM)


def test_every_function_that_an_episode_shares_with_helpers_is_compared():
    defined = {
        (path.name[:2], node.name)
        for path in NOTEBOOKS
        for source in sources(path)
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and hasattr(helpers, node.name)
    }
    assert defined - EXERCISES == set(DERIVED)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("adam_step", "(1 - beta_1) *", "beta_1 *"),
        ("adam_step", "v += (1", "v -= (1"),
        ("adam_step", "beta_2=0.999", "beta_2=0.99"),
        ("backward", "(A_in > 0)", "(A_in >= 0)"),
        ("backward", "    dZ /= len(y)\n", ""),
        ("forward", "params[:-1]", "params[1:]"),
    ],
)
def test_a_changed_derivation_is_noticed(name, old, new):
    source = definition_source("05", name)
    assert old in source and plain(source.replace(old, new)) != plain(in_helpers(name))
