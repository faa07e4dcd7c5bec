# No box shows the data of its value.
# ask: What stands in the label of a box, and what does Graphviz write where there is no label?
# read: Lab 2, 'Graphviz in three lines'
# loses: draw

# %% draw No decimals
def draw_dot(root):
    drawing = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    nodes, _ = trace(root)
    for node in nodes:
        grad = "not yet" if node.grad is None else f"{node.grad:.0f}"
        drawing.node(str(id(node)), label=f"data {node.data:.0f} | grad {grad}")
        for parent, local_grad in zip(node._prev, node._local_grads):
            drawing.edge(str(id(parent)), str(id(node)), label=f"{local_grad:.0f}")
    return drawing

# %% draw Boxes without a label: Graphviz writes their names
def draw_dot(root):
    drawing = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    nodes, _ = trace(root)
    for node in nodes:
        grad = "not yet" if node.grad is None else f"{node.grad:.4g}"
        drawing.node(str(id(node)))
        for parent, local_grad in zip(node._prev, node._local_grads):
            drawing.edge(str(id(parent)), str(id(node)), label=f"{local_grad:.4g}")
    return drawing
