# The untouched cell.
# loses: add

# %% add
def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    raise NotImplementedError()


Value.__add__ = add
