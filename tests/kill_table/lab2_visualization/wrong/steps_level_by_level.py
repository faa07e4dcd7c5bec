# Sends breadth first.
# loses: steps
# hint: steps_too_early

# %% steps
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
