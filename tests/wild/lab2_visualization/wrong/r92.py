# topo.append(root) where the visited node is meant
# belief: topo.append(root) where the visited node is meant
# source: found in public code or threads, retyped for this lab
# told: nothing
# read: nothing

# %% order
def topological_order(root):
    topo, visited = [], set()
    def build(node):
        if node not in visited:
            visited.add(node)
            for child in node._prev:
                build(child)
            topo.append(root)
    build(root)
    return topo
