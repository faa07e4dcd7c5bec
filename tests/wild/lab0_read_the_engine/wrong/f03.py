# the effect of a nudge is where the leaf would be afterwards (data + nudge * grad)
# belief: the effect of a nudge is where the leaf would be afterwards (data + nudge * grad)
# source: written without sight of the checks
# told: relation: adds the data
# read: cause

# %% first_graph
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    L.backward()
    return {"a": a, "b": b, "c": c, "L": L}

def effect_of_nudge(leaf, nudge):
    return leaf.data + nudge * leaf.grad
