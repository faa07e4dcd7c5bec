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
# # Lab 4: the same network in PyTorch
#
# PyTorch trains networks with billions of parameters. Does it do what your engine does? In this lab you put the two side by side and
# look at every digit.
#
# **After this lab you can**
# - build a network in PyTorch with given weights, in the precision that you want;
# - compare two gradients so that a difference of one part in ten billion shows;
# - say which differences are bugs, which are rounding, and which do not matter.
#
# **Time** about 3 hours. **Points** 16.
#
# **You need** lab 3, and PyTorch. The check cells need it too.
#
# **To read with it** [chapter 4](../../course/lab4_pytorch.md) of the course.
#
# ### Without PyTorch
# You can read on all the same: where PyTorch is missing, the cells show numbers that were recorded with it. To install it, run
# `make torch` in the folder of the course, or use the conda environment.

# %% tags=["setup"]
import copy
import random
import time

from micrograd_edu import Value
from micrograd_edu.losses import l2_penalty, max_margin_loss
from micrograd_edu.nn import MLP

try:
    import torch
    import torch._dynamo  # an optimizer's first step would, and that takes seconds

    torch.set_num_threads(1)  # so that timings compare one core with one core
except ImportError:
    torch = None

# %%
from micrograd_edu.labs.lab4_pytorch import check, compare, recorded
from micrograd_edu.data import moons
from micrograd_edu.widgets import TwinDiff

if torch:
    print("PyTorch", torch.__version__)
else:
    print("PyTorch is not installed. You will see recorded numbers, of", recorded()["torch"])

check.progress()

# %% [markdown]
# ## First: they agree
#
# *In the chapter: [One idea, two engines](../../course/lab4_pytorch.md#One-idea,-two-engines).*
#
# The computation of lab 0, in PyTorch. The names are the same, and so are the numbers.

# %%
a, b, c = Value(4.0), Value(2.0), Value(-1.0)
L = (a * b + c) ** 2
L.backward()
print("ours:   ", a.grad, b.grad, c.grad)

if torch:
    wanted = {"dtype": torch.float64, "requires_grad": True}
    a, b, c = (torch.tensor(x, **wanted) for x in (4.0, 2.0, -1.0))
    L = (a * b + c) ** 2
    L.backward()
    print("PyTorch:", a.grad.item(), b.grad.item(), c.grad.item())

# %% [markdown]
# Two things to note. `requires_grad=True` marks the leaves that we want gradients for: our engine wants all of them. And
# `dtype=torch.float64`: PyTorch's own choice is float32, with 7 digits; Python's floats, and so our engine, have 16.
#
# ## Task 1: the twin (3 points, 40 minutes)
#
# Our `MLP(2, [16, 16, 1], rng)` is, in PyTorch,
#
# `torch.nn.Sequential(Linear(2, 16), ReLU(), Linear(16, 16), ReLU(), Linear(16, 1))`.
#
# A `torch.nn.Linear(nin, nout)` holds a `weight` of shape **(nout, nin)**, one row for each neuron, and a `bias` of shape (nout,). It
# takes a whole batch at once: a tensor of shape (n, nin) gives (n, nout). (A *tensor* is PyTorch's array.)
#
# **`to_torch(model)`** takes one of our MLPs, which it leaves as it is, and returns a new `torch.nn.Module` in float64 with the same weights and
# biases, all of which can be trained: (n, nin) goes in, (n, nout) comes out, for any number of layers. The model's neurons are in `model.layers[i].neurons`; each has `w`, a list of Values, and `b`.
#
# *Hint:* `torch.nn.Linear(nin, nout, dtype=torch.float64)` makes a layer, with random weights;
# `torch.tensor(list_of_lists, dtype=torch.float64)` makes a tensor of plain numbers. To write it into a parameter:
#
# ```python
# with torch.no_grad():  # what happens in here is not recorded in the graph
#     linear.weight.copy_(tensor)
# ```

# %% nbgrader={"grade": false, "grade_id": "to_torch", "locked": false, "schema_version": 3, "solution": true, "task": false}
def to_torch(model):
    ### BEGIN SOLUTION
    modules = []
    for layer in model.layers:
        weight = torch.tensor([[w.data for w in neuron.w] for neuron in layer.neurons], dtype=torch.float64)
        bias = torch.tensor([neuron.b.data for neuron in layer.neurons], dtype=torch.float64)
        linear = torch.nn.Linear(weight.shape[1], weight.shape[0], dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(weight)
            linear.bias.copy_(bias)
        modules += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*modules[:-1])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-to_torch", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab4_pytorch import check

check("to_torch", MLP, to_torch)

# %% [markdown]
# <details><summary><b>Stuck?</b> <code>The size of tensor a must match</code> the size of tensor b</summary>
#
# Your matrix has the shape (nin, nout) and PyTorch wants (nout, nin). Where both are equal, there is no error, only a wrong network:
# the check tries that too.
# </details>
#
# <details><summary><b>Stuck?</b> They agree in seven digits only</summary>
#
# Somewhere a float32 has slipped in. `torch.tensor([0.1])` is float32 unless you say otherwise, and so is a new `Linear`.
# </details>
#
# ## Task 2: compare gradients (4 points, 40 minutes)
#
# After a `backward()` on both sides, every parameter of the twin has a `grad`, a tensor; every Value of the model has one, a number.
# Put ours into the same shape, subtract, and reduce the difference d to two numbers:
#
# - its **L2 norm**, the square root of the sum of d²: for d = (3, -4) it is 5;
# - its **largest absolute** entry: 4.
#
# **`compare_gradients(model, twin)`** returns a list with one tuple `(name, l2, max_abs)` for each parameter of the twin, in the order of
# `twin.named_parameters()`: first layer's weight, first layer's bias, second layer's weight, and so on. The last two are plain numbers; neither
# network is changed, nor its gradients.
#
# **Predict:** for equal weights, how large will the differences be: 0, about 1e-16, 1e-10, or 1e-7?

# %%
my_prediction = None

# %% nbgrader={"grade": false, "grade_id": "compare_gradients", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compare_gradients(model, twin):
    ### BEGIN SOLUTION
    ours = []
    for layer in model.layers:
        ours.append([[w.grad or 0.0 for w in neuron.w] for neuron in layer.neurons])
        ours.append([neuron.b.grad or 0.0 for neuron in layer.neurons])
    rows = []
    for (name, parameter), grad in zip(twin.named_parameters(), ours):
        d = parameter.grad - torch.tensor(grad, dtype=torch.float64)
        rows.append((name, d.pow(2).sum().sqrt().item(), d.abs().max().item()))
    return rows
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-compare_gradients", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab4_pytorch import check

check("compare_gradients", MLP, compare_gradients)

# %%
X, y = moons(100, 0.1, seed=1337)


def gradient_rows():
    """Compare all 337 gradients of the first step of lab 3's network."""
    model = MLP(2, [16, 16, 1], random.Random(1337))
    twin = to_torch(model)
    our_scores = [model(x) for x in X]
    (max_margin_loss(our_scores, y) + l2_penalty(model.parameters(), 1e-4)).backward()
    scores = twin(torch.tensor(X, dtype=torch.float64)).squeeze(1)
    penalty = 1e-4 * sum((p * p).sum() for p in twin.parameters())
    loss = torch.relu(1 - torch.tensor(y) * scores).mean() + penalty
    loss.backward()
    return compare_gradients(model, twin)


rows = gradient_rows() if torch else recorded()["gradients"]
for name, l2, max_abs in rows:
    verdict = "below 1e-10" if l2 < 1e-10 else "NOT below 1e-10"
    print(f"{name:10} L2 {l2:.1e}   largest {max_abs:.1e}   {verdict}")
largest = max(max_abs for _, _, max_abs in rows)
compare("the largest difference", my_prediction, f"{largest:.1e}")

# %% [markdown]
# Not zero! Both engines are right, and yet they do not agree to the last digit. A sum of a hundred numbers comes out a little different
# when it is added in another order, and PyTorch adds in another order than we do.
#
# ## Task 3: train both (3 points, 40 minutes)
#
# **`train_both(model, twin, X, y, steps, lr)`** trains the two side by side. In each step, on each side: empty the gradients, compute the
# loss, backward, move every parameter by -lr times its gradient. The loss is the average of relu(1 - yᵢ · sᵢ) plus 1e-4 times the sum of the
# squares of all parameters. Return a list with a tuple for each step:
#
# `(step, our_loss, torch_loss, largest)`: the step counted from 0, the two losses as they were *before* the move, and the
# largest absolute difference of any parameter *after* it, all as plain numbers. The two networks are changed, by training; `X` and `y` are not.
#
# **`first_difference(rows, tolerance)`** returns the step of the first row whose `largest` is above `tolerance`, or `None` if there
# is no such row. *Example:* for `rows = [(7, 0.9, 0.9, 1e-16), (8, 0.8, 0.8, 3e-15)]` and a tolerance of 1e-15 it is 8, the step that is
# written in the row.
#
# *Hint:* ours: `max_margin_loss(scores, y) + l2_penalty(model.parameters(), 1e-4)`, and `micrograd_edu.optim.SGD` if you like; theirs as in the
# cell above, with `torch.optim.SGD`.

# %% nbgrader={"grade": false, "grade_id": "train_both", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train_both(model, twin, X, y, steps, lr):
    ### BEGIN SOLUTION
    X_torch, y_torch = torch.tensor(X, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    optimizer = torch.optim.SGD(twin.parameters(), lr=lr)
    rows = []
    for step in range(steps):
        model.zero_grad()
        loss = max_margin_loss([model(x) for x in X], y) + l2_penalty(model.parameters(), 1e-4)
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad

        optimizer.zero_grad()
        scores = twin(X_torch).squeeze(1)
        twin_loss = torch.relu(1 - y_torch * scores).mean() + 1e-4 * sum((p * p).sum() for p in twin.parameters())
        twin_loss.backward()
        optimizer.step()

        largest = 0.0
        for layer, weight, bias in zip(model.layers, list(twin.parameters())[::2], list(twin.parameters())[1::2]):
            for neuron, row, b in zip(layer.neurons, weight.tolist(), bias.tolist()):
                ours = [w.data for w in neuron.w] + [neuron.b.data]
                largest = max([largest] + [abs(p - q) for p, q in zip(ours, row + [b])])
        rows.append((step, loss.data, twin_loss.item(), largest))
    return rows
    ### END SOLUTION


def first_difference(rows, tolerance):
    ### BEGIN SOLUTION
    for step, _, _, largest in rows:
        if largest > tolerance:
            return step
    return None
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-train_both", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab4_pytorch import check

check("train_both", MLP, train_both, first_difference)

# %% [markdown]
# <details><summary><b>Stuck?</b> My PyTorch loss is wrong from the first step on</summary>
#
# Print `scores.shape` and `y.shape`. The twin gives one column, (n, 1), and y has the shape (n,). Multiplied, they stretch to (n, n):
# every label with every score, without an error. `.squeeze(1)` takes the column's axis away.
# </details>
#
# **Predict:** in 20 steps with the large learning rate of 0.5, will the difference stay where it is, grow steadily, or jump?

# %%
my_prediction = None

# %%
if torch:
    model = MLP(2, [16, 16, 1], random.Random(1337))
    rows = train_both(model, to_torch(model), X, y, 20, 0.5)
else:
    rows = recorded()["train_both"]
for step, our_loss, torch_loss, largest in rows[::3]:
    losses = f"ours {our_loss:.12f}   PyTorch {torch_loss:.12f}"
    print(f"step {step:2}   {losses}   largest difference {largest:.1e}")
print("first step that differs by more than 3e-16:", first_difference(rows, 3e-16))
first, last = rows[0][3], rows[-1][3]
compare("the difference", my_prediction, f"{first:.0e} after the first step, {last:.0e} after the last")

# %% [markdown]
# Every parameter, value and gradient, step by step. **Predict** before you switch PyTorch's side to float32: at which step do the
# twins part, and how far are they apart after 20 steps?

# %%
my_prediction = None

# %%
compare("in float32", my_prediction)
model = MLP(2, [16, 16, 1], random.Random(1337))
twins = TwinDiff(model, to_torch, X, y) if torch else TwinDiff.recorded(recorded()["twins"])
twins

# %% [markdown]
# ## Task 4: precision and speed (2 points, 30 minutes)
#
# PyTorch's default, float32, has half the digits and half the memory. And it likes to work on many numbers at once. What do both
# bring?
#
# **`measure(twin, X, y)`** computes the average max-margin loss (without penalty) in three ways, and times each with
# `time.perf_counter()`. It returns a dict of pairs (loss as a Python number, seconds):
#
# `{"float64": (..., ...), "float32": (..., ...), "one by one": (..., ...)}`
#
# - `"float64"`: the whole batch at once, in the twin's own precision;
# - `"float32"`: the whole batch at once, weights, inputs and labels in float32. The twin itself has to stay as it was: work on
#   `copy.deepcopy(twin)`;
# - `"one by one"`: in float64, calling the twin once for each point, with a batch of one.

# %% nbgrader={"grade": false, "grade_id": "dtype_speed", "locked": false, "schema_version": 3, "solution": true, "task": false}
def measure(twin, X, y):
    ### BEGIN SOLUTION
    def batched(module, dtype):
        inputs, labels = torch.tensor(X, dtype=dtype), torch.tensor(y, dtype=dtype)
        started = time.perf_counter()
        loss = torch.relu(1 - labels * module(inputs).squeeze(1)).mean()
        return loss.item(), time.perf_counter() - started

    inputs = torch.tensor(X, dtype=torch.float64)
    started = time.perf_counter()
    losses = [torch.relu(1 - label * twin(x.unsqueeze(0))).item() for x, label in zip(inputs, y)]
    one_by_one = sum(losses) / len(losses), time.perf_counter() - started
    return {
        "float64": batched(twin, torch.float64),
        "float32": batched(copy.deepcopy(twin).float(), torch.float32),
        "one by one": one_by_one,
    }
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-dtype_speed", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab4_pytorch import check

check("dtype_speed", measure)

# %%
def timings():
    """The forward pass of lab 3's network, the best of ten, and our scalar engine beside it."""
    model = MLP(2, [16, 16, 1], random.Random(1337))
    twin = to_torch(model)
    runs = [measure(twin, X, y) for _ in range(10)]
    best = {key: min((run[key] for run in runs), key=lambda pair: pair[1]) for key in runs[0]}
    started = time.perf_counter()
    loss = max_margin_loss([model(x) for x in X], y)
    best["our engine"] = loss.data, time.perf_counter() - started
    return best


for key, (loss, seconds) in (timings() if torch else recorded()["timings"]).items():
    print(f"{key:12} loss {loss:.16f}   {seconds * 1e3:8.3f} ms")

# %% [markdown]
# ## Task 5: discuss (4 points, 30 minutes)
#
# Use the numbers that you saw, in eight to fifteen sentences, in the cell below (double-click it):
#
# 1. **Numbers.** Where do the differences of task 2 come from, what could make them grow in a training much longer than task 3's, and how
#    would a real bug look instead?
# 2. **Precision.** What did float32 change, and when would you use which?
# 3. **Speed.** Why is one by one so much slower than the batch, in the same library? What does our engine do for each number that
#    PyTorch does once for a batch?
# 4. **Use.** Name one task for which you would take the scalar engine, and one for which you would not, with the reason.
#
# *(Read by a person: 1 point for each of the four.)*

# %% [markdown] nbgrader={"grade": true, "grade_id": "discuss", "locked": false, "points": 4, "schema_version": 3, "solution": true, "task": false}
# The differences in task 2 are about 1e-17 to 1e-16: rounding, because PyTorch adds up in another order than we do, and float addition is not
# associative. In twenty steps they stay near 1e-16. In a long training they may grow: each step starts from slightly different parameters, so
# differences add up and are multiplied; near a relu's corner one side may open a neuron that the other keeps closed, and then the difference
# jumps. A real bug shows at the first
# step, in one parameter more than in the others, and with a size that has nothing to do with 1e-16: a forgotten penalty is of the size of
# alpha times the weight, a wrong sign of the size of the gradient itself.
#
# float32 agrees to about seven digits. For training that is plenty: the noise in the data is far larger, and it needs half the memory and
# can be about twice as fast on large arrays. For a gradient check it is useless: with h = 1e-5 the difference of two losses has hardly a
# digit left. So: float32 to train, float64 to prove.
#
# One by one pays for every call: Python, dispatch, allocating a tensor, for work of a few hundred multiplications. The batch pays that once and
# then runs one compiled loop, or one matrix product. Our engine makes a Python object and a graph node for every number, so it pays
# thousands of times.
#
# I would take the scalar engine to explain, to debug, or to check a new derivative on three numbers, because everything in it can be printed.
# I would not train on images with it: a network with a million weights would need minutes for a step.

# %%
# when yours is written: a good answer to compare it with
check.answer("discuss")

# %% [markdown]
# ## What you have now
#
# The same network in two engines, equal to the last digit but one or two, and a feeling for the sizes: 1e-16 is rounding, 1e-7 is
# float32, and anything larger is a bug until proved otherwise.
#
# **To discuss in class** (Alone? The end of the chapter has what there is to say.)
# 1. Two runs of the same PyTorch program on the same machine can differ in the last digits. How can that be, and when does it matter?
# 2. Your gradients agree with PyTorch's to 1e-12 on ten random inputs. Is your engine right?
#
# **Next**: in lab 5 you give your engine what makes PyTorch fast: arrays.
#
# **Further reading**: D. Goldberg, [*What every computer scientist should know about floating-point
# arithmetic*](https://docs.oracle.com/cd/E19957-01/806-3568/ncg_goldberg.html) (1991); the PyTorch notes on
# [*Numerical accuracy*](https://pytorch.org/docs/stable/notes/numerical_accuracy.html) and
# [*Reproducibility*](https://pytorch.org/docs/stable/notes/randomness.html).

# %% [markdown]
# ## Bonus exercises, without points
# For those who want more. Nobody grades them; the cell below each says whether it is right.
#
# ### Bonus 1: a sum that loses nothing
# 0.1 + 0.2 + ... loses a little at every +. W. Kahan's trick: after each addition work out *what got lost*, and add that to the next number. Write **`careful_sum(numbers)`** with it, as a loop with `+` and `-` alone. (No `math.fsum`, and no `sum`: from Python 3.12 on that
# does it, too.)
#
# <details><summary><b>Stuck?</b> How can one know what got lost?</summary>
#
# With t = total + x as floats, (t - total) is what really arrived. So x - (t - total) is the part that did not. It is tiny, but two tiny things can be added without loss.
# </details>

# %% nbgrader={"grade": false, "grade_id": "bonus_careful_sum", "locked": false, "schema_version": 3, "solution": true, "task": false}
def careful_sum(numbers):
    ### BEGIN SOLUTION
    total, lost = 0.0, 0.0
    for x in numbers:
        x = x + lost
        new = total + x
        lost = x - (new - total)
        total = new
    return total
    ### END SOLUTION

# %%
import math

from micrograd_edu.labs.lab4_pytorch import bonus

with bonus("Bonus 1"):
    rng = random.Random(0)
    for numbers in ([0.1] * 100_000, [rng.random() for _ in range(100_000)], [1e8, *[1e-8] * 100_000]):
        exact, plain = math.fsum(numbers), 0.0
        for x in numbers:
            plain += x
        ours = careful_sum(numbers)
        assert abs(ours - exact) <= 4e-16 * exact, f"exact {exact!r}, yours {ours!r}, a plain loop {plain!r}"
        print(f"a plain loop is off by {abs(plain - exact):.0e}, yours by {abs(ours - exact):.0e}")

# %% [markdown]
# ### Bonus 2: your own operation in PyTorch
# PyTorch can be taught an operation just as your engine was: a class with `forward` and `backward`, and `backward` turns the incoming gradient into a message for each input. Write **`make_cube()`**, which returns a function for x³ on tensors: the
# `apply` of a `torch.autograd.Function` of your own, with its derivative from you.
#
# <details><summary><b>Stuck?</b> What do the two methods look like?</summary>
#
# Both are static methods. `forward(ctx, x)` returns the result, and keeps what it will need: `ctx.save_for_backward(x)`. `backward(ctx, g)` gets it back, `(x,) = ctx.saved_tensors`, and returns g times the derivative.
# </details>

# %% nbgrader={"grade": false, "grade_id": "bonus_cube", "locked": false, "schema_version": 3, "solution": true, "task": false}
def make_cube():
    ### BEGIN SOLUTION
    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x**3

        @staticmethod
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            return g * 3 * x**2

    return Cube.apply
    ### END SOLUTION

# %%
if torch:
    with bonus("Bonus 2"):
        cube = make_cube()
        x = torch.tensor([2.0, -0.5, 0.0], dtype=torch.float64, requires_grad=True)
        y = cube(x)
        assert y.tolist() == [8.0, -0.125, 0.0], f"the cubes of 2, -0.5 and 0 are 8, -0.125 and 0, yours: {y.tolist()}"
        assert isinstance(y.grad_fn, torch.autograd.function.BackwardCFunction), "PyTorch did it by a rule of its own"
        assert torch.autograd.gradcheck(cube, x), "PyTorch's own gradient check says no"
