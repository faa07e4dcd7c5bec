# Your arrows carry messages: the local derivative times the gradient of the result.
# ask: Which number is there before backward has run, and belongs to one operation alone?
# read: Lab 2, 'Which number belongs on which arrow?'
# loses: draw

# %% draw The message on the arrow instead of the local derivative
def draw_dot(root):
    drawing = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    nodes, _ = trace(root)
    for node in nodes:
        grad = "not yet" if node.grad is None else f"{node.grad:.4g}"
        drawing.node(str(id(node)), label=f"data {node.data:.4g} | grad {grad}")
        for parent, local_grad in zip(node._prev, node._local_grads):
            drawing.edge(str(id(parent)), str(id(node)), label=f"{local_grad * (node.grad or 0):.6f}")
    return drawing
