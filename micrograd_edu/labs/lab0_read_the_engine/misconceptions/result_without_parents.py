# L is a leaf: it was made from plain numbers, so no way leads from it back to a, b and c.
# ask: Draw your L with draw_dot. Which boxes are in the picture?
# read: Lab 0, 'Your first graph'
# loses: first_graph

# %% first_graph Computed with .data
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = Value((a.data * b.data + c.data) ** 2)
    L.backward()
    return {"a": a, "b": b, "c": c, "L": L}


def effect_of_nudge(leaf, nudge):
    return leaf.grad * nudge
