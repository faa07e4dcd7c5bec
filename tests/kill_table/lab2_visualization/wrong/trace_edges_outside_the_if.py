# Values once, edges once for each path.
# loses: trace
# hint: trace_repeats_edges

# %% trace
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
