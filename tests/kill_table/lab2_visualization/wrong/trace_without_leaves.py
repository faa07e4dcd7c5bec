# Values without parents are not listed.
# loses: trace, draw
# hint: trace_without_leaves

# %% trace
def trace(root):
    nodes, edges, seen, todo = [], [], set(), [root]
    while todo:
        node = todo.pop()
        if node._prev and node not in seen:
            seen.add(node)
            nodes.append(node)
            for parent in node._prev:
                todo.append(parent)
                edges.append((parent, node))
    return nodes, edges
