# the bias is a plain number 0.0, wrapped anew in each call (not trained)
# belief: the bias is a plain number 0.0, wrapped anew in each call (not trained)
# source: written without sight of the checks
# told: form: form
# read: cause

# %% neuron_layer
class Neuron:
    def __init__(self, nin, rng, nonlin=True):
        self.w = [Value(rng.uniform(-1, 1)) for _ in range(nin)]
        self.b = 0.0
        self.nonlin = nonlin

    def __call__(self, x):
        act = dot(self.w, x, Value(self.b))
        return act.relu() if self.nonlin else act

    def parameters(self):
        return self.w + [Value(self.b)]

class Layer:
    def __init__(self, nin, nout, rng, nonlin=True):
        self.neurons = [Neuron(nin, rng, nonlin) for _ in range(nout)]

    def __call__(self, x):
        return [n(x) for n in self.neurons]

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]
