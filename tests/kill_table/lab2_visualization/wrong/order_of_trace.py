# The list that trace makes, turned round.
# loses: order, steps
# hint: order_first_met

# %% order
def topological_order(root):
    order, todo = [], [root]
    while todo:
        node = todo.pop()
        if node not in order:
            order.append(node)
            todo.extend(node._prev)
    order.reverse()
    return order
