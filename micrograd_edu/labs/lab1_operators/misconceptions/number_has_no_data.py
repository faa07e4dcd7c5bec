# The other operand was a plain number, which has no .data.
# ask: Which line of add turned plain numbers into Values?
# read: Lab 1, 'Task 1'
# loses: mul

# %% mul a * 3 is forgotten: a plain number has no .data
def mul(self, other):
    return Value(self.data * other.data, (self, other), (other.data, self.data), "*")


Value.__mul__ = mul
