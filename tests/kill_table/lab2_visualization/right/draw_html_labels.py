# HTML tables, numbered boxes, arrows by the loop, a cluster and a rank.

# %% draw
def draw_dot(root):
    drawing = graphviz.Digraph("G", comment="a -> b [label=1.23]", engine="dot")
    drawing.attr("node", shape="plain", fontname="Helvetica")
    number = {node: i for i, node in enumerate(topological_order(root))}
    with drawing.subgraph(name="cluster_leaves") as leaves:
        leaves.attr(label="leaves", rank="same")
        for node in number:
            if not node._prev:
                leaves.node(f"v{number[node]}")
    for node, i in number.items():
        grad = "<I>not yet</I>" if node.grad is None else f"{node.grad:.3f}"
        rows = f"<TR><TD COLSPAN='2'>v{i} {node.label}</TD></TR><TR><TD>{node.data:.3f}</TD><TD>{grad}</TD></TR>"
        drawing.node(f"v{i}", label=f"<<TABLE BORDER='0' CELLBORDER='1' CELLSPACING='0'>{rows}</TABLE>>")
        for k in range(len(node._prev)):
            drawing.edge(f"v{number[node._prev[k]]}", f"v{i}", xlabel=f"×{node._local_grads[k]:.2f}", color="blue")
    return drawing
