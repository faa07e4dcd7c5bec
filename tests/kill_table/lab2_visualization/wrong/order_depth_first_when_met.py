# Depth first, listed before the parents.
# loses: order, steps
# hint: order_first_met

# %% order
def topological_order(root):
    order, stack = [], [root]
    while stack:
        node = stack.pop()
        if node not in order:
            order.append(node)
            stack.extend(reversed(node._prev))
    return order
