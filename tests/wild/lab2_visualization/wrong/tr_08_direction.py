# (child, parent)
# belief: an edge goes from the result to what it was made from
# source: written without sight of the checks
# told: misconception: trace_edges_reversed
# read: cause

# %% trace
def trace(root):
    nodes, edges, seen, todo = [], [], set(), [root]
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            nodes.append(node)
            edges += [(node, parent) for parent in node._prev]
            todo += node._prev
    return nodes, edges
