# the example's pair hard-coded
# belief: the pair is (-3.0, 2.0), as in the example
# source: written without sight of the checks
# told: relation: constant
# read: cause

# %% mul
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    local_grads = (-3.0, 2.0)
    return Value(self.data * other.data, (self, other), local_grads, "*")


Value.__mul__ = mul
