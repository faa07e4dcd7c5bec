# A gradient that is 0 is drawn as if it had not been computed.
# ask: What does Python make of `if 0.0:`?
# read: Lab 2, '0 or not yet?'
# loses: draw

# %% draw 0 counts as false
def draw_dot(root):
    drawing = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    nodes, _ = trace(root)
    for node in nodes:
        grad = f"{node.grad:.4g}" if node.grad else "not yet"
        drawing.node(str(id(node)), label=f"data {node.data:.4g} | grad {grad}")
        for parent, local_grad in zip(node._prev, node._local_grads):
            drawing.edge(str(id(parent)), str(id(node)), label=f"{local_grad:.4g}")
    return drawing
