# the message on the arrow
# belief: on the arrow stands what is sent: local derivative times the gradient of the child
# source: written without sight of the checks
# told: relation: is the message
# read: cause

# %% draw
def draw_dot(root):
    g = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    nodes, edges = trace(root)
    for n in nodes:
        grad = "grad not yet" if n.grad is None else f"grad {n.grad:.4f}"
        g.node(str(id(n)), label=f"{n.label} | data {n.data:.4f} | {grad}")
    for n in nodes:
        for p, d in zip(n._prev, n._local_grads):
            sent = d if n.grad is None else d * n.grad
            g.edge(str(id(p)), str(id(n)), label=f"{sent:.4f}")
    return g
