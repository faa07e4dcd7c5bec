# micrograd's constructor by habit
# belief: micrograd's constructor by habit
# source: found in public code or threads, retyped for this lab
# told: form: form
# read: cause

# %% mul
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data * other.data, (self, other), "*")
Value.__mul__ = mul
