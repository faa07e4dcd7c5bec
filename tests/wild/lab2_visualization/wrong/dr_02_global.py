# one Digraph for all pictures
# belief: the Digraph can be made once, as default argument
# source: written without sight of the checks
# told: law: second time
# read: cause

# %% draw
def draw_dot(root, g=graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})):
    nodes, edges = trace(root)
    for n in nodes:
        grad = "grad not yet" if n.grad is None else f"grad {n.grad:.4f}"
        g.node(str(id(n)), label=f"{n.label} | data {n.data:.4f} | {grad}")
    for n in nodes:
        for p, d in zip(n._prev, n._local_grads):
            g.edge(str(id(p)), str(id(n)), label=f"{d:.4f}")
    return g
