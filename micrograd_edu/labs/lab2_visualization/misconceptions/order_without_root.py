# Everything is listed but the root.
# ask: Who puts the root on the list when all of its parents are there?
# read: Lab 2, 'Values are missing'
# loses: order

# %% order The root is left out. Nobody starts sending
def topological_order(root):
    order, seen, stack = [], {root}, [(parent, False) for parent in root._prev]
    while stack:
        node, parents_listed = stack.pop()
        if parents_listed:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            for parent in node._prev:
                stack.append((parent, False))
    return order
