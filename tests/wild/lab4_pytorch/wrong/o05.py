# biases start at 0, so zero them instead of copying
# belief: biases start at 0, so zero them instead of copying
# source: written without sight of the checks
# told: misconception: bias_lost
# read: cause

# %% to_torch
def to_torch(model):
    modules = []
    for i, layer in enumerate(model.layers):
        nout, nin = len(layer.neurons), len(layer.neurons[0].w)
        linear = torch.nn.Linear(nin, nout, dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor([[w.data for w in n.w] for n in layer.neurons], dtype=torch.float64))
        torch.nn.init.zeros_(linear.bias)
        modules.append(linear)
        if i < len(model.layers) - 1:
            modules.append(torch.nn.ReLU())
    return torch.nn.Sequential(*modules)
