"""`BackpropStepper`: a computation graph, value by value forward and message by message backward."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

from micrograd_edu.graph import layout, node_label, trace
from micrograd_edu.widgets.view import View, html_table, number

SVG = "{http://www.w3.org/2000/svg}"
ElementTree.register_namespace("", SVG[1:-1])
ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")


class BackpropStepper(View):
    """Step through a graph: values forward, then gradients backward, one message at a time, in both directions.

    At a value that is used more than once the messages are seen to arrive before they are summed. With *I choose who sends
    next*, a wrong order shows the wrong gradients that come of it.

    Parameters
    ----------
    root : Value
        Any object with `data`, `_prev` (operands, in order) and `_op`: the package's, or the one you wrote. Nothing on it is
        changed, and its `backward` is not called.
    steps : list of (child, parent, local_grad, message), optional
        Messages in the order in which to play them, as lab 2's `backward_steps(root)` returns them: your own film. By
        default every value sends when it has heard from all that were made from it.

    Raises
    ------
    ValueError
        If a value has no local derivatives and its operation is not known, or if `steps` has a message along no edge.
    """

    script = "stepper.js"

    def __init__(self, root: Any, steps: Sequence[tuple[Any, Any, float, float]] | None = None) -> None:
        nodes, _ = trace(root)
        index = {id(node): i for i, node in enumerate(nodes)}
        names = _names(nodes)
        edges = [
            {"from": index[id(node)], "to": index[id(parent)], "local": float(local)}
            for node in nodes
            for parent, local in zip(_operands(node), local_grads(node))
        ]
        self.title = f"Backpropagation, step by step: {names[index[id(root)]]}"
        gradients = _gradients(len(nodes), edges, index[id(root)])
        if steps is None:
            messages = [(k, edge["local"] * gradients[edge["from"]]) for k, edge in _sending_order(edges)]
        else:
            messages = _along_edges(steps, edges, index)
        events = _events(nodes, names, edges, messages, index[id(root)])
        made = [
            f"{node._op}({', '.join(names[index[id(p)]] for p in _operands(node))})" if _operands(node) else ""
            for node in nodes
        ]
        self._nodes, self._edges, self._events, self._names = nodes, edges, events, names
        facts = {
            "title": self.title,
            "nodes": [{"name": names[i], "made": made[i], "data": float(node.data)} for i, node in enumerate(nodes)],
            "edges": edges,
            "events": events,
            "gradients": gradients,
            "root": index[id(root)],
            "longest": max((event["say"] for event in events), key=len),
            "svg": self._lay_out(),
        }
        super().__init__(facts)

    def pictures(self) -> list[tuple[str, str]]:
        seed = next(k for k, event in enumerate(self._events) if event["kind"] == "seed")
        moments = list(dict.fromkeys([seed, (seed + len(self._events)) // 2, len(self._events) - 1]))
        if len(self._nodes) > 60:  # three pictures of a large graph are more than a megabyte in the notebook
            moments = [len(self._events) - 1]
        return [(f"Step {k + 1} of {len(self._events)}: {self._events[k]['say']}", self._picture(k)) for k in moments]

    def table(self) -> str:
        rows = [
            (node["name"], node["made"] or "given", number(node["data"]), number(grad))
            for node, grad in zip(self.facts["nodes"], self.facts["gradients"])
        ]
        said = [(str(k + 1), event["say"]) for k, event in enumerate(self._events)]
        return html_table("Every value, at the end", ["value", "made by", "data", "grad"], rows) + html_table(
            "All steps, in order", ["step", "what happens"], said
        )

    def text(self) -> str:
        return "\n".join([self.title, *(event["say"] for event in self._events)])

    def _state(self, k: int) -> tuple[set[int], dict[int, list[float]], dict[int, float], dict[int, str]]:
        """After event `k`: which values are known, the messages that arrived at each, the gradients, the edges' labels."""
        known, arrived, grads, labels = set(), {}, {}, {}
        for event in self._events[: k + 1]:
            if event["kind"] == "value":
                known.add(event["node"])
            elif event["kind"] == "seed":
                arrived[event["node"]] = [1.0]
                grads[event["node"]] = 1.0
            elif event["kind"] == "message":
                arrived.setdefault(event["to"], []).append(event["message"])
                labels[event["edge"]] = event["label"]
                if event["done"]:
                    grads[event["to"]] = event["message"]
            else:
                grads[event["node"]] = event["grad"]
        return known, arrived, grads, labels

    def _lay_out(self) -> str:
        """The graph as SVG, with the longest text in every place, so that all others fit."""
        import graphviz

        _, arrived, grads, labels = self._state(len(self._events) - 1)
        graph = graphviz.Digraph(graph_attr={"rankdir": "LR", "bgcolor": "transparent"}, node_attr={"fontname": "Helvetica"})
        graph.attr("edge", fontname="Helvetica", fontsize="11")
        for i, node in enumerate(self._nodes):
            data = max("data " + number(node.data), "data not yet", key=len)
            grad = [_arrived(arrived.get(i, [])), "grad " + number(grads.get(i)), "grad not yet"]
            text = "\\n".join([self._names[i].replace("\\", "\\\\"), data, max(grad, key=len)])
            graph.node(f"v{i}", label=text, shape="box", **{"class": f"n{i}"})
            if node._prev:
                graph.node(f"o{i}", label=str(node._op), shape="circle", margin="0.02")
                graph.edge(f"o{i}", f"v{i}")
        for i, edge in enumerate(self._edges):
            label = labels.get(i, _local(edge))
            graph.edge(f"v{edge['to']}", f"o{edge['from']}", label=label, **{"class": f"e{i}"})
        svg = layout(graph)
        if svg is None:
            return _no_picture()
        return re.sub(r' id="[^"]*"', "", svg[svg.index("<svg") :])

    def _picture(self, k: int) -> str:
        """The graph after event `k`: texts and frames are changed in what was laid out once, as the script does it."""
        known, arrived, grads, labels = self._state(k)
        now = self._events[k]
        svg = ElementTree.fromstring(self.facts["svg"])
        groups = {name: group for group in svg.iter(f"{SVG}g") for name in group.get("class", "").split()}
        for i, node in enumerate(self._nodes):
            if f"n{i}" not in groups:  # no Graphviz, no groups
                break
            messages = arrived.get(i, [])
            *_, data, grad = groups[f"n{i}"].iter(f"{SVG}text")
            data.text = "data " + (number(node.data) if i in known else "not yet")
            grad.text = _arrived(messages) if messages and i not in grads else "grad " + number(grads.get(i))
            frame = next(groups[f"n{i}"].iter(f"{SVG}polygon"))
            if i not in known or (now["kind"] != "value" and not messages):
                frame.set("stroke-dasharray", "5,2")
            elif i in (now.get("node"), now.get("to")):
                frame.set("stroke-width", "2")
        for i, edge in enumerate(self._edges):
            if f"e{i}" not in groups:
                break
            for label in groups[f"e{i}"].iter(f"{SVG}text"):
                label.text = labels.get(i, _local(edge))
            if now.get("edge") == i:
                next(groups[f"e{i}"].iter(f"{SVG}path")).set("stroke-width", "2")
        return ElementTree.tostring(svg, encoding="unicode")


def local_grads(node: Any) -> list[float]:
    """The derivative of a value with respect to each of its operands: its own, or known from its operation."""
    own = getattr(node, "_local_grads", None)
    operands = _operands(node)
    if own is not None and len(own) == len(operands):
        return [float(x) for x in own]
    if not operands:
        return []
    a, b, y = float(operands[0].data), float(operands[-1].data), float(node.data)
    op = str(node._op).lower()
    if op.startswith("**") and len(operands) == 1:
        n = float(op[2:])
        return [n * a ** (n - 1)]
    known = {
        "+": [1.0] * len(operands),
        "-": [1.0, -1.0] if len(operands) == 2 else [-1.0],
        "*": [b, a],
        "/": [1 / b if b else 0.0, -a / b**2 if b else 0.0],
        "relu": [1.0 if a > 0 else 0.0],
        "exp": [y],
        "log": [1 / a if a else 0.0],
        "tanh": [1 - y * y],
        "sigmoid": [y * (1 - y)],
        "neg": [-1.0],
    }
    if op not in known or len(known[op]) != len(operands):
        raise ValueError(
            f"{node!r} was made by {node._op!r} from {len(operands)} operands and has no derivatives in `_local_grads`. "
            f"Known here are only those of {', '.join(known)} and **n. Keep them on the value: one for each of `_prev`."
        )
    return known[op]


def _operands(node: Any) -> tuple[Any, ...]:
    """`_prev` in order. (A set, as micrograd keeps it, has lost that `a * a` has two.)"""
    operands = tuple(node._prev)
    if isinstance(node._prev, (set, frozenset)) and len(operands) == 1 and str(node._op) in "+*":
        return operands * 2
    return operands


def _names(nodes: list[Any]) -> list[str]:
    return [node_label(node) or (number(node.data) if not node._prev else f"v{i}") for i, node in enumerate(nodes)]


def _sending_order(edges: list[dict[str, Any]]) -> list[tuple[int, dict[str, Any]]]:
    """Edges, the latest value's first: values are numbered so that operands come before what is made from them."""
    return sorted(enumerate(edges), key=lambda item: (-item[1]["from"], item[0]))


def _gradients(count: int, edges: list[dict[str, Any]], root: int) -> list[float]:
    grads = [0.0] * count
    grads[root] = 1.0
    for _, edge in _sending_order(edges):
        grads[edge["to"]] += edge["local"] * grads[edge["from"]]
    return grads


def _along_edges(
    steps: Sequence[tuple[Any, Any, float, float]], edges: list[dict[str, Any]], index: dict[int, int]
) -> list[tuple[int, float]]:
    """Which edge each message of a log runs along."""
    free = dict(enumerate(edges))
    messages = []
    for child, parent, _, message in steps:
        ends = index.get(id(child)), index.get(id(parent))
        k = next((k for k, edge in free.items() if (edge["from"], edge["to"]) == ends), None)
        if k is None:
            raise ValueError(
                f"the log has a message from {child!r} to {parent!r} that is sent twice or along no edge of this graph: "
                "there is one message for each use of a value."
            )
        del free[k]
        messages.append((k, float(message)))
    return messages


def _events(
    nodes: list[Any], names: list[str], edges: list[dict[str, Any]], messages: list[tuple[int, float]], root: int
) -> list[dict[str, Any]]:
    """Everything that happens, with a sentence each."""
    events: list[dict[str, Any]] = []
    for i, node in enumerate(nodes):
        if node._prev:
            operands = ", ".join(
                f"{names[edge['to']]} = {number(nodes[edge['to']].data)}" for edge in edges if edge["from"] == i
            )
            say = f"Forward: {names[i]} = {number(node.data)}, made by {node._op} from {operands}."
        else:
            say = f"Forward: {names[i]} is given: {number(node.data)}."
        events.append({"kind": "value", "node": i, "say": say})
    events.append(
        {"kind": "seed", "node": root, "say": f"Backward: {names[root]} starts with 1, for it moves as much as itself."}
    )
    expected = [0] * len(nodes)
    for k, _ in messages:
        expected[edges[k]["to"]] += 1
    arrived: dict[int, list[float]] = {root: [1.0]}
    summed = {root: 1.0}

    def add_up(i: int) -> None:
        if i in summed or i not in arrived:
            return
        summed[i] = sum(arrived[i])
        if expected[i] > 1:
            terms = " + ".join(map(_factor, arrived[i]))
            say = f"{names[i]} adds up what has arrived: {terms} = {number(summed[i])}."
            events.append({"kind": "sum", "node": i, "grad": summed[i], "say": say})

    for k, message in messages:
        edge = edges[k]
        sender, to, local = edge["from"], edge["to"], edge["local"]
        add_up(sender)
        late = to in summed
        arrived.setdefault(to, []).append(message)
        grad = summed.get(sender, 0.0)
        text = f"{number(local)} · {_factor(grad)} = {number(message)}"
        say = f"{names[sender]} sends {text} to {names[to]}: its local derivative by {names[to]} times its gradient."
        if late:
            say += f" Too late: {names[to]} has sent already, without this."
        elif len(arrived[to]) < expected[to]:
            say += f" {names[to]} waits for {expected[to] - len(arrived[to])} more."
        one = expected[to] == 1
        if one:
            summed[to] = message
        events.append(
            {
                "kind": "message",
                "node": sender,
                "to": to,
                "edge": k,
                "message": message,
                "label": text,
                "done": one,
                "say": say,
            }
        )
        if len(arrived[to]) == expected[to] and not late:
            add_up(to)
    return events


def _local(edge: dict[str, Any]) -> str:
    return "×" + number(edge["local"])


def _arrived(messages: list[float]) -> str:
    return "arrived " + ", ".join(map(number, messages))


def _factor(x: float) -> str:
    return f"({number(x)})" if x < 0 else number(x)


def _no_picture() -> str:
    text = "Graphviz is not installed: the tables below say the same."
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="500" height="40"><text x="8" y="25">{text}</text></svg>'
