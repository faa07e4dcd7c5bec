# product divided by the operand
# belief: c = a*b so dc/da = c/a; divides by zero when an operand is 0, guarded with 0
# source: written without sight of the checks
# told: part: where it is the derivative for an operand that is 0
# read: cause

# %% mul
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = self.data * other.data
    local_grads = (
        out / self.data if self.data else 0.0,
        out / other.data if other.data else 0.0,
    )
    return Value(out, (self, other), local_grads, "*")


Value.__mul__ = mul
