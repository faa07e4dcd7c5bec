# result rounded to 6 digits
# belief: rounding to 6 places makes the numerical gradient exact
# source: written without sight of the checks
# told: relation: 6 decimals
# read: cause

# %% gradcheck
def numerical_gradient(f, xs, h=1e-5):
    grads = []
    for i, x in enumerate(xs):
        up, down = list(xs), list(xs)
        up[i], down[i] = x + h, x - h
        grads.append(round((f(*up) - f(*down)) / (2 * h), 6))
    return grads


def gradcheck(f, xs, Value=Value):
    leaves = [Value(x) for x in xs]
    f(*leaves).backward()
    numbers = numerical_gradient(lambda *ps: f(*[Value(p) for p in ps]).data, xs, 1e-5)
    for leaf, n in zip(leaves, numbers):
        if round(leaf.grad or 0.0, 4) != round(n, 4):
            return False
    return True
