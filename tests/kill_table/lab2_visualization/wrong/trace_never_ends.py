# Looks at the last entry and never takes it off. (It gives up in the end, so that the rest of the notebook runs.)
# loses: trace
# told: form: form

# %% trace
def trace(root):
    nodes, edges, todo, turns = [], [], [root], 0
    while todo:
        turns += 1
        assert turns < 25_000
        node = todo[-1]
        for parent in node._prev:
            edges.append((parent, node))
        if node not in nodes:
            nodes.append(node)
            todo += node._prev
    return nodes, edges
