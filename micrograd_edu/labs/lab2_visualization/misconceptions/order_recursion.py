# Your function calls itself once per step of the graph, and Python's stack is not that deep.
# ask: What does an unfinished call remember, and where could you keep that yourself?
# read: Lab 2, 'How deep can it go?'
# loses: order

# %% order Right, until the graph is deeper than the stack
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
