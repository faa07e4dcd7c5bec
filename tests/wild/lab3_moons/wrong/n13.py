# weights in a class attribute that all neurons share
# belief: weights in a class attribute that all neurons share
# source: written without sight of the checks
# told: form: form
# read: cause

# %% neuron_layer
class Neuron:
    w = []

    def __init__(self, nin, rng, nonlin=True):
        for _ in range(nin):
            self.w.append(Value(rng.uniform(-1, 1)))
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x):
        act = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return act.relu() if self.nonlin else act

    def parameters(self):
        return self.w + [self.b]

class Layer:
    def __init__(self, nin, nout, rng, nonlin=True):
        self.neurons = [Neuron(nin, rng, nonlin) for _ in range(nout)]

    def __call__(self, x):
        return [n(x) for n in self.neurons]

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]
