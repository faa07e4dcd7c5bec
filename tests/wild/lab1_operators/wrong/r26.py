# the factor n is missing
# belief: the factor n is missing
# source: found in public code or threads, retyped for this lab
# told: misconception: pow_without_factor
# read: cause

# %% pow
def power(self, n):
    return Value(self.data**n, (self,), (self.data ** (n - 1),), f"**{n}")
Value.__pow__ = power
