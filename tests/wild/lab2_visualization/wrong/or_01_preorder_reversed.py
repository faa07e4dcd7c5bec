# first met, turned round
# belief: the order of trace, reversed, is topological
# source: written without sight of the checks
# told: misconception: order_first_met
# read: cause

# %% order
def topological_order(root):
    order, seen, todo = [], set(), [root]
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            order.append(node)
            todo.extend(node._prev)
    return order[::-1]
