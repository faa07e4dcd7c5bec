"""What a drawing in the DOT language says, whatever it looks like.

The text is read by pydot, which is Python alone: a student's drawing never reaches a C program of the instructor's.
"""

from __future__ import annotations

import contextlib
import html
import io
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pydot

NO_PYDOT = (
    "This check reads your drawing with pydot, which is not installed here: pip install pydot, or conda install pydot, then "
    "run this cell again. Your code has not been judged."
)
DEEPEST = 4  # braces inside each other; pydot's time doubles with each

# a bare number may be negative, as a name too (`-2.5 -> 3`): pydot reads that in quotes only
TEXT_OR_NEGATIVE = re.compile(r'"(?:[^"\\]|\\.)*"|(?<![\w.>-])-(?=[\d.])[\d.]+', re.DOTALL)


class Unreadable(ValueError):
    """This text is not in the DOT language, or in a corner of it that no drawing needs."""


@dataclass(frozen=True)
class Drawing:
    """Nodes (name to the text in it) and arrows (tail, head, the text on it)."""

    nodes: dict[str, str]
    arrows: tuple[tuple[str, str, str], ...]


def need_pydot() -> None:
    """Say what to install, where it is missing.

    Raises
    ------
    ModuleNotFoundError
        If pydot is not installed.
    """
    try:
        import pydot  # noqa: F401
    except ImportError:
        raise ModuleNotFoundError(NO_PYDOT) from None


@lru_cache(maxsize=64)
def read_drawing(source: str) -> Drawing:
    """Read nodes and arrows, with their texts, out of DOT.

    `strict` graphs merge parallel arrows, ports are ignored, and an arrow with `dir=back` is read from head to tail.

    Raises
    ------
    Unreadable
        If it cannot be read.
    """
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", source)
    if max(_depths(bare), default=0) > DEEPEST:
        raise Unreadable("its braces are too deep inside each other")
    quoted = TEXT_OR_NEGATIVE.sub(lambda match: match[0] if match[0][0] == '"' else f'"{match[0]}"', source)
    with contextlib.redirect_stdout(io.StringIO()) as complaint:  # pydot prints what it does not understand
        try:
            graphs = _graphs(quoted, has_comments=re.search(r"//|/\*|#", bare) is not None)
        except RecursionError:
            graphs = None
    if not graphs:
        raise Unreadable(" ".join(complaint.getvalue().split())[:120] or "it is empty")
    nodes: dict[str, str] = {}
    arrows: list[tuple[str, str, str]] = []
    _collect(graphs[0], nodes, arrows)
    if graphs[0].get_strict():
        arrows = list({(tail, head): (tail, head, text) for tail, head, text in arrows}.values())
    return Drawing(nodes, tuple(arrows))


def _graphs(text: str, has_comments: bool) -> list[pydot.Dot] | None:
    """What pydot reads. It looks for comments at every step: where there are none, that is most of its time."""
    import pydot

    parts = _grammar()
    kept = [part.ignoreExprs for part in parts]
    try:
        for part in parts if not has_comments else ():
            part.ignoreExprs = []
        return pydot.graph_from_dot_data(text)
    finally:
        for part, ignored in zip(parts, kept):
            part.ignoreExprs = ignored


@cache
def _grammar() -> list[Any]:
    """All parts of pydot's grammar."""
    from pydot.dot_parser import GraphParser

    GraphParser.parser.streamline()
    found: dict[int, Any] = {}
    waiting: list[Any] = [GraphParser.parser]
    while waiting:
        part = waiting.pop()
        if id(part) not in found:
            found[id(part)] = part
            waiting += part.recurse()
    return list(found.values())


def _depths(text: str) -> list[int]:
    """How many braces are open after each brace."""
    depths = [0]
    for brace in re.findall(r"[{}]", text):
        depths.append(depths[-1] + (1 if brace == "{" else -1))
    return depths


def _collect(graph: pydot.Graph, nodes: dict[str, str], arrows: list[tuple[str, str, str]]) -> None:
    """Nodes and arrows of a graph and of the graphs inside it."""
    for edge in graph.get_edges():
        attributes = edge.get_attributes()
        ends = _ends(edge.get_source()), _ends(edge.get_destination())
        for tail in ends[0]:
            for head in ends[1]:
                nodes.setdefault(tail, tail)
                nodes.setdefault(head, head)
                backwards = _plain(attributes.get("dir", "")) == "back"
                arrows.append((head, tail, _label(attributes)) if backwards else (tail, head, _label(attributes)))
    for node in graph.get_nodes():
        name = _plain(node.get_name())
        if name not in ("graph", "node", "edge"):
            nodes[name] = _label(node.get_attributes()) or nodes.get(name, name)
    for inside in graph.get_subgraphs():
        _collect(inside, nodes, arrows)


def _ends(end: object) -> list[str]:
    """One end of an arrow: a node, without its port, or all nodes of a group in braces."""
    if isinstance(end, str):
        quoted = re.match(r'"(?:[^"\\]|\\.)*"', end)
        return [_plain(quoted[0] if quoted else end.partition(":")[0])]
    return [_plain(name) for name in end["nodes"]] if isinstance(end, dict) else []


def _label(attributes: dict[str, object]) -> str:
    return " ".join(_plain(str(text)) for name, text in attributes.items() if name.endswith("label"))


def _plain(text: str) -> str:
    """The text that a reader sees: without quotes, escapes, HTML."""
    if text.startswith("<") and text.endswith(">"):
        text = re.sub(r"<[^>]*>", " ", text[1:-1])
    elif text.startswith('"') and text.endswith('"') and len(text) > 1:
        text = re.sub(r"\\(.)", lambda match: " " if match[1] in "nlr" else match[1], text[1:-1], flags=re.DOTALL)
    return html.unescape(text)


def numbers_in(text: str) -> list[float]:
    """Every number in a text, as it reads."""
    return [float(match) for match in re.findall(r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?", text.replace("\u2212", "-"))]


def shows(text: str, number: float) -> bool:
    """Whether a number stands in a text. 0 has to stand alone: not as a part of a name such as v0."""
    if number == 0:
        return any(float(n) == 0 for n in re.findall(r"(?<![\w.])[-+]?\d+(?:\.\d*)?(?![\w.])", text))
    return any(abs(n - number) < 5e-5 for n in numbers_in(text))
