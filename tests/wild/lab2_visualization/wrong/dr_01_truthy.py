# if node.grad
# belief: if node.grad: shows the number, else "not yet" (0 shows as not yet)
# source: written without sight of the checks
# told: contrast: where a gradient is 0
# read: cause

# %% draw
def draw_dot(root):
    g = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    nodes, edges = trace(root)
    for n in nodes:
        grad = f"grad {n.grad:.4f}" if n.grad else "grad not yet"
        g.node(str(id(n)), label=f"{n.label} | data {n.data:.4f} | {grad}")
    for n in nodes:
        for p, d in zip(n._prev, n._local_grads):
            g.edge(str(id(p)), str(id(n)), label=f"{d:.4f}")
    return g
