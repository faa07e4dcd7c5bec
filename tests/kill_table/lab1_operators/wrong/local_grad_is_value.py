# Values instead of their numbers
# loses: mul
# told: form: form

# %% mul
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, (self, other), (other, self), "*")


Value.__mul__ = mul
