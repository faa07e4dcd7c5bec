# A shared value is listed once for each path that leads there.
# ask: How do you notice that a value has been dealt with?
# read: Lab 2, 'A value is listed twice'
# loses: order

# %% order A shared value is listed for each path
def topological_order(root):
    order, stack = [], [(root, False)]
    while stack:
        node, parents_listed = stack.pop()
        if parents_listed:
            order.append(node)
        else:
            stack.append((node, True))
            for parent in node._prev:
                stack.append((parent, False))
    return order
