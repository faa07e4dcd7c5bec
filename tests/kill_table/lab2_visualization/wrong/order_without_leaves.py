# Values without parents are left out. Their gradients are missing in steps, too.
# loses: order, steps
# hint: order_without_leaves

# %% order
def topological_order(root):
    order, seen, stack = [], set(), [(root, False)]
    while stack:
        node, parents_listed = stack.pop()
        if parents_listed:
            order.append(node)
        elif node not in seen and node._prev:
            seen.add(node)
            stack.append((node, True))
            for parent in node._prev:
                stack.append((parent, False))
    return order
