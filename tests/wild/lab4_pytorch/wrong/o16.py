# one ReLU module too few: the same nn.ReLU is fine but LeakyReLU is used (better gradients)
# belief: one ReLU module too few: the same nn.ReLU is fine but LeakyReLU is used (better gradients)
# source: written without sight of the checks
# told: contrast: where a relu is closed
# read: cause

# %% to_torch
def to_torch(model):
    modules = []
    for i, layer in enumerate(model.layers):
        nout, nin = len(layer.neurons), len(layer.neurons[0].w)
        linear = torch.nn.Linear(nin, nout, dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor([[w.data for w in n.w] for n in layer.neurons], dtype=torch.float64))
            linear.bias.copy_(torch.tensor([n.b.data for n in layer.neurons], dtype=torch.float64))
        modules.append(linear)
        if i < len(model.layers) - 1:
            modules.append(torch.nn.LeakyReLU())
    return torch.nn.Sequential(*modules)
