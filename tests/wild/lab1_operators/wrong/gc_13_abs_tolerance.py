# absolute tolerance 1e-4
# belief: a fixed difference of 1e-4 is close enough for all sizes
# source: written without sight of the checks
# told: part: gradcheck
# read: true

# %% gradcheck
def numerical_gradient(f, xs, h=1e-5):
    grads = []
    for i, x in enumerate(xs):
        up, down = list(xs), list(xs)
        up[i], down[i] = x + h, x - h
        grads.append((f(*up) - f(*down)) / (2 * h))
    return grads


def gradcheck(f, xs, Value=Value):
    leaves = [Value(x) for x in xs]
    f(*leaves).backward()
    numbers = numerical_gradient(lambda *ps: f(*[Value(p) for p in ps]).data, xs, 1e-5)
    return all(abs((leaf.grad or 0.0) - n) < 1e-4 for leaf, n in zip(leaves, numbers))
