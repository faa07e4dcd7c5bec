# ReLU after every layer, the last too
# belief: ReLU after every layer, the last too
# source: written without sight of the checks
# told: misconception: relu_last
# read: cause

# %% to_torch
def to_torch(model):
    modules = []
    for layer in model.layers:
        nout, nin = len(layer.neurons), len(layer.neurons[0].w)
        linear = torch.nn.Linear(nin, nout, dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor([[w.data for w in n.w] for n in layer.neurons], dtype=torch.float64))
            linear.bias.copy_(torch.tensor([n.b.data for n in layer.neurons], dtype=torch.float64))
        modules += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*modules)
