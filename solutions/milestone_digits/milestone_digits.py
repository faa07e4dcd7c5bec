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
# # Milestone: digits
#
# The way on, for those who want it. A `Tensor` like yours of lab 5 learns to read 1,797 handwritten digits; then the same loop runs in PyTorch;
# and at the end PyTorch's arrays lie under *your* Tensor, which runs wherever PyTorch runs: on a GPU, where there is one.
#
# **After this you can**
# - write a loss for ten classes that no score can break, and its gradient;
# - train with minibatches and Adam, and say what each of them is for;
# - move a training loop from NumPy to PyTorch to a GPU, and say which lines have to change.
#
# **Time** about 4 hours, with a good place to stop after the picture of the mistakes. There are checks as in the labs, and **no points**: nothing here is
# graded.
#
# **You need** lab 5, and NumPy arrays: `max(axis=...)`, indexing with arrays. PyTorch for the last two parts; without it they say so.
#
# **To read with it** [the milestone's chapter](../../course/milestone_digits.md).

# %% tags=["setup"]
import sys

import numpy as np
from tqdm import tqdm

try:
    import torch

    torch.set_num_threads(1)  # for arrays as small as these, sharing the work takes longer than doing it
except ImportError:
    torch = None

# %%
import difflib
import inspect
import time

import matplotlib.pyplot as plt

from micrograd_edu.figures import show_curves, show_figure
from micrograd_edu.labs.milestone_digits import check, compare

check.progress()

# %% [markdown]
# ## The task, in a picture
#
# Each digit is an image of 8 by 8 points, so 64 numbers from 0 to 16. The network sees them as a row of 64, divided by 16. A quarter of the digits is
# held out: it is looked at when training is over, and never before.

# %%
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

digits = load_digits()
images, held_out_images, labels, held_out_labels = train_test_split(
    digits.data / 16, digits.target, test_size=0.25, random_state=0, stratify=digits.target
)
print(f"{len(images)} digits to learn from, {len(held_out_images)} held out")


def show_digits(rows, titles, alt):
    lines = 1 + (len(rows) - 1) // 10
    fig, axes = plt.subplots(lines, 10, figsize=(8, 1.1 * lines), layout="constrained")
    for ax in axes.flat:
        ax.axis("off")
    for ax, row, title in zip(axes.flat, rows, titles):
        ax.imshow(row.reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
        ax.set_title(title, fontsize=9)
    show_figure(
        fig,
        alt,
    )


# %%
first = [int(np.flatnonzero(labels == digit)[0]) for digit in range(10)]
show_digits(images[first], range(10), "Ten handwritten digits, 0 to 9, as images of 8 by 8 grey points: coarse, and easy to read.")

# %% [markdown]
# ### The Tensor
# This one does what lab 5 asked for. **Put your own in its place**, class and `unbroadcast`, if you like: any `Tensor(data, parents, messages)` that passed
# lab 5 will do. (`type(self)` is the class itself, whatever its name is: you will be glad of that in task 6.)

# %% tags=["setup"]
def unbroadcast(grad, shape):
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    for axis, n in enumerate(shape):
        if n == 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad


class Tensor:
    def __init__(self, data, parents=(), messages=()):
        self.data = np.asarray(data, dtype=np.float64)
        self.grad = None
        self.parents, self.messages = parents, messages

    def __add__(self, other):
        other = other if isinstance(other, type(self)) else type(self)(other)
        messages = (lambda g: unbroadcast(g, self.data.shape), lambda g: unbroadcast(g, other.data.shape))
        return type(self)(self.data + other.data, (self, other), messages)

    def __mul__(self, other):
        other = other if isinstance(other, type(self)) else type(self)(other)
        messages = (
            lambda g: unbroadcast(g * other.data, self.data.shape),
            lambda g: unbroadcast(g * self.data, other.data.shape),
        )
        return type(self)(self.data * other.data, (self, other), messages)

    def __matmul__(self, other):
        messages = (lambda g: g @ other.data.T, lambda g: self.data.T @ g)
        return type(self)(self.data @ other.data, (self, other), messages)

    def relu(self):
        return type(self)(np.maximum(self.data, 0.0), (self,), (lambda g: g * (self.data > 0),))

    def sum(self):
        return type(self)(self.data.sum(), (self,), (lambda g: g * np.ones_like(self.data),))

    def mean(self):
        return self.sum() * (1 / self.data.size)

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, parents_listed = stack.pop()
            if parents_listed:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((parent, False) for parent in node.parents)
        for node in order:
            if node.parents or node.grad is None:
                node.grad = np.zeros_like(node.data)
        self.grad = np.ones_like(self.data)
        for node in reversed(order):
            for parent, message in zip(node.parents, node.messages):
                parent.grad = parent.grad + message(node.grad)


# %% [markdown]
# ## Task 1: softmax (20 minutes)
#
# For each digit the network gives ten scores. **softmax** makes probabilities of them: each score becomes e to that power, and each is
# divided by the sum of its row. The scores (0, 0) become (0.5, 0.5). The scores (0, log 3) become (1, 3) / 4 = (0.25, 0.75).
#
# But e¹⁰⁰⁰ is more than a float can hold: NumPy says `inf`, and inf / inf is `nan`. **Predict:** what should softmax say of (1000, 1000)? And of (5, 5)? And of
# (-1000, -1000)? The first number of each.

# %%
my_softmax = [None, None, None]

# %%
compare("softmax of (1000, 1000), of (5, 5), of (-1000, -1000)", my_softmax)

# %% [markdown]
# It depends on differences alone: adding the same number to all scores of a row multiplies top and bottom by the same factor. So take from each row its
# *own* largest score first. Then the largest power is e⁰ = 1: nothing overflows, and no sum is 0.
#
# **`softmax(scores)`** takes an array of shape (n, k), of floats or ints, and returns an array of that shape: probabilities, each row with the sum 1. `scores` stays
# as it is.

# %% nbgrader={"grade": false, "grade_id": "softmax", "locked": false, "schema_version": 3, "solution": true, "task": false}
def softmax(scores):
    ### BEGIN SOLUTION
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
    ### END SOLUTION


# %% nbgrader={"grade": false, "grade_id": "check-softmax", "locked": true, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.milestone_digits import check

check("softmax", softmax)

# %% [markdown]
# <details><summary><b>Stuck?</b> The shapes do not fit when I subtract</summary>
#
# The largest of each row has the shape (n,), and NumPy lays that along the *columns* of an (n, k) array. `keepdims=True` keeps it a column, (n, 1), and that is
# stretched along each row.
# </details>
#
# ## Task 2: cross-entropy (45 minutes)
#
# The loss of a digit is -log of the probability that its right class got: 0 if that is 1, and larger the less it is. The loss of a batch is the **mean** over its
# digits.
#
# Two things about it are beautiful, and worth five minutes with a pencil.
#
# **It needs no small probability.** -log(e^s / Σ e^sⱼ) = log Σ e^sⱼ - s: with the row's largest score m taken out, m + log Σ e^(sⱼ - m) - s. The scores (1000, 0) with the right class 1
# cost 1000. Whoever takes the log of a probability says `inf`: that probability is 0 as a float.
#
# **Its gradient is what you would draw.** The derivative by a score is *what the network said* minus *what it should have said*: p - 1 for the right class and p for all
# others, divided by n for the mean. The scores (0, log 3) of a single digit, right class 0: (0.25 - 1, 0.75) = (-0.75, 0.75).
#
# **`cross_entropy(scores, labels)`** takes a `Tensor` of shape (n, k) and an array of n ints, the right classes from 0 to k - 1, and returns a Tensor
# with a single number. It is one node: `Tensor(loss, (scores,), (message,))`, where `message(g)` is g times the gradient above. Neither the scores nor the
# labels change, and `backward()` may be called twice.
#
# *Hint:* `array[np.arange(n), labels]` is one element of each row: of row i that in column `labels[i]`.

# %% nbgrader={"grade": false, "grade_id": "cross_entropy", "locked": false, "schema_version": 3, "solution": true, "task": false}
def cross_entropy(scores, labels):
    ### BEGIN SOLUTION
    s = scores.data
    rows = np.arange(len(s))
    largest = s.max(axis=1)
    log_sums = largest + np.log(np.exp(s - largest[:, None]).sum(axis=1))
    loss = (log_sums - s[rows, labels]).mean()

    def message(g):
        said = softmax(s)
        said[rows, labels] -= 1
        return g * said / len(s)

    return Tensor(loss, (scores,), (message,))
    ### END SOLUTION


# %% nbgrader={"grade": false, "grade_id": "check-cross_entropy", "locked": true, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.milestone_digits import check

check("cross_entropy", Tensor, cross_entropy)

# %% [markdown]
# <details><summary><b>Stuck?</b> The second backward gives another gradient</summary>
#
# `said[rows, labels] -= 1` writes into an array. If that array was made once, before `message` is called, the second call takes 1 away again. Make it
# inside of `message`.
# </details>
#
# ## Task 3: minibatches (20 minutes)
#
# Lab 3 looked at all points for every step. With a batch of 32 digits the gradient is a little wrong and forty times cheaper: one walk through the data, an **epoch**, makes
# 43 steps in place of one. Each epoch shuffles anew. Otherwise the same digits would always meet in the same batch, and the last ones would always be learnt last.
#
# Chance has to be repeatable: who looks for a bug wants the same run again. So the order comes from a **seed**, and from nothing else; and drawing it changes
# nobody else's random numbers, as `np.random.seed` would.
#
# **`minibatches(n, size, seed)`** returns a list of batches. Each is an array (or a list) of `size` different ints from 0 to n - 1; the last may be shorter. Every int is in exactly one
# batch; who meets whom is shuffled. The same seed gives the same batches, another seed others.
#
# *Hint:* `np.random.default_rng(seed)` is a source of random numbers of its own; look at its `permutation`.

# %% nbgrader={"grade": false, "grade_id": "minibatches", "locked": false, "schema_version": 3, "solution": true, "task": false}
def minibatches(n, size, seed):
    ### BEGIN SOLUTION
    order = np.random.default_rng(seed).permutation(n)
    return [order[start : start + size] for start in range(0, n, size)]
    ### END SOLUTION


# %% nbgrader={"grade": false, "grade_id": "check-minibatches", "locked": true, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.milestone_digits import check

check("minibatches", minibatches)

# %% [markdown]
# ## Task 4: Adam (40 minutes)
#
# `p - lr · g` walks by the gradient of one batch, zigzagging with every other. Two averages help:
#
# - **m**, of the gradients: what they have in common stays, what changes from batch to batch cancels. That alone is *momentum*.
# - **v**, of their squares: how large they usually are. Divided by its root, each parameter has steps of about the size lr, whether its gradients are large or tiny.
#
# In step t = 1, 2, 3, ... with the gradient g of each parameter, element by element:
#
# | | |
# |---|---|
# | m ← β₁ m + (1 - β₁) g | starts at 0 |
# | v ← β₂ v + (1 - β₂) g² | starts at 0 |
# | m̂ = m / (1 - β₁ᵗ), v̂ = v / (1 - β₂ᵗ) | both averages started at 0, which is too small: this makes up for it |
# | p ← p - lr · m̂ / (√v̂ + ε) | |
#
# *By hand:* in the first step m̂ = g and v̂ = g². So p moves by lr, whatever g is. *(Predict: in which direction?)*
#
# **`Adam(parameters, lr=0.001, betas=(0.9, 0.999), eps=1e-8)`** takes a list of Tensors. **`step()`** moves the `data` of each once, by its `grad`, which stays as it is. These are
# PyTorch's names and formulas.
#
# *Hint:* a list of m and a list of v, one of each for each parameter. `x ** 0.5` is a root for any kind of array.

# %% nbgrader={"grade": false, "grade_id": "adam", "locked": false, "schema_version": 3, "solution": true, "task": false}
class Adam:
    def __init__(self, parameters, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
        ### BEGIN SOLUTION
        self.parameters, self.lr, self.betas, self.eps = parameters, lr, betas, eps
        self.m = [0.0 for _ in self.parameters]
        self.v = [0.0 for _ in self.parameters]
        self.t = 0
        ### END SOLUTION

    def step(self):
        ### BEGIN SOLUTION
        self.t += 1
        beta1, beta2 = self.betas
        for i, p in enumerate(self.parameters):
            self.m[i] = beta1 * self.m[i] + (1 - beta1) * p.grad
            self.v[i] = beta2 * self.v[i] + (1 - beta2) * p.grad**2
            m_hat = self.m[i] / (1 - beta1**self.t)
            v_hat = self.v[i] / (1 - beta2**self.t)
            p.data = p.data - self.lr * m_hat / (v_hat**0.5 + self.eps)
        ### END SOLUTION


# %% nbgrader={"grade": false, "grade_id": "check-adam", "locked": true, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.milestone_digits import check

check("adam", Adam)

# %% [markdown]
# <details><summary><b>Stuck?</b> My first step is right, and the second is not</summary>
#
# Count the steps, not the parameters: t grows once in `step()`, before the loop. And m and v have to be kept from step to step, for each parameter its own.
# </details>
#
# ## Task 5: train (25 minutes)
#
# The loop of lab 3 once more, for any kind of tensor: what is to be computed comes in as a function.
#
# **`train(parameters, batches, loss_of, lr)`** makes one `Adam` for the parameters, and one step for each batch in the list: empty all gradients (`None`), compute
# `loss_of(batch)` once, backward, step. It returns the list of losses as numbers, as they were before each step. `batches` stays as it is.
#
# *Hint:* `for batch in tqdm(batches, file=sys.stdout, leave=False):` shows a progress bar; `float(loss.data)` is a number.

# %% nbgrader={"grade": false, "grade_id": "train", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train(parameters, batches, loss_of, lr):
    ### BEGIN SOLUTION
    optimizer = Adam(parameters, lr)
    losses = []
    for batch in tqdm(batches, file=sys.stdout, leave=False):
        for p in parameters:
            p.grad = None
        loss = loss_of(batch)
        loss.backward()
        optimizer.step()
        losses.append(float(loss.data))
    return losses
    ### END SOLUTION


# %% nbgrader={"grade": false, "grade_id": "check-train", "locked": true, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.milestone_digits import check

check("train", Adam, train)

# %% [markdown]
# ## It learns
#
# A network of 64 inputs, 128 neurons with a relu, and ten scores. The weights start as random numbers of a size that keeps the scores of both layers near 1: the more
# inputs a neuron has, the smaller they are.
#
# **Predict:** how many of the 450 held-out digits will it get wrong?

# %%
my_prediction = None

# %%
def first_weights(seed):
    rng = np.random.default_rng(seed)
    return [rng.normal(0, (2 / 64) ** 0.5, (64, 128)), np.zeros(128), rng.normal(0, (2 / 128) ** 0.5, (128, 10)), np.zeros(10)]


def scores_of(x, parameters):
    w1, b1, w2, b2 = parameters
    return (x @ w1 + b1).relu() @ w2 + b2


def all_batches(epochs):
    return [batch for epoch in range(epochs) for batch in minibatches(len(images), 32, seed=epoch)]


EPOCHS, LR = 20, 0.002


def learn(seed):
    """Train a network from the start that this seed gives; its parameters, the losses, and the seconds that it took."""
    parameters = [Tensor(array) for array in first_weights(seed)]
    started = time.perf_counter()
    losses = train(
        parameters, all_batches(EPOCHS), lambda batch: cross_entropy(scores_of(Tensor(images[batch]), parameters), labels[batch]), LR
    )
    return parameters, losses, time.perf_counter() - started


def answers(parameters):
    return scores_of(Tensor(held_out_images), parameters).data.argmax(axis=1)


# %%
parameters, losses, seconds = learn(seed=0)
said = answers(parameters)
wrong = np.flatnonzero(said != held_out_labels)
share = 1 - len(wrong) / len(said)
print(f"held out: {share:.1%} right, {len(wrong)} of {len(said)} wrong, after {len(losses)} steps in {seconds:.1f} s")
compare("how many of 450 are wrong", my_prediction, len(wrong))
print("97% on digits it has never seen: the milestone." if share >= 0.97 else "97% is the milestone: not yet.")

# %%
show_curves(
    {"": list(enumerate(losses))},
    f"The loss of each batch of 32 on a logarithmic axis: from {losses[0]:.1f} at the first step, down to about "
    f"{np.median(losses[-43:]):.0e} in the last epoch, with a wide band around it, because every batch is another one.",
    x="step",
    y="loss of the batch",
    log_y=True,
)

# %% [markdown]
# ### What it gets wrong
# The number above each digit is what it is, and what the network said. **Which would you have got wrong?**

# %%
titles = [f"{held_out_labels[i]}, said {said[i]}" for i in wrong]
show_digits(held_out_images[wrong], titles, "The held-out digits that it got wrong: " + "; ".join(titles) + ".")

# %% [markdown]
# A good place for a break.
#
# ## The same loop in PyTorch
#
# The same first weights, the same batches, the same Adam. What is new is `.to(device)`: it moves numbers to where they are to be used. On a machine without a GPU
# the device is the processor itself, and every line stays the same.
#
# **Predict:** how far are the losses of the two apart in the first epoch, with float64 on both sides?

# %%
my_prediction = None

# %%
def best_device():
    """Where PyTorch runs here: an NVIDIA or AMD GPU, one of Apple's, or the processor."""
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def torch_learn(seed, device, dtype, epochs):
    """PyTorch's network, loss and optimizer, in our loop: the losses, and the seconds that it took."""
    w1, b1, w2, b2 = (torch.tensor(array) for array in first_weights(seed))
    model = torch.nn.Sequential(torch.nn.Linear(64, 128), torch.nn.ReLU(), torch.nn.Linear(128, 10))
    model.load_state_dict({"0.weight": w1.T, "0.bias": b1, "2.weight": w2.T, "2.bias": b2})
    model = model.to(device=device, dtype=dtype)
    if dtype == torch.float64:  # load_state_dict has rounded to the float32 of a new Linear
        model.load_state_dict({"0.weight": w1.T, "0.bias": b1, "2.weight": w2.T, "2.bias": b2})
    x, y = torch.tensor(images).to(device=device, dtype=dtype), torch.tensor(labels).to(device)
    optimizer = torch.optim.Adam(model.parameters(), LR)
    losses, started = [], time.perf_counter()
    for batch in tqdm(all_batches(epochs), file=sys.stdout, leave=False):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(x[batch]), y[batch])
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())  # no .item() here: it would wait for the device at every step
    return [loss.item() for loss in losses], time.perf_counter() - started


# %%
if torch:
    torch_losses, _ = torch_learn(0, "cpu", torch.float64, epochs=1)
    apart = max(abs(ours - theirs) for ours, theirs in zip(losses, torch_losses))
    compare("how far the losses are apart", my_prediction, float(f"{apart:.0e}"))
    _, torch_seconds = torch_learn(0, best_device(), torch.float32, EPOCHS)
    print(f"{EPOCHS} epochs, float32, on {best_device()}: {torch_seconds:.1f} s; your Tensor took {seconds:.1f} s")
else:
    print("PyTorch is not installed here: `make torch`, or pip install torch.")

# %% [markdown]
# ## Task 6: PyTorch's arrays under your Tensor (45 minutes)
#
# A PyTorch tensor is two things: an array that knows where it lies, and a node of a graph. You have a graph of your own. So take the first and leave the second: put
# PyTorch's *arrays* under your Tensor in place of NumPy's.
#
# **`TorchTensor`**: copy the class `Tensor` from above, give it that name, and change what asks NumPy for something. The arrays it makes have the type `dtype` and lie on the `device` of the
# class: begin it with
#
# ```python
# class TorchTensor:
#     device = "cpu"
#     dtype = torch.float64
# ```
#
# and make them with `torch.as_tensor(data, dtype=self.dtype, device=self.device)`. PyTorch's own graph stays out of it: no `requires_grad`, no `.backward()` of PyTorch's.
#
# **`torch_cross_entropy(scores, labels)`**: the same with `cross_entropy`, and with what it uses of `softmax`. `labels` is a PyTorch array of ints on the same device.
#
# *Predict:* how many lines will you have to change?
#
# *How would one test, on a machine without a GPU, that nothing stays behind on the processor?* PyTorch has a device `"meta"`, whose arrays have a shape and no numbers. What mixes them with
# others raises an error. The check tries your classes there, too.

# %%
my_prediction = None

# %% nbgrader={"grade": false, "grade_id": "torch_tensor", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
class TorchTensor:
    device = "cpu"
    dtype = torch.float64 if torch else None

    def __init__(self, data, parents=(), messages=()):
        self.data = torch.as_tensor(data, dtype=self.dtype, device=self.device)
        self.grad = None
        self.parents, self.messages = parents, messages

    def __add__(self, other):
        other = other if isinstance(other, type(self)) else type(self)(other)
        messages = (lambda g: unbroadcast(g, self.data.shape), lambda g: unbroadcast(g, other.data.shape))
        return type(self)(self.data + other.data, (self, other), messages)

    def __mul__(self, other):
        other = other if isinstance(other, type(self)) else type(self)(other)
        messages = (
            lambda g: unbroadcast(g * other.data, self.data.shape),
            lambda g: unbroadcast(g * self.data, other.data.shape),
        )
        return type(self)(self.data * other.data, (self, other), messages)

    def __matmul__(self, other):
        messages = (lambda g: g @ other.data.T, lambda g: self.data.T @ g)
        return type(self)(self.data @ other.data, (self, other), messages)

    def relu(self):
        return type(self)(torch.relu(self.data), (self,), (lambda g: g * (self.data > 0),))

    def sum(self):
        return type(self)(self.data.sum(), (self,), (lambda g: g * torch.ones_like(self.data),))

    def mean(self):
        return self.sum() * (1 / self.data.numel())

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, parents_listed = stack.pop()
            if parents_listed:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((parent, False) for parent in node.parents)
        for node in order:
            if node.parents or node.grad is None:
                node.grad = torch.zeros_like(node.data)
        self.grad = torch.ones_like(self.data)
        for node in reversed(order):
            for parent, message in zip(node.parents, node.messages):
                parent.grad = parent.grad + message(node.grad)


def torch_cross_entropy(scores, labels):
    s = scores.data
    rows = torch.arange(len(s), device=s.device)
    largest = s.amax(axis=1)
    log_sums = largest + torch.log(torch.exp(s - largest[:, None]).sum(axis=1))
    loss = (log_sums - s[rows, labels]).mean()

    def message(g):
        said = torch.softmax(s, axis=1)
        said[rows, labels] -= 1
        return g * said / len(s)

    return TorchTensor(loss, (scores,), (message,))
### END SOLUTION


# %% nbgrader={"grade": false, "grade_id": "check-torch_tensor", "locked": true, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.milestone_digits import check

check("torch_tensor", TorchTensor, torch_cross_entropy)

# %% [markdown]
# <details><summary><b>Stuck?</b> PyTorch says that two devices do not fit</summary>
#
# Every array that you make yourself lies on the processor, unless you say otherwise: `torch.zeros(...)`, `torch.arange(...)`. `torch.zeros_like(x)` lies where x lies.
# </details>
#
# <details><summary><b>Stuck?</b> The largest of a row is no array</summary>
#
# PyTorch's `max` along an axis gives two things, the numbers and where they are. `amax` gives the numbers alone, as NumPy's `max` does.
# </details>
#
# ### Count, and run
# The loop, `Adam`, the network and the batches are the same functions as above: they never asked what kind of array they work on.

# %%
def lines_of(*things):
    """The lines of functions, and of the methods of classes."""
    found = []
    for thing in things:
        own = [f for _, f in [("", thing), *inspect.getmembers(thing)] if inspect.isfunction(f)]
        found += sorted(own, key=lambda f: f.__code__.co_firstlineno)
    return [line for f in found for line in inspect.getsource(f).splitlines()]


def torch_run(seed, device, dtype, epochs):
    """Your Tensor on PyTorch's arrays, in your loop."""
    TorchTensor.device, TorchTensor.dtype = device, dtype
    parameters = [TorchTensor(array) for array in first_weights(seed)]
    x, y = torch.as_tensor(images, dtype=dtype, device=device), torch.as_tensor(labels, device=device)

    def loss_of(batch):
        return torch_cross_entropy(scores_of(TorchTensor(x[batch]), parameters), y[batch])

    started = time.perf_counter()
    losses = train(parameters, all_batches(epochs), loss_of, LR)
    said = scores_of(TorchTensor(held_out_images), parameters).data.argmax(axis=1)
    return losses, float((said.cpu() == torch.tensor(held_out_labels)).double().mean()), time.perf_counter() - started


# %%
if torch:
    before, after = lines_of(Tensor, cross_entropy), lines_of(TorchTensor, torch_cross_entropy)
    changed = [line for line in difflib.ndiff(before, after) if line.startswith("+ ")]
    compare(f"lines that had to change, of {len(after)}", my_prediction, len(changed))
    print(*changed, sep="\n")
    own_losses, _, _ = torch_run(0, "cpu", torch.float64, epochs=1)
    apart = max(abs(one - other) for one, other in zip(losses, own_losses))
    print(f"\nfirst epoch, float64: NumPy's arrays and PyTorch's give losses that differ by at most {apart:.0e}")
    _, own_share, own_seconds = torch_run(0, best_device(), torch.float32, EPOCHS)
    print(f"your Tensor on {best_device()}, float32: {own_share:.1%} of the held-out digits, in {own_seconds:.1f} s")

# %% [markdown]
# ## What you have now
#
# A network that reads handwriting, on an engine of which you know every line; and the same engine on the arrays of the library that the world uses. What separates it from PyTorch is no idea
# any more: it is speed, a thousand more operations, and the care of many people.
#
# **To discuss**
# 1. On images this small a GPU is often *slower* than the processor. Why? What would have to be larger?
# 2. `losses.append(float(loss.data))` in `train` looks at a number at every step. What does that cost on a GPU, and how would you avoid it?
# 3. Which of the digits it got wrong is a mistake of the network, and which one of the data?
#
# **Further reading**: D. Kingma, J. Ba, *Adam: a method for stochastic optimization* (2015); the PyTorch tutorial *Learning PyTorch with examples*, which begins with NumPy, too; the
# *Python array API standard*, which makes such a change of arrays a change of one line.
