# Your derivative is 1 less than n times the power itself.
# ask: In `n * a**n - 1`, what does Python do last?
# read: Lab 1, 'Task 3: pow'
# loses: pow

# %% pow n * a**n - 1 instead of n * a**(n - 1)
def power(self, n):
    return Value(self.data**n, (self,), (n * self.data**n - 1,), f"**{n}")


Value.__pow__ = power
