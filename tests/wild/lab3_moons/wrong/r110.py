# len(x) != 0 where len(x) != 1 is meant
# belief: len(x) != 0 where len(x) != 1 is meant
# source: found in public code or threads, retyped for this lab
# told: form: form
# read: cause

# %% mlp
class MLP:
    def __init__(self, nin, nouts, rng):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1], rng, nonlin=i < len(nouts) - 1) for i in range(len(nouts))]
    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x if len(x) != 0 else x[0]
    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
