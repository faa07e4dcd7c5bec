# Your trace follows every path. After 30 doublings that is a billion paths through 60 edges.
# ask: When you come to a value that you have seen, what is left to do behind it?
# read: Lab 2, 'A to-do list'
# loses: trace

# %% trace Right on small graphs; walks every path
def trace(root):
    nodes, edges, todo = [], [], [root]
    while todo:
        node = todo.pop()
        if node not in nodes:
            nodes.append(node)
            edges += [(parent, node) for parent in node._prev]
        todo += node._prev
    return nodes, edges
