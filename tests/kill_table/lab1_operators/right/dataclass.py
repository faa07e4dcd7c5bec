# A dataclass with eq=False.

# %% add
from dataclasses import dataclass


@dataclass(eq=False)
class Value:
    data: float
    parents: tuple = ()
    local_grads: tuple = ()
    op: str = ""
    label: str = ""
    grad: float | None = None

    @property
    def _prev(self):
        return self.parents

    @property
    def _local_grads(self):
        return self.local_grads

    @property
    def _op(self):
        return self.op

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0), "+")
