# A value goes into your list when it is first met.
# ask: At that moment, are all of its parents on the list (or, counting from the other end, everything made from it)?
# read: Lab 2, 'First met is not ready to send'
# loses: order

# %% order Depth first, listed before the parents
def topological_order(root):
    order, stack = [], [root]
    while stack:
        node = stack.pop()
        if node not in order:
            order.append(node)
            stack.extend(reversed(node._prev))
    return order

# %% order The list that trace makes, turned round
def topological_order(root):
    order, todo = [], [root]
    while todo:
        node = todo.pop()
        if node not in order:
            order.append(node)
            todo.extend(node._prev)
    order.reverse()
    return order
