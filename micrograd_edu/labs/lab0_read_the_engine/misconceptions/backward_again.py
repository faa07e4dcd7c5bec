# backward() was called more than once, and leaves add up their gradients over the calls.
# ask: How many calls of backward() does it take for the gradients of all leaves?
# read: Lab 0, 'My gradients grow each time I run the cell'
# loses: first_graph

# %% first_graph Once more, to be sure
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    L.backward()
    L.backward()
    return {"a": a, "b": b, "c": c, "L": L}


def effect_of_nudge(leaf, nudge):
    return leaf.grad * nudge

# %% first_graph Once for each leaf
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    for leaf in (a, b, c):
        L.backward()
    return {"a": a, "b": b, "c": c, "L": L}


def effect_of_nudge(leaf, nudge):
    return leaf.grad * nudge
