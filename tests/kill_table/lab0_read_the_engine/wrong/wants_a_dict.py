# Numbers instead of Values.
# loses: first_graph
# told: form: form

# %% first_graph
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    L.backward()
    return a.grad, b.grad, c.grad


def effect_of_nudge(leaf, nudge):
    return leaf.grad * nudge
