"""Which cells of a submission have to run: those for show are left out, where nothing that runs builds on them.

A cell for show is one of the handout's, unchanged, that no task needs (`Judge.for_show`): a picture, a training, a view. It
runs all the same where a cell of this submission, a student's own or an answer, uses a name that it makes, or a variable
that it may have changed. What Python says of a text decides that, never what a student claims of it.
"""

from __future__ import annotations

import ast
import symtable
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

LONGEST = 200_000  # characters of a cell that are looked at
# what reaches a notebook's variables without naming them
INDIRECT = {"globals", "locals", "vars", "dir", "eval", "exec", "get_ipython", "In", "Out", "__main__", "__import__", "*"}

# nodes of an expression whose value cannot change; and of one whose value no other name reaches
UNCHANGING = (ast.Constant, ast.Tuple, ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop, ast.Load)
WRITTEN_OUT = (*UNCHANGING, ast.List, ast.Dict, ast.Set)


@dataclass(frozen=True)
class Names:
    """What a cell does with a notebook's names.

    Attributes
    ----------
    uses : frozenset of str
        Those that it reads, also later, in a function of its own.
    makes : frozenset of str
        Those that it binds.
    variables : frozenset of str
        Of these, the ones whose values something may change: no import, function or class, no number or text.
    shared : frozenset of str
        Of these, the ones whose values other names may reach too: none that is written out, as `[1, 2]` is.
    """

    uses: frozenset[str] = frozenset()
    makes: frozenset[str] = frozenset()
    variables: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()


def cells_to_run(cells: Sequence[dict[str, Any] | None]) -> set[int]:
    """The indices of those cells of a job that have to run; see `run_submission` for the job."""
    present = {index: what for index, what in enumerate(cells) if what is not None}
    for_show = {index for index, what in present.items() if what.get("for_show")}
    known = {index: names for index, what in present.items() if (names := _names_in(what)) is not None}
    if not for_show or len(known) < len(present):
        return set(present)
    variables = _union(names.variables for names in known.values())
    needed = _union(known[index].uses | known[index].shared for index in present.keys() - for_show)
    while found := {i for i in for_show if (known[i].makes | known[i].uses & variables) & needed}:
        for_show -= found
        needed |= _union(known[index].uses | known[index].makes for index in found)
    return present.keys() - for_show


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*sets)


def _names_in(what: dict[str, Any]) -> Names | None:
    return Names(uses=frozenset(what["names"])) if "challenge" in what else names_in(what["source"])


@lru_cache(maxsize=500)
def names_in(source: str) -> Names | None:
    """What a cell does with names; None where that cannot be said, as of IPython's own syntax."""
    if len(source) > LONGEST:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree, table = ast.parse(source), symtable.symtable(source, "cell", "exec")
            variables, shared = _bound(tree, table, UNCHANGING), _bound(tree, table, WRITTEN_OUT)
            names = Names(*map(frozenset, (_used(tree, table), _made(table), variables, shared)))
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return None
    return None if INDIRECT & (names.uses | names.makes | _told(tree)) else names


def _scopes(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for child in table.get_children():
        yield from _scopes(child)


def _used(tree: ast.Module, table: symtable.SymbolTable) -> set[str]:
    read = {
        symbol.get_name()
        for scope in _scopes(table)
        for symbol in scope.get_symbols()
        if symbol.is_referenced() and (symbol.is_global() or scope.get_type() in ("module", "class"))
    }
    # to Python's table `x += 1` and `del x` only bind
    targets: list[ast.expr] = [node.target for node in ast.walk(tree) if isinstance(node, ast.AugAssign)]
    targets += [target for node in ast.walk(tree) if isinstance(node, ast.Delete) for target in node.targets]
    return read | {target.id for target in targets if isinstance(target, ast.Name)}


def _made(table: symtable.SymbolTable) -> set[str]:
    return {
        symbol.get_name()
        for scope in _scopes(table)
        for symbol in scope.get_symbols()
        if (symbol.is_assigned() or symbol.is_imported()) and (scope is table or symbol.is_declared_global())
    }


def _bound(tree: ast.Module, table: symtable.SymbolTable, harmless: tuple[type[ast.AST], ...]) -> set[str]:
    """The names that are bound, other than to something with a `def` or an import, or to an expression of harmless nodes."""
    nodes = list(ast.walk(tree))
    stored = [node for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)]
    defined = _made(table) - {node.id for node in stored}
    left_out: set[ast.AST] = set()
    for node in nodes:
        if isinstance(node, ast.Assign) and all(
            isinstance(part, harmless) or (isinstance(part, ast.Name) and part.id in defined)
            for part in ast.walk(node.value)
        ):
            left_out.update(part for target in node.targets for part in ast.walk(target))
    names = {node.id for node in stored if node not in left_out}
    names |= {node.name for node in nodes if isinstance(node, ast.MatchAs | ast.MatchStar) and node.name}
    names |= {node.rest for node in nodes if isinstance(node, ast.MatchMapping) and node.rest}
    return names & _made(table)


def _told(tree: ast.Module) -> set[str]:
    """Modules and their parts that are imported, attributes, and short texts: more names by which things are reached."""
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.alias(name=name) | ast.ImportFrom(module=str(name)):
                found.add(name)
            case ast.Attribute(attr="modules" | "__globals__" | "__builtins__" | "_getframe" | "f_globals"):
                found.add("globals")
            case ast.Constant(value="__main__"):
                found.add("__main__")
    return found
