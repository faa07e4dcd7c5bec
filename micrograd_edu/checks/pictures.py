"""A picture of the smallest graph that shows it, with the student's gradients; cross and thick line mark the wrong ones."""

from __future__ import annotations

import html
from typing import Any

from micrograd_edu.checks.rows import Asked, Row, show
from micrograd_edu.graph import layout

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
    nodes = asked.question.get("nodes", ())
    if not 1 < len(nodes) <= LARGEST:
        return ""
    try:
        import graphviz
    except ImportError:
        return ""
    last: dict[str, Row] = {row.what.partition(".")[0]: row for row in asked.rows}
    drawing = graphviz.Digraph(graph_attr={"rankdir": "LR", "bgcolor": "transparent"}, node_attr={"fontname": "Helvetica"})
    drawing.attr("edge", fontname="Helvetica", fontsize="11")
    for node in nodes:
        row = last.get(node["name"])
        wrong = row is not None and not row.ok
        fields = [node["name"], show(node["data"]), f"grad {_gradient(row).replace(', ', ' | ')}"]
        drawing.node(node["name"], label=" | ".join(fields), shape="record", penwidth="2.5" if wrong else "1")
        if node["parents"]:
            drawing.node(node["name"] + "op", label=str(node["op"]), shape="circle", margin="0.02")
            drawing.edge(node["name"] + "op", node["name"])
        for parent, local_grad in zip(node["parents"], node.get("local_grads", ())):
            drawing.edge(parent, node["name"] + "op", label=f"×{show(local_grad)}")
    svg = layout(drawing)
    return _in_the_colours_of_text(svg, _in_words(last)) if svg else ""


def _gradient(row: Row | None) -> str:
    if row is None:
        return "not asked"
    yours = "none" if row.yours is None else show(row.yours)[:24]
    return yours if row.ok else f"{yours} ✗, expected {show(row.expected)}"


def _in_words(last: dict[str, Row]) -> str:
    return "; ".join(f"{name}: {_gradient(row)}" for name, row in last.items())


def _in_the_colours_of_text(svg: str, words: Any) -> str:
    """Graphviz draws in black; a dark page needs light lines. Title and description come first: they are read out."""
    svg = svg[svg.index("<svg") :].replace('"black"', '"currentColor"').replace("<text ", '<text fill="currentColor" ')
    start = svg.index(">") + 1
    described = f"<title>Your gradients on this graph</title><desc>{html.escape(words)}</desc>"
    return f'<svg role="img" style="max-width:100%;height:auto"{svg[4:start]}{described}{svg[start:]}'
