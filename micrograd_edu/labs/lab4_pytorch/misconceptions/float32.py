# The twin computes in float32; our engine computes in float64.
# ask: Which type does PyTorch take when you do not say which?
# read: Lab 4, 'They agree in seven digits only'
# loses: to_torch

# %% to_torch float32, as PyTorch likes it
def to_torch(model):
    modules = []
    for layer in model.layers:
        weight = torch.tensor([[w.data for w in neuron.w] for neuron in layer.neurons])
        bias = torch.tensor([neuron.b.data for neuron in layer.neurons])
        linear = torch.nn.Linear(weight.shape[1], weight.shape[0])
        with torch.no_grad():
            linear.weight.copy_(weight)
            linear.bias.copy_(bias)
        modules += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*modules[:-1])
