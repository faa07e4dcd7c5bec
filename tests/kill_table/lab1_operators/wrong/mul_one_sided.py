# Only the first operand.
# loses: mul, derived
# hint: mul_one_sided

# %% mul
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, (self, other), (other.data, 0.0), "*")


Value.__mul__ = mul
