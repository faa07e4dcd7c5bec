# In a + a you have one edge, and there are two uses.
# ask: Does your container of edges keep two that are equal?
# read: Lab 2, 'a + a has only one edge'
# loses: trace

# %% trace The usual way: sets of nodes and edges. a + a has one edge. (It is what micrograd does.)
def trace(root):
    nodes, edges, todo = set(), set(), [root]
    while todo:
        node = todo.pop()
        if node not in nodes:
            nodes.add(node)
            for parent in node._prev:
                edges.add((parent, node))
                todo.append(parent)
    return nodes, edges
