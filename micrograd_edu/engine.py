"""A scalar automatic differentiation engine that you can read in one sitting.

Every number that takes part in a computation is wrapped in a `Value`. Arithmetic on values
gives new values, and each new value remembers three things: the values it was made from
(`_prev`), the operation (`_op`), and how fast it changes when one of them is nudged
(`_local_grads`). Together they form a graph. `backward()` walks that graph from the result
to the inputs and multiplies and adds those local derivatives: the chain rule, written once,
for every operation.

    >>> a, b = Value(2.0), Value(-3.0)
    >>> loss = (a * b + 1) ** 2        # forward: the numbers, and the graph
    >>> loss.backward()                # backward: d(loss)/d(everything)
    >>> a.grad, b.grad
    (30.0, -20.0)

To add an operation, say what it computes and its local derivatives; nothing else changes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from micrograd_edu._domain import as_float, checked_exp, checked_log, power, power_slope_at_0
from micrograd_edu._node import Grad, N


class Value:
    """A number that remembers how it was computed.

    Parameters
    ----------
    data : float
        The number itself. NumPy scalars are converted; arrays are refused.
    parents : sequence of Value
        What this value was computed from, in order. `a + a` has two parents, both `a`.
    local_grads : sequence of float
        `local_grads[i]` is d(this) / d(parents[i]).
    op : str
        The operation, for people: it is drawn, never computed with.
    label : str
        A name to draw beside the number.

    Attributes
    ----------
    grad : float or None
        d(root) / d(this) once `root.backward()` has run. `None` means "not computed yet",
        which is not the same as 0.
    """

    __slots__ = ("data", "grad", "label", "_prev", "_local_grads", "_op")
    __array_ufunc__ = None  # makes NumPy hand `array * value` to us, who refuse it in words

    def __init__(
        self, data: float, parents: Sequence[Value] = (), local_grads: Sequence[float] = (), op: str = "", label: str = ""
    ):
        self.data = data if type(data) is float else as_float(data)
        self.grad: Grad = None
        self.label = label
        self._prev = parents
        self._local_grads = local_grads
        self._op = op

    # Operations: the forward value, the parents, and the local derivative for each parent.

    def __add__(self, other: Value | float) -> Value:
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0), "+")

    def __mul__(self, other: Value | float) -> Value:
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data), "*")

    def __pow__(self, other: Value | float) -> Value:
        x, n = self.data, other.data if isinstance(other, Value) else as_float(other)
        out = power(x, n)
        # the power rule; where it would say 0 * infinity, or divide by 0, it has a limit
        slope = n * power(x, n - 1) if x != 0 and n != 0 else power_slope_at_0(n)
        if not isinstance(other, Value):
            return Value(out, (self,), (slope,), f"**{other}")
        # d(x**n)/dn = x**n log(x); its limit at x = 0 is 0; below 0 it is not real
        slope_n = out * math.log(x) if x > 0 else 0.0 if x == 0 else math.nan
        return Value(out, (self, other), (slope, slope_n), "**")

    def exp(self) -> Value:
        out = checked_exp(self.data)
        return Value(out, (self,), (out,), "exp")

    def log(self) -> Value:
        return Value(checked_log(self.data), (self,), (1 / self.data,), "log")

    def tanh(self) -> Value:
        out = math.tanh(self.data)
        return Value(out, (self,), (1 - out * out,), "tanh")

    def sigmoid(self) -> Value:
        # exp of a negative number only, so that it cannot overflow
        e = math.exp(-abs(self.data))
        out = 1 / (1 + e) if self.data >= 0 else e / (1 + e)
        return Value(out, (self,), (out * (1 - out),), "sigmoid")

    def relu(self) -> Value:
        # the kink at 0 has no slope; PyTorch says 0. A NaN passes, so that you notice it
        return Value(0.0 if self.data <= 0 else self.data, (self,), (0.0 if self.data <= 0 else 1.0,), "relu")

    # The chain rule.

    def backward(self) -> None:
        """Compute `grad`, this value's derivative, for every value it was computed from.

        Leaves (values nobody computed) add to the gradient they already have, as in PyTorch:
        that is how the gradients of a batch add up, and why a training loop zeroes them.
        Everything in between starts afresh on each call.
        """
        order = topological_order(self)
        for node in order:
            if node._prev or node.grad is None:
                node.grad = 0.0
        self.grad += 1.0  # d(self)/d(self)
        for node in reversed(order):
            for parent, local_grad in zip(node._prev, node._local_grads):
                parent.grad += local_grad * node.grad

    # Sugar: everything else follows from the operations above.

    def __neg__(self) -> Value:  # -self
        return self * -1.0

    def __sub__(self, other: Value | float) -> Value:  # self - other
        return self + (-other)

    def __truediv__(self, other: Value | float) -> Value:  # self / other
        return self * (other if isinstance(other, Value) else Value(other)) ** -1

    def __radd__(self, other: float) -> Value:  # other + self
        return self + other

    def __rmul__(self, other: float) -> Value:  # other * self
        return self * other

    def __rsub__(self, other: float) -> Value:  # other - self
        return Value(other) - self

    def __rtruediv__(self, other: float) -> Value:  # other / self
        return Value(other) / self

    def __rpow__(self, other: float) -> Value:  # other ** self
        return Value(other) ** self

    def __repr__(self) -> str:
        return f"Value(data={self.data}, grad={self.grad})"


def topological_order(root: N) -> list[N]:
    """List every value that `root` depends on, each after all of its parents, `root` last.

    The to-do list is a stack of our own, not recursion, so that a graph of any depth fits.

    Parameters
    ----------
    root : Value, or any other `Node`
        Where to start.

    Returns
    -------
    list of the same
        Every value once, however often it is used.
    """
    order, seen, stack = [], set(), [(root, False)]
    while stack:
        node, parents_done = stack.pop()
        if parents_done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))  # back here once the parents are in the list
            for parent in node._prev:
                if parent not in seen:
                    stack.append((parent, False))
    return order


def dot(w: Sequence[Value], x: Sequence[Value | float], b: Value) -> Value:
    """Compute `w[0]*x[0] + ... + w[n-1]*x[n-1] + b` as one node of the graph.

    How finely to cut a computation is a choice. Cut into sums and products, a neuron with n
    inputs is 2n nodes; as one node it has the same derivatives: d/dw[i] = x[i],
    d/dx[i] = w[i], d/db = 1.

    Parameters
    ----------
    w, x : sequences of n Value
        The weights, and the inputs. Inputs may be plain numbers.
    b : Value
        The bias.

    Raises
    ------
    ValueError
        If `w` and `x` differ in length.
    """
    if len(w) != len(x):
        raise ValueError(f"dot pairs them up: got {len(w)} weights and {len(x)} inputs.")
    inputs = [xi if isinstance(xi, Value) else Value(xi) for xi in x]
    w_data, x_data = [wi.data for wi in w], [xi.data for xi in inputs]
    out = b.data
    for wi, xi in zip(w_data, x_data):
        out += wi * xi
    return Value(out, (*w, *inputs, b), (*x_data, *w_data, 1.0), "dot")


def total(values: Iterable[Value]) -> Value:
    """Add up any number of values as one node of the graph; each local derivative is 1."""
    values = tuple(values)
    out = 0.0
    for value in values:  # not sum(): from Python 3.12 on it rounds differently
        out += value.data
    return Value(out, values, (1.0,) * len(values), "total")
