# Operations as circles, as in micrograd; full precision.

# %% draw
def draw_dot(root):
    drawing = graphviz.Digraph(format="svg", graph_attr={"rankdir": "LR"})
    nodes, _ = trace(root)
    for n in nodes:
        grad = "not yet" if n.grad is None else n.grad
        drawing.node(name=str(id(n)), label="{ %s | data %r | grad %s }" % (n.label, n.data, grad), shape="record")
        if n._prev:
            drawing.node(name=str(id(n)) + n._op, label=n._op)
            drawing.edge(str(id(n)) + n._op, str(id(n)))
            for parent, g in zip(n._prev, n._local_grads):
                drawing.edge(str(id(parent)), str(id(n)) + n._op, label="d = " + str(g))
    return drawing
