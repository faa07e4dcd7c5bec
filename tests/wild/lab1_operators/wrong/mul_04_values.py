# local derivatives are Values
# belief: the local derivatives are the other operands themselves (forgot .data)
# source: written without sight of the checks
# told: form: form
# read: cause

# %% mul
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    local_grads = (other, self)
    return Value(self.data * other.data, (self, other), local_grads, "*")


Value.__mul__ = mul
