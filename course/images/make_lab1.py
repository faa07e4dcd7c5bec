"""Draw the pictures of chapter 1: python course/images/make_lab1.py"""

from __future__ import annotations

import math
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt

from micrograd_edu import Value
from micrograd_edu.gradcheck import numerical_gradient
from micrograd_edu.graph import draw_dot

IMAGES = Path(__file__).parent


def save(root: Value, name: str) -> None:
    (IMAGES / name).write_text(draw_dot(root).pipe(format="svg", encoding="utf-8"), encoding="utf-8")


def chain() -> None:
    a = Value(2.0, label="a")
    b = a * 3
    b.label = "b"
    loss = b * b
    loss.label = "L"
    loss.backward()
    save(loss, "lab1_chain.svg")


def order() -> None:
    a = Value(2.0, label="a")
    b = a * 3
    b.label = "b"
    c = b + 1
    c.label = "c"
    loss = c * b
    loss.label = "L"
    loss.backward()
    save(loss, "lab1_order.svg")


def u_curve() -> None:
    steps = [10 ** (-k / 8) for k in range(8, 121)]
    forward = [abs((math.sin(1 + h) - math.sin(1)) / h - math.cos(1)) for h in steps]
    central = [abs(numerical_gradient(math.sin, [1.0], h)[0] - math.cos(1)) for h in steps]
    fig, ax = plt.subplots(figsize=(7, 3.6), layout="constrained")
    ax.loglog(steps, forward, color="#D55E00", marker="s", markersize=3, label="forward difference")
    ax.loglog(steps, central, color="#0072B2", marker="o", markersize=3, label="central difference")
    ax.set(xlabel="step h (smaller to the right)", ylabel="error", title="Numerical derivative of sin at 1")
    ax.invert_xaxis()
    ax.legend()
    plt.rcParams["svg.hashsalt"] = "micrograd-edu"
    fig.savefig(IMAGES / "lab1_u_curve.svg", metadata={"Date": None})


if __name__ == "__main__":
    chain()
    order()
    u_curve()
