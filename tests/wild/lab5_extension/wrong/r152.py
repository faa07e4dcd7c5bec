# sum over axis 0 where the operand has more than one axis (and the reverse is meant)
# belief: sum over axis 0 where the operand has more than one axis (and the reverse is meant)
# source: found in public code or threads, retyped for this lab
# told: part: the shape of the sum
# read: true

# %% unbroadcast
def unbroadcast(grad, shape):
    return np.sum(grad, axis=0) if len(shape) > 1 else grad
