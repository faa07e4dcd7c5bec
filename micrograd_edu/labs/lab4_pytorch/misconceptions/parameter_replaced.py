# A tensor was put in the place of a parameter, and PyTorch wants the parameter to stay.
# ask: How does the hint of task 1 write numbers into the parameter that is there?
# read: Lab 4, 'Task 1'
# loses: to_torch

# %% to_torch Assigns tensors
def to_torch(model):
    modules = []
    for layer in model.layers:
        weight = torch.tensor([[w.data for w in neuron.w] for neuron in layer.neurons], dtype=torch.float64)
        bias = torch.tensor([neuron.b.data for neuron in layer.neurons], dtype=torch.float64)
        linear = torch.nn.Linear(weight.shape[1], weight.shape[0], dtype=torch.float64)
        with torch.no_grad():
            linear.weight = weight
            linear.bias = bias
        modules += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*modules[:-1])
