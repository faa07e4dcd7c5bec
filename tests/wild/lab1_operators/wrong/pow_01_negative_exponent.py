# for negative n the exponent loses one in size
# belief: "the power goes down by one" means smaller in size: for n < 0 it is n * x^(n+1)
# source: written without sight of the checks
# told: contrast: where the exponent is negative
# read: cause

# %% pow
def power(self, n):
    new = n - 1 if n > 0 else n + 1
    return Value(self.data**n, (self,), (n * self.data**new,), f"**{n}")


Value.__pow__ = power
