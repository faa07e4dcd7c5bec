"""What the views say, against the engine, PyTorch and plain arithmetic; and what they show where there is no browser."""

from __future__ import annotations

import io
import math
import random
import re
from xml.etree import ElementTree

import nbformat
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from micrograd_edu import Value
from micrograd_edu.data import moons
from micrograd_edu.graph import trace
from micrograd_edu.losses import l2_penalty, max_margin_loss
from micrograd_edu.nn import MLP
from micrograd_edu.widgets import BackpropStepper, FiniteDifferenceExplorer, TrainingTheatre, TwinDiff
from micrograd_edu.widgets.finite_difference import EXPONENTS, FUNCTIONS

OPS = ["+", "*", "-", "/", "tanh", "relu", "exp", "pow"]


def draw_graph(choices: list[tuple[int, int, int]]) -> tuple[Value, list[Value]]:
    """A graph in which every value may be used again."""
    leaves = [Value(0.7, label="a"), Value(-1.3, label="b"), Value(1.9, label="c")]
    values = list(leaves)
    for op, i, j in choices:
        a, b = values[i % len(values)], values[j % len(values)]
        name = OPS[op % len(OPS)]
        values.append(
            a + b
            if name == "+"
            else a * b
            if name == "*"
            else a - b
            if name == "-"
            else a / (b * b + 1.0)
            if name == "/"
            else a**3
            if name == "pow"
            else (a * 0.1).tanh().exp()
            if name == "exp"
            else getattr((a * 0.1), name)()
        )
    return sum(values[1:], values[0]).tanh(), leaves


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 20), st.integers(0, 20)), max_size=8))
def test_the_stepper_comes_to_the_engines_gradients_and_changes_nothing(choices):
    root, leaves = draw_graph(choices)
    view = BackpropStepper(root)
    assert all(leaf.grad is None for leaf in leaves), "the graph was changed"
    index = {node["name"]: i for i, node in enumerate(view.facts["nodes"]) if node["name"] in "abc"}
    root.backward()
    for leaf in leaves:
        assert view.facts["gradients"][index[leaf.label]] == pytest.approx(leaf.grad, rel=1e-12, abs=1e-12)
    # what is played: each edge speaks once, and what arrives at a value adds up to its gradient
    messages = [event for event in view.facts["events"] if event["kind"] == "message"]
    assert sorted(event["edge"] for event in messages) == list(range(len(view.facts["edges"])))
    for name, i in index.items():
        total = math.fsum(event["message"] for event in messages if event["to"] == i)
        assert total == pytest.approx(view.facts["gradients"][i], rel=1e-9, abs=1e-12), name


def test_messages_wait_to_be_summed_and_the_sentence_has_the_numbers():
    a, b = Value(2.0, label="a"), Value(-3.0, label="b")
    c = a * b
    c.label = "c"
    d = c + a
    d.label = "d"
    said = [event["say"] for event in BackpropStepper(d).facts["events"]]
    assert "d sends 1 · 1 = 1 to c: its local derivative by c times its gradient." in said
    assert "c sends -3 · 1 = -3 to a: its local derivative by a times its gradient." in said
    first = next(i for i, say in enumerate(said) if "to a" in say)
    assert "a waits for 1 more" in said[first]
    assert "a adds up what has arrived: 1 + (-3) = -2." in said[first + 1 :]


def test_the_learners_own_log_is_played_as_it_is():
    a = Value(2.0, label="a")
    b = a * 3.0
    b.label = "b"
    root = b * a
    root.label = "root"
    three = next(node for node in b._prev if node is not a)
    wrong = [(b, a, 3.0, 0.0), (b, three, 2.0, 0.0), (root, b, 2.0, 2.0), (root, a, 6.0, 6.0)]
    said = " ".join(event["say"] for event in BackpropStepper(root, wrong).facts["events"])
    assert said.index("b sends") < said.index("root sends")
    with pytest.raises(ValueError, match="sent twice or along no edge"):
        BackpropStepper(root, [(root, b, 2.0, 2.0), (root, b, 2.0, 2.0)])


class Closures:
    """An engine that keeps no local derivatives, in the manner of micrograd."""

    def __init__(self, data, prev=(), op=""):
        self.data, self.grad, self._prev, self._op = data, 0.0, prev, op

    def __add__(self, other):
        return Closures(self.data + other.data, (self, other), "+")

    def __mul__(self, other):
        return Closures(self.data * other.data, (self, other), "*")

    def tanh(self):
        return Closures(math.tanh(self.data), (self,), "tanh")


def test_it_works_on_an_engine_without_local_derivatives():
    a, b = Closures(0.5), Closures(-1.5)
    root = (a * b + a).tanh()
    gradients = BackpropStepper(root).facts["gradients"]
    x, y = (torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (0.5, -1.5))
    torch.tanh(x * y + x).backward()
    assert sorted(gradients)[0] <= x.grad.item() <= sorted(gradients)[-1]
    assert any(abs(g - x.grad.item()) < 1e-12 for g in gradients) and any(abs(g - y.grad.item()) < 1e-12 for g in gradients)
    with pytest.raises(ValueError, match="Known here are only"):
        BackpropStepper(Closures(1.0, (a,), "mystery"))


@pytest.mark.parametrize("key", FUNCTIONS)
def test_the_error_curve_is_that_of_the_formula(key):
    view, about = FiniteDifferenceExplorer(key), FUNCTIONS[key]
    ours = {"square": np.square, "cube": lambda x: x**3, "reciprocal": lambda x: 1 / x}.get(key) or getattr(np, key)
    assert about.f(about.x) == pytest.approx(float(ours(about.x)), rel=1e-14)
    x = torch.tensor(about.x, dtype=torch.float64, requires_grad=True)
    torch_function = {"square": torch.square, "cube": lambda t: t**3, "reciprocal": torch.reciprocal}
    (torch_function.get(key) or getattr(torch, key))(x).backward()
    assert about.slope(about.x) == pytest.approx(x.grad.item(), rel=1e-12)
    errors = {side: [view.error(10**e, side) for e in EXPONENTS] for side in ("forward", "central")}
    best = {side: 10 ** EXPONENTS[int(np.argmin(values))] for side, values in errors.items()}
    assert 1e-11 < best["forward"] < 1e-6
    assert errors["forward"][-1] > 1e-4, "rounding comes back"


def test_it_refuses_what_is_not_there():
    with pytest.raises(ValueError, match="there is no function 'cosh'; there are square"):
        FiniteDifferenceExplorer("cosh")
    with pytest.raises(ValueError, match='side is "forward" or "central"'):
        FiniteDifferenceExplorer(side="backward")


X, Y = moons(30, 0.1, seed=3)


def to_torch(model, transposed=False):
    modules = []
    for layer in model.layers:
        weight = torch.tensor([[w.data for w in neuron.w] for neuron in layer.neurons], dtype=torch.float64)
        linear = torch.nn.Linear(weight.shape[1], weight.shape[0], dtype=torch.float64)
        square = transposed and weight.shape[0] == weight.shape[1]
        with torch.no_grad():
            linear.weight.copy_(weight.T if square else weight)
            linear.bias.copy_(torch.tensor([neuron.b.data for neuron in layer.neurons], dtype=torch.float64))
        modules += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*modules[:-1])


def test_twins_stay_together_in_float64_part_in_float32_and_at_once_when_wrong():
    model = MLP(2, [4, 4, 1], random.Random(1))
    before = [p.data for p in model.parameters()]
    view = TwinDiff(model, to_torch, X, Y, steps=6, lr=0.2)
    assert [p.data for p in model.parameters()] == before
    assert view.first_parted("float64") is None
    assert view.first_parted("float32") == 0
    wrong = TwinDiff(model, lambda m: to_torch(m, transposed=True), X, Y, steps=3, lr=0.2)
    assert wrong.first_parted("float64") == 0
    where = wrong.runs["float64"][0]["value"]
    assert view.names[where.index(max(where))] == "layer 2 weight"
    with pytest.raises(ValueError, match="are they the same network"):
        TwinDiff(model, lambda m: to_torch(MLP(2, [3, 1], random.Random(0))), X, Y, steps=1)


def right(model, loss_fn, lr, steps):
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p.data -= lr * p.grad


def one_graph_for_all(model, loss_fn, lr, steps):
    loss = loss_fn()
    for _ in range(steps):
        loss.backward()


def unfinished(model, loss_fn, lr, steps):
    loss_fn().backward()
    raise ValueError("not yet")


def make_model(width, seed):
    return MLP(2, [width, 1], random.Random(seed))


def loss_of(model, points, labels):
    return max_margin_loss([model(x) for x in points], labels) + l2_penalty(model.parameters(), 1e-4)


def test_the_theatre_shows_the_run_that_the_loop_makes():
    loops = {"right": right, "one graph": one_graph_for_all, "unfinished": unfinished}
    view = TrainingTheatre(make_model, loss_of, X, Y, loops, steps=5, lr=0.2, seed=4, width=3)
    model, losses, norms = make_model(3, 4), [], []
    for _ in range(5):
        model.zero_grad()
        loss = loss_of(model, X, Y)
        loss.backward()
        losses.append(loss.data)
        norms.append([math.sqrt(sum(p.grad**2 for p in layer.parameters())) for layer in model.layers])
        for p in model.parameters():
            p.data -= 0.2 * p.grad
    losses.append(loss_of(model, X, Y).data)
    assert [frame["loss"] for frame in view.frames] == pytest.approx(losses, rel=1e-12)
    assert [frame["norms"] for frame in view.frames[:-1]] == [pytest.approx(n, rel=1e-9) for n in norms]
    assert view.frames[-1]["accuracy"] == sum((model(x).data > 0) == (t > 0) for x, t in zip(X, Y)) / len(X)
    for name, count in (("one graph", 6), ("unfinished", 2)):
        frames = []
        view.run({**view.facts["settings"], "loop": name}, frames.append)
        assert len(frames) == count
    assert frames[-1]["error"] == "ValueError: not yet"


NOTEBOOK = """
from micrograd_edu import Value
from micrograd_edu.widgets import BackpropStepper, FiniteDifferenceExplorer
a, b = Value(2.0, label="a"), Value(-3.0, label="b")
display(BackpropStepper(a * b + a))
FiniteDifferenceExplorer()
"""


@pytest.mark.parametrize("under_nbgrader", [False, True])
def test_without_a_browser_there_are_pictures_and_tables(under_nbgrader, monkeypatch):
    """Run and convert as nbconvert and nbgrader do; nothing may need the network or a widget manager."""
    if under_nbgrader:
        monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(NOTEBOOK)])
    NotebookClient(nb, kernel_name="python3").execute()
    outputs = [output for output in nb.cells[0].outputs if "data" in output]
    assert len(outputs) == 2
    for output in outputs:
        assert "application/vnd.jupyter.widget-view+json" not in output.data
        shown = output.data["text/html"]
        assert len(re.findall(r'<img alt="[^"]{20,}"', shown)) == 3 and "<table>" in shown
        assert "http" not in re.sub(r"base64,[^\"]*", "", shown) and "<script" not in shown
    html, _ = HTMLExporter(template_name="classic").from_notebook_node(nb)
    assert "jupyter-widgets" not in re.sub(r"<(style|script)[^>]*>.*?</\\1>", "", html, flags=re.S).split("<body")[1]
    assert "a sends" not in html and "1 + (-3)" in html
    assert "Error displaying widget" not in html


def test_the_pictures_are_svg_that_a_reader_can_parse():
    for view in (BackpropStepper(Value(1.0) * 2.0), FiniteDifferenceExplorer()):
        for sentence, picture in view.pictures():
            assert ElementTree.parse(io.StringIO(picture)).getroot().tag.endswith("svg") and sentence


def test_the_steppers_pictures_say_what_the_engine_computed():
    a = Value(-2.0, label="a")
    root = (a * a + a) ** 2
    view = BackpropStepper(root)
    root.backward()
    first, middle, last = (["".join(text.itertext()) for text in _texts(svg)] for _, svg in view.pictures())
    assert "grad not yet" in first and "arrived" in " ".join(middle) and "not yet" not in " ".join(last)
    assert last[last.index("a") + 1 :][:2] == ["data -2", f"grad {a.grad:.4g}"]
    assert sum(text.startswith("grad") for text in last) == len(trace(root)[0])


def _texts(svg):
    return ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")


def test_without_graphviz_in_any_form_the_sentences_are_left(monkeypatch):
    monkeypatch.setattr("micrograd_edu.widgets.stepper.layout", lambda graph: None)
    view = BackpropStepper(Value(1.0) * 2.0)
    assert "Graphviz is not installed" in view.pictures()[0][1]
    assert "starts with 1" in view.static_html()
