"""Draw the pictures of chapter 0: python course/images/make_lab0.py"""

from __future__ import annotations

from pathlib import Path

from micrograd_edu import Value
from micrograd_edu.graph import draw_dot

IMAGES = Path(__file__).parent


def save(root: Value, name: str) -> None:
    (IMAGES / name).write_text(draw_dot(root).pipe(format="svg", encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    a, b, c = Value(4.0, label="a"), Value(2.0, label="b"), Value(-1.0, label="c")
    d = a * b
    e = d + c
    loss = e * e
    for value, label in ((d, "d"), (e, "e"), (loss, "L")):
        value.label = label
    save(loss, "lab0_forward.svg")
    loss.backward()
    save(loss, "lab0_backward.svg")
