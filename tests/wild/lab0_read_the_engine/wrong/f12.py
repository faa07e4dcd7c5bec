# the nudge is always 0.01 as in the text
# belief: the nudge is always 0.01 as in the text
# source: written without sight of the checks
# told: relation: times the gradient
# read: cause

# %% first_graph
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    L.backward()
    return {"a": a, "b": b, "c": c, "L": L}

def effect_of_nudge(leaf, nudge):
    return leaf.grad * 0.01
