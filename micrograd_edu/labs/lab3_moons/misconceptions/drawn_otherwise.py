# Fresh weights come from rng, but they are not those that the task describes.
# ask: From which range does the task draw, with how many calls of rng, and in which order?
# read: Lab 3, 'Task 1'
# loses: neuron_layer

# %% neuron_layer Draws from 0 to 1: no negative weights
class Neuron:
    def __init__(self, nin, rng, nonlin=True):
        self.w = [Value(rng.uniform(0, 1)) for _ in range(nin)]
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
        return [neuron(x) for neuron in self.neurons]

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
