# micrograd's constructor by habit: the op's name where the local derivatives belong
# belief: micrograd's constructor by habit: the op's name where the local derivatives belong
# source: found in public code or threads, retyped for this lab
# told: form: form
# read: cause

# %% add
def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data + other.data, (self, other), "+")
Value.__add__ = add
