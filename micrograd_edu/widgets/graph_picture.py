"""Where the boxes and edges of a stepper's graph lie, by Graphviz, and a moment of it as a picture."""

from __future__ import annotations

import html
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from micrograd_edu.graph import layout
from micrograd_edu.widgets.view import number

HEIGHT = 62  # of a box; below it a tray of 27 a row where several messages are awaited
DIGIT = 8.4  # the width of a character of numbers
SIGNS = {"*": "×", "-": "−"}


def lay_out(
    nodes: list[dict[str, Any]], edges: list[dict[str, Any]], arrived: list[list[float]], grads: list[float | None]
) -> dict[str, Any]:
    """Add places to nodes and edges, with room for the longest text that each will show.

    Returns
    -------
    dict
        `size` of the picture, `box` (width and height of a box), `place` (width of a message's place in a tray); nothing
        where there is no Graphviz.
    """
    import graphviz

    for i, node in enumerate(nodes):
        count = sum(edge["to"] == i for edge in edges)
        columns = min(count, 6)
        node["tray"] = {"count": count, "columns": columns, "rows": math.ceil(count / 6) if count > 1 else 0}
        node["badge"] = max(22.0, 12 + DIGIT * len(node["op"])) if node["op"] else 0.0
    place = 11 + max([26.0, *(10 + DIGIT * len(number(message)) for messages in arrived for message in messages)])
    inset = max(node["badge"] for node in nodes) / 2
    names = [8 + inset + 9 * len(node["name"]) + 10 + max(58, DIGIT * len(number(node["data"])) + 18) + 6 for node in nodes]
    pills = [16 + inset + DIGIT * len(number(grad)) + 34 for grad in grads]
    width = round(max(92, *names, *pills))

    # plain places: Graphviz's WebAssembly build knows no tables. A box is in the middle of its place, where arrows end
    graph = graphviz.Digraph(
        graph_attr={"rankdir": "LR", "nodesep": "0.22", "ranksep": "0.3"},
        node_attr={"shape": "box", "fixedsize": "true", "label": ""},
        edge_attr={"fontname": "Helvetica", "fontsize": "14"},
    )
    for i, node in enumerate(nodes):
        box, tray = width + node["badge"] / 2, node["tray"]
        across = max(box, tray["columns"] * place + 4 if tray["rows"] else 0)
        above = max(18, 27 * tray["rows"] + 8 if tray["rows"] else 0)  # where who sends is said; as much below, for the tray
        node["gap"] = (across - box) / 2  # between the place's side and the box
        graph.node(f"v{i}", id=f"v{i}", width=f"{across / 72:.4f}", height=f"{(HEIGHT + 2 * above) / 72:.4f}")
    for k, edge in enumerate(edges):
        label = f" ×{number(edge['local'])} "
        graph.edge(f"v{edge['to']}:e", f"v{edge['from']}:w", label=label, id=f"e{k}")
    drawn = layout(graph, "json0")
    if drawn is None:
        return {}
    found = json.loads(drawn)
    _, _, total, height = (float(x) for x in found["bb"].split(","))
    for thing in found["objects"]:
        node = nodes[int(thing["id"][1:])]
        x, y = (float(v) for v in thing["pos"].split(","))
        node["x"] = round(x - width / 2 + node["badge"] / 4, 1)  # the sign of the operation stands out on the left
        node["y"] = round(height - y - HEIGHT / 2, 1)
        node["tray"]["x"] = round((width - node["tray"]["columns"] * place) / 2, 1)
    for line in found.get("edges", []):
        edge = edges[int(line["id"][1:])]
        edge["path"], edge["tip"] = _curve(line["pos"], height, nodes[edge["to"]]["gap"], nodes[edge["from"]]["gap"])
        x, y = (float(v) for v in line["lp"].split(","))
        edge["label"] = [round(x, 1), round(height - y, 1)]
    for node in nodes:
        del node["gap"]
    return {"size": [round(total) + 12, round(height) + 12], "box": [width, HEIGHT], "place": round(place, 1)}


def _curve(pos: str, height: float, before: float, after: float) -> tuple[str, str]:
    """Graphviz's spline as a path from the operand to the result, and the tip of its arrow.

    `before` and `after` are what is missing at its ends, straight on, to the boxes.
    """
    points = [tuple(float(v) for v in word.removeprefix("e,").split(",")) for word in pos.split()]
    end, *curve = [(round(x, 1), round(height - y, 1)) for x, y in points]
    start, (x, y), (x_end, y_end) = curve[0], curve[-1], (round(end[0] + after, 1), end[1])
    path = f"M{round(start[0] - before, 1)} {start[1]}L{start[0]} {start[1]}C" + " ".join(f"{a} {b}" for a, b in curve[1:])
    path += f"L{x_end} {y_end}"
    long = math.hypot(x_end - x, y_end - y) or 1
    u, v = (x_end - x) / long * 9, (y_end - y) / long * 9
    sides = [(x_end - u - s * v / 2.2, y_end - v + s * u / 2.2) for s in (1, -1)]
    tip = f"M{x_end} {y_end}" + "".join(f"L{a:.1f} {b:.1f}" for a, b in sides) + "z"
    return path, tip


@dataclass
class Moment:
    """What all events up to one have made."""

    known: set[int] = field(default_factory=set)
    arrived: dict[int, list[float]] = field(default_factory=dict)
    grads: dict[int, float] = field(default_factory=dict)
    spoken: set[int] = field(default_factory=set)  # edges
    now: dict[str, Any] = field(default_factory=dict)


INK, SOFT, EDGE = "#191d21", "#4c555e", "#76808a"
VALUE, VALUE_GROUND, GRAD, GRAD_INK, GRAD_GROUND = "#005a8e", "#e1f0f9", "#b57600", "#5e3e00", "#fdeabb"


def picture(nodes: Sequence[dict[str, Any]], edges: Sequence[dict[str, Any]], facts: dict[str, Any], moment: Moment) -> str:
    """A moment as SVG, as `static/graph.js` draws it: values in square plates, gradients and messages in round pills."""
    width, height = facts["size"]
    parts = []
    for k, edge in enumerate(edges):
        now, done = moment.now.get("edge") == k, k in moment.spoken
        stroke = f'stroke="{GRAD if done or now else EDGE}" stroke-width="{4 if now else 2 if done else 1.3}"'
        parts.append(f'<path d="{edge["path"]}" fill="none" {stroke}/><path d="{edge["tip"]}" fill="{EDGE}"/>')
        if edge["from"] in moment.known:
            parts.append(_text(edge["label"][0], edge["label"][1] + 5, "×" + number(edge["local"]), SOFT, bold=now))
    for i, node in enumerate(nodes):
        parts.append(f'<g transform="translate({node["x"]} {node["y"]})">{_box(node, i, facts, moment)}</g>')
    size = f'width="{width}" height="{height}" viewBox="-6 -6 {width} {height}"'
    ground = f'<rect x="-6" y="-6" width="{width}" height="{height}" fill="white"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{ground}{"".join(parts)}</svg>'


def _box(node: dict[str, Any], i: int, facts: dict[str, Any], moment: Moment) -> str:
    (w, h), inset = facts["box"], node["badge"] / 2
    sends, receives = (
        moment.now.get("kind") == "message" and moment.now["node"] == i,
        moment.now.get("to", moment.now.get("node")) == i,
    )
    idle = i not in moment.known or (i not in moment.grads and not moment.arrived.get(i))
    dashes = "8 4" if receives else "3 3" if idle and not sends else ""
    stroke = f'stroke="{INK}" stroke-width="3"' if sends or receives else f'stroke="{EDGE}" stroke-width="1.4"'
    frame = f'{stroke} stroke-dasharray="{dashes}"'
    parts = [f'<rect width="{w}" height="{h}" rx="6" fill="white" {frame}/>']
    if sends:
        parts.append(_text(w / 2, -8, "◂ sends", INK, bold=True))
    parts.append(_text(8 + inset, 21, node["name"], INK, bold=True, anchor="start"))
    if i in moment.known:
        text = number(node["data"])
        plate = DIGIT * len(text) + 10
        shape = f"M{w - 14 - plate:.1f} 6h{plate:.1f}l8 10l-8 10h-{plate:.1f}z"
        parts.append(f'<path d="{shape}" fill="{VALUE_GROUND}" stroke="{VALUE}"/>')
        parts.append(_text(w - 14 - plate / 2, 21, text, VALUE, bold=True))
    else:
        parts.append(_slot(w - 35, 16, 58, 20, 2) + _text(w - 35, 21, "not yet", SOFT))
    wide, at = w - 16 - inset, 8 + inset + (w - 16 - inset) / 2
    if i in moment.grads:
        parts.append(_pill(at, 45, wide, moment.grads[i]))
    else:
        parts.append(_slot(at, 45, wide, 22, 11) + _text(at, 50, "not yet", SOFT))
    if node["op"]:
        shape = f'x="{-inset}" y="{h / 2 - 11}" width="{node["badge"]}" height="22" rx="11"'
        parts.append(f'<rect {shape} fill="white" stroke="{EDGE}" stroke-width="1.4"/>')
        parts.append(_text(0, h / 2 + 5, SIGNS.get(node["op"], node["op"]), INK, bold=True))
    tray = node["tray"]
    if tray["count"] > 1:
        place, columns, messages = facts["place"], tray["columns"], moment.arrived.get(i, [])
        left, across, deep = tray["x"] - 2, columns * place + 4, 27 * tray["rows"] + 4
        parts.append(
            f'<path d="M{left} {h + 1}v{deep}h{across}v-{deep}" fill="#f4f6f8" stroke="{EDGE}" stroke-width="1.5"/>'
        )
        for slot in range(tray["count"]):
            x, y = tray["x"] + (slot % columns + 0.5) * place, h + 16 + 27 * (slot // columns)
            parts.append(
                _pill(x, y, place - 11, messages[slot]) if slot < len(messages) else _slot(x, y, place - 11, 22, 11)
            )
            if slot % columns:
                parts.append(_text(x - place / 2, y + 5, "+", INK, bold=True))
    return "".join(parts)


def _pill(x: float, y: float, width: float, value: float) -> str:
    shape = f'x="{x - width / 2:.1f}" y="{y - 11}" width="{width:.1f}" height="22" rx="11"'
    return f'<rect {shape} fill="{GRAD_GROUND}" stroke="{GRAD}" stroke-width="1.5"/>' + _text(
        x, y + 5, number(value), GRAD_INK, bold=True
    )


def _slot(x: float, y: float, width: float, height: float, radius: float) -> str:
    size = f'width="{width:.1f}" height="{height}" rx="{radius}"'
    return f'<rect x="{x - width / 2:.1f}" y="{y - height / 2}" {size} fill="none" stroke="{EDGE}" stroke-dasharray="2 3"/>'


def _text(x: float, y: float, words: str, colour: str, bold: bool = False, anchor: str = "middle") -> str:
    style = f'font-family="Helvetica, Arial, sans-serif" font-size="14" fill="{colour}" text-anchor="{anchor}"'
    weight = ' font-weight="bold"' if bold else ' paint-order="stroke" stroke="white" stroke-width="4"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}{weight}>{html.escape(words)}</text>'
