# n * x**n / x: equal, away from 0.

# %% pow
def power(self, n):
    return Value(self.data**n, (self,), (n * self.data**n / self.data,), "**")


Value.__pow__ = power
