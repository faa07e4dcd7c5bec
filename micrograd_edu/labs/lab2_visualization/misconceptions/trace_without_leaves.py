# Values without parents are missing from your nodes.
# ask: What does your function do with a value that has no parents?
# read: Lab 2, 'Something is missing'
# loses: trace

# %% trace Values without parents are not listed
def trace(root):
    nodes, edges, seen, todo = [], [], set(), [root]
    while todo:
        node = todo.pop()
        if node._prev and node not in seen:
            seen.add(node)
            nodes.append(node)
            for parent in node._prev:
                todo.append(parent)
                edges.append((parent, node))
    return nodes, edges
