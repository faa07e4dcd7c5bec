# 3 / a gives what a / 3 should.
# ask: When Python calls a.__rtruediv__(3), is a above or below the line?
# read: Lab 1, 'Why is there an r in __rsub__?'
# loses: derived

# %% derived __rtruediv__ = __truediv__
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
    return self * other**-1


def rtruediv(self, other):
    return self / other


Value.__neg__, Value.__radd__, Value.__rmul__ = neg, radd, rmul
Value.__sub__, Value.__rsub__ = sub, rsub
Value.__truediv__, Value.__rtruediv__ = truediv, rtruediv
