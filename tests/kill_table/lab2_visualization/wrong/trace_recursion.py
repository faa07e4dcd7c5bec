# Right, until the graph is deeper than the stack.
# loses: trace
# told: contrast: where the graph is thousands of steps deep

# %% trace
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
