# removes seen values from the list it iterates over
# belief: duplicates can be removed from nodes while iterating over it
# source: written without sight of the checks
# told: contrast: only where a value in between is used at uneven depth
# read: true

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
