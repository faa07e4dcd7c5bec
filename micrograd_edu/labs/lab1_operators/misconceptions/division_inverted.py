# a / b gives what b / a should.
# ask: In a.__truediv__(b), which of the two is below the line?
# read: Lab 1, 'Task 6'
# loses: derived

# %% derived b / a for a / b
def neg(self):
    return self * -1


def radd(self, other):
    return self + other


def rmul(self, other):
    return self * other


def sub(self, other):
    return self + (-other)


def rsub(self, other):
    return -self + other


def truediv(self, other):
    return self**-1 * other


def rtruediv(self, other):
    return self**-1 * other


Value.__neg__, Value.__radd__, Value.__rmul__ = neg, radd, rmul
Value.__sub__, Value.__rsub__ = sub, rsub
Value.__truediv__, Value.__rtruediv__ = truediv, rtruediv
