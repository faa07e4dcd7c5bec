# Returns the nodes and forgets the edges.
# loses: trace
# told: form: form

# %% trace
def trace(root):
    nodes, todo = [], [root]
    while todo:
        node = todo.pop()
        if node not in nodes:
            nodes.append(node)
            todo += node._prev
    return nodes
