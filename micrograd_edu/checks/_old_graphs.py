"""Graphs to run `backward` on: drawn at random, judged by the reference engine, and run through flawed algorithms.

A graph is plain data: `nodes` in an order in which parents come first (the last one is the root), each with `name`,
`expr`, `op`, `data`, `parents` and `local_grads`; `calls`, how often `backward()` runs; `report`, whose gradients are
asked for; `budget`, how many calls it may make (None: any number).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from micrograd_edu.engine import Value

CHAIN = 5000  # deeper than Python's recursion limit, in IPython too
LADDER = 30  # doublings: 2**30 paths, 60 edges

FLAWS = (
    "no_seed",
    "overwrites",
    "forward_order",
    "no_upstream",
    "adds_upstream",
    "without_visited",
    "level_order",
    "preorder",
    "seen_on_push",
    "one_edge_per_parent",
    "stale_intermediates",
    "leaves_restart",
    "twice_seeded",
)


def draw_graphs(rng: random.Random) -> list[dict[str, Any]]:
    """From simple to demanding, so that the first failure is the easiest to understand."""

    def leaves(names: str) -> dict[str, float]:
        return {name: rng.choice([-1, 1]) * round(rng.uniform(1.2, 2.4), 2) for name in names}

    return [
        build_graph(leaves("abc"), ["d = a * b", "L = d + c"]),
        build_graph(leaves("ab"), ["c = a * b", "L = c + a"]),
        build_graph(leaves("a"), ["L = a * a"]),
        build_graph(leaves("a"), ["b = a + a", "L = b + a"]),
        # b is made, and used twice at uneven depth: its message must wait until both uses have reported
        build_graph(leaves("ax"), ["b = a * x", "c = b + x", "d = c * b", "L = d + b"]),
        build_graph(leaves("ax"), ["b = a * x", "c = b * b", "d = c + a", "e = d * c", "L = b * e"]),
        build_graph(*_draw_expression(rng, leaves("abc"), 7)),
        build_graph(leaves("xk"), ["c = x * x", "L = c * k"], calls=2),
        build_graph(*_draw_expression(rng, leaves("ab"), 5), calls=2),
        build_graph(leaves("xk"), _chain(), report=["x", "k"]),
        build_graph(leaves("x"), _ladder(), report=["x"], budget=500_000),
    ]


def _chain() -> list[str]:
    names = ["x", *(f"n{i}" for i in range(CHAIN))]
    return [f"{new} = {old} + k" for old, new in zip(names, names[1:])]


def _ladder() -> list[str]:
    names = ["x", *(f"n{i}" for i in range(LADDER))]
    return [f"{new} = {old} + {old}" for old, new in zip(names, names[1:])]


def _draw_expression(rng: random.Random, leaves: dict[str, float], operations: int) -> tuple[dict[str, float], list[str]]:
    """Combine random earlier values; at the end, add up what nothing has used."""
    names, unused, statements = list(leaves), set(leaves), []
    for name in "pqrstuvw"[:operations]:
        left, right = rng.choice(names), rng.choice(names[-3:])
        statements.append(f"{name} = {left} {rng.choice('+*')} {right}")
        unused -= {left, right}
        unused.add(name)
        names.append(name)
    rest = sorted(unused)
    if len(rest) == 1:
        rest.append(rng.choice(list(leaves)))
    last = rest[0]
    for i, other in enumerate(rest[1:], 1):
        new = "L" if i == len(rest) - 1 else f"z{i}"
        statements.append(f"{new} = {last} + {other}")
        last = new
    return leaves, statements


def build_graph(
    leaves: dict[str, float],
    statements: list[str],
    calls: int = 1,
    report: list[str] | None = None,
    budget: int | None = None,
) -> dict[str, Any]:
    """Write a graph down from statements such as "c = a * b"."""
    nodes = [{"name": name, "data": x, "parents": []} for name, x in leaves.items()]
    data = dict(leaves)
    for statement in statements:
        name, _, left, op, right = statement.split()
        a, b = data[left], data[right]
        data[name] = a + b if op == "+" else a * b
        local_grads = [1.0, 1.0] if op == "+" else [b, a]
        expr = f"{left} {op} {right}"
        nodes.append(
            {
                "name": name,
                "expr": expr,
                "op": op,
                "data": data[name],
                "parents": [left, right],
                "local_grads": local_grads,
            }
        )
    report = report or [node["name"] for node in nodes]
    return {"nodes": nodes, "calls": calls, "report": report, "budget": budget}


def graph_text(graph: dict[str, Any]) -> str:
    """A graph for a person: its statements and inputs; of a long one, only the ends."""
    made = [f"{node['name']} = {node['expr']}" for node in graph["nodes"] if node["parents"]]
    if len(made) > 20:
        made = [*made[:2], f"... {len(made) - 3} more ...", made[-1]]
    leaves = ", ".join(f"{node['name']}={node['data']}" for node in graph["nodes"] if not node["parents"])
    return f"{'; '.join(made)} at {leaves}"


def reference_gradients(graph: dict[str, Any]) -> list[dict[str, float]]:
    """What each call of the reference engine's `backward()` leaves on the reported nodes."""
    nodes: dict[str, Value] = {}
    for spec in graph["nodes"]:
        parents = tuple(nodes[name] for name in spec["parents"])
        nodes[spec["name"]] = Value(spec["data"], parents, tuple(spec.get("local_grads", ())))
    found = []
    for _ in range(graph["calls"]):
        nodes[graph["nodes"][-1]["name"]].backward()
        found.append({name: nodes[name].grad for name in graph["report"]})
    return found


def flawed_gradients(graph: dict[str, Any], flaw: str) -> Iterator[list[dict[str, float]]]:
    """What `backward` leaves when it has this flaw, once for each order in which a student's walk may go."""
    specs = {spec["name"]: spec for spec in graph["nodes"]}
    root = graph["nodes"][-1]["name"]
    for order in _orders(specs, root, flaw):
        grads, found = dict.fromkeys(specs, 0.0), []
        for _ in range(graph["calls"]):
            for name, spec in specs.items():
                if (spec["parents"] and flaw != "stale_intermediates") or flaw == "leaves_restart":
                    grads[name] = 0.0
            if flaw == "twice_seeded":
                grads[root] += 1.0
            grads[root] = 0.0 if flaw == "no_seed" else grads[root] + 1.0 if flaw == "twice_seeded" else 1.0
            for name in order:
                _send(specs[name], grads, flaw)
            found.append({name: grads[name] for name in graph["report"]})
        yield found


def _send(spec: dict[str, Any], grads: dict[str, float], flaw: str) -> None:
    messages = list(zip(spec["parents"], spec.get("local_grads", ())))
    if flaw == "one_edge_per_parent":
        messages = list({parent: (parent, local_grad) for parent, local_grad in reversed(messages)}.values())
    grad = grads[spec["name"]]
    for parent, local_grad in messages:
        message = local_grad * grad
        if flaw == "no_upstream":
            message = local_grad
        elif flaw == "adds_upstream":
            message = local_grad + grad
        grads[parent] = message if flaw == "overwrites" else grads[parent] + message


def _orders(specs: dict[str, Any], root: str, flaw: str) -> list[list[str]]:
    if flaw == "level_order":
        return [_level_order(specs, root, flip) for flip in (False, True)]
    if flaw in ("preorder", "seen_on_push"):
        walk = _preorder if flaw == "preorder" else _seen_on_push
        return [walk(specs, root, flip) for flip in (False, True)]
    once = flaw != "without_visited"
    orders = [_post_order(specs, root, flip, once)[::-1] for flip in (False, True)]
    if once:
        orders.append(list(specs)[::-1])  # the order in which the values were made, backwards
    return [order[::-1] for order in orders] if flaw == "forward_order" else orders


def _level_order(specs: dict[str, Any], root: str, flip: bool) -> list[str]:
    """Breadth first from the root: right for trees, too early for a value that is used again further down."""
    order = [root]
    for name in order:
        for parent in specs[name]["parents"][:: -1 if flip else 1]:
            if parent not in order:
                order.append(parent)
    return order


def _preorder(specs: dict[str, Any], root: str, flip: bool) -> list[str]:
    """Depth first, each value listed when it is first met."""
    order, stack = [], [root]
    while stack:
        name = stack.pop()
        if name not in order:
            order.append(name)
            stack.extend(specs[name]["parents"][:: -1 if flip else 1])
    return order


def _seen_on_push(specs: dict[str, Any], root: str, flip: bool) -> list[str]:
    """Two visits to each value, as it should be, but marked as seen when put on the stack, not when taken off."""
    order, seen, stack = [], {root}, [(root, False)]
    while stack:
        name, parents_listed = stack.pop()
        if parents_listed:
            order.append(name)
            continue
        stack.append((name, True))
        for parent in specs[name]["parents"][:: -1 if flip else 1]:
            if parent not in seen:
                seen.add(parent)
                stack.append((parent, False))
    return order[::-1]


def _post_order(specs: dict[str, Any], root: str, flip: bool, once: bool) -> list[str]:
    """Parents before children; with `once` False a shared value is listed again for each path to it."""
    order: list[str] = []

    def visit(name: str) -> None:
        if once and name in order:
            return
        for parent in specs[name]["parents"][:: -1 if flip else 1]:
            visit(parent)
        order.append(name)

    visit(root)
    return order
