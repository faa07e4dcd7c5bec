# listed when only one parent is there
# belief: puts parents on and lists the value when the LAST parent pushed comes off; no True pair for values whose parents are all seen (seen is not listed)
# source: written without sight of the checks
# told: misconception: order_marked_too_early
# read: cause

# %% order
def topological_order(root):
    order, seen, stack = [], set(), [root]
    while stack:
        node = stack[-1]
        seen.add(node)
        new = [p for p in node._prev if p not in seen]
        if not new:
            stack.pop()
            if node not in order:
                order.append(node)
        else:
            stack.extend(new)
            seen.update(new)
    return order
