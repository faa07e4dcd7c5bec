# The number is right, but no derivative comes back: all of them are 0.
# ask: Which way does a derivative take back to an operand? Is each piece there: parents, local derivative, the result's gradient?
# read: Lab 1, 'What a result remembers'
# loses: add, pow

# %% add The sum, without parents
def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data)


Value.__add__ = add

# %% pow A derivative of 0
def power(self, n):
    return Value(self.data**n, (self,), (0.0,), f"**{n}")


Value.__pow__ = power
