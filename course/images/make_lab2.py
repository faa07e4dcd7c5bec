"""Draw the pictures of chapter 2: python course/images/make_lab2.py"""

from __future__ import annotations

from pathlib import Path

from micrograd_edu import Value, dot
from micrograd_edu.graph import draw_dot

IMAGES = Path(__file__).parent


def save(root: Value, name: str) -> None:
    (IMAGES / name).write_text(draw_dot(root).pipe(format="svg", encoding="utf-8"), encoding="utf-8")


def send(order: list[Value]) -> None:
    """Let values send in this order, whether it is right or not; leaves the gradients on them."""
    for node in order:
        for value in (node, *node._prev):
            value.grad = 0.0
    order[0].grad = 1.0
    for child in order:
        for parent, local_grad in zip(child._prev, child._local_grads):
            parent.grad += local_grad * child.grad


def smallest() -> dict[str, Value]:
    """A value that is used twice, by the result and by another value."""
    a = Value(2.0, label="a")
    b = a * a
    c = b * b
    loss = c * b
    b.label, c.label, loss.label = "b", "c", "L"
    return {"a": a, "b": b, "c": c, "L": loss}


def uneven() -> dict[str, Value]:
    """The same with a long way round."""
    a = Value(2.0, label="a")
    b = a * a
    c = b.relu()
    d = c.relu()
    loss = d * b
    b.label, c.label, d.label, loss.label = "b", "c", "d", "L"
    return {"a": a, "b": b, "c": c, "d": d, "L": loss}


def orders() -> None:
    v = smallest()
    send([v["L"], v["c"], v["b"]])
    save(v["L"], "lab2_waits.svg")
    v = smallest()
    send([v["L"], v["b"], v["c"]])
    save(v["L"], "lab2_too_early.svg")
    v = uneven()
    send([v["L"], v["d"], v["b"], v["c"]])
    save(v["L"], "lab2_level_order.svg")
    v = uneven()
    v["L"].backward()
    save(v["L"], "lab2_uneven.svg")


def neuron() -> None:
    for name, cut_finely in (("lab2_neuron_fine.svg", True), ("lab2_neuron_dot.svg", False)):
        w = [Value(0.5, label="w1"), Value(-1.5, label="w2")]
        x = [Value(2.0, label="x1"), Value(1.0, label="x2")]
        b = Value(0.75, label="b")
        out = (w[0] * x[0] + w[1] * x[1] + b if cut_finely else dot(w, x, b)).relu()
        out.label = "out"
        out.backward()
        save(out, name)


if __name__ == "__main__":
    orders()
    neuron()
