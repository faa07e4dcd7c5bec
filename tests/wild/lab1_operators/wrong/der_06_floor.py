# floor division
# belief: // is division for whole numbers: uses other ** -1 for floats and // for ints
# source: written without sight of the checks
# told: contrast: where an int stands on the right of /
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
    return -self + other


def truediv(self, other):
    if isinstance(other, int):
        return Value(self.data // other, (self,), (1 / other,), "/")
    return self * other**-1


def rtruediv(self, other):
    return self**-1 * other


Value.__neg__, Value.__radd__, Value.__rmul__ = neg, radd, rmul
Value.__sub__, Value.__rsub__ = sub, rsub
Value.__truediv__, Value.__rtruediv__ = truediv, rtruediv
