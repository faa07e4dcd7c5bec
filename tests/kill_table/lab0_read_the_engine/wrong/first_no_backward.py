# backward() is never called.
# loses: first_graph
# hint: lab0_no_backward

# %% first_graph
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    return {"a": a, "b": b, "c": c, "L": L}


def effect_of_nudge(leaf, nudge):
    return leaf.grad * nudge
