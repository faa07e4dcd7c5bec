# a closed neuron returns a fresh Value(0.0), not linked to its weights
# belief: a closed neuron returns a fresh Value(0.0), not linked to its weights
# source: written without sight of the checks
# told: relation: none
# read: true

# %% neuron_layer
class Neuron:
    def __init__(self, nin, rng, nonlin=True):
        self.w = [Value(rng.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x):
        act = dot(self.w, x, self.b)
        if self.nonlin and act.data < 0:
            return Value(0.0)
        return act

    def parameters(self):
        return self.w + [self.b]

class Layer:
    def __init__(self, nin, nout, rng, nonlin=True):
        self.neurons = [Neuron(nin, rng, nonlin) for _ in range(nout)]

    def __call__(self, x):
        return [n(x) for n in self.neurons]

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]
