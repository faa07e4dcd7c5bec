# Your code leaves the work to backward(), and these values do not have one.
# ask: Which loop inside backward makes the messages?
# read: Lab 2, 'Task 4: steps'
# loses: steps

# %% steps Leaves the work to backward
def backward_steps(root):
    root.backward()
    steps = []
    for child in reversed(topological_order(root)):
        for parent, local_grad in zip(child._prev, child._local_grads):
            steps.append((child, parent, local_grad, local_grad * child.grad))
    return steps
