# local derivatives looked up in a dict by parent
# belief: dict(zip(_prev, _local_grads)) has one entry for each use
# source: written without sight of the checks
# told: contrast: where one value is both operands
# read: cause

# %% draw
def draw_dot(root):
    g = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    nodes, edges = trace(root)
    for n in nodes:
        grad = "grad not yet" if n.grad is None else f"grad {n.grad:.4f}"
        g.node(str(id(n)), label=f"{n.label} | data {n.data:.4f} | {grad}")
    for parent, child in edges:
        slope = dict(zip(child._prev, child._local_grads))[parent]
        g.edge(str(id(parent)), str(id(child)), label=f"{slope:.4f}")
    return g
