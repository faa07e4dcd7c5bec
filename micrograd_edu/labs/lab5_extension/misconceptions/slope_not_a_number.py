# A derivative is a whole Value where a number is wanted.
# ask: Which attribute of x is its number, and do you use it in every place of the formula?
# read: Lab 5, 'Task 1'
# loses: new_operator

# %% new_operator The derivative is calculated with Values
operator_name = "reciprocal"


def new_operator(x):
    return Value(1 / x.data, (x,), (-1 / x**2,), "reciprocal")
