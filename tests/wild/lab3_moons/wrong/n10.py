# relu on each product, then the sum
# belief: relu on each product, then the sum
# source: written without sight of the checks
# told: misconception: relu_on_products
# read: cause

# %% neuron_layer
class Neuron:
    def __init__(self, nin, rng, nonlin=True):
        self.w = [Value(rng.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x):
        out = self.b
        for wi, xi in zip(self.w, x):
            out = out + ((wi * xi).relu() if self.nonlin else wi * xi)
        return out

    def parameters(self):
        return self.w + [self.b]

class Layer:
    def __init__(self, nin, nout, rng, nonlin=True):
        self.neurons = [Neuron(nin, rng, nonlin) for _ in range(nout)]

    def __call__(self, x):
        return [n(x) for n in self.neurons]

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]
