# Boxes without a label: Graphviz writes their names.
# loses: draw
# told: linter: F841

# %% draw
def draw_dot(root):
    drawing = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    nodes, _ = trace(root)
    for node in nodes:
        grad = "not yet" if node.grad is None else f"{node.grad:.4g}"
        drawing.node(str(id(node)))
        for parent, local_grad in zip(node._prev, node._local_grads):
            drawing.edge(str(id(parent)), str(id(node)), label=f"{local_grad:.4g}")
    return drawing
