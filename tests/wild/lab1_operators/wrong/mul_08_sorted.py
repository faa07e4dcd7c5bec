# larger one first
# belief: multiplication commutes, so the order of the pair does not matter; sorts it
# source: written without sight of the checks
# told: relation: is the operand's own value
# read: cause

# %% mul
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    local_grads = sorted([self.data, other.data])
    return Value(self.data * other.data, (self, other), local_grads, "*")


Value.__mul__ = mul
