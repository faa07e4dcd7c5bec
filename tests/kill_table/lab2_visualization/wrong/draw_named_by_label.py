# Boxes named by their label, and most values have none.
# loses: draw
# told: contrast: where two values have the same label, or none

# %% draw
def draw_dot(root):
    drawing = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    nodes, _ = trace(root)
    for node in nodes:
        grad = "not yet" if node.grad is None else f"{node.grad:.4g}"
        drawing.node(node.label, label=f"{node.label} | data {node.data:.4g} | grad {grad}")
        for parent, local_grad in zip(node._prev, node._local_grads):
            drawing.edge(parent.label, node.label, label=f"{local_grad:.4g}")
    return drawing
