# Something that should be a tuple is a single thing.
# ask: What is the difference between (x) and (x,)?
# read: Lab 1, 'object is not iterable'
# loses: pow

# %% pow (x) is no tuple
def power(self, n):
    return Value(self.data**n, (self), (n * self.data ** (n - 1)), f"**{n}")


Value.__pow__ = power
