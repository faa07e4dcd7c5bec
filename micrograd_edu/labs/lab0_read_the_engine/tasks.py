"""The checks of lab 0: a first graph, predictions, and a trace by hand.

Two tasks ask for numbers on paper, the same for everybody. Their verdicts say which entries are off and which misconception
fits, but never the number that was expected.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from micrograd_edu.checks._old_check import Check, check_in_notebook, error_row
from micrograd_edu.checks._old_graphs import FLAWS, build_graph, flawed_gradients, reference_gradients
from micrograd_edu.checks._old_verdict import Row, Verdict, compare, is_close, row, show
from micrograd_edu.engine import Value

LAB = "lab0_read_the_engine"
HIDDEN = "another number"
BLANK = "None: not filled in yet"


def check(task: str, *objects: Any) -> None:
    """Judge a task in the notebook: show the verdict, and raise `CheckFailed` where it is FAIL."""
    check_in_notebook(CHECKS, task, objects)


# The first graph: L = (a * b + c)**2.


def _draw_first_graph(rng: random.Random) -> list[dict[str, Any]]:
    def triple() -> list[float]:
        return [rng.choice([-1, 1]) * round(rng.uniform(1.2, 2.9), 2) for _ in range(3)]

    return [{"inputs": triple(), "nudge": round(rng.uniform(0.001, 0.01), 4)} for _ in range(3)]


def _judge_first_graph(task: str, cases: list[dict[str, Any]], found: Any) -> Verdict:
    rows, hint = [], None
    effects: list[tuple[float, dict[str, float]]] = []
    for case, answer in zip(cases, found, strict=True):
        a, b, c = values = [Value(x) for x in case["inputs"]]
        loss = (a * b + c) ** 2
        loss.backward()
        reference = dict(zip("abcL", [*values, loss]))
        asked = "a={}, b={}, c={}".format(*case["inputs"])
        if "error" in answer:
            failed, its_hint = error_row(f"first_graph at {asked}", answer["error"], "a, b, c and L")
            rows.append(failed)
            hint = hint or its_hint
            continue
        for name, value in reference.items():
            rows.append(row(f"{name}.data at {asked}", answer["data"][name], value.data))
            rows.append(row(f"{name}.grad at {asked}", answer["grad"][name], value.grad))
        for name in "abc":
            expected = reference[name].grad * case["nudge"]
            asked_effect = f"effect_of_nudge({name}, {case['nudge']}) at {asked}"
            rows.append(row(asked_effect, answer["effect"][name], expected))
            effects.append((answer["effect"][name], _wrong_effects(reference[name], case["nudge"])))
        if hint is None and all(grad is None for grad in answer["grad"].values()):
            hint = "lab0_no_backward"
    if hint is None and effects:
        names = effects[0][1]
        hint = next((name for name in names if all(is_close(yours, wrong[name]) for yours, wrong in effects)), None)
    return compare(task, rows, hint)


def _wrong_effects(value: Value, nudge: float) -> dict[str, float]:
    return {"lab0_effect_is_grad": value.grad, "lab0_effect_is_nudge": nudge, "lab0_effect_from_data": value.data * nudge}


# Predictions: value and gradients of six expressions at a = 2, b = -3.

EXPRESSIONS = {
    "a + b": lambda a, b: a + b,
    "a * b": lambda a, b: a * b,
    "a * a": lambda a, b: a * a + 0 * b,
    "a * b + a": lambda a, b: a * b + a,
    "(a + b) * a": lambda a, b: (a + b) * a,
    "(a * b).relu() + a": lambda a, b: (a * b).relu() + a,
}
# what people write down instead, for (value, a, b)
WRONG_PREDICTIONS = {
    "lab0_one_message": {"a * a": (4, 2, 0), "a * b + a": (-4, 1, 2), "(a + b) * a": (-2, 2, 2)},
    "lab0_one_message_first": {"a * a": (4, 2, 0), "a * b + a": (-4, -3, 2), "(a + b) * a": (-2, -1, 2)},
    "lab0_own_factor": {"a * b": (-6, 2, -3), "a * b + a": (-4, 3, -3)},
    "lab0_relu_open": {"(a * b).relu() + a": (2, -2, 2)},
    "lab0_relu_passes": {"(a * b).relu() + a": (-4, -2, 2)},
}
SAME_HINT = {"lab0_one_message_first": "lab0_one_message", "lab0_relu_passes": "lab0_relu_open"}


def _draw_predict(rng: random.Random) -> list[dict[str, Any]]:
    return [{"title": expression, "names": ["value", "a", "b"]} for expression in EXPRESSIONS]


def _judge_predict(task: str, cases: list[dict[str, Any]], found: Any) -> Verdict:
    if _is_blank(found):
        return Verdict(task, False, "nothing here yet: every answer is still None.")
    rows, wrong = [], {}
    for case, answer in zip(cases, found, strict=True):
        title = case["title"]
        a, b = Value(2.0), Value(-3.0)
        out = EXPRESSIONS[title](a, b)
        out.backward()
        expected = {"value": out.data, "a": a.grad, "b": b.grad}
        if "error" in answer:
            rows.append(error_row(title, answer["error"], HIDDEN)[0])
            continue
        entries = answer["entries"]
        for name in case["names"]:
            asked = f"{title}: " + ("its value" if name == "value" else f"d/d{name}")
            rows.append(_hidden_row(asked, entries[name], expected[name]))
        if not all(is_close(entries[name], expected[name]) for name in case["names"]):
            wrong[title] = tuple(entries[name] for name in case["names"])
    hint = next((name for name, table in WRONG_PREDICTIONS.items() if wrong and _explains(table, wrong)), None)
    return compare(task, rows, SAME_HINT.get(hint, hint))


def _explains(table: dict[str, tuple[float, ...]], wrong: dict[str, tuple[Any, ...]]) -> bool:
    """Whether each wrong prediction is the one that this misconception makes."""
    return all(
        title in table and all(is_close(yours, theirs) for yours, theirs in zip(numbers, table[title]))
        for title, numbers in wrong.items()
    )


def _is_blank(found: list[dict[str, Any]]) -> bool:
    """Whether no answer has been filled in: in a pair, the answer is the gradient, the second."""
    entries = [entry for answer in found for entry in answer.get("entries", {None: "error"}).values()]
    return all(entry is None or (isinstance(entry, list) and entry[1:] == [None]) for entry in entries)


def _hidden_row(asked: str, yours: Any, expected: float) -> Row:
    """A comparison that does not tell the expected number."""
    if yours is None:
        return Row(asked, BLANK, HIDDEN, False)
    return Row(asked, repr(yours) if isinstance(yours, str) else show(yours), HIDDEN, is_close(yours, expected))


# A trace by hand: three graphs, every node's data and grad.

GRAPHS = {
    "graph 1": build_graph({"a": 3.0, "b": -2.0, "c": 4.0}, ["d = a * b", "L = d + c"]),
    "graph 2": build_graph({"a": 2.0, "b": 5.0}, ["d = a + b", "L = d * a"]),
    "graph 3": build_graph({"x": 2.0, "k": 3.0}, ["u = x * k", "v = u + x", "w = u * v", "L = w + u"], report=list("xuvwL")),
}


def _draw_trace(rng: random.Random) -> list[dict[str, Any]]:
    return [{"title": title, "names": graph["report"]} for title, graph in GRAPHS.items()]


def _judge_trace(task: str, cases: list[dict[str, Any]], found: Any) -> Verdict:
    if _is_blank(found):
        return Verdict(task, False, "nothing here yet: every gradient is still None.")
    rows = []
    wrong: list[tuple[dict[str, Any], dict[str, Any]]] = []  # graph, the student's gradients
    for case, answer in zip(cases, found, strict=True):
        title, graph = case["title"], GRAPHS[case["title"]]
        if "error" in answer:
            rows.append(error_row(title, answer["error"], HIDDEN)[0])
            continue
        data = {node["name"]: node["data"] for node in graph["nodes"]}
        grads = reference_gradients(graph)[0]
        pairs = {name: pair if isinstance(pair, list) else [None, None] for name, pair in answer["entries"].items()}
        for name in graph["report"]:
            yours_data, yours_grad = pairs[name]
            rows.append(_hidden_row(f"{title}: data of {name}", yours_data, data[name]))
            rows.append(_hidden_row(f"{title}: grad of {name}", yours_grad, grads[name]))
        yours = {name: pairs[name][1] for name in graph["report"]}
        if not all(is_close(yours[name], grads[name]) for name in graph["report"]):
            wrong.append((graph, yours))
    flaw = next((flaw for flaw in FLAWS if wrong and all(_fits(graph, yours, flaw) for graph, yours in wrong)), None)
    hint = HINT_OF_FLAW.get(flaw) if flaw else _common_slip(wrong)
    return compare(task, rows, hint)


def _fits(graph: dict[str, Any], yours: dict[str, Any], flaw: str) -> bool:
    return any(
        all(is_close(yours[name], predicted[-1][name]) for name in graph["report"])
        for predicted in flawed_gradients(graph, flaw)
    )


def _common_slip(wrong: list[tuple[dict[str, Any], dict[str, Any]]]) -> str | None:
    """The one misconception behind every gradient that does not follow from the student's own gradients further on."""
    slips = {slip for graph, yours in wrong for slip in _slips(graph, yours)}
    return slips.pop() if len(slips) == 1 else None


def _slips(graph: dict[str, Any], yours: dict[str, Any]) -> Iterator[str | None]:
    for node in graph["nodes"]:
        grad = yours.get(node["name"])
        messages, with_own_factor = [], []
        for child in graph["nodes"]:
            for parent, local_grad in zip(child["parents"], child.get("local_grads", ())):
                if parent == node["name"] and type(yours.get(child["name"])) in (int, float):
                    messages.append(yours[child["name"]] * local_grad)
                    with_own_factor.append(yours[child["name"]] * (node["data"] if child["op"] == "*" else local_grad))
        if node["name"] not in yours or not messages or is_close(grad, sum(messages)):
            continue
        if is_close(grad, sum(with_own_factor)):
            yield "lab0_own_factor"
        elif any(is_close(grad, sum(some)) for n in range(1, len(messages)) for some in combinations(messages, n)):
            yield "lab0_one_message"
        else:
            yield None


# lab 0 has no code of the student's own, so its hints speak of paper
HINT_OF_FLAW = {
    "overwrites": "lab0_one_message",
    "one_edge_per_parent": "lab0_one_message",
    "level_order": "lab0_too_early",
    "no_upstream": "lab0_local_only",
    "adds_upstream": "lab0_adds_along",
    "forward_order": "lab0_stops",
}

CHECKS = {
    check.task: check
    for check in (
        Check(
            LAB,
            "first_graph",
            ("first_graph", "effect_of_nudge"),
            "lab0_read_the_engine.first_graph",
            _draw_first_graph,
            _judge_first_graph,
        ),
        Check(LAB, "predict", ("predictions",), "lab0_read_the_engine.written_down", _draw_predict, _judge_predict),
        Check(LAB, "trace_by_hand", ("hand_gradients",), "lab0_read_the_engine.written_down", _draw_trace, _judge_trace),
    )
}
