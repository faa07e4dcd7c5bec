# exp(n log a)
# belief: a**n = exp(n log a), always (fails for a <= 0)
# source: written without sight of the checks
# told: error: ValueError
# read: cause

# %% pow
def power(self, n):
    out = math.exp(n * math.log(self.data))
    return Value(out, (self,), (n * out / self.data,), f"**{n}")


Value.__pow__ = power
