# the same with local derivatives
# belief: the same with local derivatives
# source: found in public code or threads, retyped for this lab
# told: relation: is the operand's own value
# read: cause

# %% mul
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    local_grads = (other.data, other.data)
    return Value(self.data * other.data, (self, other), local_grads, "*")
Value.__mul__ = mul
