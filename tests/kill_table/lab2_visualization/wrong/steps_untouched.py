# The untouched cell.
# loses: steps

# %% steps
def backward_steps(root):
    """Return the messages of backward in order: tuples (child, parent, local_grad, message)."""
    raise NotImplementedError()
