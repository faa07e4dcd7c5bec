# The factor n is missing.
# loses: pow, derived
# hint: pow_without_factor

# %% pow
def power(self, n):
    return Value(self.data**n, (self,), (self.data ** (n - 1),), f"**{n}")


Value.__pow__ = power
