# coefficient lowered too
# belief: both the factor and the exponent go down by one: (n-1) * a**(n-1)
# source: written without sight of the checks
# told: misconception: pow_factor_lowered
# read: cause

# %% pow
def power(self, n):
    return Value(self.data**n, (self,), ((n - 1) * self.data ** (n - 1),), "**")


Value.__pow__ = power
