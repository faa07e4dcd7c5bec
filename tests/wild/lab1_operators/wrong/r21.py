# the message of the assert has slipped into isinstance
# belief: the message of the assert has slipped into isinstance
# source: found in public code or threads, retyped for this lab
# told: error: TypeError
# read: cause

# %% pow
def power(self, n):
    assert isinstance(n, (int, float), "only supporting int/float powers for now")
    return Value(self.data**n, (self,), (n * self.data ** (n - 1),), f"**{n}")
Value.__pow__ = power
