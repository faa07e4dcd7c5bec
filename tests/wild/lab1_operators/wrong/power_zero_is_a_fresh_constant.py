# a ** 0 is a leaf with the number 1: no parent, no local derivative
# belief: anything to the power 0 is the constant 1, and a constant depends on nothing
# source: written without sight of the checks
# told: contrast: where the exponent is 0
# read: cause

# %% pow
def power(self, n):
    """self ** n for a number n."""
    if n == 0:
        return Value(1.0)
    return Value(self.data ** n, (self,), (n * self.data ** (n - 1),), "**")


Value.__pow__ = power
