# Labels in place of the values.
# loses: trace
# hint: lab2_not_the_values

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
                edges.append((parent.label, node.label))
    return nodes, edges
