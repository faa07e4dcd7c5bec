# sums compared
# belief: if the sums of both lists agree, the lists do (errors cancel, swapped gradients pass)
# source: written without sight of the checks
# told: relation: always True
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
    n = sum(numerical_gradient(lambda *ps: f(*[Value(p) for p in ps]).data, xs, 1e-5))
    g = sum(leaf.grad or 0.0 for leaf in leaves)
    return abs(g - n) <= 1e-6 + 1e-5 * max(abs(g), abs(n))
