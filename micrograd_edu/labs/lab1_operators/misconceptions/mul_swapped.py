# Each operand of * gets the derivative that belongs to the other.
# ask: Take a = 2 and b = 10: nudge a by 1. Does a * b move by 2 or by 10?
# read: Lab 1, 'A derivative is a nudge'
# loses: mul

# %% mul Each operand gets its own number
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, (self, other), (self.data, other.data), "*")


Value.__mul__ = mul
