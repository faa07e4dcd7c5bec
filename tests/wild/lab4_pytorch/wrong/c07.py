# relative error: divided by the norm of the twin's gradient
# belief: relative error: divided by the norm of the twin's gradient
# source: written without sight of the checks
# told: relation: lacks the norm of the twin's gradient
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
        rows.append((name, (d.norm() / (p.grad.norm() + 1e-30)).item(), (d.abs().max() / (p.grad.abs().max() + 1e-30)).item()))
    return rows
