# The rule of mul on add.
# loses: add, derived
# hint: add_like_mul

# %% add
def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data, (self, other), (other.data, self.data), "+")


Value.__add__ = add
