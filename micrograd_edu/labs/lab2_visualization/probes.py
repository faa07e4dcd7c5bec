"""Probes of lab 2: hand a graph to the student's functions, report what they say about it.

The graphs are made of objects of our own with the attributes of a `Value` and nothing more, so that the student's code
is asked about graphs that nobody has seen. Values are told apart by identity and reported by name; a name, a label
or a number in a value's place is reported as what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from micrograd_edu.checks.probes import Unusable, attempt, number, short

LOOKS = 20_000  # how often a walk through a small graph may ask for parents; it needs to once or twice a value
MAX_ENTRIES = 12_000  # of any one list that is reported; the longest honest one has 5,001
MAX_SOURCE = 20_000  # characters of DOT


class Node:
    """What the student's functions see in place of a `Value`. It counts how often anybody asks for parents."""

    __slots__ = ("data", "grad", "label", "_op", "_local_grads", "_parents", "_graph", "__weakref__")

    def __init__(self, spec: dict[str, Any], graph: Graph) -> None:
        self.data, self.grad, self.label = spec["data"], spec.get("grad"), spec.get("label", "")
        self._op, self._local_grads = spec.get("op", ""), tuple(spec.get("local_grads", ()))
        self._parents, self._graph = (), graph

    @property
    def _prev(self) -> tuple[Node, ...]:
        self._graph.look()
        return self._parents

    def __repr__(self) -> str:
        return f"Value(data={self.data}, grad={self.grad})"


class Graph:
    """One graph of the challenge, built; `root` is handed to the student."""

    def __init__(self, case: dict[str, Any]) -> None:
        specs = chain(case["chain"]) if "chain" in case else case["nodes"]
        nodes = {spec["name"]: Node(spec, self) for spec in specs}  # in any order: parents are tied afterwards
        for spec in specs:
            nodes[spec["name"]]._parents = tuple(nodes[name] for name in spec["parents"])
        self.root = nodes[case["root"]]
        self._names = {id(node): name for name, node in nodes.items()}
        self._nodes = nodes  # keeps every id in use
        self._looks = max(LOOKS, 100 * len(specs))

    def look(self) -> None:
        self._looks -= 1
        if self._looks < 0:
            raise Unusable(
                "lab2_never_ends",
                f"your walk had not come to an end after asking {max(LOOKS, 100 * len(self._nodes)):,} times for parents, "
                f"in a graph of {len(self._nodes):,} values.",
            )

    def name(self, thing: Any) -> str:
        return self._names.get(id(thing)) or f"{short(repr(thing))} (a {type(thing).__name__}, not one of the values)"

    def names(self, things: Any) -> list[str]:
        """Names of the values in a list, a tuple, a set, ..."""
        return [self.name(thing) for thing in entries(things)]


def chain(length: int) -> list[dict[str, Any]]:
    """A graph too long to be written into a challenge: n0, and each next value made from the one before it."""
    first = {"name": "n0", "data": 1.5, "parents": []}
    rest = [
        {"name": f"n{i}", "data": 1.5, "parents": [f"n{i - 1}"], "local_grads": [1.0], "op": "relu"}
        for i in range(1, length + 1)
    ]
    return [first, *rest]


def entries(things: Any) -> list[Any]:
    """The first so many entries of what the student returned."""
    if things is None:
        raise Unusable("lab2_returned_none", "your code returned None.")
    if not isinstance(things, Iterable) or isinstance(things, str):
        raise Unusable("lab2_not_a_list", f"your code returned {short(repr(things))}, and a list was wanted.")
    return list(islice(things, MAX_ENTRIES))


def trace(cases: list[dict[str, Any]], trace: Callable) -> list[dict[str, Any]]:
    """For each graph: the values and the edges that the student's function lists."""

    def ask(case: dict[str, Any]) -> dict[str, Any]:
        graph = Graph(case)
        pair = entries(trace(graph.root))
        if len(pair) != 2:
            raise Unusable("trace_not_a_pair", f"trace returned {len(pair)} things; two lists were wanted: nodes, edges.")
        nodes, edges = pair
        edges = [graph.names(edge) if isinstance(edge, (tuple, list)) else [graph.name(edge)] for edge in entries(edges)]
        return {"nodes": graph.names(nodes), "edges": edges}

    return [attempt(ask, case) for case in cases]


def order(cases: list[dict[str, Any]], topological_order: Callable) -> list[dict[str, Any]]:
    """For each graph: the student's list."""

    def ask(case: dict[str, Any]) -> dict[str, Any]:
        graph = Graph(case)
        return {"order": graph.names(topological_order(graph.root))}

    return [attempt(ask, case) for case in cases]


def draw(cases: list[dict[str, Any]], draw_dot: Callable) -> list[dict[str, Any]]:
    """For each graph: the DOT text of the student's drawing. It is not laid out."""

    def ask(case: dict[str, Any]) -> dict[str, Any]:
        drawing = draw_dot(Graph(case).root)
        if drawing is None:
            raise Unusable("lab2_returned_none", "draw_dot returned None.")
        source = getattr(drawing, "source", None)
        if not isinstance(source, str):
            raise Unusable(
                "draw_no_digraph", f"draw_dot returned a {type(drawing).__name__}; a graphviz.Digraph was wanted."
            )
        return {"source": source[:MAX_SOURCE]}

    return [attempt(ask, case) for case in cases]


def steps(cases: list[dict[str, Any]], backward_steps: Callable) -> list[dict[str, Any]]:
    """For each graph: the log of each call."""

    def ask(case: dict[str, Any]) -> dict[str, Any]:
        graph = Graph(case)
        return {"logs": [[_step(graph, step) for step in entries(backward_steps(graph.root))] for _ in range(case["calls"])]}

    return [attempt(ask, case) for case in cases]


def _step(graph: Graph, step: Any) -> list[Any]:
    if not isinstance(step, (tuple, list)) or len(step) != 4:
        raise Unusable(
            "steps_not_four", f"the log holds {short(repr(step))}; (child, parent, local_grad, message) was wanted."
        )
    child, parent, local_grad, message = step
    return [graph.name(child), graph.name(parent), number(local_grad), number(message)]
