# no return in rtruediv, else right
# belief: the last expression of a function is its value (no return in rsub)
# source: written without sight of the checks
# told: form: form
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
    -self + other


def truediv(self, other):
    return self * other**-1


def rtruediv(self, other):
    return self**-1 * other


Value.__neg__, Value.__radd__, Value.__rmul__ = neg, radd, rmul
Value.__sub__, Value.__rsub__ = sub, rsub
Value.__truediv__, Value.__rtruediv__ = truediv, rtruediv
