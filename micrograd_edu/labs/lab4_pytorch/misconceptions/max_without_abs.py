# A large negative difference does not count.
# ask: Which is the larger disagreement: 0.1 or -3?
# read: Lab 4, 'Task 2'
# loses: compare_gradients

# %% compare_gradients Largest without absolute value
def compare_gradients(model, twin):
    ours = []
    for layer in model.layers:
        ours.append([[w.grad or 0.0 for w in neuron.w] for neuron in layer.neurons])
        ours.append([neuron.b.grad or 0.0 for neuron in layer.neurons])
    rows = []
    for (name, parameter), grad in zip(twin.named_parameters(), ours):
        d = parameter.grad - torch.tensor(grad, dtype=torch.float64)
        rows.append((name, d.pow(2).sum().sqrt().item(), d.max().item()))
    return rows
