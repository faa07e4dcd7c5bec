# at most two operands
# belief: every operation has one or two operands: left, right = node._prev
# source: written without sight of the checks
# told: contrast: where a value has more than two parents
# read: cause

# %% trace
def trace(root):
    nodes, edges, seen, todo = [], [], set(), [root]
    while todo:
        node = todo.pop()
        if node in seen:
            continue
        seen.add(node)
        nodes.append(node)
        if len(node._prev) == 1:
            edges.append((node._prev[0], node))
            todo.append(node._prev[0])
        elif len(node._prev) > 1:
            left, right = node._prev[0], node._prev[-1]
            edges.append((left, node))
            edges.append((right, node))
            todo += [left, right]
    return nodes, edges
