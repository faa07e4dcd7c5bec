# The first number is an average: it gets smaller the more weights agree.
# ask: Does the length of a vector have an n in it?
# read: Lab 4, 'Task 2'
# loses: compare_gradients

# %% compare_gradients The root of the mean square
def compare_gradients(model, twin):
    ours = []
    for layer in model.layers:
        ours.append([[w.grad or 0.0 for w in neuron.w] for neuron in layer.neurons])
        ours.append([neuron.b.grad or 0.0 for neuron in layer.neurons])
    rows = []
    for (name, parameter), grad in zip(twin.named_parameters(), ours):
        d = parameter.grad - torch.tensor(grad, dtype=torch.float64)
        rows.append((name, d.pow(2).mean().sqrt().item(), d.abs().max().item()))
    return rows
