# Nodes as a set, edges from a generator.

# %% trace
def trace(root):
    nodes, new = {root}, {root}
    while new:
        new = {parent for node in new for parent in node._prev} - nodes
        nodes |= new
    return nodes, ([parent, child] for child in nodes for parent in child._prev)
