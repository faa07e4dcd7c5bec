# two sets
# belief: returns sets as micrograd does (nodes, edges = set(), set())
# source: written without sight of the checks
# told: misconception: trace_one_edge
# read: cause

# %% trace
def trace(root):
    nodes, edges = set(), set()
    todo = [root]
    while todo:
        v = todo.pop()
        if v not in nodes:
            nodes.add(v)
            for child in v._prev:
                edges.add((child, v))
                todo.append(child)
    return nodes, edges
