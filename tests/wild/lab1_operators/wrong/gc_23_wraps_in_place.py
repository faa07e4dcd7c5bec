# wraps the inputs in the list itself
# belief: for i: xs[i] = Value(xs[i]) - a local change (the caller's list holds Values afterwards)
# source: written without sight of the checks
# told: law: changes arguments
# read: cause

# %% gradcheck
def numerical_gradient(f, xs, h=1e-5):
    grads = []
    for i, x in enumerate(xs):
        up, down = list(xs), list(xs)
        up[i], down[i] = x + h, x - h
        grads.append((f(*up) - f(*down)) / (2 * h))
    return grads


def gradcheck(f, xs, Value=Value):
    numbers = numerical_gradient(lambda *ps: f(*[Value(p) for p in ps]).data, xs, 1e-5)
    for i in range(len(xs)):
        xs[i] = Value(xs[i])
    f(*xs).backward()
    for leaf, n in zip(xs, numbers):
        g = leaf.grad or 0.0
        if not abs(g - n) <= 1e-6 + 1e-5 * max(abs(g), abs(n)):
            return False
    return True
