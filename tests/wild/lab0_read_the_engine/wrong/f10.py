# computes with .data, so the result does not know its parents
# belief: computes with .data, so the result does not know its parents
# source: written without sight of the checks
# told: misconception: result_without_parents
# read: cause

# %% first_graph
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = Value((a.data * b.data + c.data) ** 2)
    L.backward()
    return {"a": a, "b": b, "c": c, "L": L}

def effect_of_nudge(leaf, nudge):
    return leaf.grad * nudge
