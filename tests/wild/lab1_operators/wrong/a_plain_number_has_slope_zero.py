# for a * 3 the edge from the 3 carries 0.0
# belief: the derivative of a constant is 0, and 3 is a constant
# source: written without sight of the checks
# told: part: d/d(the plain number)
# read: cause

# %% mul
def mul(self, other):
    is_constant = not isinstance(other, Value)
    other = other if isinstance(other, Value) else Value(other)
    # set local_grads to the pair of local derivatives
    local_grads = (other.data, 0.0 if is_constant else self.data)
    return Value(self.data * other.data, (self, other), local_grads, "*")


Value.__mul__ = mul
