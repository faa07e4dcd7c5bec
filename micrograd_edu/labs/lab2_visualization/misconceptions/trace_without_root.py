# Everything is there but the root.
# ask: Only parents get into your list. Whose parent is the root?
# read: Lab 2, 'Something is missing'
# loses: trace

# %% trace Only parents get into the list
def trace(root):
    nodes, edges, todo, seen = [], [], [root], {root}
    while todo:
        node = todo.pop()
        for parent in node._prev:
            edges.append((parent, node))
            if parent not in seen:
                seen.add(parent)
                nodes.append(parent)
                todo.append(parent)
    return nodes, edges
