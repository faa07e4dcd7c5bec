# relative error without floor
# belief: |g-n| / max(|g|,|n|) <= 1e-5 needs no floor (0/0 for an unused input, guarded; tiny derivatives fail)
# source: written without sight of the checks
# told: misconception: tolerance_no_floor
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
    leaves = [Value(x) for x in xs]
    f(*leaves).backward()
    numbers = numerical_gradient(lambda *ps: f(*[Value(p) for p in ps]).data, xs, 1e-5)
    for leaf, n in zip(leaves, numbers):
        g = leaf.grad or 0.0
        if g == n:
            continue
        if abs(g - n) / max(abs(g), abs(n)) > 1e-5:
            return False
    return True
