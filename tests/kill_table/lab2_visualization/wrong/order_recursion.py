# Right, until the graph is deeper than the stack.
# loses: order
# told: contrast: where the graph is thousands of steps deep

# %% order
def topological_order(root):
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for parent in node._prev:
                visit(parent)
            order.append(node)

    visit(root)
    return order
