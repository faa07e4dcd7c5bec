# Each of your edges is turned round.
# ask: In the pair, which of the two was there first?
# read: Lab 2, 'Task 1: trace'
# loses: trace

# %% trace (child, parent) instead of (parent, child)
def trace(root):
    nodes, edges, seen, todo = [], [], set(), [root]
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            nodes.append(node)
            for parent in node._prev:
                todo.append(parent)
                edges.append((node, parent))
    return nodes, edges
