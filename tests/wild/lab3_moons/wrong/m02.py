# nonlin inverted: only the last layer has the relu
# belief: nonlin inverted: only the last layer has the relu
# source: written without sight of the checks
# told: misconception: relu_only_last
# read: cause

# %% mlp
class MLP:
    def __init__(self, nin, nouts, rng):
        sizes = [nin] + nouts
        self.layers = [Layer(sizes[i], sizes[i + 1], rng, nonlin=i == len(nouts) - 1) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x[0] if len(x) == 1 else x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
