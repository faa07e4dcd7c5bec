# labels as names
# belief: the label names the box; where there is none, the number does
# source: written without sight of the checks
# told: part: how many boxes show the data of a value and how many arrows there are
# read: cause

# %% draw
def draw_dot(root):
    g = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    nodes, edges = trace(root)
    for n in nodes:
        grad = "grad not yet" if n.grad is None else f"grad {n.grad:.4f}"
        g.node(n.label or str(n.data), label=f"{n.label} | data {n.data:.4f} | {grad}")
    for n in nodes:
        for p, d in zip(n._prev, n._local_grads):
            g.edge(p.label or str(p.data), n.label or str(n.data), label=f"{d:.4f}")
    return g
