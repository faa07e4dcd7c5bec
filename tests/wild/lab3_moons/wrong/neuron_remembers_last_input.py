# a neuron that is called with the same inputs again hands out its last result, although its weights may have moved
# belief: same inputs, same output: no need to calculate again
# source: written without sight of the checks
# told: part: where the parameters have moved since the first call
# read: cause

# %% neuron_layer
class Neuron:
    def __init__(self, nin, rng, nonlin=True):
        self.w = [Value(rng.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin
        self.last_x = None
        self.last_out = None

    def __call__(self, x):
        if self.last_x is not None and list(x) == self.last_x:
            return self.last_out
        out = dot(self.w, x, self.b)
        if self.nonlin:
            out = out.relu()
        self.last_x = list(x)
        self.last_out = out
        return out

    def parameters(self):
        return self.w + [self.b]


class Layer:
    def __init__(self, nin, nout, rng, nonlin=True):
        self.neurons = [Neuron(nin, rng, nonlin) for _ in range(nout)]

    def __call__(self, x):
        return [neuron(x) for neuron in self.neurons]

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
