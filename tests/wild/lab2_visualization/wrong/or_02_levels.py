# level by level, turned round
# belief: breadth-first levels from the root, reversed
# source: written without sight of the checks
# told: misconception: order_breadth_first
# read: cause

# %% order
from collections import deque


def topological_order(root):
    order, seen, todo = [], {root}, deque([root])
    while todo:
        node = todo.popleft()
        order.append(node)
        for parent in node._prev:
            if parent not in seen:
                seen.add(parent)
                todo.append(parent)
    order.reverse()
    return order
