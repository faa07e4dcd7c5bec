# A dict by name.
# loses: compare_gradients
# told: form: form

# %% compare_gradients
def compare_gradients(model, twin):
    rows = {}
    ours = []
    for layer in model.layers:
        ours.append([[w.grad for w in n.w] for n in layer.neurons])
        ours.append([n.b.grad for n in layer.neurons])
    for (name, p), g in zip(twin.named_parameters(), ours):
        d = torch.tensor(g, dtype=torch.float64) - p.grad
        rows[name] = (d.norm().item(), d.abs().max().item())
    return rows
