# 3 / a gives 1 / a: the number above the line has got lost.
# ask: Where does `other` appear in your __rtruediv__?
# read: Lab 1, 'Task 6'
# loses: derived

# %% derived 1 / a for every number
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
    return self**-1


Value.__neg__, Value.__radd__, Value.__rmul__ = neg, radd, rmul
Value.__sub__, Value.__rsub__ = sub, rsub
Value.__truediv__, Value.__rtruediv__ = truediv, rtruediv
