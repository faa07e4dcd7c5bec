# Your code returned None.
# ask: Does every way through your function end in a return?
# read: Lab 1, 'My check says None'
# loses: first_graph

# %% first_graph No return
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    L.backward()


def effect_of_nudge(leaf, nudge):
    return leaf.grad * nudge
