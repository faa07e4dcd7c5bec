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

import numpy as np

from micrograd_edu.engine import topological_order

Vjp = Callable[[np.ndarray], np.ndarray]
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
        `vjps[i]` maps d(root)/d(this), an array of this tensor's shape, to the message for `parents[i]`: a new array, its
        argument, or a view of that, never an array that is kept elsewhere (`backward` adds other messages to it).
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
        self, data: object, parents: Sequence[Tensor] = (), vjps: Sequence[Vjp] = (), op: str = "", label: str = ""
    ) -> None:
        self.data = np.asarray(data, dtype=np.float64)
        self.grad: np.ndarray | None = None
        self.label = label
        self._prev = parents
        self._vjps = vjps
        self._op = op

    @property
    def shape(self) -> tuple[int, ...]:
        return self.data.shape

    # Element by element. Where one operand was stretched to the other's shape, its message is summed back.

    def __add__(self, other: Tensor | object) -> Tensor:
        a, b = self.data, _array(other)
        return _binary(a + b, (self, lambda g: unbroadcast(g, a.shape)), (other, lambda g: unbroadcast(g, b.shape)), "+")

    def __sub__(self, other: Tensor | object) -> Tensor:
        a, b = self.data, _array(other)
        return _binary(a - b, (self, lambda g: unbroadcast(g, a.shape)), (other, lambda g: unbroadcast(-g, b.shape)), "-")

    def __mul__(self, other: Tensor | object) -> Tensor:
        a, b = self.data, _array(other)
        return _binary(
            a * b, (self, lambda g: unbroadcast(g * b, a.shape)), (other, lambda g: unbroadcast(g * a, b.shape)), "*"
        )

    def __truediv__(self, other: Tensor | object) -> Tensor:
        a, b = self.data, _array(other)
        return _binary(
            a / b,
            (self, lambda g: unbroadcast(g / b, a.shape)),
            (other, lambda g: unbroadcast(-g * a / (b * b), b.shape)),
            "/",
        )

    def __pow__(self, n: float) -> Tensor:
        if not isinstance(n, Real):
            raise TypeError(f"the exponent of a Tensor must be a number, got {type(n).__name__}.")
        x = self.data
        return Tensor(x**n, (self,), (lambda g: g * (n * x ** (n - 1)),), f"**{n}")

    def exp(self) -> Tensor:
        out = np.exp(self.data)
        return Tensor(out, (self,), (lambda g: g * out,), "exp")

    def log(self) -> Tensor:
        x = self.data
        return Tensor(np.log(x), (self,), (lambda g: g / x,), "log")

    def tanh(self) -> Tensor:
        out = np.tanh(self.data)
        return Tensor(out, (self,), (lambda g: g * (1 - out * out),), "tanh")

    def relu(self) -> Tensor:
        out = np.maximum(self.data, 0.0)
        return Tensor(out, (self,), (lambda g: g * (out > 0).astype(np.float64),), "relu")

    # Sums and shapes.

    def __matmul__(self, other: Tensor | object) -> Tensor:
        a, b = self.data, _array(other)
        _check_matmul(a, b)
        return _binary(a @ b, (self, lambda g: g @ b.T), (other, lambda g: a.T @ g), "@")

    def sum(self, axis: Axis = None, keepdims: bool = False) -> Tensor:
        shape = self.shape

        def spread(g: np.ndarray) -> np.ndarray:
            if axis is not None and not keepdims:
                g = np.expand_dims(g, axis)
            return np.broadcast_to(g, shape)

        return Tensor(self.data.sum(axis=axis, keepdims=keepdims), (self,), (spread,), "sum")

    def mean(self, axis: Axis = None, keepdims: bool = False) -> Tensor:
        total = self.sum(axis, keepdims)
        return total * (total.data.size / self.data.size)

    def reshape(self, *shape: int) -> Tensor:
        before = self.shape
        return Tensor(self.data.reshape(*shape), (self,), (lambda g: g.reshape(before),), "reshape")

    @property
    def T(self) -> Tensor:
        return Tensor(self.data.T, (self,), (lambda g: g.T,), "T")

    def __getitem__(self, index: object) -> Tensor:
        shape = self.shape

        def scatter(g: np.ndarray) -> np.ndarray:
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
        ours: set[Tensor] = set()  # whose gradient is an array of its own, and not one that others look at too
        for node in reversed(topological_order(self)):
            grad = grads.pop(node)
            if not node._prev:  # a leaf keeps it
                fresh = grad if node in ours else grad.copy()
                node.grad = fresh if node.grad is None else node.grad + fresh
            for parent, vjp in zip(node._prev, node._vjps):
                if parent in ours:
                    grads[parent] += vjp(grad)
                    continue
                message = vjp(grad)
                if parent in grads:
                    message = grads[parent] + message
                grads[parent] = message
                if message is not grad and message.base is None:
                    ours.add(parent)

    # Sugar.

    def __neg__(self) -> Tensor:  # -self
        return self * -1.0

    def __radd__(self, other: object) -> Tensor:  # other + self
        return self + other

    def __rmul__(self, other: object) -> Tensor:  # other * self
        return self * other

    def __rsub__(self, other: object) -> Tensor:  # other - self
        return -self + other

    def __rtruediv__(self, other: object) -> Tensor:  # other / self
        return Tensor(other) / self

    def __rmatmul__(self, other: object) -> Tensor:  # other @ self
        a, b = _array(other), self.data
        _check_matmul(a, b)
        return Tensor(a @ b, (self,), (lambda g: a.T @ g,), "@")

    def __repr__(self) -> str:
        return f"Tensor(shape={self.shape}, data={self.data.tolist() if self.data.size <= 6 else '...'})"


def linear(x: Tensor | np.ndarray, weight: Tensor, bias: Tensor) -> Tensor:
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
    _check_matmul(a, w)
    out = a @ w
    out += bias.data
    # the sum over the batch as a matrix product, and `dot` for `@`, which is slow for one column: both are many times faster
    edges = [(weight, lambda g: a.T @ g), (bias, lambda g: np.ones(len(g)) @ g)]
    if isinstance(x, Tensor):
        edges.append((x, lambda g: np.dot(g, w.T)))
    parents, vjps = zip(*edges)
    return Tensor(out, parents, vjps, "linear")


def unbroadcast(grad: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Sum a gradient back to the shape of an operand that was stretched by broadcasting.

    Broadcasting uses one number in many places; its gradient is the sum over all of them, as for any shared value.
    """
    if grad.shape == shape:
        return grad
    grad = grad.sum(axis=tuple(range(grad.ndim - len(shape))))
    stretched = tuple(i for i, n in enumerate(shape) if n == 1 and grad.shape[i] != 1)
    return grad.sum(axis=stretched, keepdims=True) if stretched else grad


def _array(x: Tensor | object) -> np.ndarray:
    return x.data if isinstance(x, Tensor) else np.asarray(x, dtype=np.float64)


def _binary(out: np.ndarray, left: tuple[object, Vjp], right: tuple[object, Vjp], op: str) -> Tensor:
    """A node for two operands; one that is not a Tensor is a constant and gets no message."""
    edges = [edge for edge in (left, right) if isinstance(edge[0], Tensor)]
    return Tensor(out, tuple(edge[0] for edge in edges), tuple(edge[1] for edge in edges), op)


def _check_matmul(a: np.ndarray, b: np.ndarray) -> None:
    if a.ndim != 2 or b.ndim != 2 or a.shape[1] != b.shape[0]:
        raise ValueError(
            f"@ multiplies (n, k) with (k, m): got shapes {a.shape} and {b.shape}. "
            "A vector becomes a column with reshape(-1, 1)."
        )
