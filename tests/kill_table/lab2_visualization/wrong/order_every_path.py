# Right on small graphs; walks every path.
# loses: order
# told: form: form

# %% order
def topological_order(root):
    order, stack = [], [(root, False)]
    while stack:
        node, parents_listed = stack.pop()
        if not parents_listed:
            stack.append((node, True))
            for parent in node._prev:
                stack.append((parent, False))
        elif node not in order:
            order.append(node)
    return order
