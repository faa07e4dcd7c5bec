# Walks a graph of the notebook, not the one that was handed over.
# loses: trace
# told: form: form

# %% trace
def trace(root):
    nodes, edges, todo = [], [], [L]
    while todo:
        node = todo.pop()
        if node not in nodes:
            nodes.append(node)
            for parent in node._prev:
                edges.append((parent, node))
                todo.append(parent)
    return nodes, edges
