# (child, parent) instead of (parent, child).
# loses: trace
# hint: trace_edges_reversed

# %% trace
def trace(root):
    nodes, edges, seen, todo = [], [], set(), [root]
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            nodes.append(node)
            for parent in node._prev:
                todo.append(parent)
                edges.append((node, parent))
    return nodes, edges
