# the activation sits on the last layer too
# belief: the activation sits on the last layer too
# source: found in public code or threads, retyped for this lab
# told: misconception: relu_everywhere
# read: cause

# %% mlp
class MLP:
    def __init__(self, nin, nouts, rng):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1], rng, nonlin=True) for i in range(len(nouts))]
    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x[0] if len(x) == 1 else x
    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
