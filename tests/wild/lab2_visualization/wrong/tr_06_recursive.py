# Karpathy's build
# belief: micrograd's recursive build, with lists
# source: written without sight of the checks
# told: contrast: where the graph is thousands of steps deep
# read: cause

# %% trace
def trace(root):
    nodes, edges = [], []
    seen = set()

    def build(v):
        if v not in seen:
            seen.add(v)
            nodes.append(v)
            for child in v._prev:
                edges.append((child, v))
                build(child)

    build(root)
    return nodes, edges
