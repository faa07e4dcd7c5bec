# Your * sends back 1 to both operands, as + does.
# ask: Take a = 2 and b = 10: nudge a by 1. By how much does a * b move?
# read: Lab 1, 'A derivative is a nudge'
# loses: mul

# %% mul The rule of add on mul
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, (self, other), (1.0, 1.0), "*")


Value.__mul__ = mul
