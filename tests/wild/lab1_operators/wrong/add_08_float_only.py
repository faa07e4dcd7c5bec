# only floats are wrapped
# belief: numbers are floats: isinstance(other, float); a + 3 with an int fails
# source: written without sight of the checks
# told: contrast: where a number is an int and a plain number stands on the right
# read: cause

# %% add
def add(self, other):
    if isinstance(other, float):
        other = Value(other)
    return Value(self.data + other.data, (self, other), (1.0, 1.0), "+")


Value.__add__ = add
