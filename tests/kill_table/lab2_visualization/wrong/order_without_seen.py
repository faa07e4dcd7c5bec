# A shared value is listed for each path.
# loses: order, steps
# hint: order_repeats

# %% order
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
