# Lab 1's way: a pile of notes, (value, are its parents listed?).

# %% order
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
    return order
