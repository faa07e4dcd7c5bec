# Karpathy's draw_dot, edges without numbers
# belief: micrograd's draw_dot pasted: op circles, no local derivatives on arrows
# source: written without sight of the checks
# told: part: the number on the arrow
# read: cause

# %% draw
def draw_dot(root):
    dot = graphviz.Digraph(format="svg", graph_attr={"rankdir": "LR"})
    nodes, edges = trace(root)
    for n in nodes:
        grad = "not yet" if n.grad is None else "%.4f" % n.grad
        dot.node(name=str(id(n)), label="{ %s | data %.4f | grad %s }" % (n.label, n.data, grad), shape="record")
        if n._op:
            dot.node(name=str(id(n)) + n._op, label=n._op)
            dot.edge(str(id(n)) + n._op, str(id(n)))
    for n1, n2 in edges:
        dot.edge(str(id(n1)), str(id(n2)) + n2._op)
    return dot
