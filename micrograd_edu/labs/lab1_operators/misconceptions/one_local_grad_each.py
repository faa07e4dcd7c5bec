# A result has a different number of parents and of local derivatives.
# ask: How many operands does this operation have, and which derivative belongs to each?
# read: Lab 1, 'What a result remembers'
# loses: add

# %% add One local derivative for two parents
def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data, (self, other), (1.0,), "+")


Value.__add__ = add

# %% add A set of parents: a + a has one edge
def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data, {self, other}, (1.0, 1.0), "+")


Value.__add__ = add
