# Something that should be a tuple is a single thing.
# ask: What is the difference between (x) and (x,)?
# read: Lab 1, 'object is not iterable'
# loses: new_operator

# %% new_operator (x) for (x,)
operator_name = "sin"


def new_operator(x):
    return Value(math.sin(x.data), (x), (math.cos(x.data)), "sin")
