# Right for squares alone.
# loses: pow, derived
# hint: pow_only_squares

# %% pow
def power(self, n):
    return Value(self.data**n, (self,), (2 * self.data,), f"**{n}")


Value.__pow__ = power
