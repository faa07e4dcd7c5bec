# Your list is right from its end: children come before their parents.
# ask: At which moment does a value go into your list: before its parents or after them?
# read: Lab 2, 'Task 2: order'
# loses: order

# %% order Right, from the wrong end. steps walks it backwards
def topological_order(root):
    order, seen, stack = [], set(), [(root, False)]
    while stack:
        node, parents_listed = stack.pop()
        if parents_listed:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            for parent in node._prev:
                stack.append((parent, False))
    return order[::-1]
