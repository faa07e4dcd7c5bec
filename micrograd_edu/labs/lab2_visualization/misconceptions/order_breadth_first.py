# Your list goes level by level, by the shortest way to the root.
# ask: A value is one step from the root, and four steps by another way. Which of the two decides when it may send?
# read: Lab 2, 'First met is not ready to send'
# loses: order

# %% order Level by level from the root
def topological_order(root):
    order = [root]
    for node in order:
        for parent in node._prev:
            if parent not in order:
                order.append(parent)
    return order[::-1]
