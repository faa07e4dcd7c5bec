# The gradients are those of a · b + c: backward was called before the square was taken.
# ask: On which value do you call backward, and has that been squared by then?
# read: Lab 0, 'Every grad is None'
# loses: first_graph

# %% first_graph The square comes last
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = a * b + c
    L.backward()
    L = L**2
    return {"a": a, "b": b, "c": c, "L": L}


def effect_of_nudge(leaf, nudge):
    return leaf.grad * nudge
