# calls backward once for each leaf (three gradients wanted, three calls)
# belief: calls backward once for each leaf (three gradients wanted, three calls)
# source: written without sight of the checks
# told: misconception: backward_again
# read: cause

# %% first_graph
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    for leaf in (a, b, c):
        L.backward()
    return {"a": a, "b": b, "c": c, "L": L}

def effect_of_nudge(leaf, nudge):
    return leaf.grad * nudge
