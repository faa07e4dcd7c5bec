# Each leaf has the gradient 1, whatever was asked, and L has none.
# ask: Whose movement do you ask about: the leaf's own, or that of L? On which Value is backward called for that?
# read: Lab 0, 'Every grad is None'
# loses: first_graph

# %% first_graph backward() on every leaf
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    for leaf in (a, b, c):
        leaf.backward()
    return {"a": a, "b": b, "c": c, "L": L}


def effect_of_nudge(leaf, nudge):
    return leaf.grad * nudge
