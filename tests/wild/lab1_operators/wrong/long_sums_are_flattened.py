# the sum of a sum takes the operands of the first sum as its own parents
# belief: (a + b) + c is one sum of three, so the inner sum may be left out of the graph
# source: written without sight of the checks
# told: contrast: where the left operand is itself a result
# read: cause

# %% add
def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    terms = self._prev if self._op == "+" else (self,)
    return Value(self.data + other.data, terms + (other,), (1.0,) * (len(terms) + 1), "+")


Value.__add__ = add
