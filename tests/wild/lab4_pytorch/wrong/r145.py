# float32, by torch.Tensor
# belief: float32, by torch.Tensor
# source: found in public code or threads, retyped for this lab
# told: misconception: float32
# read: cause

# %% to_torch
def to_torch(model):
    modules = []
    for layer in model.layers:
        weight = torch.Tensor([[w.data for w in n.w] for n in layer.neurons])
        linear = torch.nn.Linear(weight.shape[1], weight.shape[0])
        linear.weight.data = weight
        linear.bias.data = torch.Tensor([n.b.data for n in layer.neurons])
        modules += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*modules[:-1])
