# The untouched cell.
# loses: first_graph

# %% first_graph
def first_graph(a, b, c):
    raise NotImplementedError()
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    L.backward()
    return {"a": a, "b": b, "c": c, "L": L}


def effect_of_nudge(leaf, nudge):
    return leaf.grad * nudge
