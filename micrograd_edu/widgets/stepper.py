"""`BackpropStepper`: a computation graph, value by value forward and message by message backward."""

from __future__ import annotations

import math
from collections.abc import Container, Sequence
from typing import Any

import traitlets

from micrograd_edu.graph import as_mentioned, node_label
from micrograd_edu.widgets.graph_picture import Moment, lay_out, picture
from micrograd_edu.widgets.view import View, html_table, number


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
    replacing : container of int, optional
        Which of `steps` took the place of what had arrived before, instead of being added to it.

    Attributes
    ----------
    step, choosing, order
        What is shown now: the step, whether the reader chooses who sends next, and who has sent (counted in the order in
        which values were made). Traits that the view follows.

    Raises
    ------
    ValueError
        If a value has no local derivatives and its operation is not known, or if `steps` has a message along no edge.
    """

    script = "stepper"

    step = traitlets.Int(0).tag(sync=True)
    choosing = traitlets.Bool(False).tag(sync=True)
    order = traitlets.List(traitlets.Int()).tag(sync=True)

    def __init__(
        self, root: Any, steps: Sequence[tuple[Any, Any, float, float]] | None = None, replacing: Container[int] = ()
    ) -> None:
        values = as_mentioned(root)  # the same from top to bottom as in `draw_dot`
        index = {id(value): i for i, value in enumerate(values)}
        names = _names(values)
        edges = [
            {"from": index[id(value)], "to": index[id(parent)], "local": float(local), "word": _word(value, k, float(local))}
            for value in values
            for k, (parent, local) in enumerate(zip(_operands(value), local_grads(value)))
        ]
        nodes = [
            {
                "name": names[i],
                "op": str(value._op) if _operands(value) else "",
                "made": f"{value._op}({', '.join(names[index[id(p)]] for p in _operands(value))})"
                if _operands(value)
                else "",
                "data": float(value.data),
            }
            for i, value in enumerate(values)
        ]
        last = index[id(root)]
        gradients = _gradients(len(nodes), edges, last)
        if steps is None:
            messages = [(k, edge["local"] * gradients[edge["from"]]) for k, edge in _sending_order(edges)]
        else:
            messages = _along_edges(steps, edges, index)
        self.title = f"{'Your messages' if steps else 'Backpropagation'}, step by step: {names[last]}"
        self.events = _events(nodes, edges, messages, last, replacing)
        self.last = len(self.events) - 1
        end = self._moment(self.last)
        facts = {
            "title": self.title,
            "nodes": nodes,
            "edges": edges,
            "events": self.events,
            "gradients": gradients,
            "root": last,
            "longest": max((event["parts"] for event in self.events), key=lambda parts: len(_say(parts))),
        }
        arrived = [end.arrived.get(i, []) for i in range(len(nodes))]
        facts |= lay_out(nodes, edges, arrived, [*gradients, *end.grads.values()])
        super().__init__(facts)

    @property
    def first_wrong(self) -> int:
        """The step at which the messages first go another way than they should; 0 where they never do."""
        for k, event in enumerate(self.events):
            if event["kind"] == "message":
                edge = self.facts["edges"][event["edge"]]
                right = edge["local"] * self.facts["gradients"][edge["from"]]
                if event["late"] or not math.isclose(event["message"], right, rel_tol=1e-9, abs_tol=1e-12):
                    return k
            elif event["kind"] == "sum" and (event["lost"] or event["early"]):
                return k
        return 0

    def sentence(self, k: int) -> str:
        """What happens at step `k`."""
        return _say(self.events[k]["parts"])

    def pictures(self) -> list[tuple[str, str]]:
        if "size" not in self.facts:
            return []
        seed = next(k for k, event in enumerate(self.events) if event["kind"] == "seed")
        moments = list(dict.fromkeys([seed, (seed + self.last + 1) // 2, self.last]))
        if len(self.facts["nodes"]) > 60:  # three pictures of a large graph are more than a megabyte in the notebook
            moments = [self.last]
        return [
            (
                f"Step {k} of {self.last}: {self.sentence(k)}",
                picture(self.facts["nodes"], self.facts["edges"], self.facts, self._moment(k)),
            )
            for k in moments
        ]

    def table(self) -> str:
        rows = [
            (node["name"], node["made"] or "given", number(node["data"]), number(grad))
            for node, grad in zip(self.facts["nodes"], self.facts["gradients"])
        ]
        said = [(str(k), self.sentence(k)) for k in range(len(self.events))]
        return html_table("Every value, at the end", ["value", "made by", "data", "gradient"], rows) + html_table(
            "All steps, in order", ["step", "what happens"], said
        )

    def text(self) -> str:
        return "\n".join([self.title, *(self.sentence(k) for k in range(len(self.events)))])

    def _moment(self, k: int) -> Moment:
        moment = Moment(now=self.events[k])
        for event in self.events[: k + 1]:
            if event["kind"] == "value":
                moment.known.add(event["node"])
            elif event["kind"] == "seed":
                moment.grads[event["node"]] = 1.0
            elif event["kind"] == "message":
                moment.arrived.setdefault(event["to"], []).append(event["message"])
                moment.spoken.add(event["edge"])
                if event["done"]:
                    moment.grads[event["to"]] = event["message"]
            else:
                moment.grads[event["node"]] = event["grad"]
        return moment


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


Parts = list[tuple[str, str]]  # of a sentence: how a part is shown, and its text


def _events(
    nodes: list[dict[str, Any]],
    edges: list[dict[str, Any]],
    messages: list[tuple[int, float]],
    root: int,
    replacing: Container[int],
) -> list[dict[str, Any]]:
    """Everything that happens, with a sentence each."""
    events: list[dict[str, Any]] = []
    for i, node in enumerate(nodes):
        parts: Parts = [("", "Forward: "), ("strong", node["name"])]
        operands = [nodes[edge["to"]] for edge in edges if edge["from"] == i]
        if operands:
            parts += [("", f" is made by {node['op']} from ")]
            parts += [part for operand in operands for part in (("", f"{operand['name']} = "), _value(operand), ("", ", "))][
                :-1
            ]
            parts += [("", ": "), _value(node), ("", ".")]
        else:
            parts += [("", " is given: "), _value(node), ("", ".")]
        events.append({"kind": "value", "node": i, "parts": parts})
    name = nodes[root]["name"]
    parts = [
        ("", f"Backward. Start at the end: if {name} moves by 1, {name} moves by 1. Its gradient is "),
        _pill(1.0),
        ("", "."),
    ]
    events.append({"kind": "seed", "node": root, "parts": parts})
    expected = [sum(edges[k]["to"] == i for k, _ in messages) for i in range(len(nodes))]
    arrived: dict[int, list[float]] = {}
    kept: dict[int, float] = {}  # what is left of them, where one replaces another
    grads = {root: 1.0}
    sent: set[int] = set()

    def add_up(i: int) -> None:
        if i in grads or i not in arrived:
            return
        grads[i] = kept[i]
        together = sum(arrived[i])
        lost = not math.isclose(grads[i], together, rel_tol=1e-9, abs_tol=1e-12)
        everything = len(arrived[i]) == expected[i]
        waits = expected[i] - len(arrived[i])
        start = ("", "Everything has arrived. ") if everything else ("wrong", f"✗ Too early, {waits} more to come. ")
        parts = [start, ("strong", f"{nodes[i]['name']} adds up: ")]
        parts += [part for x in arrived[i] for part in (_pill(x), ("", " + "))][:-1]
        parts += [("", " = "), _pill(together), ("", ".")]
        if lost:
            parts += [("wrong", " ✗ Your code keeps "), _pill(grads[i]), ("wrong", ": a message took another's place.")]
        about = {"lost": lost, "early": not everything}
        events.append({"kind": "sum", "node": i, "grad": grads[i], "parts": parts, **about})

    for n, (k, message) in enumerate(messages):
        edge = edges[k]
        sender, to = edge["from"], edge["to"]
        add_up(sender)
        sent.add(sender)
        grad, late, only = grads.get(sender, 0.0), to in grads or to in sent, expected[to] == 1
        arrived.setdefault(to, []).append(message)
        kept[to] = message + (0.0 if n in replacing else kept.get(to, 0.0))
        parts = [("strong", f"{nodes[sender]['name']} sends to {nodes[to]['name']}: "), *_product(grad, edge, message)]
        waits = expected[to] - len(arrived[to])
        if sender not in grads:
            parts.append(("wrong", f" ✗ Nobody has sent to {nodes[sender]['name']} yet."))
        if late:
            parts.append(("wrong", f" ✗ Too late: {nodes[to]['name']} has sent already, without this."))
        elif waits:
            parts.append(("", f" It waits in the tray; {waits} more to come."))
        if only and not late:
            grads[to] = message
        about = {"kind": "message", "node": sender, "to": to, "edge": k, "message": message, "grad": grad}
        events.append({**about, "late": late, "done": only and not late, "parts": parts})
        if not waits and not late:
            add_up(to)
    return events


def _product(grad: float, edge: dict[str, Any], message: float) -> Parts:
    """Gradient times local derivative; a learner's own list may say something else."""
    product: Parts = [("", "its gradient "), _pill(grad), ("", f" times the local derivative {edge['word']} is ")]
    right = grad * edge["local"]
    if math.isclose(message, right, rel_tol=1e-9, abs_tol=1e-12) or math.isnan(right):
        return [*product, _pill(message), ("", ".")]
    return [_pill(message), ("", ", says your code; "), *product, _pill(right), ("", ".")]


def _say(parts: Parts) -> str:
    return "".join(text for _, text in parts)


def _made(value: Any, names: list[str]) -> str:
    return f"{value._op}({', '.join(names)})" if names else ""


def _value(node: dict[str, Any]) -> tuple[str, str]:
    return "value", number(node["data"])


def _pill(x: float) -> tuple[str, str]:
    return "grad", number(x)


def _word(value: Any, k: int, local: float) -> str:
    """A local derivative in words: that of a product is the other operand, by its name."""
    operands = _operands(value)
    other = node_label(operands[1 - k]) if str(value._op) == "*" and len(operands) == 2 else ""
    return f"{other} = {number(local)}" if other else number(local)
