# Raises the Value, not its number, to the power: power calls itself.
# loses: pow, derived
# hint: operator_calls_itself

# %% pow
def power(self, n):
    return Value(self**n, (self,), (n * self.data ** (n - 1),), f"**{n}")


Value.__pow__ = power
