# removes seen values from the list it iterates over
# belief: duplicates can be removed from nodes while iterating over it
# source: written without sight of the checks
# told: part: values that are listed too often
# read: cause

# %% trace
def trace(root):
    nodes, edges, todo, seen = [], [], [root], set()
    while todo:
        node = todo.pop()
        nodes.append(node)
        if node not in seen:
            seen.add(node)
            for parent in node._prev:
                edges.append((parent, node))
                todo.append(parent)
    for node in nodes:
        if nodes.count(node) > 1:
            nodes.remove(node)
    return nodes, edges
