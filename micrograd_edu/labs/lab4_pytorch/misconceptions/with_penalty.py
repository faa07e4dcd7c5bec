# Your loss has the penalty in it.
# ask: Which loss does this task ask for: with or without the penalty?
# read: Lab 4, 'Task 4'
# loses: dtype_speed

# %% dtype_speed The loss with penalty
def measure(twin, X, y):
    def batched(module, dtype):
        inputs, labels = torch.tensor(X, dtype=dtype), torch.tensor(y, dtype=dtype)
        started = time.perf_counter()
        loss = torch.relu(1 - labels * module(inputs).squeeze(1)).mean() + 1e-4 * sum((p * p).sum() for p in module.parameters())
        return loss.item(), time.perf_counter() - started

    inputs = torch.tensor(X, dtype=torch.float64)
    started = time.perf_counter()
    losses = [torch.relu(1 - label * twin(x.unsqueeze(0))).item() for x, label in zip(inputs, y)]
    one_by_one = sum(losses) / len(losses), time.perf_counter() - started
    return {
        "float64": batched(twin, torch.float64),
        "float32": batched(copy.deepcopy(twin).float(), torch.float32),
        "one by one": one_by_one,
    }
