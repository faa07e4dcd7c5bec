# parents are gone through as a set, and one that is repeated gets two edges, however often it stands there
# belief: a value can be used at most twice by one operation
# source: written without sight of the checks
# told: contrast: where a value is an operand of one operation more than twice
# read: cause

# %% trace
def trace(root):
    """Return two lists: every value behind root, and a pair (parent, child) for every use."""
    nodes, edges, seen, todo = [], [], set(), [root]
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            nodes.append(node)
            for parent in set(node._prev):
                edges.append((parent, node))
                if node._prev.count(parent) > 1:
                    # a + a
                    edges.append((parent, node))
                todo.append(parent)
    return nodes, edges
