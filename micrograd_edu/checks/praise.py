"""One true sentence about code that has passed: what can be seen in it, and nothing that is only guessed."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable

SHORTER = 0.75  # of the model solution's size: the difference is seen


def praise(code: str, model: str, own: Iterable[str] = ()) -> str:
    """What is well done in a cell that passes its check; nothing where nothing of the kind is seen.

    Parameters
    ----------
    code : str
        The student's cell.
    model : str
        The model solution; empty where it is not here.
    own : iterable of str
        Functions of earlier tasks that the student has written too.
    """
    try:
        tree, other = ast.parse(code), ast.parse(model)
    except (SyntaxError, ValueError, RecursionError):
        return ""  # such as a cell with a line of IPython's own
    if used := [name for name in own if name in _called(tree)]:
        return f"Well done: it stands on your own `{used[0]}`, which need not be written again."
    if kept := _kept(tree):
        return f"Well done: `{kept}` is computed once, kept, and used again."
    if _functions(other) <= _functions(tree) and _size(tree) <= SHORTER * _size(other):
        return f"Well done: it is shorter than the model solution, {_lines(tree)} lines against {_lines(other)}."
    return ""


def _functions(tree: ast.AST) -> set[str]:
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def _called(tree: ast.AST) -> set[str]:
    return {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}


def _kept(tree: ast.AST) -> str:
    """A result of a function of `math` that is given a name, is read twice and is computed nowhere else in that function."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        read = Counter(n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load))
        computed = Counter(ast.unparse(node) for node in ast.walk(function) if isinstance(node, ast.Call))
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.targets[0], ast.Name):
                call = ast.unparse(node.value)
                if call.startswith("math.") and computed[call] == 1 and read[node.targets[0].id] > 1:
                    return call
    return ""


def _size(tree: ast.AST) -> int:
    return sum(1 for _ in ast.walk(tree))


def _lines(tree: ast.AST) -> int:
    return len(ast.unparse(tree).splitlines())
