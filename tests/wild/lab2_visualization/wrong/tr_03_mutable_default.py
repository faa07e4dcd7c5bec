# seen as default argument
# belief: def trace(root, seen=set()) starts with an empty set each time
# source: written without sight of the checks
# told: contrast: where your function was called before on values of the same graph
# read: cause

# %% trace
def trace(root, seen=set()):
    nodes, edges, todo = [], [], [root]
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            nodes.append(node)
            for parent in node._prev:
                edges.append((parent, node))
                todo.append(parent)
    return nodes, edges
