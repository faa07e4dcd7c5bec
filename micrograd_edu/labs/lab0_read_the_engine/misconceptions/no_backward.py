# All gradients are None: nobody has computed them.
# ask: Which call fills in the gradients, and on which Value do you call it?
# read: Lab 0, 'Every grad is None'
# loses: first_graph

# %% first_graph backward() is never called
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    return {"a": a, "b": b, "c": c, "L": L}


def effect_of_nudge(leaf, nudge):
    return leaf.grad * nudge
