# The return is missing
# loses: add
# told: form: form

# %% add
def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    Value(self.data + other.data, (self, other), (1.0, 1.0), "+")


Value.__add__ = add
