# effect uses the leaf's value: leaf.data * nudge
# belief: effect uses the leaf's value: leaf.data * nudge
# source: written without sight of the checks
# told: misconception: effect_from_data
# read: cause

# %% first_graph
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    L.backward()
    return {"a": a, "b": b, "c": c, "L": L}

def effect_of_nudge(leaf, nudge):
    return leaf.data * nudge
