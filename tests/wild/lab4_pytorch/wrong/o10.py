# parameters made with requires_grad=False (copying must not be recorded)
# belief: parameters made with requires_grad=False (copying must not be recorded)
# source: written without sight of the checks
# told: relation: zero
# read: cause

# %% to_torch
def to_torch(model):
    modules = []
    for i, layer in enumerate(model.layers):
        nout, nin = len(layer.neurons), len(layer.neurons[0].w)
        linear = torch.nn.Linear(nin, nout, dtype=torch.float64)
        linear.weight = torch.nn.Parameter(torch.tensor([[w.data for w in n.w] for n in layer.neurons], dtype=torch.float64), requires_grad=False)
        linear.bias = torch.nn.Parameter(torch.tensor([n.b.data for n in layer.neurons], dtype=torch.float64), requires_grad=False)
        modules.append(linear)
        if i < len(model.layers) - 1:
            modules.append(torch.nn.ReLU())
    return torch.nn.Sequential(*modules)
