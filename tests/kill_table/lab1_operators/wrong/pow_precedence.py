# n * a**n - 1 instead of n * a**(n - 1).
# loses: pow, derived
# hint: pow_precedence

# %% pow
def power(self, n):
    return Value(self.data**n, (self,), (n * self.data**n - 1,), f"**{n}")


Value.__pow__ = power
