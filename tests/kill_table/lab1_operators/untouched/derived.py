# __radd__ is not written yet; sum() needs it.
# loses: derived

# %% derived
def neg(self):
    return self * -1


def radd(self, other):
    raise NotImplementedError()


def rmul(self, other):
    return self * other


def sub(self, other):
    return self + (-other)


def rsub(self, other):
    return -self + other


def truediv(self, other):
    return self * other**-1


def rtruediv(self, other):
    return self**-1 * other


Value.__neg__, Value.__radd__, Value.__rmul__ = neg, radd, rmul
Value.__sub__, Value.__rsub__ = sub, rsub
Value.__truediv__, Value.__rtruediv__ = truediv, rtruediv
