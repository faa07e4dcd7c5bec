# trace returns something other than two lists.
# ask: What stands after return in your function, and in which order?
# read: Lab 2, 'Task 1: trace'
# loses: trace

# %% trace Returns the nodes and forgets the edges
def trace(root):
    nodes, todo = [], [root]
    while todo:
        node = todo.pop()
        if node not in nodes:
            nodes.append(node)
            todo += node._prev
    return nodes
