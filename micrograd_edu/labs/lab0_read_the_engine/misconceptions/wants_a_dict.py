# The check needs to look at your four Values by name.
# ask: What does the last line of the example return?
# read: Lab 0, 'Task 1'
# loses: first_graph

# %% first_graph Numbers instead of Values
def first_graph(a, b, c):
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    L.backward()
    return a.grad, b.grad, c.grad


def effect_of_nudge(leaf, nudge):
    return leaf.grad * nudge
