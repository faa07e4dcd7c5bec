"""Graphs to walk: drawn at random, each a question, with gradients from the reference engine.

A graph is plain data: `nodes` in an order in which parents come first, each with `name`, `data`, `parents`, and where it was
made `op`, `local_grads` and `expr` (none where it has more than two parents); `calls`, on which values `backward()` runs one
after the other; `report`, whose gradients are asked for; `left`, gradients that lie about before; `budget`, how many calls a
walk may make (None: any number); `big`, when it is too large to be drawn.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from micrograd_edu.checks.rows import Question
from micrograd_edu.engine import Value, topological_order

CHAIN = 6000  # deeper than Python's recursion limit, in IPython too
LADDER = 30  # doublings: 2**30 paths, 60 edges

# what is seen in any graph: see `structure`
SHARED = "a value is used more than once"
UNEVEN = "a value in between is used at uneven depth"
TWICE = "one value is both operands"
THRICE = "a value is an operand of one operation more than twice"
APART = "one operation has different local derivatives for the same value"
UNNAMED = "an operation has no name"
MANY = "a value has more than two parents"
EQUAL = "different values hold equal numbers"
EQUAL_RESULTS = "two results hold equal numbers"
ALONE = "the root is a leaf"
ZERO = "a number is 0"

SECOND = "backward() is called more than once"
DEEP = "the graph is thousands of steps deep"
PATHS = "there are very many paths"
LEFT = "a leaf has a gradient already"
LEFT_INSIDE = "a value that is no leaf has a gradient already"
OTHER = "another graph is walked in between"


def build_graph(
    leaves: Mapping[str, float],
    statements: Sequence[str],
    *tags: str,
    calls: Sequence[str] = (),
    report: Sequence[str] = (),
    left: Mapping[str, float] | None = None,
    budget: int | None = None,
) -> Question:
    """Write a graph down from statements; the last one makes the root.

    Such as "c = a * b", "s = total(a, b, c)", or "m = mix(3 a, -1 b)": a sum with these local derivatives.
    """
    nodes: list[dict[str, Any]] = [{"name": name, "data": x, "parents": []} for name, x in leaves.items()]
    data = dict(leaves)
    for statement in statements:
        name, _, expr = statement.partition(" = ")
        parents = re.findall(r"[A-Za-z]\w*", re.sub(r"^(total|mix)\(", "", expr))
        numbers = [data[parent] for parent in parents]
        node: dict[str, Any] = {"name": name, "parents": parents}
        if expr.startswith("total"):
            data[name] = sum(numbers)
            node |= {"op": "total", "local_grads": [1.0] * len(parents)}
        elif expr.startswith("mix"):
            factors = [float(factor) for factor in re.findall(r"-?\d+", expr)]
            data[name] = sum(factor * x for factor, x in zip(factors, numbers))
            node |= {"op": "", "local_grads": factors}
        else:
            a, b = numbers
            op = expr.split()[1]
            data[name] = a + b if op == "+" else a * b
            node |= {"op": op, "local_grads": [1.0, 1.0] if op == "+" else [b, a], "expr": expr}
        nodes.append(node | {"data": data[name]})
    calls = list(calls or [str(nodes[-1]["name"])])
    graph: Question = {
        "nodes": nodes,
        "tags": [*tags, *structure(nodes)],
        "calls": calls,
        "budget": budget,
        "left": dict(left or {}),
    }
    graph["report"] = list(report or [node["name"] for node in nodes])
    graph["big"] = len(nodes) > 25
    # an engine of another make may have no operation of many parents
    graph["may_skip"] = any(node["parents"] and "expr" not in node for node in nodes)
    return graph | {"asked": graph_text(graph, statements)}


def structure(nodes: Sequence[Mapping[str, Any]]) -> list[str]:
    """Tags for what a graph has: `nodes` with parents first, the last one the root."""
    uses = Counter(parent for node in nodes for parent in node["parents"])
    near = {node["name"]: 0 for node in nodes if node["name"] not in uses}  # steps from a root, by the shortest way
    far = dict(near)  # and by the longest
    for node in reversed(nodes):
        for parent in node["parents"]:
            near[parent] = min(near.get(parent, len(nodes)), near[node["name"]] + 1)
            far[parent] = max(far.get(parent, 0), far[node["name"]] + 1)
    made = [node for node in nodes if node["parents"]]
    has = {
        SHARED: max(uses.values(), default=0) > 1,
        UNEVEN: any(node["parents"] and near[node["name"]] < far[node["name"]] for node in nodes),
        TWICE: any(len(set(node["parents"])) < len(node["parents"]) for node in nodes),
        THRICE: any(max(Counter(node["parents"]).values()) > 2 for node in made),
        APART: any(len(set(node["parents"])) < len(set(zip(node["parents"], node.get("local_grads", ())))) for node in made),
        UNNAMED: any(not node.get("op") for node in made),
        MANY: any(len(node["parents"]) > 2 for node in nodes),
        EQUAL: len({node["data"] for node in nodes}) < len(nodes),
        EQUAL_RESULTS: len({node["data"] for node in made}) < len(made),
        ALONE: not nodes[-1]["parents"],
        ZERO: any(node["data"] == 0 for node in nodes),
    }
    return [tag for tag, is_so in has.items() if is_so]


def graph_text(graph: Question, statements: Sequence[str]) -> str:
    """A graph for a person: its statements and inputs; of a long one, only the ends."""
    made = list(statements)
    if len(made) > 20:
        made = [*made[:2], f"... {len(made) - 3} more ...", made[-1]]
    leaves = ", ".join(f"{node['name']} = {node['data']:g}" for node in graph["nodes"] if not node["parents"])
    calls = ", ".join(f"{name}.backward()" for name in graph["calls"]) if len(graph["calls"]) > 1 or not made else ""
    left = ", ".join(f"{name}.grad = {grad:g} before" for name, grad in graph["left"].items())
    return "; ".join(filter(None, [*made, left, calls])) + f" at {leaves}"


def draw_graphs(rng: random.Random) -> list[Question]:
    """From simple to demanding, so that the first failure is the easiest to understand."""
    leaves = partial(_leaves, rng)
    equal = leaves("a")["a"]
    return [
        build_graph({"a": 2.0, "b": 10.0}, ["L = a * b"]),
        build_graph({"a": 3.0}, ["L = a * a"]),
        build_graph({"a": 2.0, "b": 5.0}, ["c = a * b", "L = c + a"]),
        build_graph({"a": 2.0, "x": 3.0}, ["b = a * x", "c = b + x", "L = c * b"]),
        build_graph(leaves("abc"), ["d = a * b", "L = d + c"]),
        build_graph(leaves("a"), ["b = a + a", "L = b + a"]),
        # b is made, and used twice at uneven depth: its message must wait until both uses have reported
        build_graph(leaves("ax"), ["b = a * x", "c = b + x", "d = c * b", "L = d + b"]),
        # the other way round: whoever looks at the second parent first goes wrong where others go right
        build_graph(leaves("ax"), ["b = a * x", "c = x + b", "d = b * c", "L = b + d"]),
        build_graph(leaves("ax"), ["b = a * x", "c = b * b", "d = c + a", "e = d * c", "L = b * e"]),
        # a value that is used near and far has parents that were made: they must wait with it, whichever way comes first
        build_graph(leaves("ax"), ["p = a * x", "v = p + a", "y = v * x", "w = y + a", "L = w * v"]),
        build_graph(leaves("ax"), ["p = a * x", "v = a + p", "y = x * v", "w = a + y", "L = v * w"]),
        build_graph({"a": equal, "b": equal}, ["c = a * b", "d = b * a", "L = c + d"]),
        build_graph({**leaves("ab"), "z": 0.0}, ["c = a * z", "d = c + b", "L = d * c"]),
        build_graph(leaves("abc"), ["s = total(a, b, c)", "L = s * a"]),
        build_graph(leaves("ab"), ["s = total(a, b, a, a)", "t = total(s, a, s)", "L = t * s"]),
        build_graph(leaves("ab"), ["m = mix(3 a, -1 a)", "L = m * b"]),
        build_graph(*_draw_expression(rng, leaves("abc"), 7)),
        build_graph(*_draw_expression(rng, leaves("abcd"), 8)),
        build_graph(leaves("a"), []),
    ]


def draw_calls(rng: random.Random) -> list[Question]:
    """`backward()` more than once: on one graph, on two that share leaves, on a part and then the whole."""
    leaves = partial(_leaves, rng)
    expression = _draw_expression(rng, leaves("ab"), 5)
    return [
        build_graph({"x": 2.0, "k": 3.0}, ["c = x * x", "L = c * k"], SECOND, calls=["L", "L"]),
        build_graph(*expression, SECOND, calls=["L", "L", "L"]),
        build_graph(leaves("ab"), ["m = mix(2 a, -3 b)", "L = m * a"], SECOND, calls=["L", "L"]),
        build_graph(leaves("ab"), ["c = a * b", "K = c + a", "L = c * b"], SECOND, calls=["K", "L"]),
        build_graph(leaves("ab"), ["c = a * b", "d = c * a", "L = d * c"], SECOND, calls=["d", "L", "d"]),
        build_graph(leaves("abde"), ["K = a * b", "L = d * e"], SECOND, OTHER, calls=["K", "L", "K"]),
        build_graph(leaves("abd"), ["c = a * b", "K = c + a", "L = d * b"], OTHER, calls=["K", "L"]),
        build_graph(leaves("ab"), ["c = a * b", "L = c * a"], LEFT_INSIDE, left={"c": 3.0, "L": 5.0}),
        build_graph(leaves("ab"), ["c = a * b", "L = c + a"], LEFT, left={"a": round(rng.uniform(1, 2), 2)}),
    ]


def draw_ladder(rng: random.Random) -> Question:
    """A graph with more paths than anybody can walk."""
    ladder = ["x", *(f"n{i}" for i in range(LADDER))]
    doublings = [f"{new} = {old} + {old}" for old, new in zip(ladder, ladder[1:])]
    return build_graph(_leaves(rng, "x"), doublings, PATHS, report=["x"], budget=500_000)


def draw_chain(rng: random.Random) -> Question:
    """A graph deeper than Python may recurse: x + k + k + ... It is told, not spelled out: `chain` has its numbers."""
    leaves = _leaves(rng, "xk")
    last = f"n{CHAIN - 1}"
    statements = ["n0 = x + k", "n1 = n0 + k"]
    begin = build_graph(leaves, statements, DEEP, calls=[last], report=["x", "k"])
    ends = "; ".join([*statements, f"... {CHAIN - 3} more ...", f"{last} = n{CHAIN - 2} + k"])
    asked = begin["asked"].replace("; ".join(statements), ends)
    about = {key: value for key, value in begin.items() if key != "nodes"}
    return about | {"chain": {**leaves, "length": CHAIN}, "big": True, "asked": asked}


def _leaves(rng: random.Random, names: str) -> dict[str, float]:
    return {name: rng.choice([-1, 1]) * round(rng.uniform(1.2, 2.4), 2) for name in names}


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


def reference_gradients(graph: Question) -> list[dict[str, float]]:
    """What each call of the reference engine's `backward()` leaves on the reported nodes of its graph.

    And on leaves of earlier graphs, which keep what they have; values in between may start anew.
    """
    nodes: dict[str, Value] = {}
    for spec in graph["nodes"]:
        parents = tuple(nodes[name] for name in spec["parents"])
        nodes[spec["name"]] = Value(spec["data"], parents, tuple(spec.get("local_grads", ())))
    for name, grad in graph.get("left", {}).items():
        nodes[name].grad = grad
    found, leaves = [], set()
    for root in graph["calls"]:
        nodes[root].backward()
        reached = set(topological_order(nodes[root]))
        leaves |= {node for node in reached if not node._prev}
        found.append({name: nodes[name].grad for name in graph["report"] if nodes[name] in reached | leaves})
    return found
