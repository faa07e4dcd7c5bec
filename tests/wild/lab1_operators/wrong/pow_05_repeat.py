# repeated multiplication with range(n)
# belief: a power is repeated multiplication; only positive whole n
# source: written without sight of the checks
# told: contrast: unless the exponent is a positive whole number
# read: cause

# %% pow
def power(self, n):
    out = self
    for _ in range(int(n) - 1):
        out = out * self
    return out


Value.__pow__ = power
