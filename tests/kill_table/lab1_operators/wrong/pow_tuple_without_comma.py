# (x) is no tuple.
# loses: pow, derived
# hint: tuple_comma

# %% pow
def power(self, n):
    return Value(self.data**n, (self), (n * self.data ** (n - 1)), f"**{n}")


Value.__pow__ = power
