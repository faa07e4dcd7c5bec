# backward is called on the leaves whose gradient one wants, not on the result
# belief: backward is called on the leaves whose gradient one wants, not on the result
# source: written without sight of the checks
# told: misconception: backward_on_leaves
# read: cause

# %% first_graph
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    for leaf in (a, b, c):
        leaf.backward()
    return {"a": a, "b": b, "c": c, "L": L}

def effect_of_nudge(leaf, nudge):
    return leaf.grad * nudge
