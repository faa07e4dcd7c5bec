# The sum, without parents.
# loses: add, derived
# hint: no_parents

# %% add
def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data)


Value.__add__ = add
