# __slots__, and lists instead of tuples.

# %% add
class Value:
    __slots__ = ("data", "grad", "label", "_prev", "_local_grads", "_op")

    def __init__(self, data, parents=(), local_grads=(), op="", label=""):
        self.data, self.grad, self.label, self._op = data, None, label, op
        self._prev, self._local_grads = list(parents), list(local_grads)

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, [self, other], [1, 1], "+")
