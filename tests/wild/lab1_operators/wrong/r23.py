# parents and local derivatives have changed places in the call
# belief: parents and local derivatives have changed places in the call
# source: found in public code or threads, retyped for this lab
# told: form: form
# read: cause

# %% pow
def power(self, n):
    return Value(self.data**n, (n * self.data ** (n - 1),), (self,), f"**{n}")
Value.__pow__ = power
