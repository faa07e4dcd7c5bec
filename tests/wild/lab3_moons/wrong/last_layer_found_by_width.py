# which layer is the last is decided by its width: every layer as wide as the last one has no relu
# belief: comparing with nouts[-1] asks whether this is the last one
# source: written without sight of the checks
# told: contrast: where a hidden layer is as wide as the last
# read: cause

# %% mlp
class MLP:
    def __init__(self, nin, nouts, rng):
        self.layers = []
        for nout in nouts:
            self.layers.append(Layer(nin, nout, rng, nonlin=nout != nouts[-1]))
            nin = nout

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x[0] if len(x) == 1 else x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
