"""The checks of lab 2: list a graph, order it, draw it, log its messages.

    check("trace", trace)        # in the notebook, right below the task

All of them hand over graphs of values that the notebook has never seen, in scrambled order and without names on them.
`trace` is judged as two collections; `order` by what an order has to fulfil, not by one particular order; `draw` by the
DOT text, whatever the drawing looks like; `steps` by every number in the log and by who sends when.
"""

from __future__ import annotations

import html
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from micrograd_edu.checks._old_check import Check, check_in_notebook, error_row
from micrograd_edu.checks._old_graphs import CHAIN, build_graph, draw_graphs, graph_text
from micrograd_edu.checks._old_verdict import Row, Verdict, compare, is_close, row, show
from micrograd_edu.engine import Value, topological_order
from micrograd_edu.labs.lab2_visualization.probes import chain

LAB = "lab2_visualization"

Case = dict[str, Any]  # `nodes` in any order (or `chain`, a length) and `root`, the name of one of them
Spec = dict[str, Any]  # one node: `name`, `data`, `parents`, and what the task needs


def check(task: str, *objects: Any) -> None:
    """Judge a task in the notebook: show the verdict, and raise `CheckFailed` where it is FAIL.

    Parameters
    ----------
    task : str
        The task's id, for example "trace".
    *objects
        What you defined for it, for example `trace`.
    """
    check_in_notebook(CHECKS, task, objects)


def warm_up(lines: dict[str, str], letters: str, root: Any) -> None:
    """Put the lines together in the order of the letters, run the program, say what came out. Nothing is graded.

    Parameters
    ----------
    lines : dict from letter to line of code
        A program, shuffled. It defines `recursive_order(root)`.
    letters : str
        Which line comes first, second, ...
    root : Value
        The graph to try it on. Its values should have labels.
    """
    missing, unknown = set(lines) - set(letters), set(letters) - set(lines)
    if missing or unknown or len(letters) != len(lines):
        print(f"Use each of the letters {''.join(lines)} once; yours: {letters or 'none yet'}")
        return
    program = "\n".join(lines[letter] for letter in letters)
    print(program, end="\n\n")
    namespace: dict[str, Any] = {}
    try:
        exec(compile(program, "<your program>", "exec"), namespace)
        order = namespace["recursive_order"](root)
        names = [node.label or show(node.data) for node in order]
    except Exception as error:
        print(f"Python cannot run this: {type(error).__name__}: {error}")
        return
    print("It lists", ", ".join(names) or "nothing")
    place = {id(node): i for i, node in enumerate(order)}
    late = [node for node in order for parent in node._prev if place.get(id(parent), len(order)) > place[id(node)]]
    if len(place) < len(order):
        print("Some values are listed twice.")
    elif len(place) < len(topological_order(root)):
        print("Some values are missing.")
    elif late:
        print(f"{late[0].label or show(late[0].data)} comes before one of its parents.")
    else:
        print("Every value comes once, and after its parents: this is a topological order.")


# Graphs: what is asked, and the reference's view of it.


def _draw_walks(rng: random.Random) -> list[Case]:
    """Graphs to walk, from simple to demanding; the last two are deep, and full of paths."""
    *graphs, _, ladder = draw_graphs(rng)
    a, x = (rng.choice([-1, 1]) * round(rng.uniform(1.2, 2.4), 2) for _ in range(2))
    graphs += [
        # the other way round: whoever looks at the second parent first goes wrong where others go right
        build_graph({"a": a, "x": x}, ["b = a * x", "c = x + b", "d = b * c", "L = b + d"]),
        # different values with equal numbers
        build_graph({"a": a, "b": a}, ["c = a * b", "d = b * a", "L = c + d"]),
    ]
    return [
        *(_scrambled(graph, rng) for graph in graphs),
        {"chain": CHAIN, "root": f"n{CHAIN}", "calls": 1},
        {"nodes": ladder["nodes"], "root": ladder["nodes"][-1]["name"], "calls": 1},
    ]


def _draw_once(rng: random.Random) -> list[Case]:
    return [case for case in _draw_walks(rng) if case["calls"] == 1]


def _scrambled(graph: dict[str, Any], rng: random.Random) -> Case:
    """In an order that gives nothing away."""
    return {
        "nodes": rng.sample(graph["nodes"], len(graph["nodes"])),
        "root": graph["nodes"][-1]["name"],
        "calls": graph.get("calls", 1),
    }


def _is_small(case: Case) -> bool:
    return len(case.get("nodes", ())) in range(1, 21)


def _build(case: Case) -> tuple[list[Spec], dict[str, Value]]:
    """The nodes with parents first, and the same graph on the reference engine."""
    specs = {spec["name"]: spec for spec in (chain(case["chain"]) if "chain" in case else case["nodes"])}
    values = {name: Value(spec["data"], label=name) for name, spec in specs.items()}
    for name, spec in specs.items():
        values[name]._prev = tuple(values[parent] for parent in spec["parents"])
        values[name]._local_grads = tuple(spec.get("local_grads", ()))
    return [specs[value.label] for value in topological_order(values[case["root"]])], values


def _text(case: Case, specs: list[Spec]) -> str:
    return f"a chain of {case['chain']:,} steps" if "chain" in case else graph_text({"nodes": specs})


def _listing(names: list[str]) -> str:
    few = len(names) <= (3 if any(" not one of the values)" in name for name in names) else 16)  # such names are long
    return ", ".join(names) if few else f"{', '.join(names[:3])}, ... {names[-1]} ({len(names):,} in all)"


def _hint_of_walk(task: str, case: Case, hint: str | None) -> str | None:
    """The hint behind an error, in the words of this lab."""
    if hint == "recursion_depth":
        return f"{task}_recursion"
    if hint == "lab2_never_ends" and not _is_small(case):
        return f"{task}_every_path"
    return hint if hint and hint.startswith(("lab2_", f"{task}_")) else None  # others speak of lab 1


def _is_foreign(name: Any) -> bool:
    return isinstance(name, str) and name.endswith("not one of the values)")


def _walk(specs: list[Spec], root: str, *, flip: bool = False, kind: str = "ready", once: bool = True) -> list[str]:
    """Names in the order in which one of the usual walks lists them.

    Parameters
    ----------
    kind : str
        "ready": once all parents are listed, which is right. "pushed": the same, and marked when put on the to-do list.
        "met": when first met. "popped": when taken off a to-do list. "queue": breadth first.
    once : bool
        Whether it remembers what it has seen.
    """
    parents = {spec["name"]: spec["parents"][:: -1 if flip else 1] for spec in specs}
    listed: list[str] = []
    if kind in ("ready", "met"):

        def visit(name: str) -> None:
            if once and name in seen:
                return
            seen.add(name)
            if kind == "met":
                listed.append(name)
            for parent in parents[name]:
                visit(parent)
            if kind == "ready":
                listed.append(name)

        seen: set[str] = set()
        visit(root)
    elif kind == "pushed":
        seen, todo = {root}, [(root, False)]
        while todo:
            name, is_ready = todo.pop()
            if is_ready:
                listed.append(name)
                continue
            todo.append((name, True))
            for parent in parents[name]:
                if parent not in seen:
                    seen.add(parent)
                    todo.append((parent, False))
    else:
        todo = [root]
        while todo:
            name = todo.pop(0 if kind == "queue" else -1)
            if not once or name not in listed:
                listed.append(name)
                todo.extend(parents[name])
    return listed


# Trace.

Traced = tuple[list[str], list[tuple[str, str]]]


def _edges(specs: list[Spec]) -> list[tuple[str, str]]:
    return [(parent, spec["name"]) for spec in specs for parent in spec["parents"]]


def _flawed_traces(specs: list[Spec], root: str, yours: list[str]) -> dict[str, Traced]:
    """What `trace` lists, by misconception. Which of several equal values it keeps, `yours` tells."""
    nodes, edges = [spec["name"] for spec in specs], _edges(specs)
    parents = {spec["name"]: spec["parents"] for spec in specs}
    paths = _walk(specs, root, kind="popped", once=False)
    edges_of_paths = [(parent, name) for name in paths for parent in parents[name]]
    data = {spec["name"]: spec["data"] for spec in specs}
    kept = [name for name in yours if name in data]
    met = {data[root], *(data[parent] for name in kept for parent in parents[name])}
    if sorted(data[name] for name in kept) != sorted(met):  # not one for each number
        kept = []
    return {
        "trace_one_edge": (nodes, list(dict.fromkeys(edges))),
        "trace_edges_reversed": (nodes, [(child, parent) for parent, child in edges]),
        "trace_without_root": ([name for name in nodes if name != root], edges),
        "trace_without_leaves": ([name for name in nodes if parents[name]], edges),
        "trace_parents_only": ([root, *dict.fromkeys(parents[root])], [(parent, root) for parent in parents[root]]),
        "trace_repeats": (paths, edges_of_paths),
        "trace_repeats_values": (paths, edges),
        "trace_repeats_edges": (nodes, edges_of_paths),
        "trace_new_edges_only": _trace_of_new(specs, root),
        "trace_by_data": (kept, [(parent, name) for parent, name in edges if name in kept]),
        "trace_by_label": ([root], [(parent, root) for parent in parents[root]]),
    }


def _judge_trace(task: str, cases: list[Case], found: Any) -> Verdict:
    rows, hints, answers = [], [], []
    for case, answer in zip(cases, found, strict=True):
        specs, _ = _build(case)
        asked = _text(case, specs)
        nodes, edges = [spec["name"] for spec in specs], _edges(specs)
        if "error" in answer:
            failed, hint = error_row(asked, answer["error"], f"{len(nodes):,} values, {len(edges):,} edges")
            rows.append(failed)
            hints.append(_hint_of_walk(task, case, hint))
            continue
        yours = sorted(answer["nodes"]), sorted(tuple(edge) for edge in answer["edges"])
        rows.append(Row(f"{asked}: nodes", _listing(yours[0]), _listing(sorted(nodes)), yours[0] == sorted(nodes)))
        arrows = [[f"({', '.join(edge)})" for edge in sorted(some)] for some in (yours[1], edges)]
        rows.append(Row(f"{asked}: edges", _listing(arrows[0]) or "none", _listing(arrows[1]), yours[1] == sorted(edges)))
        named = [*yours[0], *(name for edge in yours[1] for name in edge)]
        if any(map(_is_foreign, named)):
            hints.append("lab2_another_graph" if any(" (a Value, not" in name for name in named) else "lab2_not_the_values")
        if _is_small(case):
            answers.append((yours, _flawed_traces(specs, case["root"], yours[0])))
    flaw = None if all(r.ok for r in rows) else _common_flaw(answers)
    return compare(task, rows, flaw or next(filter(None, hints), None))


def _trace_of_new(specs: list[Spec], root: str) -> Traced:
    """With an edge only to a parent that has not come off the to-do list before: the last use of each value is missing."""
    parents = {spec["name"]: spec["parents"] for spec in specs}
    nodes, edges, todo = [], [], [root]
    while todo:
        name = todo.pop()
        if name not in nodes:
            nodes.append(name)
            new = [parent for parent in parents[name] if parent not in nodes]
            edges += [(parent, name) for parent in new]
            todo += new
    return nodes, edges


def _common_flaw(answers: list[tuple[Traced, dict[str, Traced]]]) -> str | None:
    """The misconception that predicts every answer."""
    for flaw in answers[0][1] if answers else ():
        if all(yours == tuple(map(sorted, flawed[flaw])) for yours, flawed in answers):
            return flaw
    return None


# Order.

# misconception: the walk it takes, and whether the list is turned round at the end
WRONG_WALKS = {
    "order_breadth_first": {"kind": "queue"},
    "order_first_met": {"kind": "met"},
    "order_first_popped": {"kind": "popped"},
    "order_marked_too_early": {"kind": "pushed"},
    "order_repeats": {"kind": "ready", "once": False},
}
SAME_HINT = {"order_first_popped": "order_first_met"}


def _flaw_of_order(order: list[str], specs: list[Spec]) -> str | None:
    """What is wrong with it, in words; None if nothing is."""
    names = {spec["name"] for spec in specs}
    foreign = [name for name in order if name not in names]
    repeated = [name for name, times in Counter(order).items() if times > 1]
    listed = set(order)
    missing = [spec["name"] for spec in specs if spec["name"] not in listed]
    if foreign:
        return f"holds {foreign[0]}"
    if repeated:
        return f"{repeated[0]} is listed {order.count(repeated[0])} times"
    if missing:
        return f"{missing[0]} is missing"
    place = {name: i for i, name in enumerate(order)}
    for spec in specs:
        for parent in spec["parents"]:
            if place[parent] > place[spec["name"]]:
                return f"{spec['name']} comes before its parent {parent}"
    return None


def _judge_order(task: str, cases: list[Case], found: Any) -> Verdict:
    rows, hints, answers = [], [], []
    for case, answer in zip(cases, found, strict=True):
        specs, _ = _build(case)
        asked, expected = _text(case, specs), f"for example {_listing([spec['name'] for spec in specs])}"
        if "error" in answer:
            failed, hint = error_row(asked, answer["error"], expected)
            rows.append(failed)
            hints.append(_hint_of_walk(task, case, hint))
            continue
        order = answer["order"]
        flaw = _flaw_of_order(order, specs)
        rows.append(Row(asked, f"{_listing(order) or 'nothing'}{f': {flaw}' if flaw else ''}", expected, flaw is None))
        if any(map(_is_foreign, order)):
            hints.append("lab2_not_the_values")
        if _is_small(case):
            answers.append((order, specs, case["root"]))
    flaw = None if all(r.ok for r in rows) else _common_flaw_of_orders(answers)
    return compare(task, rows, flaw or next(filter(None, hints), None))


def _common_flaw_of_orders(answers: list[tuple[list[str], list[Spec], str]]) -> str | None:
    if not answers or all(_flaw_of_order(order, specs) is None for order, specs, _ in answers):
        return None
    if all(_flaw_of_order(order[::-1], specs) is None for order, specs, _ in answers):
        return "order_root_first"
    for flaw, walk in WRONG_WALKS.items():
        for flip in (False, True):
            for step in (1, -1):
                if all(order == _walk(specs, root, flip=flip, **walk)[::step] for order, specs, root in answers):
                    return SAME_HINT.get(flaw, flaw)
    left_out = [{spec["name"] for spec in specs} - set(order) for order, specs, _ in answers]
    leaves = [{spec["name"] for spec in specs if not spec["parents"]} for _, specs, _ in answers]
    if all(len(set(order)) == len(order) for order, *_ in answers):
        if left_out == leaves:
            return "order_without_leaves"
        if all(out == {root} for out, (_, _, root) in zip(left_out, answers)):
            return "order_without_root"
    return None


# Draw: what a drawing in the DOT language says, whatever it looks like.

TOKEN = re.compile(
    r"""\s+ | //[^\n]* | /\*.*?\*/ | ^\#[^\n]*                       # nothing
      | (?P<arrow>->|--) | (?P<mark>[{}\[\]=;,:])
      | (?P<text>"(?:[^"\\]|\\.)*") | (?P<word>[\w.\-\u0080-\uffff]+?(?=->|--|[^\w.\-\u0080-\uffff]|$)) | (?P<html><)""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


class DotError(ValueError):
    """This text is not in the DOT language, or in a corner of it that no drawing needs."""


@dataclass
class Dot:
    """Nodes (id to label) and arrows (tail, head, label) of a drawing."""

    nodes: dict[str, str] = field(default_factory=dict)
    arrows: list[tuple[str, str, str]] = field(default_factory=list)


def _tokens(source: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(source):
        match = TOKEN.match(source, at)
        if match is None:
            raise DotError(f"unexpected {source[at : at + 20]!r}")
        at = match.end()
        if match.lastgroup == "html":  # balanced <...>
            depth, start = 1, at
            while depth:
                if at == len(source):
                    raise DotError("a label that starts with < does not end")
                depth += {"<": 1, ">": -1}.get(source[at], 0)
                at += 1
            yield "text", html.unescape(re.sub(r"<[^>]*>", " ", source[start : at - 1]))
        elif match.lastgroup == "text":
            text = re.sub(r"\\(.)", lambda m: " " if m[1] in "nlr" else m[1], match["text"][1:-1], flags=re.DOTALL)
            yield "text", html.unescape(text)
        elif match.lastgroup:
            yield match.lastgroup, match[match.lastgroup]


def parse_dot(source: str) -> Dot:
    """Read nodes and arrows, with their labels, out of DOT text.

    `strict` graphs merge parallel arrows, ports are ignored, and an arrow with `dir=back` is read from head to tail.

    Raises
    ------
    DotError
        If it cannot be read.
    """
    tokens, dot, is_strict = [*_tokens(source), ("end", "")], Dot(), False
    at = 0
    while tokens[at] != ("mark", "{"):
        is_strict |= tokens[at][1].lower() == "strict"
        at += 1
        if at == len(tokens):
            raise DotError("there is no { in it")
    at += 1
    while tokens[at][0] != "end":
        kind, text = tokens[at]
        if kind == "mark" and text in "{};,":
            at += 1
        elif kind not in ("word", "text"):
            raise DotError(f"unexpected {text!r}")
        elif text.lower() == "subgraph":
            at += 1 if tokens[at + 1] == ("mark", "{") else 2
        elif tokens[at + 1] == ("mark", "="):
            at += 3
        else:
            at = _statement(tokens, at, dot)
    if is_strict:
        dot.arrows = list({(tail, head): (tail, head, label) for tail, head, label in dot.arrows}.values())
    return dot


def _statement(tokens: list[tuple[str, str]], at: int, dot: Dot) -> int:
    """One node or chain of arrows; returns where the next statement starts."""
    ends = []
    while True:
        if tokens[at][0] not in ("word", "text"):
            raise DotError(f"an arrow leads to {tokens[at][1]!r}")
        ends.append(tokens[at][1])
        at += 1
        while tokens[at] == ("mark", ":"):
            at += 2
        if tokens[at][0] != "arrow":
            break
        at += 1
    attributes: dict[str, str] = {}
    while tokens[at] == ("mark", "["):
        at += 1
        while tokens[at] != ("mark", "]"):
            if tokens[at][0] in ("end", "arrow"):
                raise DotError("a [ without ]")
            if tokens[at][0] != "mark" and tokens[at + 1] == ("mark", "="):
                attributes[tokens[at][1].lower()] = tokens[at + 2][1]
                at += 2
            at += 1
        at += 1
    label = " ".join(text for name, text in attributes.items() if name.endswith("label"))
    if len(ends) == 1 and ends[0].lower() in ("graph", "node", "edge"):
        return at  # attributes for all that follow
    for end in ends:
        dot.nodes.setdefault(end, end)
    if len(ends) == 1 and label:
        dot.nodes[ends[0]] = label
    for tail, head in zip(ends, ends[1:]):
        dot.arrows.append((head, tail, label) if attributes.get("dir") == "back" else (tail, head, label))
    return at


def _numbers(text: str) -> list[float]:
    return [float(match) for match in re.findall(r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?", text.replace("\u2212", "-"))]


def _shows(numbers: list[float], number: float) -> bool:
    return any(abs(n - number) < 5e-5 for n in numbers)


# A drawing is asked for with made-up numbers: all different, below 10, with two decimals and no 0 or 5 at the end, so that
# each says what it is, and so that a drawing may round as it likes, short of one decimal.


def _draw_drawings(rng: random.Random) -> list[Case]:
    pool = [sign * n / 100 for n in range(110, 990) if n % 5 for sign in (1, -1)]
    rng.shuffle(pool)

    def graph(statements: str, **changes: Any) -> Case:
        specs: dict[str, Spec] = {}
        for statement in statements.split("; "):
            name, _, expr = statement.partition(" = ")
            op, *parents = re.findall(r"\w+", expr)
            for leaf in parents:
                specs.setdefault(leaf, {"name": leaf, "parents": [], "label": leaf})
            local_grads = [pool.pop() for _ in parents]
            specs[name] = {"name": name, "expr": expr, "op": op, "parents": parents, "local_grads": local_grads}
        for spec in specs.values():
            spec["data"], spec["grad"] = pool.pop(), pool.pop()
        for name, change in changes.items():
            specs[name].update(change)
        return _scrambled({"nodes": list(specs.values())}, rng)

    not_yet = {"grad": None}
    twin = {"data": pool.pop(), "grad": pool.pop(), "label": ""}
    return [
        graph("c = f(a, b)"),
        graph("c = f(a, b); L = g(c, a)"),
        graph("c = f(a, a); L = g(c, b)"),
        graph("c = f(a, b); L = g(c)", a=not_yet, b=not_yet, c=not_yet, L=not_yet),
        graph("c = f(a, b); L = g(c)", a={"grad": 0.0}),
        graph("L = f(a, b)", a=twin, b=twin),
        graph("b = f(a, x); c = g(b, x); d = f(c, b); L = g(d, b)"),
        graph("s = dot(a, b, c, d, e); L = relu(s)", e=not_yet),
    ]


Arrow = tuple[float, float, tuple[float, ...]]  # tail's and head's data, and the numbers on the arrow


@dataclass(frozen=True)
class Drawing:
    """What a student's drawing says about one graph."""

    boxes: list[tuple[float, list[float], str]]  # the data that tells which value it is, all numbers in it, its text
    others: list[list[float]]  # the numbers in every node that is no value: an operation, or a number beyond recognition
    arrows: list[Arrow]


def _read_drawing(source: str, specs: list[Spec]) -> Drawing:
    """Boxes that show a value's data are values; any other with one way out, such as a circle, is an operation."""
    dot = parse_dot(source)
    boxes, others = {}, []
    for name, label in dot.nodes.items():
        numbers = _numbers(label)
        shown = [spec for spec in specs if _shows(numbers, spec["data"])]
        both = [spec for spec in shown if spec["grad"] is not None and _shows(numbers, spec["grad"])]
        if shown:
            boxes[name] = ((both or shown)[0]["data"], numbers, label)
        else:
            others.append(numbers)
    ways_out: dict[str, list[tuple[str, str]]] = {}
    for tail, head, label in dot.arrows:
        ways_out.setdefault(tail, []).append((head, label))
    arrows = []
    for tail, head, label in dot.arrows:
        if tail in boxes and head not in boxes and len(ways_out.get(head, ())) == 1:
            head, more = ways_out[head][0]
            label = f"{label} {more}"
        if tail in boxes and head in boxes:
            arrows.append((boxes[tail][0], boxes[head][0], tuple(_numbers(label))))
    return Drawing(list(boxes.values()), others, arrows)


def _expected_arrows(specs: list[Spec]) -> list[tuple[float, float, float]]:
    data = {spec["name"]: spec["data"] for spec in specs}
    return [
        (data[parent], spec["data"], local_grad)
        for spec in specs
        for parent, local_grad in zip(spec["parents"], spec.get("local_grads", ()))
    ]


def _is_arrow_right(arrow: Arrow, local_grad: float, all_local_grads: list[float]) -> bool:
    """The local derivative is on it, and nobody else's."""
    return [g for g in all_local_grads if _shows(list(arrow[2]), g)] == [local_grad]


def _judge_draw(task: str, cases: list[Case], found: Any) -> Verdict:
    rows, hints, drawings = [], [], []
    for case, answer in zip(cases, found, strict=True):
        specs, _ = _build(case)
        asked = _text(case, specs)
        if "error" in answer:
            failed, hint = error_row(asked, answer["error"], "a drawing")
            rows.append(failed)
            hints.append(_hint_of_draw(case, answer["error"], hint))
            continue
        try:
            drawing = _read_drawing(answer["source"], specs)
        except (DotError, RecursionError, IndexError) as error:
            rows.append(Row(asked, f"the DOT text cannot be read: {error}", "a drawing", False))
            continue
        rows += [*_box_rows(asked, specs, drawing), *_arrow_rows(asked, specs, drawing)]
        drawings.append((specs, drawing))
    hint = next(filter(None, hints), None)
    if hint is None and not all(r.ok for r in rows):
        hint = next((name for name, has in DRAWING_FLAWS.items() if drawings and has(drawings)), None)
    return compare(task, rows, hint)


def _hint_of_draw(case: Case, error: Any, hint: str | None) -> str | None:
    if error.get("type") == "TypeError" and "NoneType" in str(error.get("message")):
        return "draw_formats_none"
    return _hint_of_walk("draw", case, hint)


def _box_rows(asked: str, specs: list[Spec], drawing: Drawing) -> list[Row]:
    rows = []
    for data, group in groupby(sorted(specs, key=lambda spec: spec["data"]), key=lambda spec: spec["data"]):
        twins = list(group)
        names = " and ".join(spec["name"] for spec in twins)
        boxes = [box for box in drawing.boxes if box[0] == data]
        grad = twins[0]["grad"]
        others = [g for spec in specs if (g := spec["grad"]) is not None and g != grad]
        expected = f"data {show(data)}, grad {'not yet' if grad is None else show(grad)}"
        if len(boxes) != len(twins):
            count = f"{len(boxes)} boxes with data {show(data)}"
            rows.append(Row(f"{asked}: {names}", count, f"{len(twins)}: {expected}", False))
            continue
        for _, numbers, text in boxes:
            right = not _shows_zero(text) if grad is None else _shows(numbers, grad)
            stray = [g for g in others if g != 0 and _shows(numbers, g)]
            rows.append(Row(f"{asked}: {names}", " ".join(text.split())[:80], expected, right and not stray))
    return rows


def _shows_zero(text: str) -> bool:
    """Whether 0 stands there as a number, not as a part of another or of a name such as v0."""
    return any(float(n) == 0 for n in re.findall(r"(?<![\w.])[-+]?\d+(?:\.\d*)?(?![\w.])", text))


def _arrow_rows(asked: str, specs: list[Spec], drawing: Drawing) -> list[Row]:
    names: dict[float, str] = {}
    for spec in specs:
        names[spec["data"]] = f"{names[spec['data']]} or {spec['name']}" if spec["data"] in names else spec["name"]
    expected, local_grads = _expected_arrows(specs), _local_grads(specs)
    rows = []
    for tail, head in dict.fromkeys([*(e[:2] for e in expected), *(a[:2] for a in drawing.arrows)]):
        wanted = sorted(e[2] for e in expected if e[:2] == (tail, head))
        yours = [arrow for arrow in drawing.arrows if arrow[:2] == (tail, head)]
        right = len(yours) == len(wanted) and all(
            any(_is_arrow_right(arrow, g, local_grads) for arrow in yours) for g in wanted
        )
        shown = _arrows_text([" ".join(map(show, arrow[2])) or "no number" for arrow in yours])
        expected_text = _arrows_text([show(g) for g in wanted])
        rows.append(Row(f"{asked}: arrows from {names[tail]} to {names[head]}", shown, expected_text, right))
    return rows


def _arrows_text(labels: list[str]) -> str:
    return f"{len(labels)}, with {' and '.join(labels)}" if labels else "none"


def _local_grads(specs: list[Spec]) -> list[float]:
    return [g for spec in specs for g in spec.get("local_grads", ())]


Drawings = list[tuple[list[Spec], Drawing]]


def _arrows_match(drawings: Drawings, predict: Callable[[list[Spec]], list[tuple[float, float, float]]]) -> bool:
    """Whether the arrows are those that the misconception predicts: (tail, head, a number on it)."""
    for specs, drawing in drawings:
        predicted, left = predict(specs), list(drawing.arrows)
        if len(predicted) != len(left):
            return False
        for tail, head, n in predicted:
            arrow = next((a for a in left if a[:2] == (tail, head) and _shows(list(a[2]), n)), None)
            if arrow is None:
                return False
            left.remove(arrow)
    return True


def _has_pairs(drawings: Drawings, predict: Callable[[list[Spec]], list[tuple[float, float, Any]]]) -> bool:
    """The same, whatever is written on the arrows."""
    return all(
        Counter(arrow[:2] for arrow in drawing.arrows) == Counter(arrow[:2] for arrow in predict(specs))
        for specs, drawing in drawings
    )


def _rounds(drawings: Drawings) -> bool:
    """Whether no box shows its number, and each number is there to one decimal."""
    return all(
        not drawing.boxes and all(any(abs(n - spec["data"]) < 0.06 for box in drawing.others for n in box) for spec in specs)
        for specs, drawing in drawings
    )


def _one_each(specs: list[Spec]) -> list[tuple[float, float, float]]:
    """Expected arrows, but one for each parent."""
    data = {spec["name"]: spec["data"] for spec in specs}
    return [
        (data[parent], spec["data"], g)
        for spec in specs
        for parent, g in dict(zip(spec["parents"], spec.get("local_grads", ()))).items()
    ]


def _replaced(which: Callable[[Spec, Spec], Any]) -> Callable[[list[Spec]], list[tuple[float, float, Any]]]:
    """Expected arrows with another number on them, taken from parent and child."""

    def predict(specs: list[Spec]) -> list[tuple[float, float, Any]]:
        by_name = {spec["name"]: spec for spec in specs}
        return [
            (by_name[parent]["data"], spec["data"], which(by_name[parent], spec))
            for spec in specs
            for parent in spec["parents"]
        ]

    return predict


def _with_grad(drawings: Drawings) -> Drawings:
    """Those in which every grad is a number."""
    return [(specs, drawing) for specs, drawing in drawings if all(spec["grad"] for spec in specs)]


def _boxes_and_grads(drawings: Drawings) -> Iterator[tuple[list[float], str, Any]]:
    for specs, drawing in drawings:
        grads = {spec["data"]: spec["grad"] for spec in specs}
        for data, numbers, text in drawing.boxes:
            yield numbers, text, grads[data]


def _reversed_locals(specs: list[Spec]) -> list[tuple[float, float, float]]:
    turned = [{**spec, "local_grads": spec.get("local_grads", [])[::-1]} for spec in specs]
    return _expected_arrows(turned)


def _messages(specs: list[Spec]) -> list[tuple[float, float, float]]:
    grads = {spec["data"]: spec["grad"] for spec in specs}
    return [(tail, head, local_grad * grads[head]) for tail, head, local_grad in _expected_arrows(specs)]


# in this order: the first that fits is named
DRAWING_FLAWS: dict[str, Callable[[Drawings], bool]] = {
    "draw_rounds": _rounds,
    "draw_no_data": lambda ds: not any(drawing.boxes for _, drawing in ds),
    "draw_no_grad": lambda ds: not any(g is not None and g != 0 and _shows(n, g) for n, _, g in _boxes_and_grads(ds)),
    "draw_not_yet_as_zero": lambda ds: all(_shows_zero(text) for _, text, g in _boxes_and_grads(ds) if g is None),
    "draw_zero_as_not_yet": lambda ds: not any(_shows(n, 0.0) for n, _, g in _boxes_and_grads(ds) if g == 0),
    "draw_merges_equals": lambda ds: any(
        len(drawing.boxes) + len(drawing.others) < len(specs) and len(drawing.arrows) == len(_expected_arrows(specs))
        for specs, drawing in ds
    ),
    "draw_arrows_backwards": lambda ds: _has_pairs(ds, lambda specs: [(h, t, g) for t, h, g in _expected_arrows(specs)]),
    "draw_one_arrow": lambda ds: _has_pairs(ds, _one_each) and not _has_pairs(ds, _expected_arrows),
    "draw_no_arrows": lambda ds: not any(drawing.arrows for _, drawing in ds),
    "draw_arrows_repeat": lambda ds: (
        all(
            {arrow[:2] for arrow in drawing.arrows} == {arrow[:2] for arrow in _expected_arrows(specs)}
            for specs, drawing in ds
        )
        and any(len(drawing.arrows) > len(_expected_arrows(specs)) for specs, drawing in ds)
    ),
    "draw_all_local_grads": lambda ds: (
        _has_pairs(ds, _expected_arrows)
        and _arrows_match(ds, _expected_arrows)
        and not all(r.ok for specs, drawing in ds for r in _arrow_rows("", specs, drawing))
    ),
    "draw_local_grads_swapped": lambda ds: _arrows_match(ds, _reversed_locals),
    "draw_grad_on_arrows": lambda ds: (
        _arrows_match(_with_grad(ds), _replaced(lambda parent, child: child["grad"]))
        or _arrows_match(_with_grad(ds), _replaced(lambda parent, child: parent["grad"]))
    ),
    "draw_messages_on_arrows": lambda ds: _arrows_match(_with_grad(ds), _messages),
    "draw_data_on_arrows": lambda ds: (
        _arrows_match(ds, _replaced(lambda parent, child: child["data"]))
        or _arrows_match(ds, _replaced(lambda parent, child: parent["data"]))
    ),
    "draw_no_local_grads": lambda ds: (
        _has_pairs(ds, _expected_arrows) and not any(arrow[2] for _, drawing in ds for arrow in drawing.arrows)
    ),
}


# Steps.

Step = list[Any]  # child, parent, local derivative, message

FLAWS_OF_STEPS = (
    "steps_no_seed",
    "steps_overwrite",
    "steps_forward",
    "steps_local_only",
    "steps_add",
    "steps_grad_only",
    "steps_running_total",
    "steps_too_early",
    "steps_repeat",
    "steps_one_per_parent",
    "steps_ends_swapped",
    "steps_numbers_swapped",
)


def _flawed_logs(specs: list[Spec], root: str, flaw: str) -> Iterator[list[Step]]:
    """What the log is when it has this flaw, once for each order in which a walk may go."""
    by_name = {spec["name"]: spec for spec in specs}
    for flip in (False, True):
        if flaw == "steps_too_early":
            orders = [_walk(specs, root, flip=flip, kind=kind) for kind in ("queue", "popped", "met")]
        else:
            orders = [_walk(specs, root, flip=flip, once=flaw != "steps_repeat")[::-1]]
        for order in orders:
            order = order[::-1] if flaw == "steps_forward" else order
            grads = dict.fromkeys(by_name, 0.0) | {root: 0.0 if flaw == "steps_no_seed" else 1.0}
            yield [step for name in order for step in _send(by_name[name], grads, flaw)]


def _send(spec: Spec, grads: dict[str, float], flaw: str) -> Iterator[Step]:
    child, edges = spec["name"], list(zip(spec["parents"], spec.get("local_grads", ())))
    if flaw == "steps_one_per_parent":
        edges = list({parent: (parent, local_grad) for parent, local_grad in reversed(edges)}.values())
    for parent, local_grad in edges:
        message = local_grad * grads[child]
        if flaw == "steps_local_only":
            message = local_grad
        elif flaw == "steps_add":
            message = local_grad + grads[child]
        elif flaw == "steps_grad_only":
            message = grads[child]
        grads[parent] = message if flaw == "steps_overwrite" else grads[parent] + message
        if flaw == "steps_ends_swapped":
            yield [parent, child, local_grad, message]
        elif flaw == "steps_numbers_swapped":
            yield [child, parent, message, local_grad]
        else:
            yield [child, parent, local_grad, grads[parent] if flaw == "steps_running_total" else message]


def _sorted_log(log: list[Step]) -> list[Step]:
    """Comparable, whatever it holds."""
    return sorted(log, key=lambda step: [(type(x).__name__, x) for x in step])


def _same_log(yours: list[Step], theirs: list[Step]) -> bool:
    return len(yours) == len(theirs) and all(
        a[:2] == b[:2] and is_close(a[2], b[2]) and is_close(a[3], b[3])
        for a, b in zip(_sorted_log(yours), _sorted_log(theirs))
    )


def _judge_steps(task: str, cases: list[Case], found: Any) -> Verdict:
    rows, hints, answers = [], [], []
    for case, answer in zip(cases, found, strict=True):
        specs, values = _build(case)
        asked = _text(case, specs)
        if "error" in answer:
            failed, hint = error_row(asked, answer["error"], f"{len(_edges(specs)):,} messages")
            rows.append(failed)
            hints.append(_hint_of_steps(case, answer["error"], hint))
            continue
        values[case["root"]].backward()
        if len(answer["logs"]) != case["calls"]:
            raise ValueError("the log of a call is missing")
        for call, log in enumerate(answer["logs"], 1):
            text = f"{asked}{f' (call {call})' if case['calls'] > 1 else ''}"
            rows += _log_rows(text, log, specs, values)
            if any(_is_foreign(name) for step in log for name in step[:2]):
                hints.append("lab2_not_the_values")
        if _is_small(case):
            answers.append((specs, case["root"], answer["logs"]))
    hint = None
    if not all(r.ok for r in rows):
        hint = _flaw_of_steps(answers) or next(filter(None, hints), None) or _order_or_calls(rows)
    return compare(task, rows, hint)


def _hint_of_steps(case: Case, error: Any, hint: str | None) -> str | None:
    kind, message = str(error.get("type", "")), str(error.get("message", ""))
    if kind == "AttributeError" and "backward" in message:
        return "steps_calls_backward"
    if kind == "TypeError" and "NoneType" in message:
        return "steps_none_in_sum"
    return _hint_of_walk("steps", case, hint)


def _log_rows(asked: str, log: list[Step], specs: list[Spec], values: dict[str, Value]) -> list[Row]:
    rows = []
    expected = [
        [spec["name"], parent, g, g * values[spec["name"]].grad]
        for spec in specs[::-1]
        for parent, g in zip(spec["parents"], spec.get("local_grads", ()))
    ]
    wanted = _by_edge(expected)
    early = _first_too_early(log, wanted)
    if len(log) > 1000 and early is None and _same_log(log, expected):  # one row stands for all
        return [Row(f"{asked}: messages", f"{len(log):,} right", f"{len(expected):,} right", True)]
    yours = _by_edge(log)
    for edge in dict.fromkeys([*wanted, *yours]):
        name = f"{asked}: {edge[0]} to {edge[1]}"
        theirs, ours = yours.get(edge, []), wanted.get(edge, [])
        if len(theirs) != len(ours):
            rows.append(Row(f"{name}: messages", f"{len(theirs)} of them", f"{len(ours)} of them", False))
            continue
        for (local_grad, message), (right_local_grad, right_message) in zip(theirs, ours):
            rows.append(row(f"{name}: local derivative", local_grad, right_local_grad))
            rows.append(row(f"{name}: message", message, right_message))
    rows.append(Row(f"{asked}: who sends when", early or "in order", "no value before all its messages", early is None))
    return rows


def _by_edge(log: list[Step]) -> dict[tuple[str, str], list[list[Any]]]:
    """Local derivative and message of each edge, in a comparable order."""
    found: dict[tuple[str, str], list[list[Any]]] = {}
    for child, parent, *numbers in _sorted_log(log):
        found.setdefault((child, parent), []).append(numbers)
    return found


def _first_too_early(log: list[Step], wanted: dict[tuple[str, str], list[Any]]) -> str | None:
    """Who sends before having heard from everybody, in words."""
    waiting: Counter[str] = Counter()
    for (_, parent), messages in wanted.items():
        waiting[parent] += len(messages)
    for child, parent, *_ in log:
        if waiting[child] > 0:
            still = "a message is" if waiting[child] == 1 else f"{waiting[child]} messages are"
            return f"{child} sends while {still} still on the way to it"
        waiting[parent] -= 1
    return None


def _flaw_of_steps(answers: list[tuple[list[Spec], str, list[list[Step]]]]) -> str | None:
    """The misconception that predicts the first log of every graph."""
    for flaw in FLAWS_OF_STEPS if answers else ():
        if all(any(_same_log(logs[0], log) for log in _flawed_logs(specs, root, flaw)) for specs, root, logs in answers):
            return flaw
    return None


def _order_or_calls(rows: list[Row]) -> str | None:
    """All that is wrong is the order, or a second call."""
    wrong = [r for r in rows if not r.ok]
    if all("who sends when" in r.asked for r in wrong):
        return "steps_log_out_of_order"
    if all("(call 2)" in r.asked for r in wrong):
        return "steps_second_call"
    return None


CHECKS = {
    check.task: check
    for check in (
        Check(LAB, "trace", ("trace",), "lab2_visualization.trace", _draw_once, _judge_trace),
        Check(LAB, "order", ("topological_order",), "lab2_visualization.order", _draw_once, _judge_order),
        Check(LAB, "draw", ("draw_dot",), "lab2_visualization.draw", _draw_drawings, _judge_draw),
        Check(LAB, "steps", ("backward_steps",), "lab2_visualization.steps", _draw_walks, _judge_steps),
    )
}
