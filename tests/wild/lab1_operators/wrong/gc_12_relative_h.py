# step relative to x
# belief: the step should be h * |x|, relative to the input (x = 0 gives 0/0, guarded by h)
# source: written without sight of the checks
# told: relation: is the slope over a step of h times x
# read: cause

# %% gradcheck
def numerical_gradient(f, xs, h=1e-5):
    grads = []
    for i, x in enumerate(xs):
        step = h * abs(x) if x else h
        up, down = list(xs), list(xs)
        up[i], down[i] = x + step, x - step
        grads.append((f(*up) - f(*down)) / (2 * step))
    return grads


def gradcheck(f, xs, Value=Value):
    leaves = [Value(x) for x in xs]
    f(*leaves).backward()
    numbers = numerical_gradient(lambda *ps: f(*[Value(p) for p in ps]).data, xs, 1e-5)
    for leaf, n in zip(leaves, numbers):
        g = leaf.grad or 0.0
        if not abs(g - n) <= 1e-6 + 1e-5 * max(abs(g), abs(n)):
            return False
    return True
