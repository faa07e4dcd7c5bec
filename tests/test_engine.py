"""The scalar engine against PyTorch in float64 and against finite differences."""

from __future__ import annotations

import ast
import doctest
import gc
import io
import math
import random
import subprocess
import sys
import tokenize
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import micrograd_edu.engine
from micrograd_edu import Value, dot, topological_order, total
from micrograd_edu.gradcheck import gradcheck, torch_gradient


def gradient(f, xs):
    """Value and gradient of f by the engine under test."""
    inputs = [Value(x) for x in xs]
    out = f(*inputs)
    out.backward()
    return out.data, [0.0 if x.grad is None else x.grad for x in inputs]


def assert_like_torch(f, xs):
    value, grads = gradient(f, xs)
    tensors = [torch.tensor(float(x), dtype=torch.float64) for x in xs]
    assert value == pytest.approx(f(*tensors).item(), rel=1e-12, abs=1e-12)
    assert grads == pytest.approx(torch_gradient(f, xs), rel=1e-9, abs=1e-9)


def test_docstring_example():
    assert doctest.testmod(micrograd_edu.engine).failed == 0


def test_the_readme_example_of_micrograd():
    a, b = Value(-4.0), Value(2.0)
    c = a + b
    d = a * b + b**3
    c += c + 1
    c += 1 + c + (-a)
    d += d * 2 + (b + a).relu()
    d += 3 * d + (b - a).relu()
    e = c - d
    f = e**2
    g = f / 2.0
    g += 10.0 / f
    g.backward()
    assert f"{g.data:.4f}" == "24.7041"
    assert f"{a.grad:.4f}" == "138.8338"
    assert f"{b.grad:.4f}" == "645.5773"


def test_the_sanity_check_of_micrograd():
    def f(x):
        z = 2 * x + 2 + x
        q = z.relu() + z * x
        h = (z * z).relu()
        return h + q + q * x

    assert_like_torch(f, [-4.0])


OPERATIONS = {
    "a + b": lambda a, b: a + b,
    "a - b": lambda a, b: a - b,
    "a * b": lambda a, b: a * b,
    "a / b": lambda a, b: a / b,
    "a ** b": lambda a, b: a**b,
    "a + a": lambda a, b: a + a,
    "a * a": lambda a, b: a * a,
    "-a": lambda a, b: -a + 0 * b,
    "a + 3": lambda a, b: a + 3 + b,
    "3 + a": lambda a, b: 3 + a + b,
    "a - 3": lambda a, b: a - 3 + b,
    "3 - a": lambda a, b: 3 - a + b,
    "a * 3": lambda a, b: a * 3 + b,
    "3 * a": lambda a, b: 3 * a + b,
    "a / 3": lambda a, b: a / 3 + b,
    "3 / a": lambda a, b: 3 / a + b,
    "a ** 3": lambda a, b: a**3 + b,
    "a ** -1.5": lambda a, b: a**-1.5 + b,
    "a ** 0": lambda a, b: a**0 + b,
    "2 ** a": lambda a, b: 2**a + b,
    "exp": lambda a, b: (a * b).exp(),
    "log": lambda a, b: (a * b).log(),
    "tanh": lambda a, b: (a * b).tanh(),
    "sigmoid": lambda a, b: (a * b).sigmoid(),
    "relu, open": lambda a, b: (a * b).relu(),
    "relu, closed": lambda a, b: (a * b * -1).relu(),
}


@pytest.mark.parametrize("f", OPERATIONS.values(), ids=OPERATIONS.keys())
def test_each_operation_is_like_torch(f):
    for xs in ([0.7, 1.9], [2.3, 0.4]):
        assert_like_torch(f, xs)


@pytest.mark.parametrize("f", [lambda a: a.sigmoid(), lambda a: a.tanh(), lambda a: a.relu()])
@pytest.mark.parametrize("x", [-1000.0, -40.0, 0.0, 40.0, 1000.0])
def test_extreme_inputs_are_like_torch(f, x):
    assert_like_torch(f, [x])


@pytest.mark.parametrize(
    "f",
    [
        lambda a: a**0,
        lambda a: a**0.5,
        lambda a: a**1,
        lambda a: a**2,
        lambda a: a ** Value(2.0) if isinstance(a, Value) else a**2,
    ],
)
def test_powers_of_zero_have_the_slope_torch_gives(f):
    assert gradient(f, [0.0])[1] == torch_gradient(f, [0.0])


def test_power_of_zero_to_a_value():
    assert gradient(lambda a, b: a**b, [0.0, 2.0])[1] == torch_gradient(lambda a, b: a**b, [0.0, 2.0])


def test_negative_base_to_a_value_has_no_real_slope_for_the_exponent():
    _, (base, exponent) = gradient(lambda a, b: a**b, [-2.0, 2.0])
    assert base == -4.0
    assert math.isnan(exponent)


def test_nan_passes_through():
    for f in (
        lambda a: a.relu(),
        lambda a: a.exp(),
        lambda a: a.log(),
        lambda a: a.tanh(),
        lambda a: a**2,
        lambda a: a**0.5,
    ):
        assert math.isnan(f(Value(math.nan)).data)


@pytest.mark.parametrize(
    ("f", "error", "says"),
    [
        (lambda: Value(-1.0).log(), ValueError, r"log\(-1.0\).*above 0"),
        (lambda: Value(0.0).log(), ValueError, r"log\(0.0\)"),
        (lambda: Value(0.0) ** -1, ZeroDivisionError, "must not be 0"),
        (lambda: Value(0.0) ** Value(-1.0), ZeroDivisionError, "must not be 0"),
        (lambda: 1 / Value(0.0), ZeroDivisionError, "divisor"),
        (lambda: Value(1.0) / 0, ZeroDivisionError, "divisor"),
        (lambda: Value(-8.0) ** (1 / 3), ValueError, "whole exponent"),
        (lambda: Value(1000.0).exp(), OverflowError, "below 709"),
        (lambda: Value(1e200) ** 2, OverflowError, "too large"),
        (lambda: Value("3"), TypeError, "'3' of type str"),
        (lambda: Value(None), TypeError, "NoneType"),
        (lambda: Value(1 + 2j), TypeError, "complex"),
        (lambda: Value(np.ones((2, 3))), TypeError, r"shape \(2, 3\).*Tensor"),
        (lambda: Value(1.0) + np.ones(2), TypeError, "array of shape"),
        (lambda: np.ones(2) * Value(1.0), TypeError, "array of shape"),
        (lambda: Value(2.0) ** np.ones(2), TypeError, "array of shape"),
        (lambda: dot([Value(1.0)], [], Value(0.0)), ValueError, "1 weights and 0 inputs"),
    ],
)
def test_errors_say_what_and_what_to_do(f, error, says):
    with pytest.raises(error, match=says):
        f()


def test_numpy_scalars_become_floats():
    a = Value(np.float32(1.5))
    out = np.float64(2.0) * a + np.int64(3)
    out.backward()
    assert (out.data, a.grad) == (6.0, 2.0)
    assert type(a.data) is type(out.data) is float


def test_a_plus_a_keeps_two_edges():
    a = Value(1.5)
    assert (a + a)._prev == (a, a)
    assert (a * a)._prev == (a, a)


def test_grad_is_none_until_computed():
    a, b = Value(1.0), Value(2.0)
    out = a * 2
    assert a.grad is None and out.grad is None
    out.backward()
    assert a.grad == 2.0 and b.grad is None


def test_backward_twice_is_like_torch():
    def twice(x):
        z = (x * x) * 3
        if isinstance(z, Value):
            z.backward()
            z.backward()
        else:
            z.backward(retain_graph=True)
            z.backward()

    ours, theirs = Value(2.0), torch.tensor(2.0, dtype=torch.float64, requires_grad=True)
    twice(ours)
    twice(theirs)
    assert ours.grad == theirs.grad.item() == 24.0


def test_leaves_accumulate_over_graphs_and_the_rest_starts_afresh():
    x = Value(3.0)
    y = x * x
    (y * 2).backward()
    (y * 5).backward()
    assert x.grad == 2 * 6 + 5 * 6
    assert y.grad == 5.0


def test_backward_on_a_leaf_is_like_torch():
    ours, theirs = Value(2.0), torch.tensor(2.0, requires_grad=True)
    for _ in range(2):
        ours.backward()
        theirs.backward()
    assert ours.grad == theirs.grad.item() == 2.0


def test_dot_and_total_are_single_nodes_with_the_gradients_of_many():
    def fine(*v):
        return v[0] * v[1] + v[2] * v[3] + v[4] + v[0]

    def coarse(*v):
        return total([dot([v[0], v[2]], [v[1], v[3]], v[4]), v[0]])

    xs = [0.3, -1.2, 2.2, 0.8, -0.4]
    assert gradient(coarse, xs)[1] == pytest.approx(torch_gradient(fine, xs), rel=1e-12)
    assert len(topological_order(coarse(*map(Value, xs)))) == 5 + 2


def test_dot_takes_numbers_and_the_same_value_on_both_sides():
    w = [Value(2.0), Value(-3.0)]
    out = dot(w, w, Value(0.0))
    out.backward()
    assert (out.data, w[0].grad, w[1].grad) == (13.0, 4.0, -6.0)
    assert dot(w, [1, np.float64(2.0)], Value(1.0)).data == -3.0


# Random programs: each line combines any earlier lines, so values are shared at uneven depth, leaves or not.

BINARY = [
    lambda a, b: a + b,
    lambda a, b: a - b,
    lambda a, b: a * b,
    lambda a, b: a / (b * b + 0.5),
    lambda a, b: (a * a + 0.5) ** b.tanh(),
]
UNARY = [
    lambda a: a.tanh(),
    lambda a: a.sigmoid(),
    lambda a: a.relu(),
    lambda a: a.tanh().exp(),
    lambda a: (a * a + 0.3).log(),
    lambda a: a**3,
    lambda a: 1.5 ** a.tanh(),
    lambda a: -a,
]
LINES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(BINARY), st.integers(0, 99), st.integers(0, 99)),
        st.tuples(st.sampled_from(UNARY), st.integers(0, 99)),
    ),
    min_size=1,
    max_size=12,
)
INPUTS = st.lists(st.floats(-2, 2).map(lambda x: round(x, 3)), min_size=2, max_size=4)


def program(lines):
    def f(*xs):
        values = list(xs)
        for operation, *operands in lines:
            values.append(operation(*[values[-1 - i % len(values)] for i in operands]))
        return sum(values[-3:], values[0])

    return f


@settings(max_examples=300, deadline=None)
@given(LINES, INPUTS)
def test_random_programs_agree_with_torch(lines, xs):
    f = program(lines)
    assume(all(abs(node.data) < 1e6 for node in topological_order(f(*map(Value, xs)))))
    value, grads = gradient(f, xs)
    tensors = [torch.tensor(x, dtype=torch.float64) for x in xs]
    assert value == pytest.approx(f(*tensors).item(), rel=1e-9, abs=1e-9)
    assert grads == pytest.approx(torch_gradient(f, xs), rel=1e-8, abs=1e-8)


@settings(max_examples=300, deadline=None)
@given(LINES, INPUTS)
def test_random_programs_agree_with_finite_differences(lines, xs):
    f = program(lines)
    nodes = topological_order(f(*map(Value, xs)))
    assume(all(abs(node.data) < 50 for node in nodes))
    # at relu's kink there is no derivative to agree with: the nearest may move by |slope| * h
    assume(all(abs(node._prev[0].data) > 0.05 for node in nodes if node._op == "relu"))
    assume(all(abs(g) < 1e3 for g in gradient(f, xs)[1]))
    assert gradcheck(f, xs), str(gradcheck(f, xs))


def test_topological_order_lists_each_value_once_after_its_parents():
    rng = random.Random(0)
    values = [Value(rng.uniform(-1, 1)) for _ in range(3)]
    for _ in range(200):
        values.append(rng.choice(values) + rng.choice(values))
    order = topological_order(total(values))
    place = {node: i for i, node in enumerate(order)}
    assert len(place) == len(order)
    assert all(place[parent] < place[node] for node in order for parent in node._prev)


def test_a_chain_of_a_million_operations():
    # in a process of its own: a crash on the way down would take the test run with it
    code = """
from micrograd_edu import Value
x = Value(1.0)
out = x
for _ in range(1_000_000):
    out = out + x
out.backward()
assert (out.data, x.grad) == (1_000_001.0, 1_000_001.0), x
del out
print("freed")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "freed", done.stderr


def test_a_graph_leaves_nothing_for_the_cyclic_collector():
    gc.collect()
    gc.disable()
    try:
        x = Value(0.5)
        loss = (dot([x, x], [x, 2.0], x).tanh() + x.exp() * x.sigmoid() / (x**2 + 1)).relu()
        loss.backward()
        del loss, x
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_the_engine_fits_on_a_page():
    source = Path(micrograd_edu.engine.__file__).read_text()
    docstrings = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            docstrings |= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    silent = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    code = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in silent:
            code |= set(range(token.start[0], token.end[0] + 1))
    assert len(code - docstrings) <= 100
