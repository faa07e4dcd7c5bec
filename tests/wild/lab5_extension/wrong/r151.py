# if the shapes differ, sum over axis 0
# belief: if the shapes differ, sum over axis 0
# source: found in public code or threads, retyped for this lab
# told: contrast: unless at most one axis was added in front, and none was stretched
# read: cause

# %% unbroadcast
def unbroadcast(grad, shape):
    return np.sum(grad, axis=0) if grad.shape != shape else grad
