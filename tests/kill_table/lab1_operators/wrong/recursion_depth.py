# Right, until the graph is deeper than the stack
# loses: backward
# told: contrast: where the graph is thousands of steps deep

# %% backward
def backward(self):
    order, seen = [], set()
    def visit(node):
        if node not in seen:
            seen.add(node)
            for parent in node._prev:
                visit(parent)
            order.append(node)
    visit(self)
    for node in order:
        if node._prev or node.grad is None:
            node.grad = 0.0
    self.grad = 1.0
    for node in reversed(order):
        for parent, local_grad in zip(node._prev, node._local_grads):
            parent.grad += node.grad * local_grad


Value.backward = backward
