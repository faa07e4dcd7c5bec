# The exponent stays n.
# loses: pow, derived
# hint: pow_exponent_not_lowered

# %% pow
def power(self, n):
    return Value(self.data**n, (self,), (n * self.data**n,), f"**{n}")


Value.__pow__ = power
