"""Draw the picture of chapter 5: python course/images/make_lab5.py"""

from __future__ import annotations

from pathlib import Path

import graphviz

IMAGES = Path(__file__).parent


def main() -> None:
    graph = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"fontname": "Helvetica", "shape": "record"})
    graph.attr("edge", fontname="Helvetica", fontsize="11", fontcolor="#0072B2")
    graph.node("b", "b | 10 | 20 | 30 | grad 1+4, 2+5, 3+6 = 5, 7, 9")
    graph.node("first", "row 0 + b | gradient 1, 2, 3")
    graph.node("second", "row 1 + b | gradient 4, 5, 6")
    for row in ("first", "second"):
        graph.edge("b", row, label="the same three numbers")
    (IMAGES / "lab5_unbroadcast.svg").write_text(graph.pipe(format="svg", encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    main()
