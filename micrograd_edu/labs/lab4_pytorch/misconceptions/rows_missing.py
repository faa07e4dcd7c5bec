# The list has not one entry for each parameter of the twin.
# ask: A Linear has two parameters. Which one do you leave out?
# read: Lab 4, 'Task 2'
# loses: compare_gradients

# %% compare_gradients The biases are left out
def compare_gradients(model, twin):
    ours = []
    for layer in model.layers:
        ours.append([[w.grad or 0.0 for w in neuron.w] for neuron in layer.neurons])
    rows = []
    for (name, parameter), grad in zip(twin.named_parameters(), ours):
        d = parameter.grad - torch.tensor(grad, dtype=torch.float64)
        rows.append((name, d.pow(2).sum().sqrt().item(), d.abs().max().item()))
    return rows
