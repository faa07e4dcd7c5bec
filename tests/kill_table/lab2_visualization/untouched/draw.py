# The untouched cell.
# loses: draw

# %% draw
def draw_dot(root):
    """Return a graphviz.Digraph of everything behind root."""
    raise NotImplementedError()
