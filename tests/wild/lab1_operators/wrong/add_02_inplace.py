# add changes self and returns it
# belief: adding means changing the left operand (+= and return self)
# source: written without sight of the checks
# told: law: changes arguments
# read: cause

# %% add
def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    self.data += other.data
    return self


Value.__add__ = add
