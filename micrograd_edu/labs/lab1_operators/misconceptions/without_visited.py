# A value that is used twice passed its messages on more than once.
# ask: How often does a shared value appear in your order? How often should it?
# read: Lab 1, 'My gradient is too large'
# loses: backward

# %% backward Recursion without a visited set
def backward(self):
    order = []
    def visit(node):
        if len(order) > 2000:
            return
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
