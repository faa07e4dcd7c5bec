# The result as local derivative.
# loses: mul, derived
# hint: local_grad_is_result

# %% mul
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, (self, other), (self.data * other.data, self.data * other.data), "*")


Value.__mul__ = mul
