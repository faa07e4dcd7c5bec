# Dictionary by id, breadth first.

# %% trace
from collections import deque


def trace(root):
    found, queue = {id(root): root}, deque([root])
    edges = []
    while queue:
        child = queue.popleft()
        for parent in child._prev:
            edges.append((parent, child))
            if id(parent) not in found:
                found[id(parent)] = parent
                queue.append(parent)
    return list(found.values()), edges
