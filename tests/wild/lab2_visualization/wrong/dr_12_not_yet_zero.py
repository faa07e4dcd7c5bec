# not yet, 0
# belief: writes both: "grad 0.00 (not yet)"
# source: written without sight of the checks
# told: contrast: where a gradient is not there yet
# read: cause

# %% draw
def draw_dot(root):
    g = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    nodes, edges = trace(root)
    for n in nodes:
        grad = "grad 0.00 (not yet)" if n.grad is None else f"grad {n.grad:.2f}"
        g.node(str(id(n)), label=f"{n.label} | data {n.data:.2f} | {grad}")
    for n in nodes:
        for p, d in zip(n._prev, n._local_grads):
            g.edge(str(id(p)), str(id(n)), label=f"{d:.2f}")
    return g
