# A value sends before all of its own messages have arrived.
# ask: A value is used by two others at different depths. When does it know its whole gradient?
# read: Lab 2, 'First met is not ready to send'
# loses: steps

# %% steps Sends in the order in which trace meets the values
def backward_steps(root):
    nodes, _ = trace(root)
    grad = {node: 0.0 for node in nodes}
    grad[root] = 1.0
    steps = []
    for child in nodes:
        for parent, local_grad in zip(child._prev, child._local_grads):
            message = local_grad * grad[child]
            grad[parent] += message
            steps.append((child, parent, local_grad, message))
    return steps

# %% steps Sends breadth first
def backward_steps(root):
    queue, grad, steps = [root], {root: 1.0}, []
    for child in queue:
        for parent, local_grad in zip(child._prev, child._local_grads):
            message = local_grad * grad[child]
            grad[parent] = grad.get(parent, 0.0) + message
            steps.append((child, parent, local_grad, message))
            if parent not in queue:
                queue.append(parent)
    return steps
