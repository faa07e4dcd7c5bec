# other / self as (self / other) ** -1
# belief: other / self is the inverse of self / other (fails for 0 / a)
# source: written without sight of the checks
# told: error: ZeroDivisionError
# read: cause

# %% derived
def neg(self):
    return self * -1


def radd(self, other):
    return self + other


def rmul(self, other):
    return self * other


def sub(self, other):
    return self + -other


def rsub(self, other):
    return -(self - other)


def truediv(self, other):
    return self * other**-1


def rtruediv(self, other):
    return (self / other) ** -1


Value.__neg__, Value.__radd__, Value.__rmul__ = neg, radd, rmul
Value.__sub__, Value.__rsub__ = sub, rsub
Value.__truediv__, Value.__rtruediv__ = truediv, rtruediv
