# Values instead of their numbers.
# loses: mul, derived
# hint: local_grad_is_value

# %% mul
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, (self, other), (other, self), "*")


Value.__mul__ = mul
