# largest without abs (signed maximum)
# belief: largest without abs (signed maximum)
# source: written without sight of the checks
# told: misconception: max_without_abs
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
        rows.append((name, d.norm().item(), d.max().item()))
    return rows
