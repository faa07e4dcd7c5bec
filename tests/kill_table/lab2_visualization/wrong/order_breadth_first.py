# Level by level from the root.
# loses: order, steps
# hint: order_breadth_first

# %% order
def topological_order(root):
    order = [root]
    for node in order:
        for parent in node._prev:
            if parent not in order:
                order.append(parent)
    return order[::-1]
