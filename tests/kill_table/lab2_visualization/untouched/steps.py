# The untouched cell.
# loses: steps

# %% steps
def backward_steps(root):
    """Return all messages in order: a list of (child, parent, local_grad, message)."""
    raise NotImplementedError()
