# A local derivative must be a plain number, and yours is a whole Value.
# ask: Which attribute of a Value holds its number?
# read: Lab 1, 'What a result remembers'
# loses: mul

# %% mul Values instead of their numbers
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, (self, other), (other, self), "*")


Value.__mul__ = mul
