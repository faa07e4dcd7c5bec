# Values without parents are missing from your list.
# ask: What happens to a value that has no parents to wait for?
# read: Lab 2, 'Values are missing'
# loses: order

# %% order Values without parents are left out. Their gradients are missing in steps, too
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
