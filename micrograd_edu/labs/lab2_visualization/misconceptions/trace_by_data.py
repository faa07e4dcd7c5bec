# Two different values with the same number have become one.
# ask: If a = Value(1.5) and b = Value(1.5), do they have the same gradient in a + 2 * b?
# read: Lab 2, 'Two values have become one'
# loses: trace

# %% trace Tells values apart by their data
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
