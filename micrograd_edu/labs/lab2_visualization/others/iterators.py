# A stack of iterators over parents.

# %% order
def topological_order(root):
    order, seen, stack = [], {root}, [(root, iter(root._prev))]
    while stack:
        node, parents = stack[-1]
        for parent in parents:
            if parent not in seen:
                seen.add(parent)
                stack.append((parent, iter(parent._prev)))
                break
        else:
            order.append(node)
            stack.pop()
    return tuple(order)
