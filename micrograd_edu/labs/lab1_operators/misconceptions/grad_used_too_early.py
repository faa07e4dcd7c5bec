# A gradient is used before anybody has computed it: it is still None.
# ask: Which of your lines run while the graph is built, and which only when backward is called?
# read: Lab 1, 'What a result remembers'
# loses: mul

# %% mul A closure as in other engines, called where it is defined instead of kept
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    out = Value(self.data * other.data, (self, other), (0.0, 0.0), "*")

    def _backward():
        self.grad = (self.grad or 0.0) + other.data * out.grad
        other.grad = (other.grad or 0.0) + self.data * out.grad

    _backward()
    return out


Value.__mul__ = mul
