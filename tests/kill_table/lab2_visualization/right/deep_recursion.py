# Recursion with the limit raised.

# %% order
def topological_order(root):
    import sys

    sys.setrecursionlimit(100_000)
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for parent in node._prev:
                visit(parent)
            order.append(node)

    visit(root)
    return order
