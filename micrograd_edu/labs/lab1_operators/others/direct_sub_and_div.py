# Subtraction and division with rules of their own.

# %% derived
def wrap(x):
    return x if isinstance(x, Value) else Value(x)


def sub(self, other):
    other = wrap(other)
    return Value(self.data - other.data, (self, other), (1, -1), "-")


def div(self, other):
    other = wrap(other)
    return Value(self.data / other.data, (self, other), (1 / other.data, -self.data / other.data**2), "/")


Value.__neg__ = lambda self: 0 - self
Value.__sub__, Value.__rsub__ = sub, lambda self, other: wrap(other) - self
Value.__truediv__, Value.__rtruediv__ = div, lambda self, other: wrap(other) / self
Value.__radd__ = Value.__add__
Value.__rmul__ = Value.__mul__
