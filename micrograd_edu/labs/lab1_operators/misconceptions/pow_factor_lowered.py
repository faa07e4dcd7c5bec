# The factor in front of your derivative of a ** n is one too small.
# ask: Which comes down in front: the old exponent, or the new one?
# read: Lab 1, 'Task 3'
# loses: pow

# %% pow The factor is n - 1
def power(self, n):
    return Value(self.data**n, (self,), ((n - 1) * self.data ** (n - 1),), f"**{n}")


Value.__pow__ = power
