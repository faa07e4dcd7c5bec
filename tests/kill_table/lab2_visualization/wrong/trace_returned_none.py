# No return.
# loses: trace
# told: form: form

# %% trace
def trace(root):
    nodes, edges, todo = [], [], [root]
    while todo:
        node = todo.pop()
        if node not in nodes:
            nodes.append(node)
            edges += [(parent, node) for parent in node._prev]
            todo += node._prev
