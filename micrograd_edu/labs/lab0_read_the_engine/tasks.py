"""The tasks of lab 0: a first graph, predictions, and a trace by hand.

Two tasks ask for numbers on paper, the same for everybody. Their verdicts say which entries are off and what they look like,
but never the number that was expected.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from itertools import combinations, product
from typing import Any

from micrograd_edu.checks.graphs import build_graph, reference_gradients
from micrograd_edu.checks.notebook import Check
from micrograd_edu.checks.rows import Answer, Expected, Question, Row, compare, is_close, is_number
from micrograd_edu.checks.task import Task, by_name, question
from micrograd_edu.engine import Value

LAB = "lab0_read_the_engine"
HIDDEN = "another number"
FORWARD = "it is a number of the forward pass"


# The first graph: L = (a * b + c)**2.


def _draw_first_graph(rng: random.Random) -> list[Question]:
    def drawn() -> float:
        return rng.choice([-1, 1]) * round(rng.uniform(1.2, 2.9), 2)

    def ask(a: float, b: float, c: float, nudge: float, *tags: str) -> Question:
        found = ["all numbers are whole"] if all(x == int(x) for x in (a, b, c)) else ["a number has decimals"]
        found += ["nudge is 0.01"] if nudge == 0.01 else []
        found += ["a number is negative"] if min(a, b, c) < 0 else []
        return question(f"a = {a}, b = {b}, c = {c}", *tags, *found, inputs=[a, b, c], nudge=nudge)

    same = drawn()
    return [
        ask(2.0, 3.0, 1.0, 0.01),
        ask(2.0, -3.0, 10.0, 0.5),
        ask(2, -3, 4, 0.01, "the numbers are ints"),
        ask(2.0, 3.0, -6.0, 0.1, "L is 0"),
        ask(drawn(), drawn(), 0.0, 0.02, "a number is 0"),
        ask(0.0, drawn(), drawn(), 0.02, "a number is 0"),
        ask(same, same, same, 0.05, "the three numbers are equal"),
        ask(drawn(), drawn(), drawn(), -0.25, "the nudge is negative"),
        *(ask(drawn(), drawn(), drawn(), round(rng.uniform(0.001, 0.01), 4)) for _ in range(3)),
    ]


def _judge_first_graph(asked: Question, answer: Answer) -> list[Row]:
    a, b, c = leaves = [Value(x) for x in asked["inputs"]]
    root, nudge = (a * b + c) ** 2, asked["nudge"]
    root.backward()
    expected, effects = [], []
    inner = {"a * b + c": (a * b + c).data}
    for name, value in zip("Labc", [root, *leaves]):
        data, grad = value.data, value.grad or 0.0
        expected.append(Expected(f"{name}.data", data, inner if name == "L" else {}))
        expected.append(Expected(f"{name}.grad", grad, inner | {"its data": data}))
        if name != "L":
            about = {"the gradient": grad, "the nudge": nudge, "the data": data, "the data times the nudge": data * nudge}
            effects.append(Expected(f"effect_of_nudge({name}, {nudge})", grad * nudge, about))
    rows = compare(expected, answer)
    return rows + [_effect(row, answer, nudge) for row in compare(effects, answer)]


def _effect(row: Row, answer: Answer, nudge: float) -> Row:
    """An effect that is right for the student's own gradient is wrong only because that is."""
    name = row.what[len("effect_of_nudge(")]
    grad = answer.get(f"{name}.grad")
    follows = row.yours is None if grad is None else is_number(grad) and is_close(row.yours, grad * nudge)
    tags = frozenset(["the gradient of the leaf is 0"] if row.expected == 0 else [])
    where = f"of {name}, nudged by {nudge}"
    return Row("effect_of_nudge", row.yours, row.expected, row.ok, row.about, tags, where, follows)


# Predictions: value and slopes of six expressions at a = 2, b = -3.

EXPRESSIONS: dict[str, tuple[Callable[[Any, Any], Any], list[str]]] = {
    "a + b": (lambda a, b: a + b, []),
    "a * b": (lambda a, b: a * b, ["there is a product"]),
    "a * a": (lambda a, b: a * a + 0 * b, ["there is a product", "a is used twice"]),
    "a * b + a": (lambda a, b: a * b + a, ["there is a product", "a is used twice"]),
    "(a + b) * a": (lambda a, b: (a + b) * a, ["there is a product", "a is used twice"]),
    "(a * b).relu() + a": (
        lambda a, b: (a * b).relu() + a,
        ["there is a product", "a is used twice", "there is a relu"],
    ),
}


def _draw_predict(rng: random.Random) -> list[Question]:
    return [
        question(text, *tags, title=text, names=["value", "a", "b"], form=["{}"]) for text, (_, tags) in EXPRESSIONS.items()
    ]


def _judge_predict(asked: Question, answer: Answer) -> list[Row]:
    a, b = Value(2.0), Value(-3.0)
    out = EXPRESSIONS[asked["title"]][0](a, b)
    out.backward()
    right = {"value": out.data, "a": a.grad, "b": b.grad}
    kinds = {
        "value": ("the value", "it is a value"),
        "a": ("the slope for a", "it is a slope"),
        "b": ("the slope for b", "it is a slope"),
    }
    return [_hidden(what, answer.get(name), right[name] or 0.0, [tag]) for name, (what, tag) in kinds.items()]


def _hidden(what: str, yours: Any, expected: float, tags: list[str], where: str = "", follows: bool = False) -> Row:
    """A comparison that does not tell the expected number."""
    return Row(what, yours, HIDDEN, is_close(yours, expected), {}, frozenset(tags), where, follows)


# A trace by hand: three graphs, every node's data and grad.

GRAPHS = {
    "graph 1": build_graph({"a": 3.0, "b": -2.0, "c": 4.0}, ["d = a * b", "L = d + c"]),
    "graph 2": build_graph({"a": 2.0, "b": 5.0}, ["d = a + b", "L = d * a"]),
    "graph 3": build_graph({"x": 2.0, "k": 3.0}, ["u = x * k", "v = u + x", "w = u * v", "L = w + u"], report=list("xuvwL")),
}


def _draw_trace(rng: random.Random) -> list[Question]:
    form = ["{}.data", "{}.grad"]
    leaves = {
        title: {node["name"]: node["data"] for node in graph["nodes"] if not node["parents"]}
        for title, graph in GRAPHS.items()
    }
    return [
        question(title, title=title, names=graph["report"], form=form, leaves=leaves[title])
        for title, graph in GRAPHS.items()
    ]


def _judge_trace(asked: Question, answer: Answer) -> list[Row]:
    """Each entry beside the right one; one that follows rightly from the student's own others says nothing new."""
    graph = GRAPHS[asked["title"]]
    right = {f"{node['name']}.data": node["data"] for node in graph["nodes"]}
    right |= {f"{name}.grad": grad for name, grad in reference_gradients(graph)[0].items()}
    yours = {what: answer.get(what, right[what]) for what in right}  # the constant 3 is nobody's entry
    yours = {what: x if is_number(x) else right[what] for what, x in yours.items()}
    rows = []
    for name in graph["report"]:
        data, grad = f"{name}.data", f"{name}.grad"
        follows = is_close(answer.get(data), _own_data(graph, name, yours, right[data]))
        rows.append(_hidden("the data", answer.get(data), right[data], [FORWARD], f"of {name}", follows))
        messages, others = _messages(graph, name, yours)
        follows = is_close(answer.get(grad), sum(messages)) and bool(messages)
        tags = [*_tags_of(graph, name), *([] if follows else _slip(answer.get(grad), right[grad], messages, others))]
        rows.append(_hidden("the gradient", answer.get(grad), right[grad], tags, f"of {name}", follows))
    return rows


def _own_data(graph: Question, name: str, yours: Mapping[str, float], right: float) -> float:
    """A node's number, computed from the student's own numbers before it."""
    node = next(node for node in graph["nodes"] if node["name"] == name)
    if not node["parents"]:
        return right
    a, b = (yours[f"{parent}.data"] for parent in node["parents"])
    return a + b if node["op"] == "+" else a * b


def _messages(graph: Question, name: str, yours: Mapping[str, float]) -> tuple[list[float], list[float]]:
    """What arrives at a node by the student's own numbers; and what would, with its own value on the arrows."""
    messages, others = [], []
    for child in graph["nodes"]:
        for parent, other in zip(child["parents"], reversed(child["parents"])):
            if parent == name:
                grad, is_sum = yours[f"{child['name']}.grad"], child["op"] == "+"
                messages.append(grad * (1.0 if is_sum else yours[f"{other}.data"]))
                others.append(grad * (1.0 if is_sum else yours[f"{name}.data"]))
    return messages, others


def _slip(yours: Any, right: float, messages: list[float], others: list[float]) -> list[str]:
    """What a wrong gradient is made of, where that can be seen."""
    if not is_number(yours) or is_close(yours, right):
        return []
    some = (sum(each) for n in range(1, len(messages)) for each in combinations(messages, n))
    if any(is_close(yours, part) for part in some):
        return ["some of the messages to a value are not counted"]
    own = (sum(each) for each in product(*zip(messages, others)))
    return ["a factor of a product has its own value on its arrow"] if any(is_close(yours, each) for each in own) else []


def _tags_of(graph: Question, name: str) -> list[str]:
    children = [child for child in graph["nodes"] if name in child["parents"]]
    uses = sum(child["parents"].count(name) for child in children)
    tags = ["the value is used more than once" if uses > 1 else "the value is used once" if uses else "it is L itself"]
    return tags + (["the value is a factor of a product"] if any(child["op"] == "*" for child in children) else [])


TASKS = by_name(
    Task(
        LAB,
        "first_graph",
        _draw_first_graph,
        "You build a graph, run backward on its result, and read a gradient as a promise about nudges.",
        judge_answer=_judge_first_graph,
        names=("first_graph", "effect_of_nudge"),
    ),
    Task(
        LAB,
        "predict",
        _draw_predict,
        "All six predictions are right: you can say what a nudge does before anything has run.",
        judge_answer=_judge_predict,
        names=("predictions",),
        asked_by="written_down",
        by_hand=True,
    ),
    Task(
        LAB,
        "trace_by_hand",
        _draw_trace,
        "All three traces are right, forward and backward, with a value that is used three times.",
        judge_answer=_judge_trace,
        names=("hand_gradients",),
        asked_by="written_down",
        by_hand=True,
    ),
)
check = Check(TASKS)
