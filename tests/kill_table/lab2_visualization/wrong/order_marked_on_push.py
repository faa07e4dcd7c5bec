# Marks a value as seen when it goes on the stack: it may still wait there.
# loses: order, steps
# hint: order_marked_too_early

# %% order
def topological_order(root):
    order, seen, stack = [], {root}, [(root, False)]
    while stack:
        node, parents_listed = stack.pop()
        if parents_listed:
            order.append(node)
            continue
        stack.append((node, True))
        for parent in node._prev:
            if parent not in seen:
                seen.add(parent)
                stack.append((parent, False))
    return order
