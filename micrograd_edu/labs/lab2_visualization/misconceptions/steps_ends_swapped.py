# Child and parent have changed places in your tuples.
# ask: Who sends, and which place in the tuple is the sender's?
# read: Lab 2, 'What goes into which place of the tuple?'
# loses: steps

# %% steps Parent first
def backward_steps(root):
    order = topological_order(root)
    grad = {node: 0.0 for node in order}
    grad[root] = 1.0
    steps = []
    for child in reversed(order):
        for parent, local_grad in zip(child._prev, child._local_grads):
            message = local_grad * grad[child]
            grad[parent] += message
            steps.append((parent, child, local_grad, message))
    return steps
