# Your derivative of a ** n is right for n = 2 and for nothing else.
# ask: Where in your formula does n appear?
# read: Lab 1, 'Task 3'
# loses: pow

# %% pow Right for squares alone
def power(self, n):
    return Value(self.data**n, (self,), (2 * self.data,), f"**{n}")


Value.__pow__ = power
