# absolute value for safety
# belief: negative numbers make trouble with fractional n, so use abs in the slope
# source: written without sight of the checks
# told: relation: opposite
# read: cause

# %% pow
def power(self, n):
    return Value(self.data**n, (self,), (n * abs(self.data) ** (n - 1),), f"**{n}")


Value.__pow__ = power
