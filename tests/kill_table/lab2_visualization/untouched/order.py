# The untouched cell. steps uses it.
# loses: order

# %% order
def topological_order(root):
    """Return a list of every value behind root, each once and after all of its parents."""
    raise NotImplementedError()
