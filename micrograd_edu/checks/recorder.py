"""The messages that a student's `backward` sends, read off what it reads and writes while it runs.

`backward` leaves gradients, and a gradient does not say from whom it came. So it runs once more on values of the student's
own class that note two things: whose `_prev` was looked at last, which is who sends now, and every number that is put into
a `grad`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Sent:
    """A message: from whom, to whom, along which local derivative, and whether it took the place of what was there."""

    child: str
    parent: str
    local_grad: float
    message: float
    replaces: bool


def messages_of(engine: type, graph: Mapping[str, Any], root: str) -> list[Sent]:
    """What `backward` of a student's engine sends from `root` on, in order.

    Parameters
    ----------
    engine : type
        The student's `Value`, made as `Value(data, parents, local_grads, op)`.
    graph : dict
        A question as `checks.graphs` makes them.
    root : str
        The name of the value whose `backward` is called.

    Returns
    -------
    list of Sent
        Only what is written to a parent of the value that is being looked at: gradients that start from 0 are no messages.
        Nothing where that does not explain the gradients that are there in the end: then it sends in another way.
    """
    record = _Record()
    recorded = record.class_of(engine)
    nodes: dict[str, Any] = {}
    for spec in graph["nodes"]:
        parents = tuple(nodes[name] for name in spec["parents"])
        node = nodes[spec["name"]] = recorded(spec["data"], parents, tuple(spec.get("local_grads", ())), spec.get("op", ""))
        record.names[id(node)] = spec["name"]
    for name, grad in graph.get("left", {}).items():
        nodes[name].grad = grad
    record.sent.clear()
    record.sender = None
    nodes[root].backward()
    arrived: dict[str, float] = {}
    for each in record.sent:
        arrived[each.parent] = each.message + (0.0 if each.replaces else arrived.get(each.parent, 0.0))
    explained = all(math.isclose(nodes[name].grad, grad, rel_tol=1e-9, abs_tol=1e-12) for name, grad in arrived.items())
    heard = {name for name, node in nodes.items() if name != root and node.grad}
    return record.sent if explained and heard <= arrived.keys() else []


class _Record:
    """Who sends now, whose gradient has been read meanwhile, and what has been sent."""

    def __init__(self) -> None:
        self.names: dict[int, str] = {}
        self.sent: list[Sent] = []
        self.sender: Any = None
        self.read: set[int] = set()  # values whose gradient was read since it was last written

    def class_of(self, engine: type) -> type:
        """A class like the student's whose attributes are noted."""
        return type(
            engine.__name__,
            (engine,),
            {"_prev": property(self._look_at, _put("_prev")), "grad": property(self._read_grad, self._write_grad)},
        )

    def _look_at(self, node: Any) -> Any:
        self.sender = node
        self.read.clear()
        return vars(node)["_prev"]

    def _read_grad(self, node: Any) -> Any:
        self.read.add(id(node))
        return vars(node)["grad"]

    def _write_grad(self, node: Any, grad: Any) -> None:
        before = vars(node).get("grad")
        vars(node)["grad"] = grad
        adds = id(node) in self.read and before is not None
        self.read.discard(id(node))
        if self.sender is None or not any(node is parent for parent in vars(self.sender)["_prev"]):
            return
        child, parent = self.names[id(self.sender)], self.names[id(node)]
        local_grads = [g for p, g in zip(vars(self.sender)["_prev"], self.sender._local_grads, strict=True) if p is node]
        number = sum(each.child == child and each.parent == parent for each in self.sent)  # of their common edges
        local_grad = local_grads[min(number, len(local_grads) - 1)]
        message = float(grad) - (float(before) if adds else 0.0)
        self.sent.append(Sent(child, parent, float(local_grad), message, not adds))


def _put(name: str) -> Any:
    def put(node: Any, thing: Any) -> None:
        vars(node)[name] = thing

    return put
