# met again: the whole part behind it again
# belief: as before, but walks everything behind it again, so that the parents move too (exponential for doublings)
# source: written without sight of the checks
# told: form: form
# read: cause

# %% order
def topological_order(root):
    order, todo = {}, [root]
    while todo:
        node = todo.pop(0)
        order.pop(node, None)
        order[node] = True
        todo.extend(node._prev)
    return list(order)[::-1]
