# float32 and float64 meet in one operation, and PyTorch refuses.
# ask: Which dtype has your tensor, and which the layer that it goes into?
# read: Lab 4, 'They agree in seven digits only'
# loses: to_torch

# %% to_torch The weights of a layer are replaced by float32 parameters, its inputs are float64
def to_torch(model):
    modules = []
    for layer in model.layers:
        weight = torch.tensor([[w.data for w in neuron.w] for neuron in layer.neurons], dtype=torch.float64)
        bias = torch.tensor([neuron.b.data for neuron in layer.neurons], dtype=torch.float64)
        linear = torch.nn.Linear(weight.shape[1], weight.shape[0], dtype=torch.float64)
        with torch.no_grad():
            linear.weight = torch.nn.Parameter(weight.float())
            linear.bias.copy_(bias)
        modules += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*modules[:-1])
