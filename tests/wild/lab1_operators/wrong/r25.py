# n * x ** n - 1, as in four sets of notes
# belief: n * x ** n - 1, as in four sets of notes
# source: found in public code or threads, retyped for this lab
# told: misconception: pow_precedence
# read: cause

# %% pow
def power(self, n):
    return Value(self.data**n, (self,), (n * self.data**n - 1,), f"**{n}")
Value.__pow__ = power
