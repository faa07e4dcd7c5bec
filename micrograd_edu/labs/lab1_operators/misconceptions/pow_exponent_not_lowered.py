# Your derivative of a ** n still has the exponent n.
# ask: What is the derivative of a ** 1, and what does your formula give for it?
# read: Lab 1, 'Task 3'
# loses: pow

# %% pow The exponent stays n
def power(self, n):
    return Value(self.data**n, (self,), (n * self.data**n,), f"**{n}")


Value.__pow__ = power
