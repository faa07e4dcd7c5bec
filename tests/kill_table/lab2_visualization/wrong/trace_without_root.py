# Only parents get into the list.
# loses: trace, draw
# hint: trace_without_root

# %% trace
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
