# visited is filled, never asked: every path is listed
# belief: visited is filled, never asked: every path is listed
# source: found in public code or threads, retyped for this lab
# told: misconception: without_visited
# read: cause

# %% backward
def backward(self):
    graph, visited = [], set()
    def build_graph(node):
        if len(graph) > 100000:
            return
        visited.add(node)
        for child in node._prev:
            build_graph(child)
        graph.append(node)
    build_graph(self)
    for v in visited:
        if v._prev or v.grad is None:
            v.grad = 0.0
    self.grad = 1.0
    for node in reversed(graph):
        for parent, g in zip(node._prev, node._local_grads):
            parent.grad += node.grad * g
Value.backward = backward
