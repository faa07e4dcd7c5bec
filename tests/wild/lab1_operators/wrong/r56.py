# / with no derivative yet (pass)
# belief: / with no derivative yet (pass)
# source: found in public code or threads, retyped for this lab
# told: relation: zero
# read: cause

# %% derived
def neg(self): return self * -1
def radd(self, other): return self + other
def rmul(self, other): return self * other
def sub(self, other): return self + (-other)
def rsub(self, other): return -self + other
def truediv(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.data / other.data, (self, other), (0.0, 0.0), '/')
def rtruediv(self, other): return self**-1 * other

Value.__neg__, Value.__radd__, Value.__rmul__ = neg, radd, rmul
Value.__sub__, Value.__rsub__ = sub, rsub
Value.__truediv__, Value.__rtruediv__ = truediv, rtruediv
