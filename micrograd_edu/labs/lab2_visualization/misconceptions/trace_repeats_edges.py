# Each value is listed once, but its edges once for each path that leads there.
# ask: When you meet a value for the second time, are its edges new?
# read: Lab 2, 'A value or an edge is listed too often'
# loses: trace

# %% trace Values once, edges once for each path
def trace(root):
    nodes, edges, todo = [], [], [root]
    while todo:
        node = todo.pop()
        if node not in nodes:
            nodes.append(node)
        for parent in node._prev:
            todo.append(parent)
            edges.append((parent, node))
    return nodes, edges
