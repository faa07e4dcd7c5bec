# A plain number
# loses: add
# told: form: form

# %% add
def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return self.data + other.data


Value.__add__ = add
