"""Networks, losses, optimiser and data against PyTorch, up to the classic demo."""

from __future__ import annotations

import random

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from micrograd_edu import Value
from micrograd_edu.data import moons, split
from micrograd_edu.losses import bce_with_logits_loss, l2_penalty, max_margin_loss, mse_loss
from micrograd_edu.nn import MLP, Layer, Neuron
from micrograd_edu.optim import SGD


def float64(numbers) -> torch.Tensor:
    return torch.tensor(numbers, dtype=torch.float64)


def as_torch(model: MLP) -> torch.nn.Sequential:
    """The same network in PyTorch, float64."""
    layers = []
    for layer in model.layers:
        linear = torch.nn.Linear(len(layer.neurons[0].w), len(layer.neurons), dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(float64([[w.data for w in neuron.w] for neuron in layer.neurons]))
            linear.bias.copy_(float64([neuron.b.data for neuron in layer.neurons]))
        layers += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])


def torch_parameters(model: torch.nn.Sequential, what: str) -> list[float]:
    """Data or gradients in the order of our `parameters()`: each neuron's weights, then its bias."""
    numbers = []
    for linear in model:
        if isinstance(linear, torch.nn.Linear):
            weight, bias = linear.weight, linear.bias
            rows, biases = (weight.grad, bias.grad) if what == "grad" else (weight.detach(), bias.detach())
            for row, b in zip(rows.tolist(), biases.tolist()):
                numbers += [*row, b]
    return numbers


def test_the_classic_demo_is_pytorch_step_by_step_and_reaches_100_percent():
    X, y = moons(100, 0.1, seed=1337)
    model = MLP(2, [16, 16, 1], random.Random(1337))
    assert len(model.parameters()) == 337
    twin = as_torch(model)
    X_torch, y_torch = float64(X), float64(y)
    optimizer, twin_optimizer = SGD(model.parameters(), lr=1.0), torch.optim.SGD(twin.parameters(), lr=1.0)
    for k in range(100):
        scores = [model(x) for x in X]
        loss = max_margin_loss(scores, y) + l2_penalty(model.parameters(), 1e-4)
        optimizer.zero_grad()
        loss.backward()
        if k < 10:  # later on, rounding sends the two through different relus
            twin_loss = torch.relu(1 - y_torch * twin(X_torch).squeeze(1)).mean()
            twin_loss = twin_loss + 1e-4 * sum((p * p).sum() for p in twin.parameters())
            twin_optimizer.zero_grad()
            twin_loss.backward()
            assert loss.data == pytest.approx(twin_loss.item(), rel=1e-9)
            assert [p.grad for p in model.parameters()] == pytest.approx(torch_parameters(twin, "grad"), rel=1e-6, abs=1e-9)
            twin_optimizer.param_groups[0]["lr"] = 1.0 - 0.9 * k / 100
            twin_optimizer.step()
        optimizer.lr = 1.0 - 0.9 * k / 100
        optimizer.step()
        if k < 10:
            assert [p.data for p in model.parameters()] == pytest.approx(torch_parameters(twin, "data"), rel=1e-6, abs=1e-9)
    assert all((score.data > 0) == (target > 0) for score, target in zip((model(x) for x in X), y))


def test_parameters_have_a_fixed_order_and_start_from_the_seed():
    model = MLP(2, [3, 1], random.Random(5))
    rng = random.Random(5)
    for neuron in model.layers[0].neurons + model.layers[1].neurons:
        assert [w.data for w in neuron.w] == [rng.uniform(-1, 1) for _ in neuron.w]
        assert neuron.b.data == 0.0
    assert model.parameters()[:3] == [*model.layers[0].neurons[0].w, model.layers[0].neurons[0].b]


def test_neuron_layer_and_mlp_shapes():
    rng = random.Random(0)
    neuron = Neuron(3, rng, nonlin=False)
    assert neuron([1, 2.0, Value(3.0)]).data == pytest.approx(sum(w.data * x for w, x in zip(neuron.w, (1, 2, 3))))
    assert len(Layer(2, 4, rng)([1.0, 2.0])) == 4
    assert isinstance(MLP(2, [4, 1], rng)([1.0, 2.0]), Value)
    assert len(MLP(2, [4, 3], rng)([1.0, 2.0])) == 3
    assert str(MLP(2, [1], rng)) == "MLP of [Layer of [LinearNeuron(2)]]"
    with pytest.raises(ValueError, match="2 weights and 3 inputs"):
        MLP(2, [1], rng)([1.0, 2.0, 3.0])


def test_zero_grad_means_not_computed():
    model = MLP(1, [1], random.Random(0))
    model([2.0]).backward()
    model.zero_grad()
    assert all(p.grad is None for p in model.parameters())


PAIRS = st.lists(st.tuples(st.floats(-50, 50), st.sampled_from([-1, 1])), min_size=1, max_size=6)


@settings(deadline=None)
@given(PAIRS)
def test_losses_are_those_of_torch(pairs):
    scores, targets = zip(*pairs)
    labels = [(target + 1) / 2 for target in targets]
    t = torch.nn.functional
    cases = [
        (max_margin_loss, targets, lambda s, y: torch.relu(1 - s * y).mean()),
        (mse_loss, targets, t.mse_loss),
        (bce_with_logits_loss, labels, t.binary_cross_entropy_with_logits),
        (lambda s, _: l2_penalty(s, 0.01), targets, lambda s, _: 0.01 * (s * s).sum()),
    ]
    for ours, y, theirs in cases:
        values = [Value(s) for s in scores]
        loss = ours(values, y)
        loss.backward()
        tensor = torch.tensor(scores, dtype=torch.float64, requires_grad=True)
        reference = theirs(tensor, float64(y))
        reference.backward()
        assert loss.data == pytest.approx(reference.item(), rel=1e-12, abs=1e-12)
        assert [v.grad for v in values] == pytest.approx(tensor.grad.tolist(), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: max_margin_loss([Value(1.0)], [0]), "-1 or .1, got 0.*2\\*y - 1"),
        (lambda: max_margin_loss([Value(1.0)], [1, 1]), "1 outputs, 2 targets"),
        (lambda: mse_loss([], []), "0 outputs"),
        (lambda: bce_with_logits_loss([Value(1.0)], [-1]), "between 0 and 1, got -1"),
        (lambda: SGD([Value(1.0)], lr=-0.1), "lr=-0.1"),
        (lambda: SGD([], lr=0.1), "no parameters"),
    ],
)
def test_errors_say_what_and_what_to_do(call, says):
    with pytest.raises(ValueError, match=says):
        call()


def test_sgd_leaves_a_parameter_without_gradient_alone():
    p, q = Value(1.0), Value(2.0)
    p.grad = 0.5
    SGD([p, q], lr=0.1).step()
    assert (p.data, q.data) == (0.95, 2.0)


def test_moons_and_split_follow_the_seed():
    X, y = moons(40, 0.2, seed=3)
    assert (X, y) == moons(40, 0.2, seed=3) != moons(40, 0.2, seed=4)
    assert sorted(set(y)) == [-1, 1] and len(X) == 40
    X_train, X_test, y_train, y_test = split(X, y, 0.25, seed=0)
    assert len(X_train) == len(y_train) == 30 and len(X_test) == len(y_test) == 10
    assert sum(y_train) == sum(y_test) == 0
    assert sorted(X_train + X_test) == sorted(X)
