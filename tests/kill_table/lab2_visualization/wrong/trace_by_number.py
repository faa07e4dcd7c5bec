# Tells values apart by their data.
# loses: trace, draw
# hint: trace_by_data

# %% trace
def trace(root):
    nodes, edges, seen, todo = [], [], set(), [root]
    while todo:
        node = todo.pop()
        if node.data not in seen:
            seen.add(node.data)
            nodes.append(node)
            for parent in node._prev:
                todo.append(parent)
                edges.append((parent, node))
    return nodes, edges
