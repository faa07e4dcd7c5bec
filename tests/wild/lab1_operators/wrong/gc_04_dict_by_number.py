# leaves in a dict keyed by the number
# belief: {x: Value(x)} has one leaf for each input (the same number twice gives one)
# source: written without sight of the checks
# told: contrast: where two inputs of a sound engine are equal
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
    leaves = {x: Value(x) for x in xs}
    f(*[leaves[x] for x in xs]).backward()
    numbers = numerical_gradient(lambda *ps: f(*[Value(p) for p in ps]).data, xs, 1e-5)
    for x, n in zip(xs, numbers):
        g = leaves[x].grad or 0.0
        if not abs(g - n) <= 1e-6 + 1e-5 * max(abs(g), abs(n)):
            return False
    return True
