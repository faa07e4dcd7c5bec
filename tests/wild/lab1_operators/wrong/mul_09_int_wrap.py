# only ints are wrapped
# belief: numbers are ints as in a * 3: isinstance(other, int); a * 0.5 fails
# source: written without sight of the checks
# told: error: AttributeError
# read: cause

# %% mul
def mul(self, other):
    if type(other) == int:
        other = Value(other)
    local_grads = (other.data, self.data)
    return Value(self.data * other.data, (self, other), local_grads, "*")


Value.__mul__ = mul
