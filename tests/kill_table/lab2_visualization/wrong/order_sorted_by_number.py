# Sorts by data: an order, but not this one.
# loses: order
# told: part: values that come before a parent

# %% order
def topological_order(root):
    nodes, todo = [], [root]
    while todo:
        node = todo.pop()
        if node not in nodes:
            nodes.append(node)
            todo.extend(node._prev)
    return sorted(nodes, key=lambda node: node.data)
