# Only the first operand of * hears about the result.
# ask: Does b also move a * b?
# read: Lab 1, 'A derivative is a nudge'
# loses: mul

# %% mul Only the first operand
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, (self, other), (other.data, 0.0), "*")


Value.__mul__ = mul
