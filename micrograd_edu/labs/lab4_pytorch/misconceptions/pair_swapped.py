# In your pairs, the seconds stand where the loss is wanted.
# ask: In which order does the task want the two?
# read: Lab 4, 'Task 4'
# loses: dtype_speed

# %% dtype_speed Seconds first
def measure(twin, X, y):
    def batched(module, dtype):
        inputs, labels = torch.tensor(X, dtype=dtype), torch.tensor(y, dtype=dtype)
        started = time.perf_counter()
        loss = torch.relu(1 - labels * module(inputs).squeeze(1)).mean()
        return time.perf_counter() - started, loss.item()

    inputs = torch.tensor(X, dtype=torch.float64)
    started = time.perf_counter()
    losses = [torch.relu(1 - label * twin(x.unsqueeze(0))).item() for x, label in zip(inputs, y)]
    one_by_one = time.perf_counter() - started, sum(losses) / len(losses)
    return {
        "float64": batched(twin, torch.float64),
        "float32": batched(copy.deepcopy(twin).float(), torch.float32),
        "one by one": one_by_one,
    }
