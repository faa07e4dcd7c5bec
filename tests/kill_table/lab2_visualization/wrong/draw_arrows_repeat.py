# Recursive and without seen: a shared value draws its arrows again.
# loses: draw
# told: contrast: where a value in between is used at uneven depth

# %% draw
def draw_dot(root):
    drawing = graphviz.Digraph()

    def visit(node):
        grad = "not yet" if node.grad is None else f"{node.grad:.4g}"
        drawing.node(str(id(node)), label=f"{node.data:.4g} {grad}")
        for parent, local_grad in zip(node._prev, node._local_grads):
            drawing.edge(str(id(parent)), str(id(node)), label=f"{local_grad:.4g}")
            visit(parent)

    visit(root)
    return drawing
