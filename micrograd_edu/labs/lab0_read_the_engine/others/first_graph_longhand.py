# With intermediate names, and a dict made differently.

# %% first_graph
def first_graph(p, q, r):
    leaves = [Value(x) for x in (p, q, r)]
    d = leaves[1] * leaves[0]
    e = leaves[2] + d
    out = e * e
    out.backward()
    return dict(zip("abcL", [*leaves, out]))


def effect_of_nudge(leaf, nudge):
    return nudge * leaf.grad
