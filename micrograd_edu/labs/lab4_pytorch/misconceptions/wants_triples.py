# The answer is not a list of tuples (name, l2, max_abs).
# ask: What does one entry of your list look like when you print it?
# read: Lab 4, 'Task 2'
# loses: compare_gradients

# %% compare_gradients A dict by name
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
