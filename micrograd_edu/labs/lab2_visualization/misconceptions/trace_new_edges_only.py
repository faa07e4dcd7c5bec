# You keep an edge only where its parent is new. The other uses of a shared value are missing.
# ask: a is used by c and by L. When you come to the second use and a is known: is that edge known as well?
# read: Lab 2, 'Something is missing'
# loses: trace

# %% trace An edge only where the parent is new
def trace(root):
    nodes, edges, todo = [], [], [root]
    while todo:
        node = todo.pop()
        if node not in nodes:
            nodes.append(node)
            for parent in node._prev:
                if parent not in nodes:
                    edges.append((parent, node))
                    todo.append(parent)
    return nodes, edges
