# Row by row, in plain Python.

# %% softmax
def softmax(scores):
    rows = []
    for row in scores.tolist():
        powers = [math.exp(s - max(row)) for s in row]
        rows.append([power / sum(powers) for power in powers])
    return np.array(rows)


import math
