# Your function returned None.
# ask: Does every way through it end in a return?
# read: Lab 2, 'A to-do list'
# loses: draw, steps, trace

# %% draw No return
def draw_dot(root):
    drawing = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    nodes, _ = trace(root)
    for node in nodes:
        grad = "not yet" if node.grad is None else f"{node.grad:.4g}"
        drawing.node(str(id(node)), label=f"data {node.data:.4g} | grad {grad}")
        for parent, local_grad in zip(node._prev, node._local_grads):
            drawing.edge(str(id(parent)), str(id(node)), label=f"{local_grad:.4g}")

# %% steps No return
def backward_steps(root):
    order = topological_order(root)
    grad = {node: 0.0 for node in order}
    grad[root] = 1.0
    steps = []
    for child in reversed(order):
        for parent, local_grad in zip(child._prev, child._local_grads):
            message = local_grad * grad[child]
            grad[parent] += message
            steps.append((child, parent, local_grad, message))

# %% trace No return
def trace(root):
    nodes, edges, todo = [], [], [root]
    while todo:
        node = todo.pop()
        if node not in nodes:
            nodes.append(node)
            edges += [(parent, node) for parent in node._prev]
            todo += node._prev
