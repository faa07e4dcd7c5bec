# The factor is n - 1.
# loses: pow, derived
# hint: pow_factor_lowered

# %% pow
def power(self, n):
    return Value(self.data**n, (self,), ((n - 1) * self.data ** (n - 1),), f"**{n}")


Value.__pow__ = power
