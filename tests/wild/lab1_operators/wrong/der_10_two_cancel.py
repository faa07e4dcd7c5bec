# sub and rsub both the wrong way round
# belief: r means right operand first: a - b is computed as b - a in both (two swaps; a - b == (b - a) only checked by absolute value)
# source: written without sight of the checks
# told: relation: opposite
# read: cause

# %% derived
def neg(self):
    return self * -1


def radd(self, other):
    return self + other


def rmul(self, other):
    return self * other


def sub(self, other):
    return -self + other


def rsub(self, other):
    return self + other * -1


def truediv(self, other):
    return self**-1 * other


def rtruediv(self, other):
    return self * other**-1


Value.__neg__, Value.__radd__, Value.__rmul__ = neg, radd, rmul
Value.__sub__, Value.__rsub__ = sub, rsub
Value.__truediv__, Value.__rtruediv__ = truediv, rtruediv
