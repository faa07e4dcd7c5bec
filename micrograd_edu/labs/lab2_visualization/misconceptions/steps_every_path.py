# Your code follows every path. After 30 doublings that is a billion paths through 60 edges.
# ask: How often does a value have to send, once its gradient is complete?
# read: Lab 2, 'The chain is too deep, or the doublings take for ever'
# loses: steps

# %% steps Right messages, one for each path instead of each edge
def backward_steps(root):
    steps, todo = [], [(root, 1.0)]
    while todo:
        child, flow = todo.pop()
        for parent, local_grad in zip(child._prev, child._local_grads):
            steps.append((child, parent, local_grad, local_grad * flow))
            todo.append((parent, local_grad * flow))
    return steps

# %% steps The same, level by level
def backward_steps(root):
    steps, todo = [], [(root, 1.0)]
    while todo:
        child, flow = todo.pop(0)
        for parent, local_grad in zip(child._prev, child._local_grads):
            steps.append((child, parent, local_grad, local_grad * flow))
            todo.append((parent, local_grad * flow))
    return steps

# %% steps The same, in a function that calls itself
def backward_steps(root):
    steps = []

    def send(child, flow):
        for parent, local_grad in zip(child._prev, child._local_grads):
            steps.append((child, parent, local_grad, local_grad * flow))
            send(parent, local_grad * flow)

    send(root, 1.0)
    return steps
