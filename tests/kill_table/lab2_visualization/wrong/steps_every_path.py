# Right messages, one for each path instead of each edge.
# loses: steps
# hint: steps_every_path

# %% steps
def backward_steps(root):
    steps, todo = [], [(root, 1.0)]
    while todo:
        child, flow = todo.pop()
        for parent, local_grad in zip(child._prev, child._local_grads):
            steps.append((child, parent, local_grad, local_grad * flow))
            todo.append((parent, local_grad * flow))
    return steps
