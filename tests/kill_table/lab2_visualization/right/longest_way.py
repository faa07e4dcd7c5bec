# Sorted by the longest way from a leaf, found by repetition.

# %% order
def topological_order(root):
    nodes, todo = [], [root]
    seen = set()
    while todo:
        node = todo.pop()
        if id(node) not in seen:
            seen.add(id(node))
            nodes.append(node)
            todo.extend(node._prev)
    height, waiting = {}, nodes[::-1]
    while waiting:
        later = []
        for node in waiting:
            below = [height.get(id(parent)) for parent in node._prev]
            if None in below:
                later.append(node)
            else:
                height[id(node)] = 1 + max(below, default=0)
        waiting = later
    return sorted(nodes, key=lambda node: height[id(node)])
