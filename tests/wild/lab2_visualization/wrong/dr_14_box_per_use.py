# a legend box with numbers
# belief: draws one extra box for each constant's use, beside the value's own (copies of leaves, so that arrows do not cross)
# source: written without sight of the checks
# told: contrast: where a value is used more than once
# read: cause

# %% draw
def draw_dot(root):
    g = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    nodes, edges = trace(root)
    for n in nodes:
        grad = "grad not yet" if n.grad is None else f"grad {n.grad:.4f}"
        text = f"{n.label} | data {n.data:.4f} | {grad}"
        if n._prev or n is root:
            g.node(str(id(n)), label=text)
    for n in nodes:
        for i, (p, d) in enumerate(zip(n._prev, n._local_grads)):
            name = str(id(p))
            if not p._prev:
                name += f"_{id(n)}_{i}"
                grad = "grad not yet" if p.grad is None else f"grad {p.grad:.4f}"
                g.node(name, label=f"{p.label} | data {p.data:.4f} | {grad}")
            g.edge(name, str(id(n)), label=f"{d:.4f}")
    return g
