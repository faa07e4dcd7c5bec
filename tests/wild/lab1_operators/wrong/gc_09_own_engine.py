# always the notebook's Value
# belief: the third argument is only for show; wraps with the global Value
# source: written without sight of the checks
# told: contrast: where it is about gradcheck
# read: cause

# %% gradcheck
def numerical_gradient(f, xs, h=1e-5):
    grads = []
    for i, x in enumerate(xs):
        up, down = list(xs), list(xs)
        up[i], down[i] = x + h, x - h
        grads.append((f(*up) - f(*down)) / (2 * h))
    return grads


def gradcheck(f, xs, engine=None):
    leaves = [Value(x) for x in xs]
    f(*leaves).backward()
    numbers = numerical_gradient(lambda *ps: f(*[Value(p) for p in ps]).data, xs, 1e-5)
    for leaf, n in zip(leaves, numbers):
        g = leaf.grad or 0.0
        if not abs(g - n) <= 1e-6 + 1e-5 * max(abs(g), abs(n)):
            return False
    return True
