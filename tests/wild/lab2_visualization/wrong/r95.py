# micrograd's draw_dot, typed in: operations as nodes, edges without local derivatives
# belief: micrograd's draw_dot, typed in: operations as nodes, edges without local derivatives
# source: found in public code or threads, retyped for this lab
# told: part: the gradient in the box and the number on the arrow
# read: cause

# %% draw
def draw_dot(root):
    dot = graphviz.Digraph(format="svg", graph_attr={"rankdir": "LR"})
    nodes, edges = trace(root)
    for n in nodes:
        uid = str(id(n))
        dot.node(name=uid, label="{ %s | data %.4f | grad %.4f }" % (n.label, n.data, n.grad or 0.0), shape="record")
        if n._op:
            dot.node(name=uid + n._op, label=n._op)
            dot.edge(uid + n._op, uid)
    for n1, n2 in edges:
        dot.edge(str(id(n1)), str(id(n2)) + n2._op)
    return dot
