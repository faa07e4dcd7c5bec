# Only data in the boxes.
# loses: draw
# told: linter: F841

# %% draw
def draw_dot(root):
    drawing = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    nodes, _ = trace(root)
    for node in nodes:
        grad = "not yet" if node.grad is None else f"{node.grad:.4g}"
        drawing.node(str(id(node)), label=f"data {node.data:.4g}")
        for parent, local_grad in zip(node._prev, node._local_grads):
            drawing.edge(str(id(parent)), str(id(node)), label=f"{local_grad:.4g}")
    return drawing
