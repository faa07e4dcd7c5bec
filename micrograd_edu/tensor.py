"""The same engine for whole arrays: the vectorised sequel to `engine.py`, on NumPy.

One node of the graph now holds many numbers, so its local derivative is no longer one number: it would be a table with a
row for each output and a column for each input. Nobody writes that table down. A node keeps, for each parent, a function
that multiplies an incoming gradient with it (the vector-Jacobian product): `_vjps[i](grad)` is the message to `_prev[i]`.
Everything else is as before: the graph, the order, the sum of messages.

    >>> x = np.array([[1.0, 2.0], [3.0, 4.0]])           # a plain array is a constant: no node, no gradient
    >>> w = Tensor([[0.5], [-1.0]])
    >>> loss = ((x @ w).relu() + 1).mean()
    >>> loss.backward()
    >>> w.grad.shape
    (2, 1)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from numbers import Real
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple
from numpy.typing import ArrayLike, NDArray

from micrograd_edu.engine import topological_order

Array = NDArray[np.float64]
Vjp = Callable[[Array], Array]
Axis = int | tuple[int, ...] | None


class Tensor:
    """An array of float64 that remembers how it was computed.

    Parameters
    ----------
    data : array_like
        The numbers. NumPy arrays of float64 are kept as they are, without a copy.
    parents : sequence of Tensor
        What this tensor was computed from, in order; `a + a` has two parents.
    vjps : sequence of callable
        `vjps[i]` maps d(root)/d(this), an array of this tensor's shape, to the message for `parents[i]`.
    op : str
        The operation, for people.

    Attributes
    ----------
    grad : ndarray or None
        For leaves: d(root)/d(this), of the shape of `data`, added up over calls of `backward()`. As in PyTorch, tensors in
        between keep none: their gradients are large, and dropped after use.
    """

    __array_ufunc__ = None  # makes NumPy leave `array * tensor` to us

    def __init__(
        self, data: ArrayLike, parents: Sequence[Tensor] = (), vjps: Sequence[Vjp] = (), op: str = "", label: str = ""
    ) -> None:
        self.data: Array = np.asarray(data, dtype=np.float64)
        self.grad: Array | None = None
        self.label = label
        self._prev = parents
        self._vjps = vjps
        self._op = op

    @property
    def shape(self) -> tuple[int, ...]:
        return self.data.shape

    # Element by element: what an operand hears when the result's gradient is g.

    def __add__(self, other: Tensor | ArrayLike) -> Tensor:
        a, b = self.data, _array(other)
        return _binary(a + b, "+", (self, lambda g: g), (other, lambda g: g))

    def __sub__(self, other: Tensor | ArrayLike) -> Tensor:
        a, b = self.data, _array(other)
        return _binary(a - b, "-", (self, lambda g: g), (other, lambda g: -g))

    def __mul__(self, other: Tensor | ArrayLike) -> Tensor:
        a, b = self.data, _array(other)
        return _binary(a * b, "*", (self, lambda g: g * b), (other, lambda g: g * a))

    def __truediv__(self, other: Tensor | ArrayLike) -> Tensor:
        a, b = self.data, _array(other)
        return _binary(a / b, "/", (self, lambda g: g / b), (other, lambda g: -g * a / (b * b)))

    def __pow__(self, n: float) -> Tensor:
        if not isinstance(n, Real):
            raise TypeError(f"the exponent of a Tensor must be a number, got {type(n).__name__}.")
        x = self.data
        # x**0 is 1 everywhere, at 0 too, where the power rule says 0 * infinity
        return Tensor(x**n, (self,), (lambda g: g * n * x ** (n - 1) if n != 0 else np.zeros_like(g),), f"**{n}")

    def exp(self) -> Tensor:
        out = np.exp(self.data)
        return Tensor(out, (self,), (lambda g: g * out,), "exp")

    def log(self) -> Tensor:
        x = self.data
        return Tensor(np.log(x), (self,), (lambda g: g / x,), "log")

    def tanh(self) -> Tensor:
        out = np.tanh(self.data)
        return Tensor(out, (self,), (lambda g: g * (1 - out * out),), "tanh")

    def sigmoid(self) -> Tensor:
        # exp of a negative number only, so that it cannot overflow
        e = np.exp(-np.abs(self.data))
        out = np.where(self.data >= 0, 1, e) / (1 + e)
        return Tensor(out, (self,), (lambda g: g * out * (1 - out),), "sigmoid")

    def relu(self) -> Tensor:
        out = np.maximum(self.data, 0.0)
        return Tensor(out, (self,), (lambda g: g * (out > 0).astype(np.float64),), "relu")

    # Sums and shapes.

    def __matmul__(self, other: Tensor | ArrayLike) -> Tensor:
        return _matmul(self, other)

    def sum(self, axis: Axis = None, keepdims: bool = False) -> Tensor:
        shape = self.shape
        if axis is not None:
            _check_axes(axis, shape)

        def spread(g: Array) -> Array:
            return np.broadcast_to(g if axis is None or keepdims else np.expand_dims(g, axis), shape)

        return Tensor(self.data.sum(axis=axis, keepdims=keepdims), (self,), (spread,), "sum")

    def mean(self, axis: Axis = None, keepdims: bool = False) -> Tensor:
        if self.data.size == 0:
            raise ValueError(f"the mean of no numbers is not a number: this has shape {self.shape}.")
        total = self.sum(axis, keepdims)
        return total * (total.data.size / self.data.size)

    def reshape(self, *shape: int) -> Tensor:
        before = self.shape
        return Tensor(self.data.reshape(*shape), (self,), (lambda g: g.reshape(before),), "reshape")

    @property
    def T(self) -> Tensor:
        return Tensor(self.data.T, (self,), (lambda g: g.T,), "T")

    def __getitem__(self, index: Any) -> Tensor:
        shape = self.shape

        def scatter(g: Array) -> Array:
            out = np.zeros(shape)
            np.add.at(out, index, g)  # an element picked twice gets both messages
            return out

        return Tensor(self.data[index], (self,), (scatter,), "[]")

    # The chain rule.

    def backward(self) -> None:
        """Compute `grad` for every leaf that this tensor, a single number, was computed from.

        Raises
        ------
        ValueError
            If this tensor holds more than one number: reduce it with `sum()` or `mean()` first.
        """
        if self.data.size != 1:
            raise ValueError(
                f"backward() starts from one number, and this has shape {self.shape}: take its sum() or mean()."
            )
        grads = {self: np.ones(self.shape)}
        for node in reversed(topological_order(self)):
            grad = grads.pop(node)  # look up: whoever uses this node has sent already, so the sum is complete
            if not node._prev:  # a leaf keeps it; a copy, because a message may be what another node looks at, too
                node.grad = grad.copy() if node.grad is None else node.grad + grad
            for parent, vjp in zip(node._prev, node._vjps):
                message = vjp(grad)  # contribute
                grads[parent] = grads[parent] + message if parent in grads else message  # sum

    # Sugar.

    def __neg__(self) -> Tensor:  # -self
        return self * -1.0

    def __radd__(self, other: ArrayLike) -> Tensor:  # other + self
        return self + other

    def __rmul__(self, other: ArrayLike) -> Tensor:  # other * self
        return self * other

    def __rsub__(self, other: ArrayLike) -> Tensor:  # other - self
        return -self + other

    def __rtruediv__(self, other: ArrayLike) -> Tensor:  # other / self
        return Tensor(other) / self

    def __rmatmul__(self, other: ArrayLike) -> Tensor:  # other @ self
        return _matmul(other, self)

    def __repr__(self) -> str:
        return f"Tensor(shape={self.shape}, data={self.data.tolist() if self.data.size <= 6 else '...'})"


def linear(x: Tensor | Array, weight: Tensor, bias: Tensor) -> Tensor:
    """Compute `x @ weight + bias` as one node: a layer of neurons on a whole batch.

    Parameters
    ----------
    x : Tensor or ndarray, shape (batch, inputs)
    weight : Tensor, shape (inputs, outputs)
    bias : Tensor, shape (outputs,)

    Returns
    -------
    Tensor, shape (batch, outputs)
    """
    a, w = _array(x), weight.data
    if a.ndim != 2 or w.ndim != 2 or a.shape[1] != w.shape[0] or bias.shape != w.shape[1:]:
        raise ValueError(
            "linear takes x of shape (batch, inputs), a weight of shape (inputs, outputs) and a bias of shape (outputs,): "
            f"got {a.shape}, {w.shape} and {bias.shape}."
        )
    out = a @ w
    out += bias.data
    # the sum over the batch as a matrix product, and `dot` for `@`, which is slow for one column: both are many times faster
    edges: list[tuple[Tensor, Vjp]] = [(weight, lambda g: a.T @ g), (bias, lambda g: np.ones(len(g)) @ g)]
    if isinstance(x, Tensor):
        edges.append((x, lambda g: np.dot(g, w.T)))
    parents, vjps = zip(*edges)
    return Tensor(out, parents, vjps, "linear")


def unbroadcast(grad: Array, shape: tuple[int, ...]) -> Array:
    """Sum a gradient back to the shape of an operand that was stretched by broadcasting.

    Broadcasting uses one number in many places; its gradient is the sum over all of them, as for any shared value.
    """
    if grad.shape == shape:
        return grad
    grad = grad.sum(axis=tuple(range(grad.ndim - len(shape))))
    stretched = tuple(i for i, n in enumerate(shape) if n == 1 and grad.shape[i] != 1)
    return grad.sum(axis=stretched, keepdims=True) if stretched else grad


def _array(x: Tensor | ArrayLike) -> Array:
    return x.data if isinstance(x, Tensor) else np.asarray(x, dtype=np.float64)


def _binary(out: Array, op: str, *edges: tuple[Tensor | ArrayLike, Vjp]) -> Tensor:
    """A node for two operands. What was stretched hears a sum; what is not a Tensor is a constant and hears nothing."""
    heard = [(x, vjp if x.shape == out.shape else _summed(vjp, x.shape)) for x, vjp in edges if isinstance(x, Tensor)]
    return Tensor(out, tuple(x for x, _ in heard), tuple(vjp for _, vjp in heard), op)


def _summed(vjp: Vjp, shape: tuple[int, ...]) -> Vjp:
    return lambda g: unbroadcast(vjp(g), shape)


def _matmul(left: Tensor | ArrayLike, right: Tensor | ArrayLike) -> Tensor:
    """`left @ right` as in NumPy: a vector is one row on the left, one column on the right; axes in front are batches."""
    a, b = _array(left), _array(right)
    if a.ndim == 0 or b.ndim == 0:
        raise ValueError(f"@ multiplies matrices and vectors, not single numbers: got shapes {a.shape} and {b.shape}.")
    rows, columns = np.atleast_2d(a), b if b.ndim > 1 else b.reshape(-1, 1)
    try:
        product = rows @ columns
    except ValueError:
        raise ValueError(
            f"@ multiplies (n, k) with (k, m): got shapes {a.shape} and {b.shape}. Is one of them to be transposed (.T)?"
        ) from None
    n, m = product.shape[-2:]
    shape = product.shape[:-2] + (n,) * (a.ndim > 1) + (m,) * (b.ndim > 1)
    return _binary(
        product.reshape(shape),
        "@",
        (left, lambda g: unbroadcast(g.reshape(product.shape) @ columns.mT, rows.shape).reshape(a.shape)),
        (right, lambda g: unbroadcast(rows.mT @ g.reshape(product.shape), columns.shape).reshape(b.shape)),
    )


def _check_axes(axis: int | tuple[int, ...], shape: tuple[int, ...]) -> None:
    try:
        normalize_axis_tuple(axis, len(shape))
    except np.exceptions.AxisError:
        there = f"shape {shape} has axes 0 to {len(shape) - 1}" if shape else "a single number has none"
        raise ValueError(f"axis {axis} is not there to be summed: {there}.") from None
