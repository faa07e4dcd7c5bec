"""A graph that shows it, with the student's numbers: as a picture in the verdict, and as a film below it in a notebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from micrograd_edu.checks.recorder import messages_of
from micrograd_edu.checks.rows import Asked, Question, Row, is_number, show
from micrograd_edu.engine import Value
from micrograd_edu.graph import in_a_page, layout

if TYPE_CHECKING:
    from micrograd_edu.widgets import BackpropStepper

LARGEST = 14  # values; more is a tangle


def gradients_on_graph(asked: Asked) -> str:
    """An SVG of a graph question: each value's number, its gradient, and what was expected where that is wrong.

    Parameters
    ----------
    asked : Asked
        A question as `checks.graphs` makes them, with comparisons called "a.grad".

    Returns
    -------
    str
        The SVG, in the colours of the text around it; empty without Graphviz, or where the graph is large.
    """
    last: dict[str, Row] = {row.what.partition(".")[0]: row for row in asked.rows}
    beside = {name: f"grad {_gradient(row).replace(', ', ' | ')}" for name, row in last.items()}
    wrong = {name for name, row in last.items() if not row.ok}
    return _drawn(asked.question, beside, wrong, {}, "; ".join(f"{name}: {_gradient(row)}" for name, row in last.items()))


def messages_on_graph(asked: Asked) -> str:
    """An SVG of a graph question of lab 2: each of the student's messages on its arrow, wrong ones with the right one.

    Parameters
    ----------
    asked : Asked
        A question with `nodes`, and comparisons called "the message" that say where: "from c to a".

    Returns
    -------
    str
        As of `gradients_on_graph`.
    """
    call = _call_that_is_wrong(asked)
    rows = [row for row in asked.rows if row.what == "the message" and _call_of(row) == call]
    labels: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        child, parent = row.where.partition(",")[0].removeprefix("from ").split(" to ")
        labels.setdefault((child, parent), []).append(_gradient(row))
    return _drawn(asked.question, {}, set(), labels, "; ".join(f"{row.where}: {_gradient(row)}" for row in rows))


def marked_graph(asked: Asked) -> str:
    """An SVG of a graph question; thick are the values that the wrong answers name.

    Parameters
    ----------
    asked : Asked
        A question with `nodes`, and comparisons whose answers list values by their names.

    Returns
    -------
    str
        As of `gradients_on_graph`.
    """
    found = [row for row in asked.rows if not row.ok]
    names = {node["name"] for node in asked.question.get("nodes", ())}
    wrong = {name for row in found for name in re.findall(r"\w+", str(row.yours)) if name in names}
    return _drawn(asked.question, {}, wrong, {}, "; ".join(f"{row.part}: {row.yours}" for row in found))


def film_of_graph(asked: Asked, objects: Sequence[Any]) -> BackpropStepper | None:
    """The messages that the student's `backward` sends, in the stepper at the first wrong one; None where it is large.

    Where they cannot be told from what it writes, or one runs along no edge: the messages as they should be.
    """
    from micrograd_edu.widgets import BackpropStepper  # with packages that judging does not need

    values = _values(asked.question)
    if not values:
        return None
    root = asked.question["calls"][0]
    try:
        sent = messages_of(objects[0], asked.question, root)
        steps = [(values[each.child], values[each.parent], each.local_grad, each.message) for each in sent]
        film = BackpropStepper(values[root], steps or None, {i for i, each in enumerate(sent) if each.replaces})
    except Exception:  # whatever the student's code raises on an engine that keeps a record
        return BackpropStepper(values[root])
    film.step = film.first_wrong
    return film


def film_of_messages(asked: Asked, objects: Sequence[Any]) -> BackpropStepper | None:
    """The student's own messages in the stepper; None where the graph is large or a message runs along no edge of it."""
    from micrograd_edu.widgets import BackpropStepper

    values, call = _values(asked.question), _call_that_is_wrong(asked)
    log = asked.answer["log"][call] if values else []
    if not log or not all(is_number(x) for *_, local_grad, message in log for x in (local_grad, message)):
        return None
    try:
        film = BackpropStepper(
            values[asked.question["calls"][call]],
            [(values[child], values[parent], local_grad, message) for child, parent, local_grad, message in log],
        )
    except (KeyError, ValueError):
        return None
    film.step = film.first_wrong
    return film


def _values(question: Question) -> dict[str, Value]:
    """The graph on the package's engine, by the values' names; nothing where it is too large to be looked at."""
    nodes = {node["name"]: node for node in question.get("nodes", ())}
    if not 1 < len(nodes) <= LARGEST:
        return {}
    values = {name: Value(node["data"], label=name) for name, node in nodes.items()}
    for name, node in nodes.items():
        values[name]._prev = tuple(values[parent] for parent in node["parents"])
        values[name]._local_grads = tuple(node.get("local_grads", ()))
        values[name]._op = node.get("op", "")
    return values


def _call_of(row: Row) -> int:
    """Which call a comparison is about, from 0: "..., in call 2" is the second."""
    match = re.search(r"in call (\d+)$", row.where)
    return int(match[1]) - 1 if match else 0


def _call_that_is_wrong(asked: Asked) -> int:
    return next((_call_of(row) for row in asked.rows if not row.ok), 0)


def _drawn(
    question: Question,
    beside: Mapping[str, str],
    wrong: Iterable[str],
    labels: Mapping[tuple[str, str], Sequence[str]],
    words: str,
) -> str:
    """The graph of a question, with a text in the box of some values, thick boxes for some, and texts on some edges."""
    nodes = question.get("nodes", ())
    if not 1 < len(nodes) <= LARGEST:
        return ""
    try:
        import graphviz
    except ImportError:
        return ""
    drawing = graphviz.Digraph(graph_attr={"rankdir": "LR", "bgcolor": "transparent"}, node_attr={"fontname": "Helvetica"})
    drawing.attr("edge", fontname="Helvetica", fontsize="11")
    left = {edge: list(texts) for edge, texts in labels.items()}
    for node in nodes:
        name = node["name"]
        fields = [name, show(node["data"]), *filter(None, [beside.get(name)])]
        drawing.node(name, label=" | ".join(fields), shape="record", penwidth="2.5" if name in wrong else "1")
        if node["parents"]:
            drawing.node(name + "op", label=str(node["op"]), shape="circle", margin="0.02")
            drawing.edge(name + "op", name)
        for parent, local_grad in zip(node["parents"], node.get("local_grads", ())):
            sent = left.get((name, parent))
            label = f"sends {sent.pop(0)}" if sent else f"×{show(local_grad)}"
            drawing.edge(parent, name + "op", label=label, penwidth="2.5" if "✗" in label else "1")
    svg = layout(drawing)
    return _in_the_colours_of_text(svg, words) if svg else ""


def _gradient(row: Row | None) -> str:
    if row is None:
        return "not asked"
    yours = "none" if row.yours is None else show(row.yours)[:24]
    return yours if row.ok else f"{yours} ✗, expected {show(row.expected)}"


def _in_the_colours_of_text(svg: str, words: str) -> str:
    """Graphviz draws in black; a dark page needs light lines. Title and description come first: they are read out."""
    svg = svg[svg.index("<svg") :].replace('"black"', '"currentColor"').replace("<text ", '<text fill="currentColor" ')
    return in_a_page(svg, "Your numbers on this graph", words)
