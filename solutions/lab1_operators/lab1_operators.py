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
# # Lab 1: operators
#
# You will build an engine that differentiates. Not a model of one: the real thing, small enough to hold in your head,
# with the same rules for gradients as PyTorch. And you will build the tool that proves it right.
#
# **After this lab you can**
# - give the local derivative of `+ * ** relu exp log tanh`, and check each with a nudge;
# - write `backward` for a graph of any shape, and say why the order of its steps matters;
# - write a gradient check, and use it to find the broken operator in an engine you have never seen;
# - choose a step size for a numerical derivative and defend your choice.
#
# **Time** about 3 hours, with a good place to stop after task 6. **Points** 22.
#
# **You need** Python functions and classes, and the derivatives of x², eˣ and log x. If you have met the chain rule
# yesterday, that is early enough.
#
# **To read with it** [chapter 1](../../course/lab1_operators.md) of the course.
#
# **How it works.** Each task is a lead-in, a cell for your code, and a check. Run the check as often as you like: it asks
# new questions every time, and it tells you what it asked, what your code said, and what it should have said. Below some tasks
# there is folded help, each titled by what you see when you need it: click on its title to open it.

# %%
from micrograd_edu.labs.lab1_operators import check, compare, suspects
from micrograd_edu.figures import curve, show_curves
from micrograd_edu.graph import draw_dot
from micrograd_edu.widgets import FiniteDifferenceExplorer

check.progress()

# %% [markdown]
# ## What a result remembers
#
# Take `c = a + b` with ordinary numbers, `a = 2` and `b = -3`. Python computes -1 and forgets at once where it came from.
# To differentiate, we need a number with a memory. It remembers three things:
#
# | | what | here |
# |---|---|---|
# | `_prev` | its **parents**: the values it was made from | `(a, b)` |
# | `_local_grads` | one **local derivative** for each parent: if that parent is nudged, how much does the result move? | `(1.0, 1.0)` |
# | `_op` | the name of the operation, for the picture | `"+"` |
#
# `grad` will hold d(final result)/d(this value). Until somebody computes it, it is `None`: *not yet* is not the same as 0.

# %% tags=["setup"]
import math


class Value:
    def __init__(self, data, parents=(), local_grads=(), op="", label=""):
        self.data = float(data)
        self.grad = None
        self.label = label
        self._prev = tuple(parents)
        self._local_grads = tuple(local_grads)
        self._op = op

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"


# %% [markdown]
# **Your first graph**, put together by hand. Run the cell and look: boxes are values, the circle is the operation, and
# each arrow into the circle carries a local derivative.

# %%
a = Value(2.0, label="a")
b = Value(-3.0, label="b")
c = Value(a.data + b.data, (a, b), (1.0, 1.0), "+", label="c")
draw_dot(c)

# %% [markdown]
# ## A derivative is a nudge
#
# *In the chapter: [A derivative is a ratio of movements](../../course/lab1_operators.md#A-derivative-is-a-ratio-of-movements).*
#
# Where do those two 1.0 come from? No formula needed. Nudge `a` by 0.001 and watch `c`.

# %%
h = 0.001
print("a nudged:", ((2.0 + h) + -3.0 - (2.0 + -3.0)) / h)
print("b nudged:", (2.0 + (-3.0 + h) - (2.0 + -3.0)) / h)

# %% [markdown]
# Whatever `a` does, `c` does too: the ratio is 1 (the last digits are rounding; we will meet them again in task 10).
# **The local derivative is the ratio of the two movements.** If you are ever unsure about a formula in this lab, nudge.
#
# ## Task 1: add (1 point, 5 minutes)
#
# Nobody wants to write `Value(a.data + b.data, (a, b), (1.0, 1.0), "+")` each time. Python calls `a.__add__(b)` when it
# sees `a + b`, so we write the function once and attach it to the class.
#
# An operator makes a new `Value` each time and changes nothing in its operands. This holds for all of them, as does this: the
# number in a `Value` may be an int, a float or NumPy's; a plain number beside it, as in `a + 3`, is an int or a float.
#
# This first one is worked out. The line that is missing below is
#
# ```python
#     return Value(self.data + other.data, (self, other), (1.0, 1.0), "+")
# ```
#
# Put it in place of `raise NotImplementedError()`. Type it rather than paste it, and say to yourself what each of the four
# arguments is.
#
# The line above it is there so that `a + 3` works: a plain number becomes a `Value` without parents.

# %% nbgrader={"grade": false, "grade_id": "add", "locked": false, "schema_version": 3, "solution": true, "task": false}
def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    ### BEGIN SOLUTION
    return Value(self.data + other.data, (self, other), (1.0, 1.0), "+")
    ### END SOLUTION


Value.__add__ = add

# %% nbgrader={"grade": true, "grade_id": "check-add", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab1_operators import check

check("add", Value)

# %% [markdown]
# <details><summary><b>Stuck?</b> My check says None</summary>
#
# A function that ends without `return` gives back `None`. Does every way through your function end in a `return`? With an
# `if`, both branches need one.
# </details>
#
# ## Task 2: mul (2 points, 10 minutes)
#
# Now `a * b`. Before any formula: take `a = 2`, `b = -3`, and nudge `a` by 0.001. By how much does the product move, as a
# multiple of the nudge? And for a nudge of `b`? Write your guesses into the first cell, in place of `None`. The second one
# measures, and compares.

# %%
guess_for_a = None  # a number
guess_for_b = None

# %%
a_nudged = ((2.0 + h) * -3.0 - 2.0 * -3.0) / h
b_nudged = (2.0 * (-3.0 + h) - 2.0 * -3.0) / h
compare("a nudged", guess_for_a, round(a_nudged, 6))
compare("b nudged", guess_for_b, round(b_nudged, 6))

# %% [markdown]
# Half of this one is written. Yours is the pair of local derivatives: first for `self`, then for `other`.
#
# *Example:* for `Value(2.0) * Value(-3.0)` the pair is `(-3.0, 2.0)`. They are plain numbers, so you will need `.data`.

# %% nbgrader={"grade": false, "grade_id": "mul", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mul(self, other):
    other = other if isinstance(other, Value) else Value(other)
    # set local_grads to the pair of local derivatives
    ### BEGIN SOLUTION
    local_grads = (other.data, self.data)
    ### END SOLUTION
    return Value(self.data * other.data, (self, other), local_grads, "*")


Value.__mul__ = mul

# %% nbgrader={"grade": true, "grade_id": "check-mul", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab1_operators import check

check("mul", Value)

# %% [markdown]
# ## Task 3: pow (2 points, 10 minutes)
#
# `a ** n`, where `n` is an ordinary number, not a `Value`. So there is one parent and one local derivative, and
# `parents` and `local_grads` are tuples with one entry: `(self,)`, with the comma.
#
# The rule you know: d(aⁿ)/da = n · aⁿ⁻¹. For `a = 3` and `n = 2` it says 6; a nudge agrees:
# (3.001² - 3²) / 0.001 = 6.001. It holds for negative and fractional `n` too, which will give us division for free.
#
# From here on the whole body is yours.

# %% nbgrader={"grade": false, "grade_id": "pow", "locked": false, "schema_version": 3, "solution": true, "task": false}
def power(self, n):
    """self ** n for a number n."""
    ### BEGIN SOLUTION
    return Value(self.data**n, (self,), (n * self.data ** (n - 1),), f"**{n}")
    ### END SOLUTION


Value.__pow__ = power

# %% nbgrader={"grade": true, "grade_id": "check-pow", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab1_operators import check

check("pow", Value)

# %% [markdown]
# <details><summary><b>Stuck?</b> <code>'float' object is not iterable</code>, or <code>'Value' object is not iterable</code></summary>
#
# `(x)` is just `x` in brackets. A tuple with one entry is `(x,)`.
# </details>
#
# <details><summary><b>Stuck?</b> My number is right, my gradient is 0</summary>
#
# The moment you write `.data`, you leave the graph: what you get is a bare number without parents. Wrapping it again,
# `Value(self.data - other.data)`, gives a value that was made from nothing. Either compute with Values, or pass `parents`
# and `local_grads`.
# </details>
#
# ## Task 4: relu (1 point, 5 minutes)
#
# relu is a one-way valve: a positive number passes unchanged, everything else comes out as 0. So relu(3) = 3 and
# relu(-3) = 0. Ask the nudge: at 3.001 the output is 3.001; at -3.001 it is still 0.
#
# Exactly at 0 there is a corner and no slope. A convention has to choose; like PyTorch, **we choose slope 0 there**.

# %% nbgrader={"grade": false, "grade_id": "relu", "locked": false, "schema_version": 3, "solution": true, "task": false}
def relu(self):
    ### BEGIN SOLUTION
    is_open = self.data > 0
    return Value(self.data if is_open else 0.0, (self,), (1.0 if is_open else 0.0,), "relu")
    ### END SOLUTION


Value.relu = relu

# %% nbgrader={"grade": true, "grade_id": "check-relu", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab1_operators import check

check("relu", Value)

# %% [markdown]
# ## Task 5: exp, log, tanh (3 points, 15 minutes)
#
# Three curves that you will meet in every network. `math.exp`, `math.log` and `math.tanh` give the numbers; the slopes
# are yours to find. Have a look at each curve first.

# %%
show_curves(
    {
        "exp(x)": curve(math.exp, -3, 3),
        "log(x)": curve(math.log, 0.05, 3),
        "tanh(x)": curve(math.tanh, -3, 3),
    },
    "Three curves. exp rises ever more steeply from near 0; log rises steeply near 0 and flattens; "
    "tanh goes from -1 to 1 and is steepest in the middle.",
    x="x",
)

# %% [markdown]
# - **exp** is the curve whose steepness equals its height: where it is 5 high, its slope is 5.
# - **log** is steep near 0 and ever flatter: at x = 0.5 its slope is 2, at x = 2 it is 0.5. See the pattern?
# - **tanh** has slope 1 in the middle and is flat at both ends, where it is close to 1 and -1. With t = tanh(x), its slope
#   is 1 - t². Note that this comes from the *output* t. You have just computed it, so keep it in a variable.

# %% nbgrader={"grade": false, "grade_id": "exp_log_tanh", "locked": false, "schema_version": 3, "solution": true, "task": false}
def exp(self):
    ### BEGIN SOLUTION
    out = math.exp(self.data)
    return Value(out, (self,), (out,), "exp")
    ### END SOLUTION


def log(self):
    ### BEGIN SOLUTION
    return Value(math.log(self.data), (self,), (1 / self.data,), "log")
    ### END SOLUTION


def tanh(self):
    ### BEGIN SOLUTION
    t = math.tanh(self.data)
    return Value(t, (self,), (1 - t * t,), "tanh")
    ### END SOLUTION


Value.exp, Value.log, Value.tanh = exp, log, tanh

# %% nbgrader={"grade": true, "grade_id": "check-exp_log_tanh", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab1_operators import check

check("exp_log_tanh", Value)

# %% [markdown]
# ## Task 6: everything else follows (2 points, 15 minutes)
#
# No new derivatives here. Subtraction is adding a negative, division is multiplying by a power:
# a - b = a + (-b) and a / b = a · b⁻¹. Write these with the operators you have (`+ * **` on **Values**, not on `.data`),
# and the graph and its derivatives come by themselves.
#
# The methods with an `r` are called when the value stands on the *right*: for `3 - a` Python finds that 3 does not know how
# to subtract a `Value`, and calls `a.__rsub__(3)`. Two are done as examples.

# %% nbgrader={"grade": false, "grade_id": "derived", "locked": false, "schema_version": 3, "solution": true, "task": false}
def neg(self):  # -self
    return self * -1


def radd(self, other):  # other + self
    return self + other


def rmul(self, other):  # other * self
    ### BEGIN SOLUTION
    return self * other
    ### END SOLUTION


def sub(self, other):  # self - other
    ### BEGIN SOLUTION
    return self + (-other)
    ### END SOLUTION


def rsub(self, other):  # other - self
    ### BEGIN SOLUTION
    return -self + other
    ### END SOLUTION


def truediv(self, other):  # self / other
    ### BEGIN SOLUTION
    return self * other**-1
    ### END SOLUTION


def rtruediv(self, other):  # other / self
    ### BEGIN SOLUTION
    return self**-1 * other
    ### END SOLUTION


Value.__neg__, Value.__radd__, Value.__rmul__ = neg, radd, rmul
Value.__sub__, Value.__rsub__ = sub, rsub
Value.__truediv__, Value.__rtruediv__ = truediv, rtruediv

# %% nbgrader={"grade": true, "grade_id": "check-derived", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab1_operators import check

check("derived", Value)

# %% [markdown]
# <details><summary><b>Stuck?</b> Why is there an r in <code>__rsub__</code>?</summary>
#
# r is for *reflected*: the operands have changed places. In `a.__rsub__(3)`, `self` is `a` and `other` is 3, and the
# expression was `3 - a`. Try it on paper with a = 5: the answer is -2, not 2.
# </details>
#
# <details><summary><b>Stuck?</b> RecursionError in an operator</summary>
#
# `return other - self` inside `__rsub__` asks Python for `3 - a` again, and Python calls `__rsub__` again. Use operators that do not
# lead back here: for `3 - a` a plus and a minus sign in front. In `__add__` itself, use `.data` for the number.
# </details>
#
# That is the forward half of an engine. Any formula now builds its own graph:

# %%
x, y = Value(0.5, label="x"), Value(1.5, label="y")
z = (x * y + x).tanh()
z.label = "z"
draw_dot(z)

# %% [markdown]
# All boxes are dashed: `grad not yet`. A good place for a break. When you come back, the second half fills them in.

# %% [markdown]
# ## The chain rule, once
#
# *In the chapter: [The chain rule, as bookkeeping](../../course/lab1_operators.md#The-chain-rule,-as-bookkeeping).*
#
# Here is a graph with numbers: a = 2, b = a · 3, L = b · b.

# %%
a = Value(2.0, label="a")
b = a * 3
L = b * b
b.label, L.label = "b", "L"
draw_dot(L)

# %% [markdown]
# How many times as much does `L` move when `a` is nudged? Look at the numbers on the arrows, and guess.

# %%
guess_for_a = None  # a number

# %%
compare("dL/da", guess_for_a)

# %% [markdown]
# - b moves 3 times as much as a. (Local derivative of the first step: 3.)
# - L moves 2 · 6 = 12 times as much as b. (Two edges from b to L, 6 along each.)
# - So L moves 12 · 3 = **36** times as much as a. Or path by path: 3 · 6 along one, 3 · 6 along the other, 18 + 18.
#
# One rule covers everything: **a value sends each parent the message (my grad) × (local derivative on that edge), and a
# parent adds up all the messages that it gets.** Multiply along a path, add over paths.
#
# ## Why the order matters
#
# *In the chapter: [Who speaks first?](../../course/lab1_operators.md#Who-speaks-first?).*
#
# The only question left is: who sends first? Look at the smallest graph in which it goes wrong.
#
# `b = a * 3`, `c = b + 1`, `L = c * b`, with a = 2.

# %%
a = Value(2.0, label="a")
b = a * 3
c = b + 1
L = c * b
b.label, c.label, L.label = "b", "c", "L"
draw_dot(L)

# %% [markdown]
# b is used twice: by c, and by L itself. Two orders of sending are in the next cell. **Predict:** which gradient of a does each
# of them give? Follow the messages in the picture with a pencil.

# %%
order_1 = ["L", "c", "b"]
order_2 = ["L", "b", "c"]
my_grad_of_a = {"order_1": None, "order_2": None}  # two numbers

# %% [markdown]
# The constants 3 and 1 are left out of `edges`: nobody asks for their gradients.

# %%
# edges: child -> [(parent, local derivative)]; a = 2, b = 6, c = 7
edges = {"L": [("c", 6.0), ("b", 7.0)], "c": [("b", 1.0)], "b": [("a", 3.0)]}
for name, senders in (("order_1", order_1), ("order_2", order_2)):
    grad = {"a": 0.0, "b": 0.0, "c": 0.0, "L": 1.0}
    print(name, senders)
    for child in senders:
        for parent, local_grad in edges[child]:
            grad[parent] += grad[child] * local_grad
            message = f"{grad[child]:g} x {local_grad:g}"
            print(f"{child} sends {message} to {parent}, which now has {grad[parent]:g}")
    compare(f"a.grad with {name}", my_grad_of_a[name], grad["a"])
    print()

# %% [markdown]
# In the second order, b speaks too early: it tells a about 7, and the 6 that arrives from c afterwards is never passed
# on. **A value may send only when all of its own messages have arrived**, that is, after everything that was made from
# it. An order in which every value comes after its parents is called *topological*; walk it backwards and nobody
# speaks too early.
#
# ## A list with parents first
#
# How do you make such a list? Start at the result. Before you list a value, see to its parents; before those, to theirs. Nobody
# can do all of that at once, so write notes and keep them on a pile. There are two kinds:
#
# - **(v, False)** says: *see to v*. Nobody has looked after its parents yet.
# - **(v, True)** says: *now list v*. When this note comes to the top, all parents of v are listed.
#
# Begin with the single note (L, False). Take off the top note and do what it says, until no note is left:
#
# | the note on top | what to do |
# |---|---|
# | (v, True) | list v |
# | (v, False), and v is new | put (v, True) back, and **on top of it** a note (p, False) for each parent p |
# | (v, False), and v has been seen before | nothing: v is listed already |
#
# Here it is by hand, for a graph in which a is used twice.

# %%
a, b = Value(2.0, label="a"), Value(5.0, label="b")
c = a + b
L = c * a
c.label, L.label = "c", "L"
draw_dot(L)

# %% [markdown]
# | the pile, its top on the right | comes off | what happens |
# |---|---|---|
# | (L, False) | (L, False) | L is new: (L, True) back, its parents c and a on top |
# | (L, True) (c, False) (a, False) | (a, False) | a is new: (a, True) back; it has no parents |
# | (L, True) (c, False) (a, True) | (a, True) | **list a** |
# | (L, True) (c, False) | (c, False) | c is new: (c, True) back, its parents a and b on top |
# | (L, True) (c, True) (a, False) (b, False) | (b, False) | b is new: (b, True) back |
# | (L, True) (c, True) (a, False) (b, True) | (b, True) | **list b** |
# | (L, True) (c, True) (a, False) | (a, False) | seen before: nothing |
# | (L, True) (c, True) | (c, True) | **list c** |
# | (L, True) | (L, True) | **list L**, and the pile is empty |
#
# The list is a, b, c, L. **Predict**, with a piece of paper as the pile: for `b = a + a`, `L = b + a`, how many notes come off
# in all, and what is the list?

# %%
my_number_of_notes = None
my_list = [None, None, None]  # three names in quotes

# %%
compare("notes that come off", my_number_of_notes)
compare("the list", my_list)

# %% [markdown]
# <details><summary>Why so many?</summary>
#
# Two notes for each value, (L, False) and (L, True) and so on, are six; and a, which has three uses, is on the pile twice more for
# nothing.
# </details>
#
# ## Task 7: backward (4 points, 40 minutes)
#
# Write `backward`, so that after `L.backward()` every value in the graph of `L` has its `grad`:
#
# 1. **Order.** List every value once, each after its parents, with the pile of notes. It is half written: `stack` is the pile, and
#    each pair on it a note. Put two things in: what (v, True) asks for, and what (v, False) asks for when v is new.
#    (Why not a function that calls itself for each parent? Graphs get deep: a chain of thousands of steps must work, and
#    Python allows about 1,000 calls inside each other. A pile has no such limit.)
# 2. **Start.** Every value *in between* (it has parents) starts from 0.0. A *leaf* (it has none) keeps what it
#    has, and starts from 0.0 only if its grad is `None`. So when `backward` is called twice, the leaves add up; PyTorch
#    does the same, and training relies on it.
# 3. **Seed.** What is d(L)/d(L)?
# 4. **Send.** Walk the list backwards. Each value sends its messages; the parents add them up.
#
# It changes gradients and nothing else, and remembers nothing from one call to the next: other graphs may come in between.
# Steps 2 to 4 are yours alone. (There are three places to fill in, each with a `raise NotImplementedError()` to delete.) If you would
# rather write step 1 in your own way, do.
#
# *Example:* `a = Value(2.0)`, `L = a * a`, `L.backward()` gives `a.grad == 4.0`; after another `L.backward()`, 8.0.

# %% nbgrader={"grade": false, "grade_id": "backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def backward(self):
    # 1. order: every value once, after its parents
    order, seen, stack = [], set(), [(self, False)]
    while stack:
        node, parents_listed = stack.pop()
        if parents_listed:
            # (node, True) came off
            ### BEGIN SOLUTION
            order.append(node)
            ### END SOLUTION
        elif node not in seen:
            seen.add(node)
            # (node, False) came off, and node is new: which notes go on the stack, the lowest first?
            ### BEGIN SOLUTION
            stack.append((node, True))
            for parent in node._prev:
                stack.append((parent, False))
            ### END SOLUTION
    # 2. start   3. seed   4. send
    ### BEGIN SOLUTION
    for node in order:
        if node._prev or node.grad is None:
            node.grad = 0.0
    self.grad = 1.0
    for node in reversed(order):
        for parent, local_grad in zip(node._prev, node._local_grads):
            parent.grad += node.grad * local_grad
    ### END SOLUTION


Value.backward = backward

# %% nbgrader={"grade": true, "grade_id": "check-backward", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab1_operators import check

check("backward", Value)

# %% [markdown]
# Here it is again, the graph from before the break, filled in. Follow one message with your finger: the grad of the box on
# the right, times the number on the arrow.

# %%
x, y = Value(0.5, label="x"), Value(1.5, label="y")
z = (x * y + x).tanh()
z.label = "z"
z.backward()
draw_dot(z)

# %% [markdown]
# <details><summary><b>Stuck?</b> My gradient is half of what it should be</summary>
#
# Is a value used twice, as in `a * a` or `c = a * b; L = c + a`? Then two messages arrive. With `=` the second replaces
# the first. Also look at what you iterate over: a `set` of parents has `a` only once.
# </details>
#
# <details><summary><b>Stuck?</b> My gradient is too large</summary>
#
# A shared value is reached along every path. If each path lists it again, it sends its messages again. Remember
# which values you have seen.
# </details>
#
# <details><summary><b>Stuck?</b> The second call is wrong</summary>
#
# For `c = x * x; L = c * 3` at x = 2, two calls of `L.backward()` give `x.grad == 24`. If you get 36, then `c` has kept
# its gradient from the first call and sent it twice. If you get 12, the leaf `x` has been reset.
# </details>
#
# <details><summary><b>Stuck?</b> <code>unsupported operand type(s) for +=: 'NoneType' and 'float'</code></summary>
#
# `grad` starts as `None`, *not yet*. Step 2 has to run for every value in the order, leaves included, before the first
# message is sent.
# </details>
#
# <details><summary><b>Stuck?</b> RecursionError</summary>
#
# A function that calls itself for each parent goes as deep as the graph. Python allows about 1,000 calls inside each
# other; the check builds chains of thousands. The pile of notes does the same walk with a list.
# </details>
#
# <details><summary><b>Stuck?</b> My loop never ends</summary>
#
# The square button in the toolbar (*Interrupt the kernel*) stops it. When a note with `True` comes off, its value is listed, and
# nothing goes back on the stack. A note that is put back with `False` comes off again and again.
# </details>

# %% [markdown]
# ## Task 8: prove it (3 points, 30 minutes)
#
# How do you know that a gradient is right? Nudge, and compare. The nudge of before is the **forward difference**, to one side:
# (f(x + h) - f(x)) / h. We add one improvement and step to **both** sides, the **central difference**:
#
# $$\frac{df}{dx} \approx \frac{f(x + h) - f(x - h)}{2h}$$
#
# For x³ at x = 1 (slope 3) with h = 0.1, the forward difference gives 3.31, the central one 3.01.
#
# **`numerical_gradient(f, xs, h)`** takes a function of several plain numbers, a list of numbers, and a step. It returns a
# list: df/dx for each x, the others held still. Leave `xs` itself as it was; its numbers may be ints.
#
# *Example:* `numerical_gradient(lambda x, y: x * y, [2.0, 5.0], 1e-5)` gives about `[5.0, 2.0]`.
#
# ### How close is close?
#
# *In the chapter: [Proof](../../course/lab1_operators.md#Proof).*
#
# The two numbers come from different computations, so they never agree to the last digit. An allowed difference of 0.001
# is far too much for a derivative of 0.0004, and far too little for one of a million. So measure relative to the size, with
# a small floor: call g and n close when |g - n| ≤ 10⁻⁶ + 10⁻⁵ · max(|g|, |n|).
#
# **`gradcheck(f, xs, Value)`** takes a function of several Values, a list of plain numbers, and the engine to test.
# It returns `True` when **every** derivative from `backward()` is close to the numerical one with h = 1e-5, otherwise
# `False`. An input that `f` does not use keeps `grad` None: its derivative is 0.
#
# *Example:* `gradcheck(lambda x, y: x * y, [2.0, 5.0], Value)` is `True`, if your engine is right.
#
# *Hint:* `f` wants Values, `numerical_gradient` wants a function of numbers. A small function inside yours can translate: it
# takes numbers, wraps them with `Value(...)`, calls `f`, and returns `.data`. The engine comes as the parameter `Value`, also by
# that name (`gradcheck(f, xs, Value=engine)`), so leave the parameters as they are. Below the check there is help with the Python.

# %% nbgrader={"grade": false, "grade_id": "gradcheck", "locked": false, "schema_version": 3, "solution": true, "task": false}
def numerical_gradient(f, xs, h=1e-5):
    ### BEGIN SOLUTION
    gradient = []
    for i, x in enumerate(xs):
        up, down = list(xs), list(xs)
        up[i], down[i] = x + h, x - h
        gradient.append((f(*up) - f(*down)) / (2 * h))
    return gradient
    ### END SOLUTION


def gradcheck(f, xs, Value=Value):
    ### BEGIN SOLUTION
    inputs = [Value(x) for x in xs]
    f(*inputs).backward()

    def number(*numbers):
        return f(*[Value(x) for x in numbers]).data

    estimates = numerical_gradient(number, xs, 1e-5)
    for value, n in zip(inputs, estimates):
        g = 0.0 if value.grad is None else value.grad
        if abs(g - n) > 1e-6 + 1e-5 * max(abs(g), abs(n)):
            return False
    return True
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-gradcheck", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab1_operators import check

check("gradcheck", numerical_gradient, gradcheck)

# %% [markdown]
# <details><summary><b>Stuck?</b> <code>missing 1 required positional argument</code>: what is <code>f(*xs)</code>?</summary>
#
# `f` wants its numbers one by one, `f(2.0, 5.0)`, and you have them in a list. A star in a call hands a list over one by one:
# with `xs = [2.0, 5.0]`, `f(*xs)` is `f(2.0, 5.0)`, while `f(xs)` is `f([2.0, 5.0])`, one argument. A star in a definition does the
# opposite: in `def g(*numbers):` all arguments, however many, arrive as one tuple, `numbers`. So
#
# ```python
# def g(*numbers):
#     return f(*numbers)
# ```
#
# passes on whatever it gets.
# </details>
#
# <details><summary><b>Stuck?</b> How do I nudge one number and leave the others?</summary>
#
# Make a copy, change one place in it: `up = list(xs)`, then `up[i] = xs[i] + h`. A second copy goes the other way. Without the
# copies, the list of whoever called you changes, and so does the next derivative.
# </details>
#
# <details><summary><b>Stuck?</b> A function inside a function?</summary>
#
# `def` may stand inside another function, and what it defines sees the names around it. Here `double` uses `scale`, which
# nobody hands to it:
#
# ```python
# def outer(scale):
#     def double(x):
#         return x * scale
#     return double(10)
# ```
#
# `outer(3)` gives 30. In the same way a function inside `gradcheck` can use `f` and `Value`.
# </details>
#
# <details><summary><b>Stuck?</b> My gradients grow from one test to the next</summary>
#
# Leaves add up. Make new Values for each call of `backward`, from the plain numbers.
# </details>
#
# <details><summary><b>Stuck?</b> It says True where a derivative is wrong</summary>
#
# *Every* derivative has to be close: one that is not is enough for `False`, and only after the last one may you say `True`. Does your
# difference have its sign taken away? Is an input that has no gradient compared with 0, or left out?
# </details>
#
# Now turn it on your own engine. All of your operators in one formula:

# %%
gradcheck(
    lambda x, y: ((x * y + 2).log() - x / y).tanh() * (1 - y).exp() + (x**3).relu(),
    [0.7, 1.9],
    Value,
)

# %% [markdown]
# ## Task 9: the bug hunt (2 points, 25 minutes)
#
# Somebody hands you eight engines. Some are sound; in each of the others the derivative of exactly one operator is wrong.
# All of them compute the right *numbers*, so only a gradient check can tell. (They keep the gradients of leaves and of the result,
# and none in between.)

# %%
engines = suspects(seed=1)
Engine = engines["A"]
p, q = Engine(1.5), Engine(-0.5)
r = p * q + p
r.backward()
print(r, p, q, sep="\n")

# %% [markdown]
# Write **`find_bug(engine)`**. It returns the name of the broken operator, one of `"add" "mul" "pow" "relu" "exp" "log"
# "tanh"`, or `None` for a sound engine. Use your `gradcheck` with one small function for each operator:
#
# *Example:* `gradcheck(lambda a, b: a + b, [0.7, 1.9], engine)` is `False` only if `add` is broken.
#
# *Hint:* a wrong formula can be right by accident. 2a is the derivative of a² and of no other power; a leaky relu is right
# for every positive number; 1/x² equals 1/x at x = 1. Test each operator at several points: below and above 1, negative
# too where that is allowed, with an exponent other than 2, and not at relu's corner.
#
# The check draws eight new engines each time.

# %% nbgrader={"grade": false, "grade_id": "bug_hunt", "locked": false, "schema_version": 3, "solution": true, "task": false}
def find_bug(engine):
    ### BEGIN SOLUTION
    pairs = [[0.7, 1.9], [-1.7, 0.6], [2.3, -0.4]]
    singles = [[0.7], [-1.7], [2.3]]
    tests = {
        "add": (lambda a, b: a + b, pairs),
        "mul": (lambda a, b: a * b, pairs),
        "pow": (lambda a: a**3, singles),
        "relu": (lambda a: a.relu(), singles),
        "exp": (lambda a: a.exp(), singles),
        "log": (lambda a: a.log(), [[0.7], [2.3]]),
        "tanh": (lambda a: a.tanh(), singles),
    }
    for operator, (f, points) in tests.items():
        if not all(gradcheck(f, xs, engine) for xs in points):
            return operator
    return None
    ### END SOLUTION


for letter, engine in engines.items():
    print(letter, find_bug(engine))

# %% nbgrader={"grade": true, "grade_id": "check-bug_hunt", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab1_operators import check

check("bug_hunt", find_bug)

# %% [markdown]
# <details><summary><b>Stuck?</b> What is a function "for each operator"?</summary>
#
# `lambda a: a.exp()` is a small function without a name: it takes a and gives `a.exp()`. It can stand in a list or a
# dictionary, beside the name of the operator that it tries:
#
# ```python
# tests = {"exp": lambda a: a.exp(), "add": lambda a, b: a + b}
# for name, f in tests.items():
#     ...
# ```
# </details>
#
# <details><summary><b>Stuck?</b> A broken engine passes as sound</summary>
#
# Its wrong formula is right at your points. Try more of them: 0.7, -1.7 and 2.3 for what takes any number, 0.7 and 2.3 for log.
# Is an exponent of 2 the only one that you try?
# </details>
#
# <details><summary><b>Stuck?</b> A sound operator is accused</summary>
#
# Does one of your small functions use two operators? Then you cannot tell which of them it was. Is log asked at a negative number, or
# relu exactly at 0?
# </details>
#
# <details><summary><b>Stuck?</b> <code>math domain error</code></summary>
#
# log takes positive numbers only, and a gradient check nudges to both sides: stay away from 0.
# </details>
#
# ## Task 10: which h? (2 points, 20 minutes)
#
# In task 8 the step was given: 1e-5. Is smaller better? In calculus it is. Predict before you look: you compute
# the derivative of sin at x = 1 with h = 1e-1, 1e-2, ... down to 1e-15. What happens to the error on the way?

# %%
my_prediction = "..."

# %%
steps = [10 ** (-k / 4) for k in range(4, 61)]
central = [abs(numerical_gradient(math.sin, [1.0], s)[0] - math.cos(1.0)) for s in steps]
forward = [abs((math.sin(1 + s) - math.sin(1)) / s - math.cos(1.0)) for s in steps]

curves = {
    "central difference": list(zip(steps, central)),
    "forward difference": list(zip(steps, forward)),
}
show_curves(
    {"Error of the numerical derivative of sin at 1": curves},
    "Error against step on logarithmic axes. "
    + " ".join(
        f"At h = {steps[i]:.0e}: forward {forward[i]:.0e}, central {central[i]:.0e}."
        for i in range(0, len(steps), 8)
    ),
    x="step h (smaller to the right)",
    y="error",
    log_x=True,
    log_y=True,
)
compare("the error on the way", my_prediction)

# %% [markdown]
# The same with a handle: choose a function, a point and a difference, and move h. **Predict:** which step is the best for sin at
# x = 1, with the forward difference, and with the central one? And for x² with the central difference, what will the curve of the
# error look like? Look at x² last.

# %%
my_best_h_forward, my_best_h_central = None, None  # such as 1e-3
my_guess_about_x_squared = "..."

# %%
compare("the best h, forward difference", my_best_h_forward)
compare("the best h, central difference", my_best_h_central)
compare("the curve for x²", my_guess_about_x_squared)
FiniteDifferenceExplorer()

# %% [markdown]
# Explain the picture in your own words, in five to ten sentences. Double-click the cell that says YOUR ANSWER HERE to write in it.
#
# 1. Why does the error fall at first, and how fast for each curve (when h gets 10 times smaller)?
# 2. Why does it rise again? Where does that error come from?
# 3. Which h would you choose for the central difference, and about how many digits does it give you? Why not the same h for
#    the forward one?
#
# *(Read by a person: 1 for the two opposing errors and where each comes from, 1 for a choice of h that follows
# from them.)*
#
# <details><summary><b>Stuck?</b> Where do I begin?</summary>
#
# With a table of your own: h = 1e-1, 1e-3, 1e-5, ... and, read off the plot, the error of each curve. How many digits of the
# derivative are right in each line? Then look at one line on the left and one on the right of the lowest point. Print
# `math.sin(1 + h)`, `math.sin(1 - h)` and their difference for both steps. In how many digits do the two agree, and how many are left
# for the difference?
# </details>

# %% [markdown] nbgrader={"grade": true, "grade_id": "u_curve", "locked": false, "points": 2, "schema_version": 3, "solution": true, "task": false}
# Two errors pull in opposite directions. The formula itself is only right in the limit: what it leaves out shrinks with
# h, in proportion to h for the forward difference and to h² for the central one (the odd terms of Taylor's series cancel). So when h gets 10
# times smaller, the error falls by 10 and by 100; on the log-log plot those are lines of slope 1 and 2.
#
# The other error is rounding. f(x + h) and f(x - h) agree in more and more digits as h shrinks, each is only
# known to about 1e-16, and their difference is divided by 2h. So this error is about 1e-16 / h and grows as h shrinks. At
# h = 1e-15 hardly a digit is left.
#
# The best h balances the two: h² = 1e-16 / h gives h near 1e-5 for the central difference, with an error near 1e-11, about ten
# correct digits. For the forward one h = 1e-16 / h gives 1e-8, with an error near 1e-8. To the left of the best h the slope is clean,
# to the right the curve is jagged, because rounding errors look random.

# %%
# when yours is written: a good answer to compare it with
check.answer("u_curve")

# %% [markdown]
# ## What you have now
#
# An engine with seven operators and their relatives, the chain rule in one loop, and a way to prove both. You know that
#
# - an operation needs only its value and its local derivatives; `backward` does not know any of them;
# - gradients multiply along paths and add over paths;
# - a value sends only after all of its messages have arrived;
# - a numerical derivative has a best step, and a gradient check needs points where wrong formulas show.
#
# **To discuss in class** (Alone? The end of the chapter has what there is to say.)
# 1. Your engine stores the local derivatives in the forward pass, before anybody asks for a gradient. What does that cost,
#    and when would you rather compute them in `backward`?
# 2. A function has 1,000 inputs and one output. How often must you evaluate it for a numerical gradient, and how often for
#    `backward`? What if it had one input and 1,000 outputs?
#
# **Next**: lab 2 makes the graph visible, message by message. Compare your `Value` with the package's now:
# `micrograd_edu/engine.py` is 100 lines without its comments, and you will recognise nearly all of them.
#
# **Further reading**: A. Karpathy, [*micrograd*](https://github.com/karpathy/micrograd) (the engine this course descends from) and his
# lecture [*The spelled-out intro to neural networks and backpropagation*](https://www.youtube.com/watch?v=VMj-3S1tku0); A. G. Baydin
# and others, [*Automatic differentiation in machine learning: a survey*](https://arxiv.org/abs/1502.05767) (JMLR 18, 2018), sections 2 and 3.

# %% [markdown]
# ## Bonus exercises, without points
# For those who want more. Nobody grades them; the cell below each says whether it is right.
#
# ### Bonus 1: a sigmoid that does not overflow
# sigmoid(x) = 1 / (1 + e⁻ˣ). For x = -1000, e⁻ˣ is e¹⁰⁰⁰, and `math.exp` raises an OverflowError. Yet the answer is simply 0. Write **`sigmoid(x)`** for a `Value` x as one operation, with its local derivative, right for
# every float.
#
# <details><summary><b>Stuck?</b> What else could the formula be?</summary>
#
# Multiply top and bottom by eˣ: eˣ / (eˣ + 1). For which x is each of the two harmless? And the derivative needs no power at all: it can be had from the result.
# </details>

# %% nbgrader={"grade": false, "grade_id": "bonus_sigmoid", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sigmoid(x):
    ### BEGIN SOLUTION
    power = math.exp(-abs(x.data))  # of a negative number only
    s = (1.0 if x.data >= 0 else power) / (1 + power)
    return Value(s, (x,), (s * (1 - s),), "sigmoid")
    ### END SOLUTION

# %%
from micrograd_edu.labs.lab1_operators import bonus

with bonus("Bonus 1"):
    for number in (0.0, 1.5, -1.5, 30.0, -30.0):
        x = Value(number)
        y = sigmoid(x)
        h = 1e-5
        slope = (1 / (1 + math.exp(-(number + h))) - 1 / (1 + math.exp(-(number - h)))) / (2 * h)
        assert math.isclose(y.data, 1 / (1 + math.exp(-number))), f"sigmoid({number}) is {y.data}"
        assert math.isclose(y._local_grads[0], slope, rel_tol=1e-4, abs_tol=1e-9), f"at {number} the slope is {slope}, yours is {y._local_grads[0]}"
    assert (sigmoid(Value(1000.0)).data, sigmoid(Value(-1000.0)).data) == (1.0, 0.0)

# %% [markdown]
# ### Bonus 2: an engine with six bugs
# Somebody wrote the engine below on a Friday afternoon. **Six** of its methods are wrong: five operations, and `backward`. Find them with the gradient check, not with your eyes, and write **`mend(engine)`**, which puts right
# methods in the place of the wrong ones: `engine.__add__ = ...`. What is right stays as it is.
#
# <details><summary><b>Stuck?</b> Where do I begin?</summary>
#
# With one operation at a time, on numbers that are not symmetric: 0.7 and 1.9, not 1 and 1. Some are right alone and wrong when a value is used twice. That is not the operation's fault.
# </details>

# %%
class Friday:
    def __init__(self, data, parents=(), local_grads=()):
        self.data, self.grad, self._prev, self._local_grads = data, 0.0, parents, local_grads

    def __add__(self, other):
        return Friday(self.data + other.data, (self, other), (1.0, 1.0))

    def __sub__(self, other):
        return Friday(self.data - other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        return Friday(self.data * other.data, (self, other), (self.data, other.data))

    def __truediv__(self, other):
        return Friday(self.data / other.data, (self, other), (1 / other.data, -self.data / other.data))

    def exp(self):
        return Friday(math.exp(self.data), (self,), (math.exp(self.data),))

    def log(self):
        return Friday(math.log(self.data), (self,), (1 / math.log(self.data),))

    def tanh(self):
        return Friday(math.tanh(self.data), (self,), (1 - math.tanh(self.data),))

    def relu(self):
        return Friday(max(self.data, 0.0), (self,), (1.0 if self.data > 0 else 0.0,))

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for parent in node._prev:
                    visit(parent)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            for parent, local_grad in zip(node._prev, node._local_grads):
                parent.grad = node.grad * local_grad

# %% nbgrader={"grade": false, "grade_id": "bonus_six_bugs", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mend(engine):
    ### BEGIN SOLUTION
    def sub(self, other):
        return engine(self.data - other.data, (self, other), (1.0, -1.0))

    def mul(self, other):
        return engine(self.data * other.data, (self, other), (other.data, self.data))

    def truediv(self, other):
        return engine(self.data / other.data, (self, other), (1 / other.data, -self.data / other.data**2))

    def log(self):
        return engine(math.log(self.data), (self,), (1 / self.data,))

    def tanh(self):
        return engine(math.tanh(self.data), (self,), (1 - math.tanh(self.data) ** 2,))

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for parent in node._prev:
                    visit(parent)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            for parent, local_grad in zip(node._prev, node._local_grads):
                parent.grad += node.grad * local_grad

    engine.__sub__, engine.__mul__, engine.__truediv__ = sub, mul, truediv
    engine.log, engine.tanh, engine.backward = log, tanh, backward
    ### END SOLUTION

# %%
with bonus("Bonus 2"):
    mend(Friday)
    formulas = {
        "a + b": lambda a, b: a + b,
        "a - b": lambda a, b: a - b,
        "a * b": lambda a, b: a * b,
        "a / b": lambda a, b: a / b,
        "a.exp()": lambda a, b: a.exp(),
        "b.log()": lambda a, b: b.log(),
        "a.tanh()": lambda a, b: a.tanh(),
        "a.relu()": lambda a, b: a.relu(),
        "a * a + a": lambda a, b: a * a + a,
        "(a * b).tanh() * (a / b).exp() - b.log() * a": lambda a, b: (a * b).tanh() * (a / b).exp() - b.log() * a,
    }
    for text, f in formulas.items():
        a, b = Friday(0.7), Friday(1.9)
        f(a, b).backward()
        h = 1e-5
        by_a = (f(Friday(0.7 + h), Friday(1.9)).data - f(Friday(0.7 - h), Friday(1.9)).data) / (2 * h)
        by_b = (f(Friday(0.7), Friday(1.9 + h)).data - f(Friday(0.7), Friday(1.9 - h)).data) / (2 * h)
        assert math.isclose(a.grad, by_a, abs_tol=1e-7), f"{text}: by a it should be {by_a:.4f}, and is {a.grad:.4f}"
        assert math.isclose(b.grad, by_b, abs_tol=1e-7), f"{text}: by b it should be {by_b:.4f}, and is {b.grad:.4f}"
