# The root and its parents, and no further.
# loses: trace, draw
# hint: trace_parents_only

# %% trace
def trace(root):
    nodes = [root] + list(dict.fromkeys(root._prev))
    return nodes, [(parent, root) for parent in root._prev]
