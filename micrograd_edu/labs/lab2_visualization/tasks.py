"""The tasks of lab 2: list a graph, order it, draw it, log its messages.

All of them hand over graphs of values that the notebook has never seen, in scrambled order. `trace` is judged as two
collections; `order` by what an order has to fulfil, not by one particular order; `draw` by what the DOT text says, whatever
the drawing looks like; `steps` by every number in the log and by who sends when.
"""

from __future__ import annotations

import ast
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, zip_longest
from typing import Any

from micrograd_edu.checks import graphs
from micrograd_edu.checks.notebook import Check
from micrograd_edu.checks.pictures import film_of_messages, marked_graph, messages_on_graph
from micrograd_edu.checks.rows import Answer, Question, Row, is_close, show
from micrograd_edu.checks.task import Task, by_name, question
from micrograd_edu.engine import Value, topological_order
from micrograd_edu.labs.lab2_visualization.drawing import Drawing, Unreadable, need_pydot, numbers_in, read_drawing, shows
from micrograd_edu.labs.lab2_visualization.probes import MAX_ENTRIES, chain

LAB = "lab2_visualization"

Spec = dict[str, Any]  # one value: `name`, `data`, `parents`, and what the task needs


def warm_up(lines: dict[str, str], letters: str, root: Any) -> None:
    """Put the lines together in the order of the letters, run the program, say what came out. Nothing is graded.

    Parameters
    ----------
    lines : dict from letter to line of code
        A program, shuffled. It defines `recursive_order(root)`.
    letters : str
        Which line comes first, second, ...; capitals or not.
    root : Value
        The graph to try it on. Its values should have labels.
    """
    letters = letters.upper()
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

CALLED_BEFORE = "your function was called before on values of the same graph"
ONE_PARENT = "a value has one parent"
SAME_LABEL = "two values have the same label, or none"
LEFT_OVER = "a gradient is left over from before"


def _draw_walks(rng: random.Random) -> list[Question]:
    """Graphs to walk, from simple to demanding; the last two are full of paths, and deep."""
    one = graphs.build_graph({"a": 2.0, "b": 10.0}, ["c = a * b", "L = total(c)"], ONE_PARENT)
    small = [*graphs.draw_graphs(rng), *_draw_near_twice(rng), one, *graphs.draw_calls(rng)]
    ladder = graphs.draw_ladder(rng)
    named = graphs.build_graph({"a": 2.0, "b": 10.0}, ["c = a * b", "L = c + b"], SAME_LABEL)
    for node in named["nodes"]:
        node["label"] = "x"
    left = graphs.build_graph({"a": 2.0, "b": 10.0}, ["c = a * b", "L = c + b"], LEFT_OVER)
    for node in left["nodes"]:
        node["grad"] = float(rng.randint(2, 9))
    return [
        *(_walk(rng, graph) for graph in (*small, named, left, ladder)),
        question(
            f"a chain of {graphs.CHAIN:,} values, each made from the one before it",
            graphs.DEEP,
            ONE_PARENT,
            chain=graphs.CHAIN,
            calls=[f"n{graphs.CHAIN}"],
            big=True,
        ),
    ]


def _draw_near_twice(rng: random.Random) -> list[Question]:
    """Used twice by a value near the root and once by one far away: who counts users and not uses sends before that one.

    Both ways round, because whoever takes the last that may send begins with the other operand than who takes the first.
    """
    way_round = ["c = a * a", "d = a + b", "e = d + b", "f = e + b"]
    leaves = {"a": round(rng.uniform(1.1, 2.9), 2), "b": round(rng.uniform(-2.9, -1.1), 2)}
    return [graphs.build_graph(leaves, [*way_round, last]) for last in ("L = f * c", "L = c * f")]


def _walk(rng: random.Random, graph: Question) -> Question:
    """The graph as a question of this lab, in an order that gives nothing away."""
    nodes = [
        {**node, **({"grad": graph["left"][node["name"]]} if node["name"] in graph["left"] else {})}
        for node in graph["nodes"]
    ]
    calls, tags = graph["calls"], [LEFT_OVER if tag == graphs.LEFT else tag for tag in graph["tags"]]
    tags = [CALLED_BEFORE] * (len(calls) > 1) + [tag for tag in tags if tag not in (graphs.SECOND, graphs.OTHER)]
    shown = [{key: x for key, x in node.items() if key != "expr"} for node in nodes]
    return question(
        _text(nodes, calls),
        *tags,
        nodes=rng.sample(shown, len(shown)),
        calls=calls,
        big=graph["big"],
    )


def _text(nodes: Sequence[Spec], calls: Sequence[str]) -> str:
    """A graph for a person: how it is made, its inputs, what is left in it; and on what the function is called."""
    made = [
        f"{node['name']} = {node.get('expr') or node['op'] + '(' + ', '.join(node['parents']) + ')'}"
        for node in nodes
        if node["parents"]
    ]
    if len(made) > 20:
        made = [*made[:2], f"... {len(made) - 3} more ...", made[-1]]
    leaves = ", ".join(f"{node['name']} = {show(node['data'])}" for node in nodes if not node["parents"])
    left = ", ".join(f"{node['name']}.grad = {show(node['grad'])}" for node in nodes if node.get("grad") is not None)
    text = f"{'; '.join(made)} at {leaves}" if made else f"{calls[0]} alone, {leaves}"
    text += f", with {left} from before" if left else ""
    return text + (f", called on {', then on '.join(calls)}" if len(calls) > 1 else "")


def _behind(asked: Question, root: str) -> tuple[list[Spec], dict[str, Value]]:
    """The values behind one of them with parents first, by the reference engine, and the same graph on that engine."""
    return _behind_in_chain(asked["chain"], root) if "chain" in asked else _behind_in(asked["nodes"], root)


@lru_cache(maxsize=2)
def _behind_in_chain(length: int, root: str) -> tuple[list[Spec], dict[str, Value]]:
    """Of the long chain, which is the same in every challenge; its gradients are there already."""
    specs, values = _behind_in(chain(length), root)
    values[root].backward()
    return specs, values


def _behind_in(nodes: Sequence[Spec], root: str) -> tuple[list[Spec], dict[str, Value]]:
    specs = {spec["name"]: spec for spec in nodes}
    values = {name: Value(spec["data"], label=name) for name, spec in specs.items()}
    for name, spec in specs.items():
        values[name]._prev = tuple(values[parent] for parent in spec["parents"])
        values[name]._local_grads = tuple(spec.get("local_grads", ()))
    return [specs[value.label] for value in topological_order(values[root])], values


def _edges(specs: Iterable[Spec]) -> list[tuple[str, str]]:
    return [(parent, spec["name"]) for spec in specs for parent in spec["parents"]]


def _calls(asked: Question, *answers: Sequence[Any]) -> Iterator[tuple[int, str, Sequence[Any]]]:
    """Number of the call, its root, and what was answered."""
    calls = asked["calls"]
    rows = zip_longest(calls, *(answer[: len(calls)] for answer in answers), fillvalue=())
    return (
        (i, root, [_spelt_out(part) for part in parts] if "chain" in asked else parts)
        for i, (root, *parts) in enumerate(rows)
    )


def _spelt_out(told: Sequence[Any]) -> list[Any]:
    """What the probe told of the long chain in runs (`probes.in_runs`), row by row or name by name."""
    rows: list[Any] = []
    for row in told:
        ends = [re.fullmatch(r"n(\d{1,5})\.\.n(\d{1,5})", part) for part in ([row] if isinstance(row, str) else row[:2])]
        runs = [_run(int(match[1]), int(match[2])) for match in ends if match]
        if not runs:
            rows.append(row)
        else:
            rows += runs[0] if isinstance(row, str) else ([*names, *row[2:]] for names in zip(*runs))
        if len(rows) > MAX_ENTRIES:  # no probe of ours says so much
            break
    return rows[:MAX_ENTRIES]


@lru_cache(maxsize=64)
def _run(first: int, last: int) -> list[str]:
    step = 1 if first <= last else -1
    return [f"n{i}" for i in range(first, last + step, step)]


NONE = "none"


def _none(call: int, what: str, found: Iterable[str]) -> Row:
    """A comparison for things that there should be none of."""
    listing = _listing(list(found))
    return _row(call, what, listing or NONE, NONE, not listing)


def _row(
    call: int, what: str, yours: Any, expected: Any, ok: bool, where: str = "", about: dict[str, float] | None = None
) -> Row:
    """A comparison; of a later call on the same values, it says so."""
    where = f"{where}{', ' if where else ''}in call {call + 1}" if call else where
    return Row(what, yours, expected, ok, about or {}, where=where)


def _listing(names: list[str]) -> str:
    return ", ".join(names) if len(names) <= 12 else f"{', '.join(names[:3])}, ... {names[-1]} ({len(names):,} in all)"


def _times(name: str, times: int) -> str:
    return f"{name} ({times} times)"


def _count(number: int, word: str, ending: str = "s") -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else ending}"


# Trace.


def _judge_trace(asked: Question, answer: Answer) -> list[Row]:
    rows = []
    for call, root, (nodes, edges) in _calls(asked, answer["nodes"], answer["edges"]):
        specs, _ = _behind(asked, root)
        rows += [*_rows_of_values(call, nodes, specs), *_rows_of_edges(call, Counter(map(tuple, edges)), specs)]
    return rows


def _rows_of_values(call: int, yours: Iterable[str], specs: Sequence[Spec]) -> list[Row]:
    """Whether each value is listed, once, and nothing else is."""
    times, names = Counter(yours), sorted(spec["name"] for spec in specs)
    return [
        _none(call, "values that are not behind the root", sorted(set(times) - set(names))),
        _none(call, "values that are missing", (name for name in names if name not in times)),
        _none(call, "values that are listed too often", (_times(name, times[name]) for name in names if times[name] > 1)),
    ]


def _rows_of_edges(call: int, yours: Counter[tuple[str, ...]], specs: Sequence[Spec]) -> list[Row]:
    expected: Counter[tuple[str, ...]] = Counter(_edges(specs))
    missing, extra = expected - yours, yours - expected
    turned = Counter({edge: min(times, extra[edge[::-1]]) for edge, times in missing.items() if extra[edge[::-1]]})
    missing -= turned
    extra -= Counter({edge[::-1]: times for edge, times in turned.items()})
    return [
        _none(call, "edges that are turned round", map(_edge, sorted(edge[::-1] for edge in turned.elements()))),
        _none(call, "edges that are missing", map(_edge, sorted(missing.elements()))),
        _none(call, "edges that are listed too often", (_times(_edge(e), yours[e]) for e in sorted(extra) if e in expected)),
        _none(call, "pairs that are no edge of this graph", (_edge(e) for e in sorted(extra) if e not in expected)),
    ]


def _edge(edge: Sequence[str]) -> str:
    return f"({', '.join(edge)})"


# Order.


def _pile_of_notes(code: str) -> str:
    """Lab 1's way, pasted or written again: pairs of a value and True or False go onto a list."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError):
        return ""
    pairs = [node.elts[1] for node in ast.walk(tree) if isinstance(node, ast.Tuple) and len(node.elts) == 2]
    if {True, False} <= {node.value for node in pairs if isinstance(node, ast.Constant) and isinstance(node.value, bool)}:
        return (
            "This is lab 1's pile of notes once more. No points hang on it, but the task's own way, counting, is new to you."
        )
    return ""


def _judge_order(asked: Question, answer: Answer) -> list[Row]:
    rows = []
    for call, root, (order,) in _calls(asked, answer["order"]):
        specs, _ = _behind(asked, root)
        place = {name: i for i, name in reversed(list(enumerate(order)))}
        early = [
            f"{child} before its parent {parent}"
            for parent, child in sorted(set(_edges(specs)))
            if parent in place and child in place and place[child] < place[parent]
        ]
        rows += [*_rows_of_values(call, order, specs), _none(call, "values that come before a parent", early)]
    return rows


# Steps.

TOO_EARLY = "values that send too early"


def _judge_steps(asked: Question, answer: Answer) -> list[Row]:
    rows = []
    for call, root, (log,) in _calls(asked, answer["log"]):
        specs, values = _behind(asked, root)
        if "chain" not in asked:
            values[root].backward()
        elif log == _log_of_chain(asked["chain"], root):
            rows.append(_none(call, TOO_EARLY, []))
            continue
        rows += _rows_of_log(call, log, specs, values)
    if asked["big"]:  # thousands of messages: one comparison stands for them
        rows = [next((row for row in rows if not row.ok), rows[-1])]
    return rows


@lru_cache(maxsize=2)
def _log_of_chain(length: int, root: str) -> list[list[Any]]:
    """The messages of the long chain: there is one order for them."""
    specs, values = _behind_in_chain(length, root)
    return [
        [spec["name"], parent, local_grad, local_grad * (values[spec["name"]].grad or 0.0)]
        for spec in reversed(specs)
        for parent, local_grad in zip(spec["parents"], spec.get("local_grads", ()))
    ]


def _rows_of_log(call: int, log: list[list[Any]], specs: list[Spec], values: dict[str, Value]) -> list[Row]:
    wanted: dict[tuple[str, str], list[float]] = {}
    for spec in reversed(specs):
        for parent, local_grad in zip(spec["parents"], spec.get("local_grads", ())):
            wanted.setdefault((spec["name"], parent), []).append(local_grad)
    yours: dict[tuple[str, str], list[list[Any]]] = {}
    for child, parent, *numbers in log:
        yours.setdefault((child, parent), []).append(numbers)
    rows, turned, before = [], [], specs[-1].get("grad")
    left = {"the gradient that lay on the root before": before} if before is not None else {}
    for (child, parent), local_grads in wanted.items():
        where, sent = f"from {child} to {parent}", yours.pop((child, parent), [])
        if not sent and (parent, child) in yours and (parent, child) not in wanted:
            turned += [f"from {parent} to {child}"] * len(yours.pop((parent, child)))
        elif len(sent) != len(local_grads):
            texts = _count(len(sent), "message"), _count(len(local_grads), "message")
            rows.append(_row(call, "how many messages there are", *texts, False, where))
        else:
            for numbers, local_grad in zip(sorted(sent, key=_comparable), sorted(local_grads)):
                rows += _rows_of_message(call, numbers, local_grad, values[child], values[parent], where, left)
    strangers = [f"from {child} to {parent}" for child, parent in yours]
    return [
        *rows,
        _none(call, "messages that are turned round", turned),
        _none(call, "messages along no edge of this graph", strangers),
        _none(call, TOO_EARLY, _too_early(log, wanted)),
    ]


def _comparable(numbers: list[Any]) -> list[tuple[str, Any]]:
    return [(type(x).__name__, x or 0) for x in numbers]


def _rows_of_message(
    call: int, numbers: list[Any], local_grad: float, child: Value, parent: Value, where: str, left: dict[str, float]
) -> tuple[Row, Row]:
    sender = child.grad or 0.0
    right = {"the local derivative": local_grad, "the message": local_grad * sender}
    about = {"the sender's data": child.data, "the receiver's data": parent.data, "the sender's gradient": sender}
    about |= {"all that the receiver gets": parent.grad or 0.0} | left
    first, second = (
        _row(
            call,
            what,
            yours,
            x,
            is_close(yours, x),
            where,
            {other: y for other, y in right.items() if other != what} | about,
        )
        for (what, x), yours in zip(right.items(), numbers)
    )
    return first, second


def _too_early(log: list[list[Any]], wanted: dict[tuple[str, str], list[float]]) -> list[str]:
    """Who sends before having heard from everybody, in words; the first of them."""
    waiting: Counter[str] = Counter()
    for (_, parent), local_grads in wanted.items():
        waiting[parent] += len(local_grads)
    for child, parent, *_ in log:
        if waiting[child] > 0:
            return [f"{child}, with {_count(waiting[child], 'message')} still on the way to it"]
        waiting[parent] -= 1
    return []


# Draw. The numbers are made up: all different, below 10, with two decimals of which the last is neither 0 nor 5, and
# different with one decimal too. So each says what it is, and a drawing may round as it likes, short of one decimal.

NOT_YET = "a gradient is not there yet"
GRAD_ZERO = "a gradient is 0"
LOCAL_ZERO = "a local derivative is 0"
INT = "a number is an int"


def _draw_drawings(rng: random.Random) -> list[Question]:
    need_pydot()
    not_yet: dict[str, Any] = {"grad": None}
    twin = {"data": 1.23, "grad": 4.56, "label": ""}
    return [
        _made_up(rng, "c = f(a, b)"),
        _made_up(rng, "c = f(a, a)"),
        _made_up(rng, "c = f(a, b)", NOT_YET, a=not_yet, b=not_yet, c=not_yet),
        _made_up(rng, "c = f(a, b)", GRAD_ZERO, a={"grad": 0.0}),
        _made_up(rng, "c = f(a, b)", a=twin, b=twin),
        _made_up(rng, "c = f(a, b)", a={"label": "x"}, b={"label": "x"}),
        _made_up(rng, "c = f(a, b)", LOCAL_ZERO, c={"local_grads": [0.0, 2.34]}),
        _made_up(rng, "c = f(a, b); L = g(c)", INT, ONE_PARENT, a={"data": 3}, b={"grad": 2}),
        _made_up(rng, "c = f(a, b); L = g(c, a)", CALLED_BEFORE, calls=["c", "L"]),
        _made_up(rng, "b = f(a, x); c = g(b, x); d = f(c, b); L = g(d, b)"),
        _made_up(rng, "s = dot(a, b, c, d, e)", NOT_YET, e=not_yet),
        _made_up(rng, "a"),
    ]


def _made_up(
    rng: random.Random, statements: str, *tags: str, calls: Sequence[str] = (), **changes: dict[str, Any]
) -> Question:
    """A graph to draw, such as "c = f(a, b); L = g(c)", with numbers that have nothing to do with each other."""
    pool = [sign * (n + rng.choice([1, 2, 3, 4, 6, 7, 8, 9])) / 100 for n in range(110, 990, 10) for sign in (1, -1)]
    rng.shuffle(pool)
    specs: dict[str, Spec] = {}
    for statement in statements.split("; "):
        name, _, expr = statement.partition(" = ")
        op, *parents = re.findall(r"\w+", expr) or [""]
        for leaf in parents:
            specs.setdefault(leaf, {"name": leaf, "parents": [], "label": leaf})
        specs[name] = {"name": name, "op": op, "parents": parents, "local_grads": [pool.pop() for _ in parents]}
    for name, spec in specs.items():
        spec |= {"data": pool.pop(), "grad": pool.pop(), **changes.get(name, {})}
    nodes = list(specs.values())
    labels = Counter(node.get("label", "") for node in nodes)
    same = [SAME_LABEL] if max(labels.values()) > 1 else []
    asked = statements + (f", called on {', then on '.join(calls)}" if calls else "")
    made_up = [f"{name}.{attribute} = {x!r}" for name, change in changes.items() for attribute, x in change.items()]
    return question(
        f"{asked}, with {', '.join(made_up) or 'made-up numbers'}",
        *tags,
        *same,
        *graphs.structure(nodes),
        nodes=rng.sample(nodes, len(nodes)),
        calls=list(calls) or [nodes[-1]["name"]],
        big=False,
    )


def _judge_draw(asked: Question, answer: Answer) -> list[Row]:
    rows = []
    for call, root, (source,) in _calls(asked, answer["source"]):
        specs, _ = _behind(asked, root)
        try:
            drawing = read_drawing(source or "")
        except Unreadable as error:
            rows.append(_row(call, "the DOT text", f"cannot be read: {error}", "a drawing", False))
            continue
        boxes = _boxes(drawing, specs)
        rows += [*_rows_of_boxes(call, specs, drawing, boxes), *_rows_of_arrows(call, specs, drawing, boxes)]
    return rows


def _boxes(drawing: Drawing, specs: list[Spec]) -> dict[str, float]:
    """The boxes that stand for values, and which data each shows, if need be with one decimal."""
    boxes = {}
    for name, text in drawing.nodes.items():
        shown = [spec for spec in specs if shows(text, spec["data"])]
        both = [spec for spec in shown if spec["grad"] is not None and shows(text, spec["grad"])]
        rounded = [
            spec for spec in specs if any(abs(n - spec["data"]) < 0.0501 and round(n, 1) == n for n in numbers_in(text))
        ]
        if found := both or shown or rounded:
            boxes[name] = found[0]["data"]
    return boxes


def _rows_of_boxes(call: int, specs: list[Spec], drawing: Drawing, boxes: dict[str, float]) -> Iterator[Row]:
    """One box for each value, and in it the data and the gradient."""
    for data, group in groupby(sorted(specs, key=lambda spec: spec["data"]), key=lambda spec: spec["data"]):
        twins = list(group)
        names, grad = " and ".join(sorted(spec["name"] for spec in twins)), twins[0]["grad"]
        where = f"of {names}"
        texts = [drawing.nodes[name] for name, shown in boxes.items() if shown == data]
        if len(texts) != len(twins):
            expected = f"{_count(len(twins), 'box', 'es')} with data {show(data)}"
            yours = f"{_count(len(texts), 'box', 'es')} with data {show(data)}"
            yield _row(call, "how many boxes show the data of a value", yours, expected, False, f"for {names}")
            continue
        others = [spec["grad"] for spec in specs if spec["grad"] not in (None, grad) and spec["grad"] % 1]
        for text in texts:
            is_exact = shows(text, data)
            nearest = min(numbers_in(text), key=lambda n: abs(n - data))
            numbers = [n for n in numbers_in(text) if n != nearest]
            yield _row(call, "the data in the box", data if is_exact else nearest, data, is_exact, where)
            said, right = _gradient_in(text, grad, numbers)
            alone = not any(shows(text, other) for other in others)
            yield _row(call, "the gradient in the box", said, "not yet" if grad is None else grad, right and alone, where)


def _gradient_in(text: str, grad: float | None, numbers: list[float]) -> tuple[float | str, bool]:
    """What a box says of the gradient, and whether that is right; `numbers` are those that are not the data."""
    not_yet = re.search(r"not\W*yet", text, re.IGNORECASE) is not None
    words = " ".join(text.split())[:80]
    if grad is None:
        return ("not yet", True) if not_yet and not shows(text, 0.0) else (words, False)
    if shows(text, grad) and not not_yet:
        return grad, True
    return numbers[0] if len(numbers) == 1 and not not_yet else words, False


def _arrows(drawing: Drawing, boxes: dict[str, float]) -> Iterator[tuple[float, float, str]]:
    """From which data to which, and the text on it; through a node with one way out, such as the circle of an operation."""
    ways_out: dict[str, list[tuple[str, str]]] = {}
    for tail, head, text in drawing.arrows:
        ways_out.setdefault(tail, []).append((head, text))
    for tail, head, text in drawing.arrows:
        if tail in boxes and head not in boxes and len(ways_out.get(head, ())) == 1:
            head, more = ways_out[head][0]
            text = f"{text} {more}"
        if tail in boxes and head in boxes:
            yield boxes[tail], boxes[head], text


def _rows_of_arrows(call: int, specs: list[Spec], drawing: Drawing, boxes: dict[str, float]) -> Iterator[Row]:
    """An arrow for each use, from the parent to the child, with that use's local derivative."""
    data = {spec["name"]: spec["data"] for spec in specs}
    names = {x: " or ".join(sorted(name for name in data if data[name] == x)) for x in data.values()}
    wanted: dict[tuple[float, float], list[tuple[float, dict[str, float]]]] = {}
    for spec in specs:
        for i, (parent, local_grad) in enumerate(zip(spec["parents"], spec.get("local_grads", ()))):
            about = _about_arrow(spec, next(other for other in specs if other["name"] == parent), i)
            wanted.setdefault((data[parent], spec["data"]), []).append((local_grad, about))
    drawn: dict[tuple[float, float], list[str]] = {}
    for tail, head, text in _arrows(drawing, boxes):
        drawn.setdefault((tail, head), []).append(text)
    turned = []
    local_grads = [g for spec in specs for g in spec.get("local_grads", ())]
    for (tail, head), uses in wanted.items():
        if not {tail, head} <= set(boxes.values()):
            continue  # a box is missing: that is told
        texts, where = drawn.pop((tail, head), []), f"from {names[tail]} to {names[head]}"
        if not texts and (head, tail) in drawn and (head, tail) not in wanted:
            turned += [f"from {names[head]} to {names[tail]}"] * len(drawn.pop((head, tail)))
        elif len(texts) != len(uses):
            counts = _count(len(texts), "arrow"), _count(len(uses), "arrow")
            yield _row(call, "how many arrows there are", *counts, False, where)
        else:
            for text, (local_grad, about) in _paired(texts, uses):
                right = [g for g in local_grads if shows(text, g)] == [local_grad]
                numbers = numbers_in(text)
                yours = local_grad if right else numbers[0] if len(numbers) == 1 else text.strip() or "no number"
                yield _row(call, "the number on the arrow", yours, local_grad, right, where, about)
    yield _none(call, "arrows that are turned round", turned)
    strangers = [f"from {names[tail]} to {names[head]}" for tail, head in drawn]
    yield _none(call, "arrows along no edge of this graph", strangers)


def _about_arrow(child: Spec, parent: Spec, i: int) -> dict[str, float]:
    """What the number on an arrow could be taken for."""
    about = {"the data of the value it starts from": parent["data"], "the data of the value it leads to": child["data"]}
    if child["grad"] is not None:
        about |= {
            "the gradient of the value it leads to": child["grad"],
            "the message": child["local_grads"][i] * child["grad"],
        }
    if parent["grad"] is not None:
        about |= {"the gradient of the value it starts from": parent["grad"]}
    if len(child["parents"]) > 1:
        about |= {"the local derivative of another use": child["local_grads"][-1 - i]}
    return about


def _paired(
    texts: list[str], uses: list[tuple[float, dict[str, float]]]
) -> Iterator[tuple[str, tuple[float, dict[str, float]]]]:
    """Each arrow with the use that it shows, the rest as they come."""
    left = list(texts)
    for use in sorted(uses, key=lambda use: not any(shows(text, use[0]) for text in texts)):
        text = next((text for text in left if shows(text, use[0])), left[0])
        left.remove(text)
        yield text, use


LISTING: list[Any] = [[str, ...], ...]

TASKS = by_name(
    Task(
        LAB,
        "trace",
        _draw_walks,
        "Your trace finds every value once and every use once, however deep the graph is and however many paths it has.",
        judge_answer=_judge_trace,
        picture=marked_graph,
        form={"nodes": LISTING, "edges": [LISTING, ...]},
    ),
    Task(
        LAB,
        "order",
        _draw_walks,
        "Your order is topological, whatever the graph: whoever walks it backwards never sends too early.",
        judge_answer=_judge_order,
        picture=marked_graph,
        form={"order": LISTING},
        names=("topological_order",),
        remark=_pile_of_notes,
        builds_on=("trace",),
    ),
    Task(
        LAB,
        "draw",
        _draw_drawings,
        "Your drawings show every value once, every use with its local derivative, and tell 0 from not yet.",
        judge_answer=_judge_draw,
        form={"source": [str, ...]},
        names=("draw_dot",),
        builds_on=("trace", "order"),
    ),
    Task(
        LAB,
        "steps",
        _draw_walks,
        "Your log is backward, message by message: each number is right, and nobody sends too early.",
        judge_answer=_judge_steps,
        picture=messages_on_graph,
        film=film_of_messages,
        form={"log": [[[str, str, object, object], ...], ...]},
        names=("backward_steps",),
        builds_on=("trace", "order"),
    ),
)
check = Check(TASKS)
