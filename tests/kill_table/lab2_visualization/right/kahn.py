# Kahn's algorithm: count uses from the root, list a value when all of them are done, turn round.

# %% order
def topological_order(root):
    uses, pending = {root: 0}, [root]
    while pending:
        for parent in pending.pop()._prev:
            if parent not in uses:
                uses[parent] = 0
                pending.append(parent)
            uses[parent] += 1
    order = [root]
    for node in order:
        for parent in node._prev:
            uses[parent] -= 1
            if uses[parent] == 0:
                order.append(parent)
    return order[::-1]
