# A shared value, and everything behind it, is listed once for each path that leads there.
# ask: When a value comes off the to-do list for the second time, what is left to do?
# read: Lab 2, 'A value or an edge is listed too often'
# loses: trace

# %% trace No memory of what has been seen
def trace(root):
    nodes, edges, todo = [], [], [root]
    while todo:
        node = todo.pop()
        nodes.append(node)
        for parent in node._prev:
            todo.append(parent)
            edges.append((parent, node))
    return nodes, edges
