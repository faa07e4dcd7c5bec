# Kahn's algorithm whose counting function is never called: the order is empty
# belief: Kahn's algorithm whose counting function is never called: the order is empty
# source: found in public code or threads, retyped for this lab
# told: relation: none
# read: true

# %% backward
def backward(self):
    self.grad = 1.0
    in_edges, visited = {}, set()
    def visit(node):
        for child in node._prev:
            in_edges[child] = in_edges.get(child, 0) + 1
            if child not in visited:
                visited.add(child)
                visit(child)
    queue = [node for node in in_edges if in_edges[node] == 0]
    while queue:
        node = queue.pop(0)
        for parent, g in zip(node._prev, node._local_grads):
            parent.grad = (parent.grad or 0.0) + node.grad * g
Value.backward = backward
