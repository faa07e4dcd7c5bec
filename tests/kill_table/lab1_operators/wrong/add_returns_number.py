# A plain number.
# loses: add, derived
# hint: returned_number

# %% add
def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return self.data + other.data


Value.__add__ = add
