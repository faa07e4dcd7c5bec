# The twin itself is converted.
# loses: dtype_speed
# told: law: changes arguments

# %% dtype_speed
def measure(twin, X, y):
    def batched(module, dtype):
        inputs, labels = torch.tensor(X, dtype=dtype), torch.tensor(y, dtype=dtype)
        started = time.perf_counter()
        loss = torch.relu(1 - labels * module(inputs).squeeze(1)).mean()
        return loss.item(), time.perf_counter() - started

    inputs = torch.tensor(X, dtype=torch.float64)
    started = time.perf_counter()
    losses = [torch.relu(1 - label * twin(x.unsqueeze(0))).item() for x, label in zip(inputs, y)]
    one_by_one = sum(losses) / len(losses), time.perf_counter() - started
    double = batched(twin, torch.float64)
    return {
        "float64": double,
        "float32": batched(twin.float(), torch.float32),
        "one by one": one_by_one,
    }
