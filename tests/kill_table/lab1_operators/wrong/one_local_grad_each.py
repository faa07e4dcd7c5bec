# One local derivative for two parents
# loses: add
# told: form: form

# %% add
def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data, (self, other), (1.0,), "+")


Value.__add__ = add
