# Each value pulls its gradient from its uses; a named tuple, a generator, gradients by id.

# %% steps
from collections import namedtuple

Step = namedtuple("Step", "child parent local_grad message")


def backward_steps(root):
    order = topological_order(root)
    grad = {id(node): 0.0 for node in order}
    grad[id(root)] = 1
    for child in reversed(order):
        for i in range(len(child._prev)):
            step = Step(child, child._prev[i], child._local_grads[i], child._local_grads[i] * grad[id(child)])
            grad[id(step.parent)] += step.message
            yield step
