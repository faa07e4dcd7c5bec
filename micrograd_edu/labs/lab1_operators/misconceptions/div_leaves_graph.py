# a / b has the right number, but no gradient comes back through it.
# ask: How does a derivative find its way back: which parents does the result know, and which local derivatives?
# read: Lab 1, 'My number is right, my gradient is 0'
# loses: derived

# %% derived Computed on .data: the graph is lost
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
    return Value(self.data / (other.data if isinstance(other, Value) else other))


def rtruediv(self, other):
    return self**-1 * other


Value.__neg__, Value.__radd__, Value.__rmul__ = neg, radd, rmul
Value.__sub__, Value.__rsub__ = sub, rsub
Value.__truediv__, Value.__rtruediv__ = truediv, rtruediv
