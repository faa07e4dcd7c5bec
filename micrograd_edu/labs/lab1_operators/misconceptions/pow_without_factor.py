# Your derivative of a ** n lacks a factor.
# ask: How steep is a ** 2 at a = 3? Measure it with a nudge, then compare with your formula.
# read: Lab 1, 'Task 3'
# loses: pow

# %% pow The factor n is missing
def power(self, n):
    return Value(self.data**n, (self,), (self.data ** (n - 1),), f"**{n}")


Value.__pow__ = power
