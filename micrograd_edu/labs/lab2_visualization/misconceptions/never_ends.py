# Your walk does not come to an end on a graph of a few values.
# ask: Does the to-do list get shorter at every turn? What goes back on it, and when?
# read: Lab 2, 'My function never comes to an end'
# loses: order, trace

# %% order Puts values back with False. (It gives up in the end, so that the rest of the notebook runs.)
def topological_order(root):
    order, stack, turns = [], [(root, False)], 0
    while stack:
        turns += 1
        assert turns < 25_000
        node, parents_listed = stack.pop()
        if parents_listed:
            order.append(node)
        else:
            stack.append((node, False))
            for parent in node._prev:
                stack.append((parent, False))
    return order

# %% trace Looks at the last entry and never takes it off. (It gives up in the end, so that the rest of the notebook runs.)
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
