# Your answer holds something other than the values: a label, a number, a copy.
# ask: Which object did you put into the list: the value itself, or something about it?
# read: Lab 2, 'Two values have become one'
# loses: steps, trace

# %% steps Labels in place of the values
def backward_steps(root):
    order = topological_order(root)
    grad = {node: 0.0 for node in order}
    grad[root] = 1.0
    steps = []
    for child in reversed(order):
        for parent, local_grad in zip(child._prev, child._local_grads):
            message = local_grad * grad[child]
            grad[parent] += message
            steps.append((child.label, parent.label, local_grad, message))
    return steps

# %% trace Labels in place of the values
def trace(root):
    nodes, edges, seen, todo = [], [], set(), [root]
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            nodes.append(node)
            for parent in node._prev:
                todo.append(parent)
                edges.append((parent.label, node.label))
    return nodes, edges
