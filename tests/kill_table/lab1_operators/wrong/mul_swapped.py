# Each operand gets its own number.
# loses: mul, derived
# hint: mul_swapped

# %% mul
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, (self, other), (self.data, other.data), "*")


Value.__mul__ = mul
