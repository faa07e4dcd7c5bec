# two significant digits
# belief: .2g means two decimals
# source: written without sight of the checks
# told: relation: 1 decimals
# read: cause

# %% draw
def draw_dot(root):
    g = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    nodes, edges = trace(root)
    for n in nodes:
        grad = "grad not yet" if n.grad is None else f"grad {n.grad:.2g}"
        g.node(str(id(n)), label=f"{n.label} | data {n.data:.2g} | {grad}")
    for n in nodes:
        for p, d in zip(n._prev, n._local_grads):
            g.edge(str(id(p)), str(id(n)), label=f"{d:.2g}")
    return g
