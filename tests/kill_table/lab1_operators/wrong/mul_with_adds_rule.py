# The rule of add on mul.
# loses: mul, derived
# hint: mul_like_add

# %% mul
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, (self, other), (1.0, 1.0), "*")


Value.__mul__ = mul
