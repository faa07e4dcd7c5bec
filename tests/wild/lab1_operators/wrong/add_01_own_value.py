# local derivative of a sum is the operand itself
# belief: the derivative of a + b with respect to a is a (writes the operands as local derivatives)
# source: written without sight of the checks
# told: relation: is the operand's own value
# read: cause

# %% add
def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data, (self, other), (self.data, other.data), "+")


Value.__add__ = add
