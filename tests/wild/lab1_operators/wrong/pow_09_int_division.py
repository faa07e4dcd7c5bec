# only n = 2 and n = -1 are treated, rest with int(n)
# belief: exponents are whole numbers: n is cut to int
# source: written without sight of the checks
# told: contrast: where the exponent is a fraction
# read: cause

# %% pow
def power(self, n):
    n = int(n)
    return Value(self.data**n, (self,), (n * self.data ** (n - 1),), f"**{n}")


Value.__pow__ = power
