# All numbers agree in about seven digits, and not in sixteen: one of them was a float32 on the way.
# ask: Which type has a tensor that is made from Python numbers without a dtype?
# read: Lab 4, 'They agree in seven digits only'
# loses: compare_gradients, to_torch

# %% compare_gradients Ours as float32
def compare_gradients(model, twin):
    rows = []
    ours = []
    for layer in model.layers:
        ours.append([[w.grad for w in n.w] for n in layer.neurons])
        ours.append([n.b.grad for n in layer.neurons])
    for (name, p), g in zip(twin.named_parameters(), ours):
        d = torch.tensor(g) - p.grad
        rows.append((name, d.norm().item(), d.abs().max().item()))
    return rows

# %% to_torch float32 tensors copied into float64 parameters
def to_torch(model):
    layers = []
    for layer in model.layers:
        nout, nin = len(layer.neurons), len(layer.neurons[0].w)
        linear = torch.nn.Linear(nin, nout, dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor([[w.data for w in n.w] for n in layer.neurons]))
            linear.bias.copy_(torch.tensor([n.b.data for n in layer.neurons]))
        layers += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])
