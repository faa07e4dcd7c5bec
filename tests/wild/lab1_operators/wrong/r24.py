# the exponent becomes a Value, and its derivative takes the log of a negative number
# belief: the exponent becomes a Value, and its derivative takes the log of a negative number
# source: found in public code or threads, retyped for this lab
# told: error: ValueError
# read: cause

# %% pow
def power(self, n):
    n = n if isinstance(n, Value) else Value(n)
    out = self.data**n.data
    return Value(out, (self, n), (n.data * self.data ** (n.data - 1), out * math.log(self.data)), "**")
Value.__pow__ = power
