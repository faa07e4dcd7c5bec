# The usual way: sets of nodes and edges. a + a has one edge. (It is what micrograd does.)
# loses: trace
# hint: trace_one_edge

# %% trace
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
