# the warm-up's program with a set
# belief: the recursive program with a set is fast enough and deep enough
# source: written without sight of the checks
# told: contrast: where the graph is thousands of steps deep
# read: cause

# %% order
def topological_order(root):
    order, seen = [], set()

    def visit(node):
        if node in seen:
            return
        seen.add(node)
        for parent in node._prev:
            visit(parent)
        order.append(node)

    visit(root)
    return order
