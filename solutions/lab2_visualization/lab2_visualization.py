# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Lab 2: see it
#
# `backward` is a handful of lines, and it runs in a blink. In this lab you slow it down until you can watch it. You will
# list a graph, put it in order, draw it, and log every message that travels through it.
#
# **After this lab you can**
# - list the values and edges of any graph, each value once and each use once;
# - say why messages need a topological order, give a graph on which another order fails, and make one in two ways;
# - draw a computation with its numbers, its gradients and its local derivatives;
# - tell, message by message, how a gradient comes about.
#
# **Time** about 2.5 hours, with a good place to stop after task 2. **Points** 16.
#
# **You need** lab 1: local derivatives, and the rule *multiply along a path, add over paths*.
#
# **To read with it** [chapter 2](../../course/lab2_visualization.md) of the course.
#
# **How it works.** As in lab 1: a lead-in, a cell for your code, a check. The engine is the package's from now on. The
# checks hand your functions values that nobody has seen before, with the same attributes: `data`, `grad`, `label`, `_prev`,
# `_local_grads` and `_op`. All four functions only look: they change nothing about a value, not even its `grad`, and called a
# second time they answer the same. An operation may have one parent, two or many; a root may have none; numbers may be ints.

# %% tags=["setup"]
import sys
from collections import Counter, defaultdict

import graphviz

from micrograd_edu import Value, dot

# %%
from IPython.display import HTML, display

from micrograd_edu.labs.lab2_visualization import check, compare, warm_up
from micrograd_edu.graph import draw_dot as picture
from micrograd_edu.graph import layout
from micrograd_edu.widgets import BackpropStepper

check.progress()

# %% [markdown]
# ## A computation with a memory
#
# Three small steps: `c = a * b`, `d = c + a`, `L = d * c`. The picture will have a box for every value, a circle for every
# operation, and an arrow into the circle for every operand.
#
# Predict before you look. How many boxes will there be, and how many arrows that lead *into* circles?

# %%
my_boxes = None  # a number
my_arrows = None

# %%
a, b = Value(2.0, label="a"), Value(-3.0, label="b")
c = a * b
d = c + a
L = d * c
c.label, d.label, L.label = "c", "d", "L"
compare("boxes", my_boxes)
compare("arrows into circles", my_arrows)
picture(L)

# %% [markdown]
# Five boxes: `a` is used twice and `c` is used twice, and yet each is there once. Six arrows: one for each *use*. The boxes
# are dashed because no gradient has been computed. *Not yet* is not 0.
#
# Somebody had to find these boxes and arrows. All we hand over is `L`. The rest hangs behind it: `L._prev` is `(d, c)`, the
# parents. Their `_prev` leads on.
#
# ## A to-do list
#
# To visit everything behind `L`, keep a list of what is still to be looked at. Take one value off, look at it, put its
# parents on. Stop when the list is empty:
#
# ```python
# nodes, seen, todo = [], set(), [L]
# while todo:
#     node = todo.pop()
#     if node not in seen:
#         seen.add(node)
#         nodes.append(node)
#         for parent in node._prev:
#             todo.append(parent)
# ```
#
# Why `seen`? Follow `c`: `L` puts it on the list, and `d` puts it on the list again. The second time it comes off, there is
# nothing left to do. Without `seen`, `c` would be listed twice, and everything behind it twice. After 30 doublings
# (`x = x + x`, again and again) that would be a billion entries.
#
# ## Task 1: trace (3 points, 25 minutes)
#
# Write **`trace(root)`**. It returns two lists:
#
# - `nodes`: every value behind `root`, and `root` itself, each once;
# - `edges`: a pair `(parent, child)` for every use. In `c = a + a` the value `a` is used twice: two edges.
#
# The order inside the lists does not matter. Put the **values themselves** in them, not their labels or numbers: two
# different values may have the same number, and most have no label.
#
# The loop above is half of the solution: it finds the nodes. Where in it do you meet each edge exactly once?
#
# *Example:* for `a = Value(1.0)` and `c = a + a`, `trace(c)` gives `[c, a]` and `[(a, c), (a, c)]`.

# %% nbgrader={"grade": false, "grade_id": "trace", "locked": false, "schema_version": 3, "solution": true, "task": false}
def trace(root):
    """Return two lists: every value behind root, and a pair (parent, child) for every use."""
    ### BEGIN SOLUTION
    nodes, edges, seen, todo = [], [], set(), [root]
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            nodes.append(node)
            for parent in node._prev:
                todo.append(parent)
                edges.append((parent, node))
    return nodes, edges
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-trace", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab2_visualization import check

check("trace", trace)

# %% [markdown]
# Does it find what you predicted?

# %%
nodes, edges = trace(L)
print(len(nodes), "values:", ", ".join(node.label for node in nodes))
arrows = [f"{parent.label}->{child.label}" for parent, child in edges]
print(len(edges), "edges: ", ", ".join(arrows))

# %% [markdown]
# <details><summary><b>Stuck?</b> <code>a + a</code> has only one edge</summary>
#
# A `set` of edges keeps equal pairs once, and so does a test like `if edge not in edges`. Both uses count: each of
# them will carry a message. Iterate over `_prev` as it is, and keep edges in a list.
# </details>
#
# <details><summary><b>Stuck?</b> A value or an edge is listed too often</summary>
#
# When a value comes off the to-do list for the second time, everything about it has been done: its place in `nodes`, its
# edges, its parents. All three belong inside the `if`.
# </details>
#
# <details><summary><b>Stuck?</b> Something is missing</summary>
#
# Is `root` itself in `nodes`? Are the leaves, which have no parents? And do you go on to the parents of the parents?
# </details>
#
# <details><summary><b>Stuck?</b> Two values have become one</summary>
#
# Numbers and labels do not tell values apart: `Value(1.5)` and another `Value(1.5)` are two values, each with a gradient of its
# own. Put the value itself into `seen`. Python tells objects apart by identity.
# </details>
#
# <details><summary><b>Stuck?</b> My function never comes to an end</summary>
#
# Stop it with the square button in the toolbar (*Interrupt the kernel*). The verdict then says where it was. Does every turn of
# the loop take something off the list? Is a value that has been seen before left alone?
# </details>
#
# <details><summary><b>Stuck?</b> RecursionError</summary>
#
# A function that calls itself for each parent goes as deep as the graph, and Python has a limit for that. The
# to-do list has none.
# </details>

# %% [markdown]
# ## First met is not ready to send
#
# *In the chapter: [The smallest graph that goes wrong](../../course/lab2_visualization.md#The-smallest-graph-that-goes-wrong).*
#
# Lab 1 had the rule: a value sends when all of its own messages have arrived, after everything that was made from it. `trace`
# gives an order, root first; so does going level by level, first the root, then what is one step from it, then two steps. Is
# either of them any good?
#
# Here is a graph in which `b` is used twice: by `L` itself, and by `c`, which is two steps away from `L`. (The boxes without
# a name are the numbers 1 and 3. They are values too.)

# %%
a = Value(2.0, label="a")
b = a * a
c = b + 1
d = c * 3
L = d * b
b.label, c.label, d.label, L.label = "b", "c", "d", "L"
picture(L)

# %% [markdown]
# Three orders of sending. For each: what will `a.grad` be? Take a minute with the picture. In formulas
# L = 3(a² + 1) · a², so dL/da = 12a³ + 6a, which is 108 at a = 2. Which orders get there?

# %%
senders = {
    "as trace may meet them": [L, b, d, c],
    "level by level": [L, d, b, c],  # b is one step from L, c is two steps away
    "b waits for c": [L, d, c, b],
}
my_prediction = {  # three numbers
    "as trace may meet them": None,
    "level by level": None,
    "b waits for c": None,
}

# %%
for name, order in senders.items():
    grad = defaultdict(float)
    grad[L] = 1.0
    print(name)
    for child in order:
        for parent, local_grad in zip(child._prev, child._local_grads):
            message = grad[child] * local_grad
            grad[parent] += message
            if parent.label:
                sent = f"{local_grad:g} x {grad[child]:g} = {message:g}"
                print(f"  {child.label} sends {sent} to {parent.label}")
    compare("  a.grad", my_prediction[name], grad[a])

# %% [markdown]
# In the first two orders `b` sends when it has heard from `L` only. It passes on 15. The 12 that comes from `c` later never
# reaches `a`. The second order fails although it goes level by level from the root: the *shortest* way from `L` to `b` is one
# step, but there is also a long way round. What is needed is a *topological order*, every value **after all of its parents**, walked
# from its end.
#
# ## Warm-up: ten lines, shuffled
#
# In lab 1 you made one with a pile of notes. Here is the shortest program that makes one: a function that calls itself. Only its
# lines have been shuffled. Put the letters in order. The indentation is right as it is; that narrows it down.
#
# *The one idea in it:* before you list a value, see to its parents.

# %%
lines = {
    "A": "        order.append(node)",
    "B": "def recursive_order(root):",
    "C": "    return order",
    "D": "        for parent in node._prev:",
    "E": "    visit(root)",
    "F": "    order = []",
    "G": "            visit(parent)",
    "H": "        if node in order:",
    "I": "    def visit(node):",
    "J": "            return",
}
my_letters = ""  # for example "BACDEFGHIJ"

warm_up(lines, my_letters, L)

# %% [markdown]
# Not graded; run it until it says that this is a topological order. Then one more question: what would the program print if
# line A came right after `def visit(node):` and the two lines of the `if`? That is one character moved in your string.
# Try it.
#
# ## How deep can it go?
#
# The program is right, and it has a limit. Each `visit` waits for another `visit` inside of it, and Python keeps only so many
# unfinished calls. A sum of 5,000 terms is a chain of 5,000 values, and Python's limit is

# %%
sys.getrecursionlimit()

# %% [markdown]
# What does an unfinished call remember? Only which value it was about, and that it still has to be listed. That is what lab 1's
# notes said:
#
# | in the recursive program | on the pile of lab 1 |
# |---|---|
# | `visit(parent)` | put `(parent, False)` on it: *see to this one* |
# | `order.append(node)`, after the loop | put `(node, True)` on it **before** its parents: *now list it* |
# | return at once if the value is known | when `(node, False)` comes off and the value has been seen, do nothing |
#
# ## Counting instead
#
# Both programs begin with the question *what has to be listed before me?* Here is another way, which begins with the rule itself: a
# value **waits for messages**, one for each of its uses. So count the uses. Whoever waits for nothing may send, and each
# message that is sent makes its receiver wait for one less.
#
# **Predict** for the graph above (L = d · b, d = c · 3, c = b + 1, b = a · a): for how many messages does each value wait?

# %%
my_counts = {"L": None, "d": None, "c": None, "b": None, "a": None}

# %%
waits_for = Counter(parent.label for parent, child in trace(L)[1])
for label, guess in my_counts.items():
    compare(label, guess, waits_for[label])

# %% [markdown]
# Now send, by hand. Only `L` waits for nothing, so it begins. (The numbers 1 and 3 are left out: they have nobody to send to.)
#
# | may send | sends | still waiting for |
# |---|---|---|
# | L | L sends to d and to b | d: **0**, b: 1, c: 1, a: 2 |
# | d | d sends to c | c: **0**, b: 1, a: 2 |
# | c | c sends to b | b: **0**, a: 2 |
# | b | b sends to a, twice | a: **0** |
# | a | a has no parents: nothing | |
#
# `b` heard from `L` at once, and had to wait until its count was 0. The senders are L, d, c, b, a: walked from its end, that list has
# every value after its parents.
#
# ## Task 2: order (4 points, 40 minutes)
#
# Write **`topological_order(root)`** by counting. It returns a list of every value behind `root`, each once, each after all of its
# parents; so `root` is last. A chain of 6,000 values must work, and so must a graph with 30 doublings. Two lists and a
# dictionary will do: who has sent, who may send, and how many messages each value waits for. `trace` gives you every use.
#
# There are many right orders, and the check accepts each of them. It looks at the list and not at how you came by it, so the pile
# of notes would pass as well. But that you have written already; write this one, and task 4 will be easy.
#
# *Example:* for `a = Value(1.0)`, `b = a * 2`, `c = b + a`, the list ends with `b, c`, and `a` stands somewhere before
# `b`. (The number 2 is a value too: four in all.)

# %% nbgrader={"grade": false, "grade_id": "order", "locked": false, "schema_version": 3, "solution": true, "task": false}
def topological_order(root):
    """Return a list of every value behind root, each once and after all of its parents."""
    ### BEGIN SOLUTION
    _, edges = trace(root)
    waits_for = Counter(parent for parent, child in edges)
    senders, ready = [], [root]
    while ready:
        child = ready.pop()
        senders.append(child)
        for parent in child._prev:
            waits_for[parent] -= 1
            if waits_for[parent] == 0:
                ready.append(parent)
    return senders[::-1]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-order", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab2_visualization import check

check("order", topological_order)

# %% [markdown]
# <details><summary><b>Stuck?</b> A value comes before one of its parents</summary>
#
# The usual reasons. The list of senders begins with the root: has it been turned round? A value is listed when its *first* message
# arrives; it has to wait for the last. A value that is used twice by the same operation, as in `a * a`, waits for two messages: a
# `set` of users counts one. And with lab 1's notes: a value that is marked as seen when it goes *on* the pile may lie deep
# down, not yet listed, while the value that needs it as a parent goes ahead. Mark it when `(node, False)` comes *off*.
# </details>
#
# <details><summary><b>Stuck?</b> A value is listed twice</summary>
#
# A shared value gets a message for each use, but it may send only once: at the moment when its count becomes 0, neither before nor
# after.
# </details>
#
# <details><summary><b>Stuck?</b> Values are missing</summary>
#
# A leaf has no parents to send to, and still it has to be listed. So does the root, which nobody sends to. And whose count never
# becomes 0 is never listed: is every use that you counted crossed off, in `a * a` two of them?
# </details>
#
# <details><summary><b>Stuck?</b> My loop never ends</summary>
#
# The square button in the toolbar stops it. Does every turn of the loop take a value off the list of those who may send? Does each
# value get there only once?
# </details>
#
# <details><summary><b>Stuck?</b> The chain is too deep, or the doublings take for ever</summary>
#
# Too deep: some function still calls itself. For ever: each value's parents are looked at again for every *use* of the value,
# and uses multiply. Once is enough.
# </details>
#
# <details><summary><b>Stuck?</b> I want to go on and mend this later</summary>
#
# Put a cell **below the check** with `from micrograd_edu.engine import topological_order`. Tasks 3 and 4 then work with
# the package's. Remove the cell when yours passes.
# </details>

# %% [markdown]
# *A good place for a break.*

# %% [markdown]
# ## Graphviz in three lines
#
# Graphviz is a program that draws graphs. You say what there is, in a small language called DOT; it finds places for
# everything. From Python:

# %%
example = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
example.node("n1", label="a | data 2 | grad not yet")
example.node("n2", label="c | data -6 | grad not yet")
example.edge("n1", "n2", label="-3")
print(example.source)

# %% [markdown]
# The first argument of `node` is the name by which `edge` finds it again; the label is what is shown. `|` divides a record
# into fields. `rankdir: LR` lets the picture run from left to right.
#
# Graphviz lays it out: the program `dot` where it is installed, and otherwise its WebAssembly build, which came with the course.
# Where neither is there, the next cell prints the DOT text. The tasks and checks need only the text.


# %%
def show(drawing):
    svg = layout(drawing)
    if isinstance(svg, str):
        display(HTML(svg[svg.index("<svg") :]))
    else:
        print(drawing.source)


show(example)

# %% [markdown]
# ## Task 3: draw (3 points, 30 minutes)
#
# Write **`draw_dot(root)`**. It returns a `graphviz.Digraph` with
#
# - a box for each value, with its `data` and its `grad`, rounded to no fewer than two decimals. Where `grad` is `None`,
#   write the words `not yet` and no number. A gradient of 0 is something else: write 0;
# - an arrow for each use, **from the parent to the value made from it**, with the local derivative of that use on
#   it: `_local_grads[i]` belongs to `_prev[i]`. In `a + a` there are two arrows.
#
# Everything else is taste. Show `label` and `_op` in the box, or give the operation a circle of its own between the parents and the
# result, as in the pictures above. Colours, shapes and wording are yours.
#
# *Example:* for `a = Value(2.0)`, `b = Value(-3.0)`, `c = a * b`: three boxes; the arrow from `a` says -3, the arrow from
# `b` says 2.
#
# *Hint:* each box needs a name that no other box has. Labels and numbers repeat. `str(id(node))` does not.

# %% nbgrader={"grade": false, "grade_id": "draw", "locked": false, "schema_version": 3, "solution": true, "task": false}
def draw_dot(root):
    """Return a graphviz.Digraph of everything behind root."""
    ### BEGIN SOLUTION
    drawing = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    nodes, _ = trace(root)
    for node in nodes:
        grad = "not yet" if node.grad is None else f"{node.grad:.4g}"
        fields = [node.label, node._op, f"data {node.data:.4g}", f"grad {grad}"]
        drawing.node(str(id(node)), label=" | ".join(text for text in fields if text))
        for parent, local_grad in zip(node._prev, node._local_grads):
            drawing.edge(str(id(parent)), str(id(node)), label=f"{local_grad:.4g}")
    return drawing
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-draw", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab2_visualization import check

check("draw", draw_dot)

# %% [markdown]
# Your own picture of the graph with the long way round, before `backward` and after it:

# %%
for node in trace(L)[0]:
    node.grad = None  # leaves add up over calls of backward; so this cell can be run again
show(draw_dot(L))
L.backward()
show(draw_dot(L))

# %% [markdown]
# <details><summary><b>Stuck?</b> 0 or not yet?</summary>
#
# `if node.grad:` is false for `None` **and** for 0.0. Ask `if node.grad is None`. The other way round, `node.grad or 0` turns
# *not yet* into 0.
# </details>
#
# <details><summary><b>Stuck?</b> Boxes have melted into one</summary>
#
# Two boxes with the same name are one box for Graphviz. Which name did you give them?
# </details>
#
# <details><summary><b>Stuck?</b> An arrow is missing, or there are too many</summary>
#
# `graphviz.Digraph(strict=True)` merges parallel arrows, and so does a set or a dictionary of edges. Too many: is
# each value's list of parents gone through once, or once for each path that leads there?
# </details>
#
# <details><summary><b>Stuck?</b> Which number belongs on which arrow?</summary>
#
# `zip(node._prev, node._local_grads)` goes through parents and local derivatives side by side. One of them for each
# arrow, as it is: the message, which also has the gradient in it, comes in task 4.
# </details>

# %% [markdown]
# ## How finely to cut?
#
# *In the chapter: [How finely to cut](../../course/lab2_visualization.md#How-finely-to-cut).*
#
# A neuron computes relu(w₁x₁ + w₂x₂ + b). You can cut that into products and sums. Or you can treat w₁x₁ + w₂x₂ + b
# as *one* operation with five operands: the package calls it `dot`. All it needs is a value and five local derivatives.
# With respect to w₁ it is x₁, to x₁ it is w₁, to b it is 1; for w₂ and x₂ likewise.
#
# Predict: how many boxes has each picture? And will the gradients agree?

# %%
my_boxes_cut_finely = None
my_boxes_with_dot = None
my_guess_about_gradients = "they ..."


# %%
def neuron(finely):
    w1, w2, b = Value(0.5, label="w1"), Value(-1.5, label="w2"), Value(0.75, label="b")
    x1, x2 = Value(2.0, label="x1"), Value(1.0, label="x2")
    before_relu = w1 * x1 + w2 * x2 + b if finely else dot([w1, w2], [x1, x2], b)
    out = before_relu.relu()
    out.label = "out"
    out.backward()
    return out, [w1, w2, x1, x2, b]


finely, fine_leaves = neuron(finely=True)
coarsely, coarse_leaves = neuron(finely=False)
compare("boxes, cut finely", my_boxes_cut_finely)
compare("boxes, with dot", my_boxes_with_dot)
compare("the gradients", my_guess_about_gradients)
print("leaf   cut finely   with dot")
for fine, coarse in zip(fine_leaves, coarse_leaves):
    print(f"{fine.label:4} {fine.grad:12g} {coarse.grad:10g}")
picture(finely)

# %%
picture(coarsely)

# %% [markdown]
# Ten boxes and seven, and the same gradients. **How finely to cut a computation is a choice.** The chain rule does not
# mind: every cut gives the same derivatives, as long as each piece knows its own. Small pieces are easy to get right. Large
# pieces mean fewer values and fewer messages. A neuron with n inputs costs 2n operations cut finely, and one with `dot`.
#
# ## Task 4: steps (3 points, 30 minutes)
#
# A picture shows what came out. To see *how*, we need the messages one by one. Write **`backward_steps(root)`**. It returns
# a list of tuples
#
# ```python
# (child, parent, local_grad, message)
# ```
#
# one for each edge, in the order in which backward sends them:
#
# - `message` is the gradient of `child`, that is, d(root)/d(child), complete, times `local_grad`;
# - so no value sends before all messages to it are in the list;
# - `child` and `parent` are the values themselves, the other two are numbers.
#
# Do it without `root.backward()`; the values in the check do not have that. Keep the gradients in a dictionary of your own,
# and do not rely on `grad`: it may be `None`, or left over from last time. Calling `backward_steps` twice gives the same
# list twice.
#
# *Example:* for `a = Value(2.0)`, `b = a * 3`, `L = b * b`, with `three` for the value of 3, the list is
#
# | child | parent | local_grad | message |
# |---|---|---|---|
# | L | b | 6 | 6 |
# | L | b | 6 | 6 |
# | b | a | 3 | 36 |
# | b | three | 2 | 24 |

# %% nbgrader={"grade": false, "grade_id": "steps", "locked": false, "schema_version": 3, "solution": true, "task": false}
def backward_steps(root):
    """Return all messages in order: a list of (child, parent, local_grad, message)."""
    ### BEGIN SOLUTION
    order = topological_order(root)
    grad = {node: 0.0 for node in order}
    grad[root] = 1.0
    steps = []
    for child in reversed(order):
        for parent, local_grad in zip(child._prev, child._local_grads):
            message = grad[child] * local_grad
            grad[parent] += message
            steps.append((child, parent, local_grad, message))
    return steps
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-steps", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab2_visualization import check

check("steps", backward_steps)

# %% [markdown]
# <details><summary><b>Stuck?</b> Every message is 0</summary>
#
# Messages multiply the gradient of the sender. Somebody has to start with a gradient that is not 0: what is
# d(root)/d(root)?
# </details>
#
# <details><summary><b>Stuck?</b> A message is too small</summary>
#
# The sender had not heard from everybody yet, or it kept only the last message that it got. Go through the
# *reversed* topological order, and add up.
# </details>
#
# <details><summary><b>Stuck?</b> What goes into which place of the tuple?</summary>
#
# The child sends, the parent receives: messages run against the direction of the arrows in the picture. `local_grad` is what is
# written on the arrow. `message` is that number times the child's gradient, and not what the parent has in the end.
# </details>
#
# <details><summary><b>Stuck?</b> <code>grad</code> is None, or the second call differs</summary>
#
# The dictionary should start afresh at every call, with 0.0 for each value and 1.0 for the root.
# </details>

# %% [markdown]
# ## The film
#
# Now you can watch. Here is a *diamond*: `s` is used by `u` and by `v`, and the two meet again in `L`.

# %%
x, y = Value(2.0, label="x"), Value(-3.0, label="y")
s = x * y
u = s + x
v = s * y
L = u * v
s.label, u.label, v.label, L.label = "s", "u", "v", "L"
picture(L)

# %% [markdown]
# Predict before the film. Who sends last? How much does `s` get from `u`, how much from `v`, and what does it have in the end?

# %%
my_last_sender = None  # a name in quotes
my_s_from_u = None
my_s_from_v = None
my_s_in_the_end = None

# %%
film = backward_steps(L)
has = defaultdict(float, {L: 1.0})
to_s = defaultdict(float)
for child, parent, local_grad, message in film:
    has[parent] += message
    if parent is s:
        to_s[child.label] += message
    sent = f"{has[child]:g} x {local_grad:g} = {message:g}"
    print(f"{child.label} sends {sent} to {parent.label}, which now has {has[parent]:g}")

compare("who sends last", my_last_sender, film[-1][0].label)
compare("s gets from u", my_s_from_u, to_s["u"])
compare("s gets from v", my_s_from_v, to_s["v"])
compare("s in the end", my_s_in_the_end, has[s])

# %% [markdown]
# Now with pictures: forwards, back, one message at a time. A dashed box has not heard anything yet, and a number may still be incomplete:
# watch `s`, `x` and `y`. What plays is the list that *your* `backward_steps` returned.
#
# Then tick *I choose who sends next*, and do it wrong on purpose: after `L` and `u`, let `s` send before `v`. **Predict:** which
# gradients come out wrong, and what are they? The cell below the view compares.

# %%
my_wrong_gradients = {"x": None, "y": None}

# %%
BackpropStepper(L, film)

# %%
compare("x after s has sent too early", my_wrong_gradients["x"])
compare("y after s has sent too early", my_wrong_gradients["y"])

# %% [markdown]
# ## Task 5: narrate (3 points, 25 minutes)
#
# Tell the story of a diamond of your own. Change the numbers and the operations below. Keep the shape: one value that is made from
# others, used by two, which meet again. The cell draws your picture and prints your log.

# %%
p, q = Value(0.5, label="p"), Value(4.0, label="q")
s = p * q
u = s * p
v = s + q
mine = u * v
s.label, u.label, v.label, mine.label = "s", "u", "v", "L"

mine.backward()
show(draw_dot(mine))
for child, parent, local_grad, message in backward_steps(mine):
    print(f"{child.label} to {parent.label}: {child.grad:g} x {local_grad:g} = {message:g}")

# %% [markdown]
# Write ten to fifteen sentences, with the numbers of your picture. Start with your formulas and the values that they give.
#
# 1. Where does the first gradient come from, and who sends first?
# 2. Go through the messages. For each: who sends to whom, which two numbers are multiplied, and where each of them comes from.
# 3. Who has to wait, for whom, and which number would be wrong without waiting?
# 4. Where do messages add up, and what does the sum mean? Confirm one gradient of a leaf by a nudge or by a formula.
#
# *(Read by a person: 1 for messages with the right numbers and where each factor comes from, 1 for who waits for whom and
# what would go wrong, 1 for the sum at the shared value, its meaning, and a gradient that you confirmed.)*

# %% [markdown] nbgrader={"grade": true, "grade_id": "narrate", "locked": false, "points": 3, "schema_version": 3, "solution": true, "task": false}
# My diamond: p = 0.5, q = 4, s = p · q = 2, u = s · p = 1, v = s + q = 6, L = u · v = 6.
#
# L starts with gradient 1, because L moves exactly as much as L. It sends first. To u it sends 1 · 6 = 6: the 6 is the local
# derivative of u · v by u, which is v. To v it sends 1 · 1 = 1, because the local derivative by v is u.
#
# u and v have one message each and there is no other to come, so both may send; who goes first does not matter. v = s + q
# sends 1 · 1 = 1 to s and 1 · 1 = 1 to q. u = s · p sends its gradient times p, 6 · 0.5 = 3, to s and its gradient times s,
# 6 · 2 = 12, to p.
#
# s has to wait for both. If it sent after v alone, it would pass on 1 instead of 4, and p would end at 1 · 4 + 12 = 16. With
# both messages s has 3 + 1 = 4. That is a sum over the two ways from s to L: a nudge of s moves L by 3 times as much through
# u and by 1 times as much through v, both at the same time.
#
# Last, s sends 4 · q = 16 to p and 4 · p = 2 to q. p has 12 + 16 = 28, and q has 1 + 2 = 3.
#
# Check: L = p²q · (pq + q) = p³q² + p²q². So dL/dp = 3p²q² + 2pq² = 12 + 16 = 28, as in the picture. A nudge says the same:
# at p = 0.501, L is 6.02804, which is 0.02804 more, about 28 times 0.001.

# %%
# when yours is written: a good answer to compare it with
check.answer("narrate")

# %% [markdown]
# ## What you have now
#
# A computation that you can look at, stop, and walk through. You know that
#
# - a graph is found from its root, with a to-do list; values are told apart by identity;
# - a value is listed once, an edge once for each use;
# - in a topological order every value comes after its parents; walked backwards, nobody sends too early, whatever the
#   depth of the graph;
# - the message is the complete gradient of the sender times the local derivative on the edge;
# - how finely a computation is cut changes the picture and the cost, and no gradient.
#
# **To discuss in class** (Alone? The end of the chapter has what there is to say.)
# 1. A friend has no `topological_order`. Their engine numbers the values as they are made, 1, 2, 3, ..., and `backward` goes through
#    them by falling number. Is that always right? What does it save, and what does it cost?
# 2. `dot` makes one value of 2n operations. Why not go on: one operation for a layer, for the network, for the whole loss? What
#    gets better, what gets worse, and where would you stop?
#
# **Next**: lab 3 trains a network. Its graphs are too large to look at, and when something goes wrong there, you will be glad of a
# small one that you can draw.
#
# **Further reading**: A. B. Kahn, [*Topological sorting of large networks*](https://doi.org/10.1145/368996.369025) (Communications of the
# ACM 5, 1962), the pages that the counting of task 2 comes from; C. Olah,
# [*Calculus on computational graphs: backpropagation*](https://colah.github.io/posts/2015-08-Backprop/) (2015), about sums over paths; the
# [guide to the DOT language](https://graphviz.org/doc/info/lang.html).

# %% [markdown]
# ## Bonus exercises, without points
# For those who want more. Nobody grades them; the cell below each says whether it is right.
#
# ### Bonus 1: how many ways lead from a leaf to the root?
# In y = x + x there are two. In z = y + y four. After sixty such steps there are 2⁶⁰, more than a billion billion: nobody can walk them. And yet a sweep through 61 values counts them all. Write **`count_ways(root, leaf)`**, which returns
# the number of ways, an int, and 0 if there is none.
#
# <details><summary><b>Stuck?</b> Which sweep?</summary>
#
# It is `backward` with another question: the root has one way to itself, and each value hands the ways that it has to every parent, once for each edge. When may a value hand them on?
# </details>

# %% nbgrader={"grade": false, "grade_id": "bonus_count_ways", "locked": false, "schema_version": 3, "solution": true, "task": false}
def count_ways(root, leaf):
    ### BEGIN SOLUTION
    ways = {node: 0 for node in topological_order(root)}
    ways[root] = 1
    for node in reversed(topological_order(root)):
        for parent in node._prev:
            ways[parent] += ways[node]
    return ways.get(leaf, 0)
    ### END SOLUTION

# %%
from micrograd_edu.labs.lab2_visualization import bonus

with bonus("Bonus 1"):
    x, stranger = Value(1.0), Value(1.0)
    y = x
    for n in range(60):
        y = y + y
    y.backward()
    # every local derivative is 1 here: the gradient is the number of ways
    assert count_ways(y, x) == 2**60 == x.grad, f"2 to the power 60 is {2**60}, yours is {count_ways(y, x)}"
    assert count_ways(y, stranger) == 0, "no way leads from a value that was not used"
    a, b = Value(2.0), Value(3.0)
    u = a * b
    assert [count_ways(u * (u + a), leaf) for leaf in (a, b, u)] == [3, 2, 2]

# %% [markdown]
# ### Bonus 2: a graph as a formula
# Write **`formula(root)`**, which turns a graph of `+`, `*` and leaves back into text, with brackets around each operation: `"((a * b) + a)"`. Leaves are called by their `label`. Python's own `eval` of that text gives the root's number again. A
# graph with a shared value comes out longer than it is: how much, in bonus 1's graph?
#
# <details><summary><b>Stuck?</b> Must it be recursive?</summary>
#
# It may be. But with the order of task 2 it is a loop: when a value's turn comes, the texts of its parents are there already.
# </details>

# %% nbgrader={"grade": false, "grade_id": "bonus_formula", "locked": false, "schema_version": 3, "solution": true, "task": false}
def formula(root):
    ### BEGIN SOLUTION
    texts = {}
    for node in topological_order(root):
        if node._prev:
            left, right = (texts[parent] for parent in node._prev)
            texts[node] = f"({left} {node._op} {right})"
        else:
            texts[node] = node.label
    return texts[root]
    ### END SOLUTION

# %%
from micrograd_edu.checks.bonus import calculated

with bonus("Bonus 2"):
    a, b, c = Value(2.0, label="a"), Value(-3.0, label="b"), Value(0.5, label="c")
    u = a * b
    for root in (a, a + b, u, u * (u + c), (a + a) * c + u):
        text = formula(root)
        found = calculated(text, a=2.0, b=-3.0, c=0.5)
        assert found == root.data, f"{text} is {found}, the root is {root.data}"
        leaves = [node for node in topological_order(root) if not node._prev]
        written = sum(text.count(leaf.label) for leaf in leaves)
        assert written == sum(count_ways(root, leaf) for leaf in leaves), f"{text}: each way to a leaf is written once"
