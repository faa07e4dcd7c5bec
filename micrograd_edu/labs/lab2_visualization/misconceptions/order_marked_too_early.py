# A value counts as seen while it still waits on the stack, so another goes ahead of it.
# ask: When you skip a parent because it has been seen, has it been listed as well?
# read: Lab 2, 'A value comes before one of its parents'
# loses: order

# %% order Marks a value as seen when it goes on the stack: it may still wait there
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
