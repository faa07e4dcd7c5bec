# A value that is used twice by the same operation waits for one message instead of two.
# ask: In c = a * a, how many messages does c send to a?
# read: Lab 2, 'Counting instead'
# loses: order

# %% order Counts the values that use it, and each use is crossed off
from collections import Counter


def topological_order(root):
    nodes, _ = trace(root)
    waits_for = Counter(parent for node in nodes for parent in set(node._prev))
    senders, ready = [], [root]
    while ready:
        child = ready.pop()
        senders.append(child)
        for parent in child._prev:
            waits_for[parent] -= 1
            if waits_for[parent] == 0:
                ready.append(parent)
    return senders[::-1]

# %% order Counts the uses, and crosses off once for each value that uses it
from collections import Counter


def topological_order(root):
    _, edges = trace(root)
    waits_for = Counter(parent for parent, _ in edges)
    senders, ready = [], [root]
    while ready:
        child = ready.pop()
        senders.append(child)
        for parent in set(child._prev):
            waits_for[parent] -= 1
            if waits_for[parent] == 0:
                ready.append(parent)
    return senders[::-1]
