# Your gradcheck says True to everything.
# ask: On which input did you see it say False?
# read: Lab 1, 'Task 8'
# loses: gradcheck

# %% gradcheck Says True to everything
def numerical_gradient(f, xs, h=1e-5):
    gradient = []
    for i, x in enumerate(xs):
        up, down = list(xs), list(xs)
        up[i], down[i] = x + h, x - h
        gradient.append((f(*up) - f(*down)) / (2 * h))
    return gradient

def gradcheck(f, xs, Value=Value):
    return True
