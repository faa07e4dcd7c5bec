"""The vectorised engine against PyTorch on shapes drawn at random, and against the scalar engine on the demo."""

from __future__ import annotations

import doctest
import random

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import micrograd_edu.tensor
from micrograd_edu.data import moons
from micrograd_edu.losses import l2_penalty, max_margin_loss
from micrograd_edu.nn import MLP
from micrograd_edu.tensor import Tensor, linear, unbroadcast


def test_docstring_example():
    assert doctest.testmod(micrograd_edu.tensor).failed == 0


def like_torch(f, *arrays):
    """Value and gradients of f are those of PyTorch."""
    ours = [Tensor(a) for a in arrays]
    theirs = [torch.tensor(a, dtype=torch.float64, requires_grad=True) for a in arrays]
    out, reference = f(*ours), f(*theirs)
    np.testing.assert_allclose(out.data, reference.detach().numpy(), rtol=1e-12, atol=1e-12)
    # weights make every element's gradient different
    weights = np.cos(np.arange(out.data.size)).reshape(out.shape)
    (out * weights).sum().backward()
    (reference * torch.tensor(weights)).sum().backward()
    for a, b in zip(ours, theirs):
        gradient = np.zeros(a.shape) if a.grad is None else a.grad
        expected = np.zeros(a.shape) if b.grad is None else b.grad.numpy()
        assert gradient.shape == expected.shape
        np.testing.assert_allclose(gradient, expected, rtol=1e-9, atol=1e-11)


def draw_array(draw, shape):
    # away from 0: relu has a kink there, / and log a pole
    sign = draw(hnp.arrays(bool, shape))
    size = draw(hnp.arrays(np.float64, shape, elements=st.floats(0.1, 2)))
    return np.where(sign, size, -size)


BINARY = [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a * b, lambda a, b: a / b, lambda a, b: a * b + b / a]
UNARY = [
    lambda a: a.relu(),
    lambda a: a.tanh(),
    lambda a: a.sigmoid(),
    lambda a: a.exp(),
    lambda a: (a * a).log(),
    lambda a: a**3,
    lambda a: a**0,
    lambda a: (a * a) ** -0.5,
    lambda a: -a,
    lambda a: 1 - a,
    lambda a: 2 / a,
    lambda a: 3 * a + 1,
    lambda a: a * a + a,
]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_broadcasting_is_like_torch(data):
    shapes = data.draw(hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=3, max_side=4)).input_shapes
    f = data.draw(st.sampled_from(BINARY))
    like_torch(f, *[draw_array(data.draw, shape) for shape in shapes])


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_elementwise_and_sums_are_like_torch(data):
    shape = data.draw(hnp.array_shapes(max_dims=3, max_side=4))
    f = data.draw(st.sampled_from(UNARY))
    axes = st.one_of(st.none(), st.integers(0, len(shape) - 1), st.just(tuple(range(len(shape)))))
    axis, keepdims = data.draw(axes), data.draw(st.booleans())
    reduce = data.draw(st.sampled_from(["sum", "mean"]))

    def g(a):
        if axis is None:
            return getattr(f(a), reduce)()
        names = ("axis", "keepdims") if isinstance(a, Tensor) else ("dim", "keepdim")
        return getattr(f(a), reduce)(**dict(zip(names, (axis, keepdims))))

    like_torch(g, draw_array(data.draw, shape))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_matmul_reshape_transpose_and_indexing_are_like_torch(data):
    n, k, m = (data.draw(st.integers(1, 4)) for _ in range(3))
    a, b, c = (draw_array(data.draw, shape) for shape in ((n, k), (k, m), (m,)))
    rows = data.draw(st.lists(st.integers(0, n - 1), min_size=1, max_size=5))
    like_torch(lambda a, b, c: (a @ b + c).relu().T.reshape(n * m) * 2, a, b, c)
    like_torch(lambda a, b: (a @ b)[rows], a, b)
    like_torch(lambda a: a[0] * a[n - 1, k - 1], a)


@st.composite
def matrices(draw):
    """Two operands of `@`: vectors, matrices, batches of matrices, one stretched to the other."""
    n, k, m = (draw(st.integers(1, 3)) for _ in range(3))
    batches = draw(hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=2, max_side=3)).input_shapes
    left = draw(st.sampled_from([(k,), (n, k), (*batches[0], n, k)]))
    right = draw(st.sampled_from([(k,), (k, m), (*batches[1], k, m)]))
    return draw_array(draw, left), draw_array(draw, right)


@settings(max_examples=200, deadline=None)
@given(matrices())
def test_matmul_of_vectors_and_batches_is_like_torch(operands):
    like_torch(lambda a, b: a @ b, *operands)
    a, b = operands
    assert (a @ Tensor(b)).data == pytest.approx(a @ b)


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_powers_of_zero_are_like_torch(n):
    like_torch(lambda a: a**n, np.array([0.0, -1.5, 2.0]))


@pytest.mark.parametrize("x", [-1000.0, -40.0, 0.0, 40.0, 1000.0])
def test_extreme_inputs_are_like_torch(x):
    with np.errstate(over="raise"):
        like_torch(lambda a: a.sigmoid() + a.tanh(), np.array(x))


def test_linear_is_like_torch_and_leaves_constants_alone():
    rng = np.random.default_rng(0)
    x, w, b = rng.normal(size=(5, 3)), rng.normal(size=(3, 2)), rng.normal(size=2)

    def f(x, w, b):
        return linear(x, w, b) if isinstance(x, Tensor) else torch.nn.functional.linear(x, w.T, b)

    like_torch(f, x, w, b)
    assert len(linear(x, Tensor(w), Tensor(b))._prev) == 2
    assert len((x @ Tensor(w))._prev) == len((Tensor(w) * 3.0)._prev) == 1


@pytest.mark.parametrize(
    "f",
    [
        lambda a, b: (a + b) + a * 2 + a * b,
        lambda a, b: a * 2 + (a + b) + b * b + a,
        lambda a, b: (a + b).reshape(3, 2).T.reshape(2, 3) * a + (a + b) - b,
        lambda a, b: (a - b) * (a - b) + (a - b) + a,
    ],
)
def test_a_message_that_two_parents_look_at_is_not_changed_by_what_one_hears_next(f):
    rng = np.random.default_rng(0)
    like_torch(f, rng.normal(size=(2, 3)), rng.normal(size=(2, 3)))


def test_gradients_accumulate_over_calls_and_share_no_memory():
    a, b = Tensor([1.0, 2.0]), Tensor([3.0, 4.0])
    out = (a + b).sum()
    out.backward()
    a.grad += 100
    assert b.grad.tolist() == [1, 1]
    out.backward()
    assert b.grad.tolist() == [2, 2]


@given(hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=4, max_side=4))
def test_unbroadcast_has_the_shape_of_the_operand_and_keeps_the_sum(shapes):
    operand, result = shapes.input_shapes[0], shapes.result_shape
    grad = np.arange(float(np.prod(result, dtype=int))).reshape(result)
    summed = unbroadcast(grad, operand)
    assert summed.shape == operand
    assert summed.sum() == pytest.approx(grad.sum())


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: Tensor([1.0, 2.0]).backward(), r"shape \(2,\).*sum\(\) or mean\(\)"),
        (lambda: Tensor(np.ones((2, 3))) @ np.ones((2, 3)), r"\(2, 3\) and \(2, 3\)"),
        (lambda: Tensor(np.ones(3)) @ np.ones(2), r"\(3,\) and \(2,\)"),
        (lambda: Tensor(np.ones(3)) @ 2.0, r"not single numbers.*\(3,\) and \(\)"),
        (
            lambda: linear(np.ones(3), Tensor(np.ones((3, 2))), Tensor(np.ones(2))),
            r"\(batch, inputs\).*got \(3,\), \(3, 2\)",
        ),
        (lambda: linear(np.ones((1, 3)), Tensor(np.ones((3, 2))), Tensor(np.ones(3))), r"bias of shape.* and \(3,\)"),
        (lambda: Tensor(3.0).sum(0), "axis 0 .* a single number has none"),
        (lambda: Tensor(np.ones((2, 3))).sum((0, 2)), r"axis \(0, 2\) .* axes 0 to 1"),
        (lambda: Tensor(np.ones((0, 3))).mean(), r"no numbers.*\(0, 3\)"),
        (lambda: Tensor(np.ones((0, 3))).mean(1), r"no numbers.*\(0, 3\)"),
    ],
)
def test_errors_say_what_and_what_to_do(call, says):
    with pytest.raises(ValueError, match=says):
        call()


def test_an_exponent_is_a_number():
    with pytest.raises(TypeError, match="must be a number, got Tensor"):
        Tensor([1.0, 2.0]) ** Tensor([1.0, 2.0])


def test_it_shows_a_few_numbers_and_the_shape_of_many():
    assert repr(Tensor([1, 2.5])) == "Tensor(shape=(2,), data=[1.0, 2.5])"
    assert repr(Tensor(np.ones((10, 10)))) == "Tensor(shape=(10, 10), data=...)"


def test_the_demo_has_the_gradients_of_the_scalar_engine():
    X, y = moons(100, 0.1, seed=1337)
    model = MLP(2, [16, 16, 1], random.Random(1337))
    loss = max_margin_loss([model(x) for x in X], y) + l2_penalty(model.parameters(), 1e-4)
    loss.backward()
    parameters = []
    for layer in model.layers:
        parameters.append(Tensor([[neuron.w[i].data for neuron in layer.neurons] for i in range(len(layer.neurons[0].w))]))
        parameters.append(Tensor([neuron.b.data for neuron in layer.neurons]))
    out = np.array(X)
    for i in range(0, 6, 2):
        out = linear(out, parameters[i], parameters[i + 1])
        out = out.relu() if i < 4 else out
    twin = (1 - out * np.array(y).reshape(-1, 1)).relu().mean() + sum((p * p).sum() for p in parameters) * 1e-4
    twin.backward()
    assert twin.data == pytest.approx(loss.data, rel=1e-12)
    for layer, weight, bias in zip(model.layers, parameters[::2], parameters[1::2]):
        np.testing.assert_allclose(weight.grad.T, [[w.grad for w in n.w] for n in layer.neurons], atol=1e-10, rtol=0)
        np.testing.assert_allclose(bias.grad, [n.b.grad for n in layer.neurons], atol=1e-10, rtol=0)
