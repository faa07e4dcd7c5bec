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
# # Lab 5: go beyond
#
# Two ways to extend an engine. First a new operator: one line, if the design is good. Then the step that makes engines fast: from
# single numbers to whole arrays.
#
# **After this lab you can**
# - add an operator to an engine, and prove its derivative in two ways;
# - say what a gradient has to do where an array was stretched, and write it;
# - write a small `Tensor` with broadcasting and matrix products, and train with it.
#
# **Time** about 4 hours, with a good place to stop after task 2. **Points** 16.
#
# **You need** labs 1 and 3, and NumPy arrays: shapes, `@`, `sum(axis=...)`.
#
# **To read with it** [chapter 5](../../course/lab5_extension.md) of the course.

# %% tags=["setup"]
import math

import numpy as np

from micrograd_edu import Value

# %%
import random
import time

from micrograd_edu.labs.lab5_extension import check, compare
from micrograd_edu.data import moons
from micrograd_edu.figures import scores_of, show_borders
from micrograd_edu.gradcheck import gradcheck
from micrograd_edu.losses import l2_penalty, max_margin_loss
from micrograd_edu.nn import MLP

check.progress()

# %% [markdown]
# ## Task 1: a new operator (3 points, 25 minutes)
#
# Pick one: `softplus`, `abs`, `sin`, `cos`, `sqrt`, or `reciprocal`. (softplus(x) = log(1 + eˣ), a relu with a round corner.)
#
# Write `new_operator(x)`. It takes a `Value`, which it leaves as it is, and returns a new `Value`. Put the name of your choice into `operator_name`, and delete
# the last line of the cell.
#
# *Example:* squaring would be
#
# ```python
# operator_name = "square"
#
# def new_operator(x):
#     return Value(x.data ** 2, (x,), (2 * x.data,), "square")
# ```
#
# That is all it takes: the number, the parents, one local derivative for each parent. `backward` does not change.
#
# *Not sure about the derivative?* Nudge: (f(x + 0.001) - f(x)) / 0.001 at two or three points, and compare with your formula.

# %% nbgrader={"grade": false, "grade_id": "new_operator", "locked": false, "schema_version": 3, "solution": true, "task": false}
operator_name = None  # the name of your choice, in quotes


def new_operator(x):
    ### BEGIN SOLUTION
    return Value(math.log1p(math.exp(x.data)), (x,), (1 / (1 + math.exp(-x.data)),), "softplus")
    ### END SOLUTION


### BEGIN SOLUTION
operator_name = "softplus"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-new_operator", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab5_extension import check

check("new_operator", Value, operator_name, new_operator)

# %% [markdown]
# Prove it twice: with finite differences, and, where PyTorch is installed, with PyTorch. On both sides of 0, where your function
# has both: an `abs` whose derivative is 1 everywhere would agree at every positive point.

# %%
points = [0.7] if operator_name == "sqrt" else [0.7, -0.7]
for point in points:
    print(f"x = {point}")
    print(gradcheck(lambda x, y: new_operator(x * y) * x, [point, 1.9]))
try:
    import torch

    functions = {
        "softplus": torch.nn.functional.softplus,
        "abs": torch.abs,
        "sin": torch.sin,
        "cos": torch.cos,
        "sqrt": torch.sqrt,
        "reciprocal": torch.reciprocal,
    }
    for point in points:
        x = torch.tensor(point, dtype=torch.float64, requires_grad=True)
        functions[operator_name](x).backward()
        ours = Value(point)
        new_operator(ours).backward()
        print(f"x = {point}: PyTorch {x.grad.item()}, yours {ours.grad}")
except ImportError:
    print("PyTorch is not installed; finite differences will do.")

# %% [markdown]
# ## From numbers to arrays
#
# *In the chapter: [One node, many numbers](../../course/lab5_extension.md#One-node,-many-numbers).*
#
# A training step of lab 3 builds thousands of nodes, each a Python object with one number. PyTorch builds a few dozen for the
# same step, each with a whole array. **One node, many numbers** is the entire trick. Three things change.
#
# **The local derivative** of a node with n inputs and m outputs would be a table of n · m numbers. Nobody writes it down. All
# that `backward` needs is *incoming gradient times table*, and for each operation that is a short formula on arrays. For c = a * b,
# element by element, with incoming gradient g: the message to a is `g * b`, to b it is `g * a`. The same as before, many at once.
#
# **Shapes.** A gradient always has the shape of its tensor: one number for each number.
#
# **Broadcasting.** NumPy stretches operands. That needs some thought.
#
# ## Task 2: unbroadcast (2 points, 35 minutes)
#
# Adding a bias b = (10, 20, 30) to a batch of two rows:
#
# ```
# [[1, 2, 3],        [[11, 22, 33],
#  [4, 5, 6]]   + b =  [14, 25, 36]]
# ```
#
# b[0] = 10 was used *twice*, once in each row. And a value that is used twice adds up its messages. If the incoming gradient is
# `[[1, 2, 3], [4, 5, 6]]`, what is the gradient of b? **Predict:** three numbers.

# %%
my_gradient_of_b = [None, None, None]

# %%
compare("the gradient of b", my_gradient_of_b)

# %% [markdown]
# Summed over the axis along which b was repeated: b[0] got a 1 from the first row and a 4 from the second.
#
# NumPy repeats in two ways. It adds axes *in front*, as here: (3,) became (1, 3), then (2, 3). And it stretches axes of length 1: (2, 1)
# becomes (2, 3). The gradient has to be summed over all of these axes, and to end in the operand's shape.
#
# **`unbroadcast(grad, shape)`** takes a gradient (an array of floats) and the shape of the operand (a tuple), and returns an array of that shape: the
# gradient summed back. It does not change `grad`. *Examples:*
#
# | grad.shape | shape | what happens |
# |---|---|---|
# | (2, 3) | (2, 3) | nothing |
# | (2, 3) | (3,) | sum over axis 0 |
# | (2, 3) | (2, 1) | sum over axis 1, keep it with length 1 |
# | (2, 3) | () | sum of everything |
# | (2, 4, 3) | (4, 1) | sum over axis 0; then over the last axis, kept |

# %% nbgrader={"grade": false, "grade_id": "unbroadcast", "locked": false, "schema_version": 3, "solution": true, "task": false}
def unbroadcast(grad, shape):
    ### BEGIN SOLUTION
    while grad.ndim > len(shape):  # axes that were added in front
        grad = grad.sum(axis=0)
    for axis, n in enumerate(shape):  # axes that were stretched
        if n == 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-unbroadcast", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab5_extension import check

check("unbroadcast", unbroadcast)

# %% [markdown]
# <details><summary><b>Stuck?</b> Which axes do I sum over?</summary>
#
# Write both shapes below each other, right-aligned, as NumPy does. Sum over every axis where the operand has nothing, or a 1. Where
# it has nothing, the axis has to vanish; where it has a 1, the axis has to stay: `keepdims=True`.
# </details>
#
# A good place for a break.
#
# ## Task 3: Tensor (4 points, 75 minutes)
#
# Write a class `Tensor` around a NumPy array of float64, with
#
# - `Tensor(data)`, where `data` is an array, a nested list or a number, of floats or of ints;
# - attributes `data` (always float64) and `grad` (an array of the same shape, or `None` until computed; only leaves need to keep theirs);
# - `+`, `*` with broadcasting, for a Tensor or a plain number or array on the right. Either operand may be the one that is stretched;
# - `@` for two-dimensional Tensors, such as (2, 3) @ (3, 4);
# - `relu()`, `sum()` of all elements, `mean()` of all elements;
# - `backward()`, called on a Tensor with a single element, of whatever shape: (), (1,) or (1, 1). Leaves add up over several calls; everything
#   in between starts afresh.
#
# No operation changes the numbers of its operands, nor an array that it was given. How you organise it is up to you; add arguments and
# methods as you like. One way that works: each node keeps its parents, and for each parent a function that turns the incoming gradient into the message for it. `backward` is the one of lab 1, with `message = function(grad)` in place of
# `local_grad * grad`.
#
# ### The two messages of a matrix product
# For c = a @ b with shapes (2, 3) @ (3, 4) the incoming gradient g has c's shape (2, 4). The message to a must have the shape (2, 3), and
# the message to b (3, 4). Each is a matrix product of g and the other operand, one of them transposed. There is only one way in which the
# shapes fit.
#
# *Predict* both formulas before you write them. *Hint for sum:* each element moves the sum by 1, so the message is g, spread over the
# operand's shape: `g * np.ones(shape)`.

# %% nbgrader={"grade": false, "grade_id": "tensor_ops", "locked": false, "schema_version": 3, "solution": true, "task": false}
class Tensor:
    def __init__(self, data, parents=(), messages=()):
        """data becomes an array of float64; parents and messages are for the way described."""
        ### BEGIN SOLUTION
        self.data = np.asarray(data, dtype=np.float64)
        self.grad = None
        self._prev = parents
        self._messages = messages
        ### END SOLUTION

    def __add__(self, other):
        ### BEGIN SOLUTION
        other = other if isinstance(other, Tensor) else Tensor(other)
        messages = (lambda g: unbroadcast(g, self.data.shape), lambda g: unbroadcast(g, other.data.shape))
        return Tensor(self.data + other.data, (self, other), messages)
        ### END SOLUTION

    def __mul__(self, other):
        ### BEGIN SOLUTION
        other = other if isinstance(other, Tensor) else Tensor(other)
        messages = (
            lambda g: unbroadcast(g * other.data, self.data.shape),
            lambda g: unbroadcast(g * self.data, other.data.shape),
        )
        return Tensor(self.data * other.data, (self, other), messages)
        ### END SOLUTION

    def __matmul__(self, other):
        ### BEGIN SOLUTION
        messages = (lambda g: g @ other.data.T, lambda g: self.data.T @ g)
        return Tensor(self.data @ other.data, (self, other), messages)
        ### END SOLUTION

    def relu(self):
        ### BEGIN SOLUTION
        return Tensor(np.maximum(self.data, 0.0), (self,), (lambda g: g * (self.data > 0),))
        ### END SOLUTION

    def sum(self):
        ### BEGIN SOLUTION
        return Tensor(self.data.sum(), (self,), (lambda g: g * np.ones(self.data.shape),))
        ### END SOLUTION

    def mean(self):
        ### BEGIN SOLUTION
        return self.sum() * (1 / self.data.size)
        ### END SOLUTION

    def backward(self):
        ### BEGIN SOLUTION
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, parents_listed = stack.pop()
            if parents_listed:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((parent, False) for parent in node._prev)
        for node in order:
            if node._prev or node.grad is None:
                node.grad = np.zeros(node.data.shape)
        self.grad = np.ones(self.data.shape)
        for node in reversed(order):
            for parent, message in zip(node._prev, node._messages):
                parent.grad = parent.grad + message(node.grad)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-tensor_ops", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab5_extension import check

check("tensor_ops", Tensor)

# %% [markdown]
# <details><summary><b>Stuck?</b> My relu gradient is not zero where it should be</summary>
#
# The mask belongs to the *input* of relu: open where it is above 0. As an array, `x > 0` is 1 and 0 when multiplied.
# </details>
#
# <details><summary><b>Stuck?</b> The second call changes a gradient that I had printed</summary>
#
# `parent.grad += message` changes the array in place, and another tensor may hold the same array. `parent.grad = parent.grad + message`
# makes a new one.
# </details>
#
# ## Task 4: train with it (3 points, 50 minutes)
#
# **`tensor_train(X, y, parameters, steps, lr, alpha)`** trains a network with one hidden layer:
# score = relu(X @ w1 + b1) @ w2 + b2.
#
# - `X` is an array of shape (n, 2), `y` of shape (n,) with -1 and 1; `parameters` is a list of four arrays, w1 (2, h), b1 (h,), w2 (h, 1),
#   b2 (1,).
# - The loss is that of lab 3: the mean of relu(1 - yᵢ · sᵢ), plus alpha times the sum of the squares of all four parameters.
# - Make `steps` steps, each: empty the gradients, forward, backward, move each parameter by -lr times its gradient.
# - Return a pair: the list of the four arrays after the last step, and the list of the four gradients of the **first** step.
# - `X`, `y`, the list `parameters` and the arrays in it stay as they are: whoever calls your function still needs them. (With `np.asarray`, a
#   Tensor holds the caller's own array; `p.data -= ...` would write into that.)
#
# *Hint:* the scores have the shape (n, 1). An array y of shape (n,) times scores of shape (n, 1) broadcasts to (n, n), without any error!
# `y.reshape(-1, 1)` first. Wrap `X` and the four parameters in `Tensor`. Put a constant on the *right* of your operators, as in
# `scores * (-y) + 1`: on the left, it is the number or the array that is asked what to do, and it does not know your Tensor.

# %% nbgrader={"grade": false, "grade_id": "tensor_train", "locked": false, "schema_version": 3, "solution": true, "task": false}
def tensor_train(X, y, parameters, steps, lr, alpha):
    ### BEGIN SOLUTION
    w1, b1, w2, b2 = tensors = [Tensor(p) for p in parameters]
    inputs, labels = Tensor(X), np.asarray(y, dtype=float).reshape(-1, 1)
    first = None
    for _ in range(steps):
        for p in tensors:
            p.grad = None
        scores = (inputs @ w1 + b1).relu() @ w2 + b2
        loss = (scores * -labels + 1.0).relu().mean()
        for p in tensors:
            loss = loss + (p * p).sum() * alpha
        loss.backward()
        first = first or [p.grad.copy() for p in tensors]
        for p in tensors:
            p.data = p.data - lr * p.grad
    return [p.data for p in tensors], first
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-tensor_train", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab5_extension import check

check("tensor_train", tensor_train)

# %% [markdown]
# <details><summary><b>Stuck?</b> My matrix product says that it was given too few dimensions</summary>
#
# NumPy's own `@` was at work, and took your Tensor for a number: on its left stood a plain array. Whatever comes in from outside, `X` and
# the parameters, becomes a Tensor before you calculate with it.
# </details>
#
# ### How much faster?
#
# *In the chapter: [Why it is faster](../../course/lab5_extension.md#Why-it-is-faster).*
#
# The same network, the same 200 moons, 20 steps: one number at a time, and one array at a time. **Predict** the factor.

# %%
my_prediction = None

# %%
X, y = moons(200, 0.1, seed=1)
rng = np.random.default_rng(0)
start = [rng.uniform(-1, 1, shape) for shape in ((2, 16), (16,), (16, 1), (1,))]

before = time.perf_counter()
weights, _ = tensor_train(np.array(X), np.array(y), start, 20, 0.5, 1e-4)
with_tensors = time.perf_counter() - before

model = MLP(2, [16, 1], random.Random(0))
before = time.perf_counter()
for _ in range(20):
    model.zero_grad()
    loss = max_margin_loss([model(x) for x in X], y) + l2_penalty(model.parameters(), 1e-4)
    loss.backward()
    for p in model.parameters():
        p.data -= 0.5 * p.grad
with_numbers = time.perf_counter() - before

print(f"one number at a time: {with_numbers:.3f} s; one array at a time: {with_tensors:.3f} s")
compare("times as fast", my_prediction, round(with_numbers / with_tensors))

# %% [markdown]
# And with more points? The same 20 steps on 200 and on 2,000 moons: your Tensor, and PyTorch beside it where it is installed.
# One number at a time would take ten times as long for ten times as many. **Predict:** how many times as long does your Tensor take?

# %%
my_prediction = None


# %%
def torch_train(X, y, parameters, steps, lr, alpha):
    """The same training with PyTorch's tensors."""
    w1, b1, w2, b2 = tensors = [torch.tensor(p, requires_grad=True) for p in parameters]
    inputs, labels = torch.tensor(X), torch.tensor(y).reshape(-1, 1)
    optimizer = torch.optim.SGD(tensors, lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        scores = (inputs @ w1 + b1).relu() @ w2 + b2
        loss = (1 - labels * scores).relu().mean() + alpha * sum((p * p).sum() for p in tensors)
        loss.backward()
        optimizer.step()


def seconds(train, X, y):
    """The better of two."""
    times = []
    for _ in range(2):
        before = time.perf_counter()
        train(X, y, start, 20, 0.5, 1e-4)
        times.append(time.perf_counter() - before)
    return min(times)


try:
    import torch

    torch.set_num_threads(1)  # one core beside one core
    torch_train(np.array(X), np.array(y, dtype=float), start, 1, 0.5, 1e-4)  # the first step loads what it needs
except ImportError:
    torch = None

took = []
for n in (200, 2_000):
    many, labels = moons(n, 0.1, seed=1)
    many, labels = np.array(many), np.array(labels, dtype=float)
    took.append(seconds(tensor_train, many, labels))
    beside = f"   PyTorch {seconds(torch_train, many, labels):.4f} s" if torch else ""
    print(f"{n:5,} moons: your Tensor {took[-1]:.4f} s{beside}")
compare("times as long", my_prediction, round(took[-1] / took[0]))

# %% [markdown]
# With few points, both spend their time on calls and on the graph; with many, on arithmetic, and NumPy and PyTorch do the same
# multiplications. (Chapter 5 has it measured for the package's Tensor, up to 10,000 points and 256 neurons.) What yours has learnt, after
# 300 steps with a rate of 1:

# %%
(w1, b1, w2, b2), _ = tensor_train(np.array(X), np.array(y), start, 300, 1.0, 1e-4)


def network(point):
    return ((Tensor([point]) @ Tensor(w1) + Tensor(b1)).relu() @ Tensor(w2) + Tensor(b2)).sum()


show_borders(
    {"Trained with your Tensor": scores_of(network)},
    X,
    y,
    "200 moons, and the border that the network has learnt with arrays: it bends through the gap between the two moons.",
)

# %% [markdown]
# ## Task 5: a design note (4 points, 45 minutes)
#
# Write one page for a colleague who knows your engine of lab 1 and has to maintain your Tensor, in the cell below (double-click it):
#
# 1. What had to change from scalars to tensors, and why? What could stay exactly as it was?
# 2. Why is a batch so much faster, although the same multiplications are done?
# 3. One misconception of your own, from this course: what you believed, what was wrong with it, and **the check that catches it**. Give a few lines
#    of code that pass with right code and fail with yours.
#
# *(Read by a person: 1 point for the first, 1 for the second, 2 for the misconception with its check.)*

# %% [markdown] nbgrader={"grade": true, "grade_id": "design_note", "locked": false, "points": 4, "schema_version": 3, "solution": true, "task": false}
# **What changed.** The local derivative was a number that could be stored on the edge. For arrays it would be a table, so each edge keeps a function
# that multiplies an incoming gradient with that table. Gradients are arrays of the tensor's shape, and where NumPy stretched an operand its message has to
# be summed back to that shape, because a stretched number is a shared number. The graph, the topological order, the seed, the adding up of messages
# and the difference between leaves and values in between stayed word for word.
#
# **Why it is faster.** The scalar engine pays for every number: a Python object, two tuples, an attribute look-up, a call. A tensor pays that once
# for thousands of numbers, and the multiplications run in compiled loops over memory that lies side by side, for matrix products in a library that
# uses the processor's vector units.
#
# **A misconception of mine.** I believed that broadcasting needs no care in `backward`, because the forward pass needed none: I sent `g` to the bias as it
# was. The loss still fell, because NumPy broadcast my wrong gradient in the update as well, until b had the shape of the batch. The check that
# catches it compares shapes, then numbers with a nudge:
#
# ```python
# b = Tensor(np.zeros(3))
# (Tensor(np.ones((2, 3))) + b).sum().backward()
# assert b.grad.shape == (3,)
# assert b.grad.tolist() == [2, 2, 2]
# ```

# %%
# when yours is written: a good answer to compare it with
check.answer("design_note")

# %% [markdown]
# ## What you have now
#
# An engine with your own operator, and a second one that works on arrays. Compare it with `micrograd_edu/tensor.py`: the same idea, with
# a few more operations, and tested against PyTorch on hundreds of random shapes.
#
# **To discuss in class** (Alone? The end of the chapter has what there is to say.)
# 1. A matrix product of two 1,000 × 1,000 matrices: how large would the table of local derivatives be, and how large are the two messages?
# 2. What would have to change for a GPU? And what would not?
#
# **Further reading**: the JAX documentation, [*The autodiff cookbook*](https://docs.jax.dev/en/latest/notebooks/autodiff_cookbook.html);
# M. Johnson, D. Duvenaud, D. Maclaurin, [*autodidact*](https://github.com/mattjj/autodidact), a tiny autodiff package written to be read.

# %% [markdown]
# ## Bonus exercises, without points
# For those who want more. Nobody grades them; the cell below each says whether it is right.
#
# ### Bonus 1: softplus that does not overflow
# softplus(x) = log(1 + eˣ) of 1000 is 1000, up to e⁻¹⁰⁰⁰. But e¹⁰⁰⁰ overflows, and so does the derivative as it is usually written. Write **`softplus(x)`** for a `Value`, as one operation that is right for every float, value and
# derivative.
#
# <details><summary><b>Stuck?</b> Take out what is large</summary>
#
# log(1 + eˣ) = x + log(e⁻ˣ + 1). For which x is which of the two harmless? `math.log1p(y)` is log(1 + y), without loss for a tiny y.
# </details>

# %% nbgrader={"grade": false, "grade_id": "bonus_softplus", "locked": false, "schema_version": 3, "solution": true, "task": false}
def softplus(x):
    ### BEGIN SOLUTION
    power = math.exp(-abs(x.data))  # of a negative number only
    slope = (1.0 if x.data >= 0 else power) / (1 + power)
    return Value(max(x.data, 0.0) + math.log1p(power), (x,), (slope,), "softplus")
    ### END SOLUTION

# %%
from micrograd_edu.labs.lab5_extension import bonus

with bonus("Bonus 1"):
    for number in (0.0, 0.7, -0.7, 20.0, -20.0):
        assert math.isclose(softplus(Value(number)).data, math.log1p(math.exp(number))), f"at {number}"
        assert gradcheck(lambda x, y: softplus(x * y) * x, [number, 1.3]), f"the gradient check says no at {number}"
    for number, value, slope in ((1000.0, 1000.0, 1.0), (-1000.0, 0.0, 0.0), (40.0, 40.0, 1.0)):
        x = Value(number)
        y = softplus(x)
        y.backward()
        assert math.isclose(y.data, value, abs_tol=1e-15), f"softplus({number}) is {value}, yours is {y.data}"
        assert math.isclose(x.grad, slope, abs_tol=1e-15), f"its slope is {slope}, yours is {x.grad}"
    assert 0 < softplus(Value(-50.0)).data < 1e-21, "e to the -50 is 1.9e-22: small, and not 0"

# %% [markdown]
# ### Bonus 2: a layer as one node
# x @ w + b makes two nodes, and keeps a table in between that nobody needs. On a GPU, neighbouring operations are *fused* for just that reason. Write **`linear(x, w, b)`** with your `Tensor`: one node, three parents, three messages; x of shape (n, k), w (k, m), b (m,).
#
# <details><summary><b>Stuck?</b> The message to b</summary>
#
# Each number of b was used in every row of the batch. What did task 2 say of that?
# </details>

# %% nbgrader={"grade": false, "grade_id": "bonus_linear", "locked": false, "schema_version": 3, "solution": true, "task": false}
def linear(x, w, b):
    ### BEGIN SOLUTION
    messages = (lambda g: g @ w.data.T, lambda g: x.data.T @ g, lambda g: g.sum(axis=0))
    return Tensor(x.data @ w.data + b.data, (x, w, b), messages)
    ### END SOLUTION

# %%
with bonus("Bonus 2"):
    rng = np.random.default_rng(0)
    for n, k, m in ((4, 3, 2), (1, 2, 5), (6, 1, 1), (3, 3, 3)):
        arrays, g = [rng.normal(size=shape) for shape in ((n, k), (k, m), (m,))], rng.normal(size=(n, m))
        one, two = [Tensor(a) for a in arrays], [Tensor(a) for a in arrays]
        fused, plain = linear(*one), two[0] @ two[1] + two[2]
        (fused * g).sum().backward()
        (plain * g).sum().backward()
        assert np.allclose(fused.data, plain.data, atol=1e-12), f"for shapes {(n, k)}, {(k, m)}, {(m,)} the numbers differ"
        for name, ours, theirs in zip("xwb", one, two):
            assert ours.grad is not None and ours.grad.shape == theirs.grad.shape, f"no gradient of the shape of {name} has come there"
            assert np.allclose(ours.grad, theirs.grad, atol=1e-12), f"the gradient of {name} is not that of x @ w + b"
