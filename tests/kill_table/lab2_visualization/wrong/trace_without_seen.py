# No memory of what has been seen.
# loses: trace, draw
# hint: trace_repeats

# %% trace
def trace(root):
    nodes, edges, todo = [], [], [root]
    while todo:
        node = todo.pop()
        nodes.append(node)
        for parent in node._prev:
            todo.append(parent)
            edges.append((parent, node))
    return nodes, edges
