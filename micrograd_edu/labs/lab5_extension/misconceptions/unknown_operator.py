# The check does not know an operator of that name.
# ask: Which names does the task list? Is yours spelt like that?
# read: Lab 5, 'Task 1'
# loses: new_operator

# %% new_operator A name that is not on the list
operator_name = "square"


def new_operator(x):
    return Value(x.data**2, (x,), (2 * x.data,), "square")
