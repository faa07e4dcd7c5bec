# The gradient check with NumPy.

# %% gradcheck
import numpy as np


def numerical_gradient(f, xs, h=1e-5):
    steps = np.eye(len(xs)) * h
    return [(f(*(np.array(xs) + s)) - f(*(np.array(xs) - s))) / (2 * h) for s in steps]


def gradcheck(f, xs, Value=Value):
    values = [Value(float(x)) for x in xs]
    f(*values).backward()
    g = np.array([v.grad or 0.0 for v in values])
    n = np.array(numerical_gradient(lambda *v: f(*[Value(float(x)) for x in v]).data, xs, 1e-5))
    return np.allclose(g, n, rtol=1e-5, atol=1e-6)
