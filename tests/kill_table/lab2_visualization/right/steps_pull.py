# Each value pulls its gradient from its uses; a named tuple, a generator, grad on the values.

# %% steps
from collections import namedtuple

Step = namedtuple("Step", "child parent local_grad message")


def backward_steps(root):
    order = topological_order(root)
    for node in order:
        node.grad = 0.0
    root.grad = 1
    for child in reversed(order):
        for i in range(len(child._prev)):
            step = Step(child, child._prev[i], child._local_grads[i], child._local_grads[i] * child.grad)
            step.parent.grad += step.message
            yield step
