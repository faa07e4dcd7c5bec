# A layer does not give a list, and the task asks for one, even where it has a single neuron.
# ask: The next layer goes over its inputs one by one. What would it find in yours?
# read: Lab 3, 'Task 1'
# loses: neuron_layer

# %% neuron_layer A layer with one neuron gives the Value
class Neuron:
    def __init__(self, nin, rng, nonlin=True):
        self.w = [Value(rng.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x):
        out = dot(self.w, x, self.b)
        return out.relu() if self.nonlin else out

    def parameters(self):
        return self.w + [self.b]


class Layer:
    def __init__(self, nin, nout, rng, nonlin=True):
        self.neurons = [Neuron(nin, rng, nonlin) for _ in range(nout)]

    def __call__(self, x):
        out = [neuron(x) for neuron in self.neurons]
        return out[0] if len(out) == 1 else out

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
