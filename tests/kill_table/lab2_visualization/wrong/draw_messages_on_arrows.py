# The message on the arrow instead of the local derivative.
# loses: draw
# hint: draw_messages_on_arrows

# %% draw
def draw_dot(root):
    drawing = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    nodes, _ = trace(root)
    for node in nodes:
        grad = "not yet" if node.grad is None else f"{node.grad:.4g}"
        drawing.node(str(id(node)), label=f"data {node.data:.4g} | grad {grad}")
        for parent, local_grad in zip(node._prev, node._local_grads):
            drawing.edge(str(id(parent)), str(id(node)), label=f"{local_grad * (node.grad or 0):.6f}")
    return drawing
