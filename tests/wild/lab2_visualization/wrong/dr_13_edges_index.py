# pairs edges with local_grads by a running counter
# belief: a flat list of all local derivatives in the order of the nodes matches the edges of trace (order of edges reversed within a value)
# source: written without sight of the checks
# told: part: the number on the arrow
# read: true

# %% draw
def draw_dot(root):
    g = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    nodes, edges = trace(root)
    slopes = []
    for n in topological_order(root):
        slopes.extend(n._local_grads)
    for n in nodes:
        grad = "grad not yet" if n.grad is None else f"grad {n.grad:.4f}"
        g.node(str(id(n)), label=f"{n.label} | data {n.data:.4f} | {grad}")
    for (p, n), d in zip(edges, slopes):
        g.edge(str(id(p)), str(id(n)), label=f"{d:.4f}")
    return g
