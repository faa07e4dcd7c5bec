# labels stay float64 in the float32 run (promotes to float64)
# belief: labels stay float64 in the float32 run (promotes to float64)
# source: written without sight of the checks
# told: by chance
# read: cause

# %% dtype_speed
def measure(twin, X, y):
    Xt, yt = torch.tensor(X, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    out = {}
    t = time.perf_counter()
    loss = torch.relu(1 - yt * twin(Xt).squeeze(1)).mean().item()
    out["float64"] = (loss, time.perf_counter() - t)
    small = copy.deepcopy(twin).float()
    t = time.perf_counter()
    loss = torch.relu(1 - yt * small(Xt.float()).squeeze(1)).mean().item()
    out["float32"] = (loss, time.perf_counter() - t)
    t = time.perf_counter()
    loss = sum(torch.relu(1 - yt[i] * twin(Xt[i:i + 1])[0, 0]).item() for i in range(len(X))) / len(X)
    out["one by one"] = (loss, time.perf_counter() - t)
    return out
