# Your local derivative is the result itself.
# ask: If you nudge the operand by 0.001, by how much does the result move? Is that the size of the result?
# read: Lab 1, 'A derivative is a nudge'
# loses: mul

# %% mul The result as local derivative
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, (self, other), (self.data * other.data, self.data * other.data), "*")


Value.__mul__ = mul
