# In place of the message you log what the parent has in all after it.
# ask: Two messages, 3 and 1, arrive at a value. What does your log say for the second?
# read: Lab 2, 'What goes into which place of the tuple?'
# loses: steps

# %% steps Logs what the parent has, not what it got
def backward_steps(root):
    order = topological_order(root)
    grad = {node: 0.0 for node in order}
    grad[root] = 1.0
    steps = []
    for child in reversed(order):
        for parent, local_grad in zip(child._prev, child._local_grads):
            message = local_grad * grad[child]
            grad[parent] += message
            steps.append((child, parent, local_grad, grad[parent]))
    return steps
