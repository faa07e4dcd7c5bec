# Laid out from the root, arrowheads turned round.

# %% draw
def draw_dot(root):
    drawing = graphviz.Digraph()
    nodes, _ = trace(root)
    for node in nodes:
        drawing.node(f"n{id(node)}", f"{node.label}\n{node.data:.2f}\n{'not yet' if node.grad is None else node.grad}")
        for parent, g in zip(node._prev, node._local_grads):
            drawing.edge(f"n{id(node)}", f"n{id(parent)}", dir="back", headlabel=f"{g:+.2f}".replace("-", "−"))
    return drawing
