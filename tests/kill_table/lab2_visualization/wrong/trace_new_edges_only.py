# An edge only where the parent is new.
# loses: trace
# hint: trace_new_edges_only

# %% trace
def trace(root):
    nodes, edges, todo = [], [], [root]
    while todo:
        node = todo.pop()
        if node not in nodes:
            nodes.append(node)
            for parent in node._prev:
                if parent not in nodes:
                    edges.append((parent, node))
                    todo.append(parent)
    return nodes, edges
