# / treats the divisor as a constant: it is no parent
# belief: / treats the divisor as a constant: it is no parent
# source: found in public code or threads, retyped for this lab
# told: part: d/da and d/db
# read: true

# %% derived
def neg(self): return self * -1
def radd(self, other): return self + other
def rmul(self, other): return self * other
def sub(self, other): return self + (-other)
def rsub(self, other): return -self + other
def truediv(self, other):
    d = other.data if isinstance(other, Value) else other
    return Value(self.data / d, (self,), (1 / d,), '/')
def rtruediv(self, other): return self**-1 * other

Value.__neg__, Value.__radd__, Value.__rmul__ = neg, radd, rmul
Value.__sub__, Value.__rsub__ = sub, rsub
Value.__truediv__, Value.__rtruediv__ = truediv, rtruediv
