# numpy array takes over the int type
# belief: np.array(xs) is good for any list (ints stay ints, the nudge is cut to 0)
# source: written without sight of the checks
# told: contrast: where the inputs are ints
# read: cause

# %% gradcheck
import numpy as np


def numerical_gradient(f, xs, h=1e-5):
    grads = []
    for i in range(len(xs)):
        up, down = np.array(xs), np.array(xs)
        up[i] += h
        down[i] -= h
        grads.append((f(*up) - f(*down)) / (2 * h))
    return grads


def gradcheck(f, xs, Value=Value):
    leaves = [Value(x) for x in xs]
    f(*leaves).backward()
    numbers = numerical_gradient(lambda *ps: f(*[Value(p) for p in ps]).data, [float(x) for x in xs], 1e-5)
    for leaf, n in zip(leaves, numbers):
        g = leaf.grad or 0.0
        if not abs(g - n) <= 1e-6 + 1e-5 * max(abs(g), abs(n)):
            return False
    return True
