# Puts values back with False. (It gives up in the end, so that the rest of the notebook runs.)
# loses: order
# told: form: form

# %% order
def topological_order(root):
    order, stack, turns = [], [(root, False)], 0
    while stack:
        turns += 1
        assert turns < 25_000
        node, parents_listed = stack.pop()
        if parents_listed:
            order.append(node)
        else:
            stack.append((node, False))
            for parent in node._prev:
                stack.append((parent, False))
    return order
