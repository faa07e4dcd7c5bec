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
# # Lab 0: read the engine
#
# A neural network learns by asking one question, millions of times: *if I turn this knob a little, does the result get
# better or worse, and how fast?* The machine that answers it for all knobs at once fits on two pages. In this lab you meet
# it, learn the names of its parts, and do its work once with pencil and paper.
#
# **After this lab you can**
# - build a computation from `Value`s and read its graph;
# - say what `data`, `grad`, `_prev` and `_op` of each value are for;
# - compute all gradients of a small graph by hand, with a value that is used twice.
#
# **Time** about 1.5 hours. **Points** 10.
#
# **You need** a little Python, and the idea of a derivative as a slope. Paper and a pencil.
#
# **To read with it** [chapter 0](../../course/lab0_read_the_engine.md) of the course.
#
# ### How a notebook works
# A notebook is a column of *cells*. Some hold text, like this one, others Python.
#
# - **Run a cell**: click into it and press *Shift+Enter*. What it says appears below it. Run all of them, from the top down: later
#   cells use what earlier ones have made. While `[*]` stands beside a cell, it is running; then a number takes its place.
# - **Write code** where a cell says `# YOUR CODE HERE`. The line below that, `raise NotImplementedError()`, only holds the place: delete it.
# - **Write text** where a cell says *YOUR ANSWER HERE*: double-click it, write in place of these words, then *Shift+Enter*.
# - **Predict** where a cell says `None`: put your guess in its place, run the cell, and only then the next one, which compares.
# - **After a break**, or when nothing makes sense any more: menu *Run*, *Run All Above Selected Cell*.
#
# Each task is a lead-in, a cell for your answer, and a check. Run the check as often as you like: it asks new questions each time.
#
# <details><summary><b>A line with a small triangle is a fold.</b> Click on it.</summary>
#
# Folds below the checks are titled by what you see when you need them. Look there when you are stuck, and leave them closed when you are
# not.
# </details>

# %% tags=["setup"]
from micrograd_edu import Value

# %%
from IPython.display import Code

from micrograd_edu import engine
from micrograd_edu.graph import draw_dot
from micrograd_edu.labs.lab0_read_the_engine import check, compare
from micrograd_edu.widgets import BackpropStepper

check.progress()

# %% [markdown]
# ## Your first graph
#
# Run the cell. It computes L = a · b + c with a = 2, b = -3 and c = 10, and draws what it remembers.

# %%
a = Value(2.0, label="a")
b = Value(-3.0, label="b")
c = Value(10.0, label="c")
d = a * b
d.label = "d"
L = d + c
L.label = "L"
draw_dot(L)

# %% [markdown]
# Boxes are values, circles are operations. Read it from left to right: a and b go into `*` and make d, d and c go into `+` and
# make L. Values that nobody computed, here a, b and c, are called **leaves**.
#
# Each box says `grad not yet`, and is dashed for as long. (What the numbers on the arrows are, you will read after task 1.) Now ask the
# machine its one question, with one call on the *result*:

# %%
L.backward()
draw_dot(L)

# %% [markdown]
# ## What grad means
#
# *In the chapter: [The question](../../course/lab0_read_the_engine.md#The-question).*
#
# `a.grad` is -3. It says: **if you nudge a by a little, L moves by -3 times as much.** Do not believe it, try it.

# %%
nudge = 0.01
before = 2.0 * -3.0 + 10.0
after = (2.0 + nudge) * -3.0 + 10.0
print("L moved by", round(after - before, 10), "for a nudge of", nudge, "to a")
print("a.grad promised", a.grad * nudge)

# %% [markdown]
# Negative: pushing a up pushes L down. And c.grad is 1: L goes wherever c goes. The size of a gradient says how much a knob
# matters, its sign says in which direction to turn.
#
# ## Task 1: build one yourself (2 points, 15 minutes)
#
# Write `first_graph(a, b, c)`. It takes three plain numbers, makes a leaf `Value` of each, computes **L = (a · b + c)²** (in
# Python: `** 2`), runs backward, and returns a dict with the four Values, so that the check can look at them:
#
# `return {"a": a, "b": b, "c": c, "L": L}`
#
# Then write `effect_of_nudge(leaf, nudge)`: by about how much does L move when this leaf is nudged by `nudge`? It is one
# line. *Example:* for a leaf with grad 5, a nudge of 0.01 moves L by about 0.05.
#
# The numbers may be whole or not, negative or 0. `effect_of_nudge` only looks at the leaf: it changes nothing in it.

# %% nbgrader={"grade": false, "grade_id": "first_graph", "locked": false, "schema_version": 3, "solution": true, "task": false}
def first_graph(a, b, c):
    ### BEGIN SOLUTION
    a, b, c = Value(a), Value(b), Value(c)
    L = (a * b + c) ** 2
    L.backward()
    return {"a": a, "b": b, "c": c, "L": L}
    ### END SOLUTION


def effect_of_nudge(leaf, nudge):
    ### BEGIN SOLUTION
    return leaf.grad * nudge
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-first_graph", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab0_read_the_engine import check

check("first_graph", first_graph, effect_of_nudge)

# %% [markdown]
# <details><summary><b>Stuck?</b> Every grad is None</summary>
#
# `None` means *not computed yet*. One call computes all gradients. It is made on the value whose movement you ask about.
# </details>
#
# <details><summary><b>Stuck?</b> My gradients grow each time I run the cell</summary>
#
# Leaves *add up* their gradients over calls of `backward()`. A function that makes new leaves each time, as above, starts fresh.
# You will see in lab 3 why adding up is useful.
# </details>
#
# ## The rules on the edges
#
# The blue number on an arrow is the **local derivative**: how much the operation's result moves for a nudge of this operand,
# while everything else holds still. It knows nothing of L.
#
# - **a + b**: both arrows carry 1. The sum moves as much as either of them.
# - **a · b**: the arrow from a carries b, and the arrow from b carries a. Nudge the 2 in 2 · 10 by 1, and the product moves by 10.
#
# ### What relu does
# **relu(a)**, in Python `a.relu()`, is a gate. It passes a positive number unchanged (arrow: 1). It turns everything else into 0
# (arrow: 0); we say that it is *closed*. Nudge a = -6 by 0.01: relu gives 0 before and 0 after.
#
# ## Task 2: predict (2 points, 20 minutes)
#
# **a = 2 and b = -3.** For six expressions, write down the value, and how much it moves per nudge of a and of b. Do it in your
# head or on paper, before you run anything. Being wrong here is worth more than being right: it shows where to look.
#
# The third one uses a twice. If you are not sure, nudge: what is 2.01 · 2.01 - 4, as a multiple of 0.01? (An expression
# without b does not move with b: write 0.)
#
# Fill in the numbers, and delete the last line.

# %% nbgrader={"grade": false, "grade_id": "predict", "locked": false, "schema_version": 3, "solution": true, "task": false}
predictions = {
    "a + b": {"value": None, "a": None, "b": None},
    "a * b": {"value": None, "a": None, "b": None},
    "a * a": {"value": None, "a": None, "b": None},
    "a * b + a": {"value": None, "a": None, "b": None},
    "(a + b) * a": {"value": None, "a": None, "b": None},
    "(a * b).relu() + a": {"value": None, "a": None, "b": None},
}
### BEGIN SOLUTION
predictions = {
    "a + b": {"value": -1, "a": 1, "b": 1},
    "a * b": {"value": -6, "a": -3, "b": 2},
    "a * a": {"value": 4, "a": 4, "b": 0},
    "a * b + a": {"value": -4, "a": -2, "b": 2},
    "(a + b) * a": {"value": -2, "a": 1, "b": 2},
    "(a * b).relu() + a": {"value": 2, "a": 1, "b": 0},
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-predict", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab0_read_the_engine import check

check("predict", predictions)

# %% [markdown]
# Which of them surprised you? Look at one that did. Change the expression in the cell to see the others.

# %%
a, b = Value(2.0, label="a"), Value(-3.0, label="b")
surprise = a * b + a
surprise.backward()
draw_dot(surprise)

# %% [markdown]
# ## A worked example
#
# *In the chapter: [Backward: messages](../../course/lab0_read_the_engine.md#Backward:-messages).*
#
# Now the whole procedure, once, slowly. a = 4, b = 2, c = -1, and
#
# `d = a * b`, `e = d + c`, `L = e * e`.
#
# **Forward**, in the order of the lines: d = 8, e = 7, L = 49.
#
# **Backward**, from L to the leaves. The *parents* of a value are the values it was made from: d has the parents a and b. (The
# engine keeps them in `_prev`.) Every value sends to each of its parents the message *(my grad) · (number on the
# arrow)*, and a parent adds up all the messages that it gets.
#
# | who sends | to | message | now |
# |---|---|---|---|
# | L starts with grad 1: L moves as much as L | | | L.grad = 1 |
# | L = e · e, first arrow (carries e = 7) | e | 1 · 7 = 7 | 7 |
# | L = e · e, second arrow (carries e = 7) | e | 1 · 7 = 7 | e.grad = 7 + 7 = 14 |
# | e = d + c (arrows carry 1) | d | 14 · 1 = 14 | d.grad = 14 |
# | | c | 14 · 1 = 14 | c.grad = 14 |
# | d = a · b (arrow from a carries b = 2) | a | 14 · 2 = 28 | a.grad = 28 |
# | (arrow from b carries a = 4) | b | 14 · 4 = 56 | b.grad = 56 |
#
# Test it: with a = 4.001, d = 8.002, e = 7.002, L = 49.028. L moved by 0.028 for a nudge of 0.001: 28 times as much.
#
# ### A value is used twice
# e got two messages before it sent one. That is the only tricky thing in all of backpropagation: **wait for all of your
# messages, add them, then send.** A value sends once, when everything that was made from it has sent.
#
# ## Task 3: trace by hand (3 points, 30 minutes)
#
# Three graphs, with paper and pencil. For every value write the pair `(data, grad)`.
#
# 1. a = 3, b = -2, c = 4: `d = a * b`, `L = d + c`
# 2. a = 2, b = 5: `d = a + b`, `L = d * a`
# 3. x = 2: `u = x * 3`, `v = u + x`, `w = u * v`, `L = w + u`
#
# In the third one u is used three times in all, once by each of v, w and L. Draw the graph first.
#
# Fill in the pairs, and delete the last line.

# %% nbgrader={"grade": false, "grade_id": "trace_by_hand", "locked": false, "schema_version": 3, "solution": true, "task": false}
hand_gradients = {
    "graph 1": {
        "a": (3, None),
        "b": (-2, None),
        "c": (4, None),
        "d": (None, None),
        "L": (None, None),
    },
    "graph 2": {
        "a": (2, None),
        "b": (5, None),
        "d": (None, None),
        "L": (None, None),
    },
    "graph 3": {
        "x": (2, None),
        "u": (None, None),
        "v": (None, None),
        "w": (None, None),
        "L": (None, None),
    },
}
### BEGIN SOLUTION
hand_gradients = {
    "graph 1": {"a": (3, -2), "b": (-2, 3), "c": (4, 1), "d": (-6, 1), "L": (-2, 1)},
    "graph 2": {"a": (2, 9), "b": (5, 2), "d": (7, 2), "L": (14, 1)},
    "graph 3": {"x": (2, 51), "u": (6, 15), "v": (8, 6), "w": (48, 1), "L": (54, 1)},
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-trace_by_hand", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab0_read_the_engine import check

check("trace_by_hand", hand_gradients)

# %% [markdown]
# When the check says PASS, let the machine go through the third graph, one message at a time, and compare it with your drawing.
# **Predict first:** which value waits longest before it can send, how many messages have arrived there by then, and to how much do
# they add up?
#
# Use the buttons, the slider or the arrow keys, forwards and back.

# %%
my_guess_who_waits_longest = None  # a name in quotes
my_guess_how_many_messages = None
my_guess_of_their_sum = None

# %%
x = Value(2.0, label="x")
u = x * 3
v = u + x
w = u * v
L = w + u
for value, name in ((u, "u"), (v, "v"), (w, "w"), (L, "L")):
    value.label = name
compare("who waits longest", my_guess_who_waits_longest)
compare("messages", my_guess_how_many_messages)
compare("their sum", my_guess_of_their_sum)
BackpropStepper(L)

# %% [markdown]
# <details><summary><b>Stuck?</b> My leaf is right in one graph and wrong in another</summary>
#
# Count the arrows that leave it in your drawing. A leaf with two arrows gets two messages: graph 2's a, graph 3's x.
# </details>
#
# <details><summary><b>Stuck?</b> I do not know who sends first</summary>
#
# Go through the lines of the program from the last to the first. Line by line backwards, each result has all of its messages
# when its turn comes.
# </details>
#
# ## Open the engine
#
# Time to look inside. The next cell shows the engine's file, `micrograd_edu/engine.py`. Most of what you see you have just done by
# hand. Find
#
# - `__mul__`, and in it the pair of local derivatives;
# - in `backward`, the line that starts with 1, and the line with `+=`;
# - `topological_order`, which answers *who sends first?* You will complete one in lab 1, and write another in lab 2.

# %%
Code(filename=engine.__file__)

# %% [markdown]
# ## Task 4: roles (2 points, 15 minutes)
#
# In your own words, with one sentence and one example each: what are `data`, `grad`, `_prev` and `_op` of a `Value` for? Say also
# when each of them gets its content. Double-click the cell below to write in it.
#
# *(Read by a person: half a point for each of the four.)*

# %% [markdown] nbgrader={"grade": true, "grade_id": "roles", "locked": false, "points": 2, "schema_version": 3, "solution": true, "task": false}
# - `data` is the number itself. It is computed in the forward pass, when the value is made: for `d = a * b` with 2 and -3 it is -6.
# - `grad` says how many times as much the final result moves when this value is nudged. It is None until `backward()` on the result;
#   for `L = a * b + c` with b = -3, `a.grad` becomes -3.
# - `_prev` holds the values that this one was made from, in order and with repetition: for `a * a` it is `(a, a)`. It is set when
#   the value is made, and it is the way on which messages travel back. For a leaf it is empty.
# - `_op` is the name of the operation, such as "+". It is set when the value is made. It is for people: for drawing and debugging;
#   nothing is computed with it.

# %%
# when yours is written: a good answer to compare it with
check.answer("roles")

# %% [markdown]
# ## Task 5: why a graph? (1 point, 5 minutes)
#
# For L = (a · b + c)² one could multiply out a formula for dL/da by hand, once. Why does the engine keep a graph instead of one big
# formula? Two or three sentences, in the cell below.
#
# *(Read by a person.)*

# %% [markdown] nbgrader={"grade": true, "grade_id": "why_graph", "locked": false, "points": 1, "schema_version": 3, "solution": true, "task": false}
# With a graph each operation only has to know its own small derivative, and one procedure combines them for any program, also one with
# loops and branches whose formula nobody writes down. Intermediate results are shared: a value's gradient is computed once and serves
# everything before it, while the multiplied-out formula repeats the same parts again and again and grows out of hand.

# %%
# when yours is written: a good answer to compare it with
check.answer("why_graph")

# %% [markdown]
# ## What you have now
#
# - A **leaf** is a value nobody computed; **forward** makes values, **backward** makes gradients.
# - A **gradient** is a promise: nudge me, and the result moves that many times as much.
# - Messages **multiply along** an arrow and **add up** at a value; a value sends when all of its messages are in.
#
# **To discuss in class** (Alone? The end of the chapter has what there is to say.)
# 1. A gradient is 0. Does this leaf have no influence on the result? Think of relu, and of a valley.
# 2. `effect_of_nudge` is only about right. For L = a², a = 2 and a nudge of 1 it promises 4, and L moves by 5. When can you trust it?
#
# **Next**: in lab 1 you write this engine yourself.
#
# **Further reading**: M. Nielsen, [*Neural Networks and Deep Learning*, chapter 2](http://neuralnetworksanddeeplearning.com/chap2.html);
# C. Olah, [*Calculus on computational graphs: backpropagation*](https://colah.github.io/posts/2015-08-Backprop/) (2015).

# %% [markdown]
# ## Bonus exercises, without points
# For those who want more. Nobody grades them; the cell below each says whether it is right.
#
# ### Bonus 1: a power with few multiplications
# x⁸ takes seven multiplications one after the other, and three if results are used again: x², then x² · x², then that times itself. Write **`power(x, n)`** for a whole n from 1 on, with `*` alone, and with at
# most 2 · log₂ n multiplications. Does the gradient come out as n · xⁿ⁻¹, although x is used through so few nodes?
#
# <details><summary><b>Stuck?</b> An odd n</summary>
#
# x¹³ = x · x¹², and x¹² = (x⁶)²: an even power is the square of a power half as high, an odd one needs one more factor.
# </details>

# %% nbgrader={"grade": false, "grade_id": "bonus_power", "locked": false, "schema_version": 3, "solution": true, "task": false}
def power(x, n):
    ### BEGIN SOLUTION
    if n == 1:
        return x
    half = power(x, n // 2)
    return half * half * x if n % 2 else half * half
    ### END SOLUTION

# %%
import math

from micrograd_edu.engine import topological_order
from micrograd_edu.labs.lab0_read_the_engine import bonus

with bonus("Bonus 1"):
    for n in (1, 2, 3, 8, 13, 100):
        x = Value(1.1)
        p = power(x, n)
        p.backward()
        assert math.isclose(p.data, 1.1**n), f"1.1 to the power {n} is {1.1**n}, yours is {p.data}"
        assert math.isclose(x.grad, n * 1.1 ** (n - 1)), f"the gradient should be {n * 1.1 ** (n - 1)}, and is {x.grad}"
        products = len(topological_order(p)) - 1
        assert products <= 2 * math.log2(n), f"{products} multiplications for n = {n}"

# %% [markdown]
# ### Bonus 2: which input matters most?
# A recipe, an invoice, a forecast: a formula of many inputs. Which one moves the result most, if each becomes **one percent** larger? Write **`matters_most(f, inputs)`**: `f` takes one `Value` for each input and
# returns a `Value`; `inputs` is a list of numbers. Return the index of the input whose one percent changes the result most, upwards or downwards. One call of `backward` is enough, for any number of inputs.
#
# <details><summary><b>Stuck?</b> Is it the largest gradient?</summary>
#
# A gradient answers for a nudge of 1. One percent of 1,000 is a nudge of 10, one percent of 2 is 0.02. And down counts as much as up.
# </details>

# %% nbgrader={"grade": false, "grade_id": "bonus_matters_most", "locked": false, "schema_version": 3, "solution": true, "task": false}
def matters_most(f, inputs):
    ### BEGIN SOLUTION
    leaves = [Value(x) for x in inputs]
    f(*leaves).backward()
    effects = [abs(leaf.grad * 0.01 * leaf.data) if leaf.grad is not None else 0.0 for leaf in leaves]
    return effects.index(max(effects))
    ### END SOLUTION

# %%
with bonus("Bonus 2"):
    recipes = [
        (lambda a, b: a + b * 100, [1000.0, 2.0]),
        (lambda a, b, c: a * b - c * c, [3.0, 2.0, 5.0]),
        (lambda a, b, c: (a * b).exp() + c, [0.1, 0.2, 50.0]),
        (lambda a, b: b * 3, [7.0, 1.0]),
        (lambda a, b: a + b * 3, [2.0, 2.0]),
    ]
    for f, inputs in recipes:
        changes = []
        for i in range(len(inputs)):  # without any gradient: compute it anew, with one percent more
            more = [Value(x * 1.01 if j == i else x) for j, x in enumerate(inputs)]
            changes.append(abs(f(*more).data - f(*map(Value, inputs)).data))
        assert matters_most(f, inputs) == changes.index(max(changes)), f"with inputs {inputs}, one percent each changes {changes}"
