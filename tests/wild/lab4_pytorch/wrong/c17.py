# all weights first, then all biases
# belief: all weights first, then all biases
# source: written without sight of the checks
# told: contrast: where there is a hidden layer
# read: cause

# %% compare_gradients
def compare_gradients(model, twin):
    ours = []
    for layer in model.layers:
        ours.append(torch.tensor([[w.grad for w in n.w] for n in layer.neurons], dtype=torch.float64))
        ours.append(torch.tensor([n.b.grad for n in layer.neurons], dtype=torch.float64))
    rows = []
    for (name, p), o in zip(twin.named_parameters(), ours):
        d = p.grad - o
        rows.append((name, d.norm().item(), d.abs().max().item()))
    return [r for r in rows if "weight" in r[0]] + [r for r in rows if "bias" in r[0]]
