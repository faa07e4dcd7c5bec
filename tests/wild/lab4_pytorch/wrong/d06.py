# one by one: the twin is called once, the loop runs over its scores
# belief: one by one: the twin is called once, the loop runs over its scores
# source: written without sight of the checks
# told: relation: zero
# read: cause

# %% dtype_speed
def measure(twin, X, y):
    Xt, yt = torch.tensor(X, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    out = {}
    t = time.perf_counter()
    loss = torch.relu(1 - yt * twin(Xt).squeeze(1)).mean().item()
    out["float64"] = (loss, time.perf_counter() - t)
    small = copy.deepcopy(twin).float()
    X32, y32 = Xt.float(), yt.float()
    t = time.perf_counter()
    loss = torch.relu(1 - y32 * small(X32).squeeze(1)).mean().item()
    out["float32"] = (loss, time.perf_counter() - t)
    t = time.perf_counter()
    loss = 0.0
    for s, target in zip(twin(Xt).squeeze(1), yt):
        loss += torch.relu(1 - target * s).item()
    out["one by one"] = (loss / len(X), time.perf_counter() - t)
    return out
