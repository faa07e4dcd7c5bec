# Your operator came back to itself, again and again.
# ask: Which method does Python call for the operator that you use inside? Could it be this one?
# read: Lab 1, 'RecursionError in an operator'
# loses: pow, derived

# %% pow Raises the Value, not its number, to the power: power calls itself
def power(self, n):
    return Value(self**n, (self,), (n * self.data ** (n - 1),), f"**{n}")


Value.__pow__ = power

# %% derived other - self inside __rsub__
def neg(self):
    return self * -1


def radd(self, other):
    return self + other


def rmul(self, other):
    return self * other


def sub(self, other):
    return self + (-other)


def rsub(self, other):
    return other - self


def truediv(self, other):
    return self * other**-1


def rtruediv(self, other):
    return self**-1 * other


Value.__neg__, Value.__radd__, Value.__rmul__ = neg, radd, rmul
Value.__sub__, Value.__rsub__ = sub, rsub
Value.__truediv__, Value.__rtruediv__ = truediv, rtruediv
