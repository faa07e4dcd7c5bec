# product rule: u'v + uv' for both
# belief: the product rule gives a + b, and it is the same for both operands
# source: written without sight of the checks
# told: relation: adds the operand's own value
# read: cause

# %% mul
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    slope = 1.0 * other.data + self.data * 1.0
    local_grads = (slope, slope)
    return Value(self.data * other.data, (self, other), local_grads, "*")


Value.__mul__ = mul
