# Values without a label are taken for one and the same.
# ask: What is the label of c after c = a * b?
# read: Lab 2, 'Two values have become one'
# loses: trace

# %% trace Tells values apart by their label
def trace(root):
    nodes, edges, seen, todo = [], [], set(), [root]
    while todo:
        node = todo.pop()
        if node.label not in seen:
            seen.add(node.label)
            nodes.append(node)
            for parent in node._prev:
                todo.append(parent)
                edges.append((parent, node))
    return nodes, edges
