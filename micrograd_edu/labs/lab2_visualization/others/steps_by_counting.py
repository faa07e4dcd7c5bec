# Without an order: a value sends when as many messages have arrived as it has uses.

# %% steps
def backward_steps(root):
    _, edges = trace(root)
    waiting = {}
    for parent, _ in edges:
        waiting[id(parent)] = waiting.get(id(parent), 0) + 1
    grad, ready, steps = {id(root): 1.0}, [root], []
    while ready:
        child = ready.pop()
        for parent, local_grad in zip(child._prev, child._local_grads):
            message = grad[id(child)] * local_grad
            steps.append([child, parent, local_grad, message])
            grad[id(parent)] = grad.get(id(parent), 0.0) + message
            waiting[id(parent)] -= 1
            if not waiting[id(parent)]:
                ready.append(parent)
    return steps
