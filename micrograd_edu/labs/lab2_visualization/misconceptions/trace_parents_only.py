# You list the root and its parents, and stop there.
# ask: Who looks at the parents of the parents?
# read: Lab 2, 'A to-do list'
# loses: trace

# %% trace The root and its parents, and no further
def trace(root):
    nodes = [root] + list(dict.fromkeys(root._prev))
    return nodes, [(parent, root) for parent in root._prev]
