# Tells values apart by their label.
# loses: trace, draw
# hint: trace_by_label

# %% trace
def trace(root):
    nodes, edges, seen, todo = [], [], set(), [root]
    while todo:
        node = todo.pop()
        if node.label not in seen:
            seen.add(node.label)
            nodes.append(node)
            for parent in node._prev:
                todo.append(parent)
                edges.append((parent, node))
    return nodes, edges
