"""Probes of lab 2: hand a graph to the student's functions, report what they say about it.

The graphs are made of objects of our own with the attributes of a `Value` and nothing more, so that the student's code
is asked about graphs that nobody has seen. Values are told apart by identity and reported by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from itertools import islice
from typing import Any

from micrograd_edu.checks.probes import Answer, Question, Unusable, got, number, short

LOOKS = 20_000  # how often a walk through a small graph may ask for parents; it needs to once or twice a value
MAX_ENTRIES = 12_000  # of any one list that is reported; the longest honest one has 5,001
ATTRIBUTES = ("data", "grad", "label", "_op", "_local_grads")
MAX_SOURCE = 6_000  # characters of DOT; the longest right one seen has a quarter of that


class Value:
    """What the student's functions see in place of the engine's. It counts how often anybody asks for parents."""

    __slots__ = ("data", "grad", "label", "_op", "_local_grads", "_parents", "_graph", "__weakref__")

    def __init__(self, spec: dict[str, Any], graph: Graph) -> None:
        self.data, self.grad, self.label = spec["data"], spec.get("grad"), spec.get("label", "")
        self._op, self._local_grads = spec.get("op", ""), tuple(spec.get("local_grads", ()))
        self._parents: tuple[Value, ...] = ()
        self._graph = graph

    @property
    def _prev(self) -> tuple[Value, ...]:
        self._graph.look()
        return self._parents

    def __repr__(self) -> str:
        return f"Value(data={self.data}, grad={self.grad})"


class Graph:
    """One graph of a question, built."""

    def __init__(self, question: Question) -> None:
        specs = chain(question["chain"]) if "chain" in question else question["nodes"]
        self.values = {spec["name"]: Value(spec, self) for spec in specs}  # in any order: parents are tied afterwards
        for spec in specs:
            self.values[spec["name"]]._parents = tuple(self.values[name] for name in spec["parents"])
        self._names: dict[int, str] = {id(value): name for name, value in self.values.items()}
        self._is_big, self._is_chain, self._before = question["big"], "chain" in question, self._attributes()
        self._limit = max(LOOKS, 100 * len(self.values))
        self._looks = 0

    def ask(self, function: Callable[[Value], Any], root: str, read: Callable[[Graph, Any], Any]) -> Any:
        """What the function answers for this root, in plain data; a generator runs while it is read."""
        self._looks = 0
        answer = function(self.values[root])
        if answer is None:
            raise Unusable("Does every way through it end in a return?", "Your function returned None.")
        if not self._is_big:
            got("what your function returned", answer)
        return read(self, answer)

    def look(self) -> None:
        """Count; give up on a walk that does not end."""
        self._looks += 1
        if self._looks > self._limit:
            self._looks = 0  # whoever looks at the values afterwards may do so
            raise Unusable(
                "When your walk comes to a value that it has seen before, does it go on to the parents once more?"
                if self._is_big
                else "Does what is left to do get shorter at every turn? What goes back on it, and when?",
                f"Your walk had not come to an end after asking {self._limit:,} times for parents, "
                f"in a graph of {len(self.values):,} values.",
            )

    def changed(self) -> dict[str, list[str]]:
        """`changed`, for an answer: what of these values is no longer what it was. Empty where all is."""
        names = [
            f"{name}.{attribute}"
            for name, before, after in zip(self.values, self._before, self._attributes())
            if before != after
            for attribute, x, y in zip(ATTRIBUTES, before, after)
            if x is not y and x != y
        ]
        return {"changed": names[:3]} if names else {}

    def _attributes(self) -> list[tuple[Any, ...]]:
        return [(value.data, value.grad, value.label, value._op, value._local_grads) for value in self.values.values()]

    def name(self, thing: Any) -> str:
        """The name of a value."""
        if id(thing) not in self._names:
            raise Unusable(
                "Which object did you put there: the value itself, or a label, a number, a copy, a value of another graph?",
                f"Your answer holds {short(repr(thing))} (a {type(thing).__name__}), and that is no value of the graph "
                "that was handed over.",
            )
        return self._names[id(thing)]

    def names(self, things: Any) -> list[str]:
        """Names of the values in a list, a tuple, a set, ..."""
        return [name for [name] in self.rows(([self.name(thing)] for thing in entries(things)), names=1)]

    def rows(self, rows: Iterable[list[Any]], names: int) -> list[list[Any]]:
        """What is reported of a list; of the long chain, shortly."""
        return in_runs(rows, names) if self._is_chain else list(rows)


@cache
def chain(length: int) -> list[dict[str, Any]]:
    """A graph too long to be written into a challenge: n0, and each next value made from the one before it."""
    first = {"name": "n0", "data": 1.5, "parents": []}
    rest = [
        {"name": f"n{i}", "data": 1.5, "parents": [f"n{i - 1}"], "local_grads": [1.0], "op": "relu"}
        for i in range(1, length + 1)
    ]
    return [first, *rest]


def in_runs(rows: Iterable[list[Any]], names: int) -> list[list[Any]]:
    """Rows about the long chain, told shortly: where the numbers in the names only count on, ["n5000..n0"] is all of them.

    The first `names` entries of a row are names; what follows has to be the same in a run.
    """
    runs: list[tuple[list[int], list[int], list[Any]]] = []  # the numbers it begins and ends with, and what follows them
    step = 0
    for row in rows:
        at, rest = [int(name[1:]) for name in row[:names]], row[names:]
        if runs and rest == runs[-1][2] and len(at) == len(runs[-1][1]):
            begin, end, _ = runs[-1]
            by = at[0] - end[0]
            if abs(by) == 1 and (begin == end or by == step) and all(x - y == by for x, y in zip(at, end)):
                runs[-1], step = (begin, at, rest), by
                continue
        runs.append((at, at, rest))
    return [
        [*(f"n{first}..n{last}" if first != last else f"n{first}" for first, last in zip(begin, end)), *rest]
        for begin, end, rest in runs
    ]


def entries(things: Any) -> list[Any]:
    """The first so many entries of what the student returned."""
    if not isinstance(things, Iterable) or isinstance(things, str):
        raise Unusable(
            "What stands after return, and is it a list?",
            f"Where a list was wanted, your function returned {short(repr(things))}.",
        )
    return list(islice(things, MAX_ENTRIES))


def trace(question: Question, trace: Callable[[Value], Any]) -> Answer:
    """For each root: the values and the edges that the student's function lists."""
    graph = Graph(question)
    pairs = [graph.ask(trace, root, _pair) for root in question["calls"]]
    return {"nodes": [nodes for nodes, _ in pairs], "edges": [edges for _, edges in pairs]} | graph.changed()


def _pair(graph: Graph, answer: Any) -> tuple[list[str], list[list[str]]]:
    pair = entries(answer)
    if len(pair) != 2:
        raise Unusable(
            "What stands after return in your function, and in which order?",
            f"Two lists were wanted, nodes and edges; trace returned {len(pair)} {'thing' if len(pair) == 1 else 'things'}.",
        )
    nodes, edges = pair
    return graph.names(nodes), graph.rows(([graph.name(end) for end in _ends(edge)] for edge in entries(edges)), names=2)


def _ends(edge: Any) -> Iterable[Any]:
    return edge if isinstance(edge, (tuple, list)) else [edge]


def order(question: Question, topological_order: Callable[[Value], Any]) -> Answer:
    """For each root: the student's list."""
    graph = Graph(question)
    return {"order": [graph.ask(topological_order, root, Graph.names) for root in question["calls"]]} | graph.changed()


def draw(question: Question, draw_dot: Callable[[Value], Any]) -> Answer:
    """For each root: the DOT text of the student's drawing. It is not laid out."""
    graph = Graph(question)
    return {"source": [graph.ask(draw_dot, root, _source) for root in question["calls"]]} | graph.changed()


def _source(graph: Graph, drawing: Any) -> str:
    source = getattr(drawing, "source", None)
    if not isinstance(source, str):
        raise Unusable(
            "Which variable holds your drawing, and what does your return statement say?",
            f"A graphviz.Digraph was wanted; draw_dot returned a {type(drawing).__name__}.",
        )
    if len(source) > MAX_SOURCE:
        raise Unusable(
            "What does your code write more often than there are values and uses?",
            f"Your drawing of {len(graph.values)} values is {len(source):,} characters of DOT long.",
        )
    return source


def steps(question: Question, backward_steps: Callable[[Value], Any]) -> Answer:
    """For each root: the log."""
    graph = Graph(question)
    return {"log": [graph.ask(backward_steps, root, _log) for root in question["calls"]]} | graph.changed()


def _log(graph: Graph, log: Any) -> list[list[Any]]:
    return graph.rows((_step(graph, step) for step in entries(log)), names=2)


def _step(graph: Graph, step: Any) -> list[Any]:
    if not isinstance(step, (tuple, list)) or len(step) != 4:
        raise Unusable(
            "Which four things does a reader of the log want to know about a message?",
            f"Your list holds {short(repr(step))}; (child, parent, local_grad, message) was wanted.",
        )
    child, parent, local_grad, message = step
    return [graph.name(child), graph.name(parent), number(local_grad), number(message)]
