"""What a learner predicted stands beside what came; what came is the reference engine's."""

from __future__ import annotations

from collections import Counter

import pytest

from micrograd_edu import Value, dot
from micrograd_edu.graph import trace
from micrograd_edu.labs import lab0_read_the_engine as lab0
from micrograd_edu.labs import lab1_operators as lab1
from micrograd_edu.labs import lab2_visualization as lab2


@pytest.mark.parametrize("nothing", [None, "", "...", "the loss ...", [None, 2], ("L", None)])
def test_what_came_is_kept_back_until_there_is_a_prediction(nothing, capsys):
    lab1.compare("the list", nothing)
    said = capsys.readouterr().out
    assert "no prediction yet" in said and "a, b, L" not in said


@pytest.mark.parametrize(
    "predicted, came, so_it_is",
    [(3, 3.0, True), (3, 4, False), ("U", "u", True), ("falls", "falls, then rises", False), (["L", "u"], ["L", "u"], True)],
)
def test_a_prediction_is_compared_with_what_came(predicted, came, so_it_is, capsys):
    lab1.compare("it", predicted, came)
    assert ("and so it is" in capsys.readouterr().out) == so_it_is


def is_so(compare, what, came, capsys) -> bool:
    compare(what, came)
    return "and so it is" in capsys.readouterr().out


def test_what_came_is_what_the_engine_says(capsys):
    x = Value(2.0)
    u = x * 3
    v = u + x
    w = u * v
    (w + u).backward()
    assert is_so(lab0.compare, "their sum", u.grad, capsys)
    assert is_so(lab0.compare, "messages", Counter(id(parent) for parent, _ in trace(w + u)[1])[id(u)], capsys)

    a = Value(2.0)
    b = a * 3
    (b * b).backward()
    assert is_so(lab1.compare, "dL/da", a.grad, capsys)

    a, b = Value(2.0), Value(-3.0)
    c = a * b
    nodes, edges = trace((c + a) * c)
    assert is_so(lab2.compare, "boxes", len(nodes), capsys)
    assert is_so(lab2.compare, "arrows into circles", len(edges), capsys)

    w, x, b = [Value(0.5), Value(-1.5)], [Value(2.0), Value(1.0)], Value(0.75)
    finely, coarsely = (w[0] * x[0] + w[1] * x[1] + b).relu(), dot(w, x, b).relu()
    assert is_so(lab2.compare, "boxes, cut finely", len(trace(finely)[0]), capsys)
    assert is_so(lab2.compare, "boxes, with dot", len(trace(coarsely)[0]), capsys)


def test_who_sends_too_early_gives_the_gradients_that_lab_2_tells(capsys):
    x, y = 2.0, -3.0
    s = x * y
    u, v = s + x, s * y
    to_u, to_v = v, u
    s_from_u = to_u * 1
    assert is_so(lab2.compare, "x after s has sent too early", to_u * 1 + s_from_u * y, capsys)
    assert is_so(lab2.compare, "y after s has sent too early", to_v * s + s_from_u * x, capsys)
