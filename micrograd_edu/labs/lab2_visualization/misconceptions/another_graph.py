# Your answer holds values of another graph than the one that was handed over.
# ask: Does your function start from its argument root, or from a variable of the notebook, such as L?
# read: Lab 2, 'Task 1: trace'
# loses: trace

# %% trace Walks a graph of the notebook, not the one that was handed over
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
