# A neuron was given more or fewer numbers than it has weights.
# ask: What are the inputs of the second layer: the point, or what the first layer made of it?
# read: Lab 3, 'Task 2'
# loses: mlp

# %% mlp Every layer is given the point
class MLP:
    def __init__(self, nin, nouts, rng):
        sizes = [nin, *nouts]
        self.layers = []
        for i in range(len(nouts)):
            self.layers.append(Layer(sizes[i], sizes[i + 1], rng, nonlin=i < len(nouts) - 1))

    def __call__(self, x):
        for layer in self.layers:
            out = layer(x)
        return out[0] if len(out) == 1 else out

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
