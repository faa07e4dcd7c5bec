# A closure as in other engines, called where it is defined instead of kept.
# loses: mul, derived
# hint: grad_used_too_early

# %% mul
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (self, other), (0.0, 0.0), "*")

    def _backward():
        self.grad = (self.grad or 0.0) + other.data * out.grad
        other.grad = (other.grad or 0.0) + self.data * out.grad

    _backward()
    return out


Value.__mul__ = mul
