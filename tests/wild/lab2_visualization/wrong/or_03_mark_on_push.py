# marked when pushed
# belief: mark as seen when put on the stack
# source: written without sight of the checks
# told: misconception: order_marked_too_early
# read: cause

# %% order
def topological_order(root):
    order, seen, stack = [], {root}, [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        else:
            stack.append((node, True))
            for parent in node._prev:
                if parent not in seen:
                    seen.add(parent)
                    stack.append((parent, False))
    return order
