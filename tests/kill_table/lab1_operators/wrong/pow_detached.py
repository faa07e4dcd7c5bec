# A derivative of 0.
# loses: pow, derived
# hint: no_parents

# %% pow
def power(self, n):
    return Value(self.data**n, (self,), (0.0,), f"**{n}")


Value.__pow__ = power
