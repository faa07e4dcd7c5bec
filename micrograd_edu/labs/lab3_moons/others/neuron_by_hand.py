# Sums and products instead of dot.

# %% neuron_layer
class Neuron:
    def __init__(self, nin, rng, nonlin=True):
        self.w = [Value(rng.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x):
        out = self.b
        for w, xi in zip(self.w, x):
            out = out + w * xi
        return out.relu() if self.nonlin else out

    def parameters(self):
        return self.w + [self.b]


class Layer:
    def __init__(self, nin, nout, rng, nonlin=True):
        self.neurons = [Neuron(nin, rng, nonlin) for _ in range(nout)]

    def __call__(self, x):
        return [neuron(x) for neuron in self.neurons]

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
