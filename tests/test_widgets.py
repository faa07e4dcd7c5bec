"""What the views say, against the engine, PyTorch and plain arithmetic; and what they show where there is no browser."""

from __future__ import annotations

import io
import json
import math
import random
import re
from unittest.mock import patch
from xml.etree import ElementTree

import matplotlib.path
import nbformat
import numpy as np
import pytest
import torch
import traitlets
from hypothesis import given
from hypothesis import strategies as st
from nbclient import NotebookClient
from nbconvert import HTMLExporter

import micrograd_edu
from micrograd_edu import Value
from micrograd_edu.border import border
from micrograd_edu.data import moons
from micrograd_edu.graph import trace
from micrograd_edu.losses import l2_penalty, max_margin_loss
from micrograd_edu.nn import MLP
from micrograd_edu.widgets import BackpropStepper, FiniteDifferenceExplorer, TrainingTheatre, TwinDiff
from micrograd_edu.widgets.finite_difference import EXPONENTS, FUNCTIONS
from micrograd_edu.widgets.view import STATIC

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


@patch("micrograd_edu.widgets.graph_picture.layout", lambda graph, form: None)  # where the boxes lie says nothing here
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
    view = BackpropStepper(d)
    said = [view.sentence(k) for k in range(view.last + 1)]
    assert "d sends to c: its gradient 1 times the local derivative 1 is 1." in said
    assert "c sends to a: its gradient 1 times the local derivative b = -3 is -3." in said
    first = next(i for i, say in enumerate(said) if "sends to a" in say)
    assert "It waits in the tray; 1 more to come." in said[first]
    assert "Everything has arrived. a adds up: 1 + -3 = -2." in said[first + 1 :]


def test_the_learners_own_log_is_played_as_it_is():
    a = Value(2.0, label="a")
    b = a * 3.0
    b.label = "b"
    root = b * a
    root.label = "root"
    three = next(node for node in b._prev if node is not a)
    wrong = [(b, a, 3.0, 0.0), (b, three, 2.0, 0.0), (root, b, 2.0, 2.0), (root, a, 6.0, 6.0)]
    said = BackpropStepper(root, wrong).text()
    assert said.index("b sends") < said.index("root sends")
    assert "b sends to 3: its gradient 0 times the local derivative a = 2 is 0." in said
    assert "root sends to b: its gradient 1 times the local derivative a = 2 is 2. ✗ Too late: b has sent already" in said
    wrong[2] = (root, b, 2.0, 5.0)
    said = BackpropStepper(root, wrong).text()
    assert "root sends to b: 5, says your code; its gradient 1 times the local derivative a = 2 is 2." in said
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


def test_the_theatre_shows_the_runs_that_the_loops_make():
    loops = {"right": right, "one graph": one_graph_for_all, "unfinished": unfinished}
    held_out = moons(10, 0.1, seed=8)
    view = TrainingTheatre(
        make_model, loss_of, X, Y, loops, steps=5, lr=0.2, seed=4, width=3, beside="one graph", held_out=held_out
    )
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
    ours, beside = (run["frames"] for run in view.runs)
    assert [frame["loss"] for frame in ours] == pytest.approx(losses, rel=1e-12)
    assert [frame["norms"] for frame in ours[:-1]] == [pytest.approx(n, rel=1e-9) for n in norms]
    for points, wrong in (((X, Y), ours[-1]["wrong"]), (held_out, ours[-1]["wrong_kept"])):
        assert wrong == [i for i, (x, t) in enumerate(zip(*points)) if (model(x).data > 0) != (t > 0)]
    assert {frame["loss"] for frame in beside} == {losses[0]}, "nothing moves, and both begin with the same weights"
    view.loop, view.beside = "unfinished", ""
    view.train()
    (run,) = view.runs
    assert len(run["frames"]) == 2 and run["frames"][-1]["error"] == "ValueError: not yet"
    assert "unfinished" in view.static_html() and "one graph" not in view.static_html()


@pytest.mark.parametrize(("name", "value"), [("lr", -1.0), ("lr", 0.0), ("lr", math.inf), ("loop", "none"), ("width", 0)])
def test_the_theatre_refuses_what_makes_no_run(name, value):
    view = TrainingTheatre(make_model, loss_of, X, Y, {"right": right}, steps=1)
    with pytest.raises(traitlets.TraitError):
        setattr(view, name, value)


@given(st.lists(st.lists(st.integers(-9, 9), min_size=4, max_size=4), min_size=3, max_size=3))
def test_the_border_is_where_the_sign_changes(scores):
    """Its points are zeros of the score along the sides of the grid; the region covers what is negative, and no more."""
    line, region = border(scores, 300, 200)
    grid = np.array(scores[::-1], dtype=float)  # as in the picture, the highest first
    for x, y in (point for points in _points(line) for point in points):
        along = [np.interp(y / 100, range(3), grid[:, x // 100])] * (x % 100 == 0)
        along += [np.interp(x / 100, range(4), grid[y // 100])] * (y % 100 == 0)
        assert along and min(map(abs, along)) <= 0.51 * 18 / 100, "half a pixel"
    assert (line != "") == (len({score > 0 for row in scores for score in row}) == 2)
    shapes = [matplotlib.path.Path(points) for points in _points(region)]
    for j in range(2):
        for i in range(3):
            corners = grid[j : j + 2, i : i + 2]
            covered = sum(shape.contains_point((100 * i + 50.5, 100 * j + 50.5)) for shape in shapes)
            if (corners <= 0).all() or (corners > 0).all():
                assert covered == (corners <= 0).all()


def _points(path: str) -> list[list[tuple[int, int]]]:
    """The corners of each part of a path of M, L, H and V."""
    parts = []
    for part in path.split("M")[1:]:
        points: list[tuple[int, int]] = []
        for command, numbers in re.findall(r"([LHV]?)(-?\d+(?: -?\d+)?)", part):
            x, *y = map(int, numbers.split())
            if command == "H":
                points.append((x, points[-1][1]))
            elif command == "V":
                points.append((points[-1][0], x))
            else:
                points.append((x, y[0]))
        parts.append(points)
    return parts


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
    assert "1 + -3 = -2" in html
    assert "Error displaying widget" not in html


def test_jupyterlab_is_told_the_version_of_this_package():
    """It draws a saved view with the extension that is installed, which need not be the one that made it."""
    told = json.loads((STATIC / "package.json").read_text(encoding="utf-8"))
    assert told["version"] == micrograd_edu.__version__


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
    values = trace(root)[0]
    assert first.count("not yet") == len(values) - 1, "only the root has its gradient"
    assert 0 < middle.count("not yet") < len(values) - 1 and "not yet" not in last
    assert last[last.index("a") + 1 :][:2] == ["-2", f"{a.grad:.4g}"]
    assert last.count("+") == 1 + 2, "the operation, and between three messages in one tray"


def _texts(svg):
    return ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")


def test_without_graphviz_in_any_form_the_sentences_are_left(monkeypatch):
    monkeypatch.setattr("micrograd_edu.widgets.graph_picture.layout", lambda graph, form: None)
    view = BackpropStepper(Value(1.0) * 2.0)
    assert view.pictures() == [] and "size" not in view.facts
    assert "Its gradient is 1." in view.static_html()


@pytest.mark.parametrize("program", [True, False], ids=["dot", "WebAssembly"])
@pytest.mark.needs("dot")
def test_boxes_lie_apart_inside_the_picture_whoever_lays_out(program, monkeypatch):
    if not program:
        monkeypatch.setenv("PATH", "")
    a, b = Value(2.0), Value(10.0)
    facts = BackpropStepper((a * b + a + a) * b).facts
    (width, height), (w, h) = facts["size"], facts["box"]
    corners = [(node["x"], node["y"]) for node in facts["nodes"]]
    assert all(0 <= x <= width - w and 0 <= y <= height - h for x, y in corners)
    assert all(abs(x - u) >= w or abs(y - v) >= h for i, (x, y) in enumerate(corners) for u, v in corners[:i])
    for edge in facts["edges"]:
        tip = [float(word) for word in re.match(r"M([-\d.]+) ([-\d.]+)", edge["tip"]).groups()]
        node = facts["nodes"][edge["from"]]
        assert tip == pytest.approx([node["x"] - node["badge"] / 2, node["y"] + h / 2], abs=1), "an arrow ends at its box"
