# the slope is n * out / a with 0 at a = 0, so n = 1 has slope 0 there
# belief: at 0 every power is flat
# source: written without sight of the checks
# told: part: d/da
# read: cause

# %% pow
def power(self, n):
    """self ** n for a number n."""
    out = self.data ** n
    if self.data == 0:
        slope = 0.0
    else:
        slope = n * out / self.data
    return Value(out, (self,), (slope,), f"**{n}")


Value.__pow__ = power
