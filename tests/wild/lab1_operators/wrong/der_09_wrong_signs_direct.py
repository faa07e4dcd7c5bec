# direct division, slope of the divisor without the square
# belief: d(a/b)/db = -a/b (forgot the square), written by hand
# source: written without sight of the checks
# told: relation: is minus the result
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
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data / other.data, (self, other), (1 / other.data, -self.data / other.data), "/")


def rtruediv(self, other):
    return Value(other) / self


Value.__neg__, Value.__radd__, Value.__rmul__ = neg, radd, rmul
Value.__sub__, Value.__rsub__ = sub, rsub
Value.__truediv__, Value.__rtruediv__ = truediv, rtruediv
