# A Value stands where a plain number is wanted.
# ask: A tensor is made of plain numbers. Which attribute of a Value is its number, and which its gradient?
# read: Lab 4, 'Task 1'
# loses: to_torch

# %% to_torch Makes a tensor of Values
def to_torch(model):
    modules = []
    for layer in model.layers:
        weight = torch.tensor([[w for w in neuron.w] for neuron in layer.neurons], dtype=torch.float64)
        bias = torch.tensor([neuron.b.data for neuron in layer.neurons], dtype=torch.float64)
        linear = torch.nn.Linear(weight.shape[1], weight.shape[0], dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(weight)
            linear.bias.copy_(bias)
        modules += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*modules[:-1])
