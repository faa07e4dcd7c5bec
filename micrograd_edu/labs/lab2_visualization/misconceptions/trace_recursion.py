# Your trace calls itself once per step of the graph, and Python's stack is not that deep.
# ask: What could remember which values are still to be looked at, without a function call?
# read: Lab 2, 'A to-do list'
# loses: trace

# %% trace Right, until the graph is deeper than the stack
def trace(root):
    nodes, edges = [], []

    def visit(node):
        if node not in nodes:
            nodes.append(node)
            for parent in node._prev:
                edges.append((parent, node))
                visit(parent)

    visit(root)
    return nodes, edges
