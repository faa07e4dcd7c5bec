# In a * a, a gets one message, and there are two uses.
# ask: How many edges lead from a to a * a?
# read: Lab 2, 'a + a has only one edge'
# loses: steps

# %% steps A set of parents: a * a sends one message
def backward_steps(root):
    order = topological_order(root)
    grad = {node: 0.0 for node in order}
    grad[root] = 1.0
    steps = []
    for child in reversed(order):
        for parent, local_grad in dict(zip(child._prev, child._local_grads)).items():
            message = local_grad * grad[child]
            grad[parent] += message
            steps.append((child, parent, local_grad, message))
    return steps
