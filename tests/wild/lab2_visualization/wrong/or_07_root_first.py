# root first
# belief: backward needs the root first, so return the reversed list
# source: written without sight of the checks
# told: misconception: order_root_first
# read: cause

# %% order
def topological_order(root):
    order, seen, stack = [], set(), [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            for parent in node._prev:
                stack.append((parent, False))
    return list(reversed(order))
