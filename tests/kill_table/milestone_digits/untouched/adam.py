# The untouched cell.
# loses: adam

# %% adam
class Adam:
    def __init__(self, parameters, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
        raise NotImplementedError()

    def step(self):
        raise NotImplementedError()
