# filters out the None gradients before pairing
# belief: [leaf.grad for leaf in leaves if leaf.grad] and zip with the numbers (pairs shift)
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
    grads = [leaf.grad for leaf in leaves if leaf.grad is not None]
    return all(abs(g - n) <= 1e-6 + 1e-5 * max(abs(g), abs(n)) for g, n in zip(grads, numbers))
