# The untouched cell. draw uses it.
# loses: trace

# %% trace
def trace(root):
    """Return two lists: every value behind root, and a pair (parent, child) for every use."""
    raise NotImplementedError()
