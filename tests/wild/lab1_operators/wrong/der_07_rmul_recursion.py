# other * self inside __rmul__
# belief: "other * self" in the comment is the code to write
# source: written without sight of the checks
# told: error: RecursionError
# read: cause

# %% derived
def neg(self):
    return self * -1


def radd(self, other):
    return self + other


def rmul(self, other):
    return other * self


def sub(self, other):
    return self + -other


def rsub(self, other):
    return other + -self


def truediv(self, other):
    return self * other**-1


def rtruediv(self, other):
    return other * self**-1


Value.__neg__, Value.__radd__, Value.__rmul__ = neg, radd, rmul
Value.__sub__, Value.__rsub__ = sub, rsub
Value.__truediv__, Value.__rtruediv__ = truediv, rtruediv
