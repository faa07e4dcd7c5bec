# what: an error whose type, message and traceback are longer than any page
# in: solved
# before: check-relu
# score: all but relu
def relu(self):
    exec("\n" * 100_000 + "raise type('E' * 100_000, (Exception,), {})('x' * 10_000_000)")


Value.relu = relu
# reason: check-relu: FAIL relu
