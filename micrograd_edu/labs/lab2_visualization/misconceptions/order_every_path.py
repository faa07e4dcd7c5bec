# Your walk follows every path. After 30 doublings that is a billion paths through 60 edges.
# ask: What happens when you come to a value that has been seen: do you still go on to its parents?
# read: Lab 2, 'The chain is too deep, or the doublings take for ever'
# loses: order

# %% order Right on small graphs; walks every path
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
