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
# # Lab 3: moons
#
# Your engine can differentiate. Now it learns. Two half moons of points lie in the plane, hooked into each other, and a
# network of 33 neurons has to find the border between them. No straight line can do it.
#
# **After this lab you can**
# - build a network of neurons, layers and an MLP, and count its parameters in your head;
# - write a loss, one step of gradient descent, and a training loop;
# - find the bug in a loop that does not learn, from its code and from its loss curve.
#
# **Time** about 3.5 hours, with a good place to stop after task 3. **Points** 20.
#
# **You need** labs 0 and 1. From here on we use the package's `Value`; yours from lab 1 would do as well.
#
# **To read with it** [chapter 3](../../course/lab3_moons.md) of the course.

# %% tags=["setup"]
import random
import sys

from tqdm import tqdm

from micrograd_edu import Value, dot, total

# %%
from micrograd_edu.data import moons, split
from micrograd_edu.figures import scores_of, show_borders, show_curves, show_points
from micrograd_edu.labs.lab3_moons import OUTCOMES, check, compare
from micrograd_edu.widgets import TrainingTheatre

check.progress()

# %% [markdown]
# ## The task, in a picture
#
# *In the chapter: [A neuron, a layer, a network](../../course/lab3_moons.md#A-neuron,-a-layer,-a-network).*
#

# %%
X, y = moons(100, 0.1, seed=1337)
show_points(
    X,
    y,
    "100 points in two interleaved half moons: circles, y = -1, bend over the top; triangles, "
    "y = 1, hang below and to the right, each moon reaching into the hollow of the other.",
)

# %% [markdown]
# Each point is a pair of numbers, `X[i]`, with a label `y[i]`, which is -1 or 1. The network takes the pair and gives a **score**.
# A positive score is a vote for 1, a negative one for -1.
#
# ## Task 1: a neuron and a layer (3 points, 30 minutes)
#
# A neuron multiplies each input with a weight, adds them up, adds a bias, and puts the sum through a relu:
# relu(w₁x₁ + ... + wₙxₙ + b). With w = (2, -1), b = 0.5 and x = (1, 3) the sum is 2 - 3 + 0.5 = -0.5, and the neuron says 0.
#
# **`Neuron(nin, rng, nonlin=True)`**, with `nin` inputs; `rng` is a `random.Random(seed)`, so that the same seed gives the same
# weights; `nonlin` says whether there is a relu:
# - draws `nin` weights with `rng.uniform(-1, 1)` (one call each, in order); the bias starts at 0;
# - is called with a list of inputs, and gives one `Value`; without the relu where `nonlin` is False;
# - has `parameters()`: a list of its weights, then its bias.
#
# **`Layer(nin, nout, rng, nonlin=True)`** has `nout` such neurons that all see the same inputs. Called, it gives a list of
# `nout` Values. Its `parameters()` are those of the first neuron, then those of the second, and so on.
#
# Inputs are numbers, whole ones too, or Values, and both classes leave the list of them as it is. An output is computed from the
# neuron's parameters also where the relu is closed: their gradients are 0 then, not None. `parameters()` gives the very Values that
# the network computes with, the same at each call, each once.
#
# Why random weights? If all neurons of a layer start alike, they get the same gradients and stay alike for ever.
#
# *Hint:* `dot(w, x, b)` from the package is w₁x₁ + ... + b as one node of the graph. Sums and products of your own are as right, and cost
# time: cut so finely, a training step of this lab took 7 to 9 times as long where it was measured. `__call__` is the method that makes an
# object callable.

# %% nbgrader={"grade": false, "grade_id": "neuron_layer", "locked": false, "schema_version": 3, "solution": true, "task": false}
class Neuron:
    def __init__(self, nin, rng, nonlin=True):
        ### BEGIN SOLUTION
        self.w = [Value(rng.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin
        ### END SOLUTION

    def __call__(self, x):
        ### BEGIN SOLUTION
        out = dot(self.w, x, self.b)
        return out.relu() if self.nonlin else out
        ### END SOLUTION

    def parameters(self):
        ### BEGIN SOLUTION
        return self.w + [self.b]
        ### END SOLUTION


class Layer:
    def __init__(self, nin, nout, rng, nonlin=True):
        ### BEGIN SOLUTION
        self.neurons = [Neuron(nin, rng, nonlin) for _ in range(nout)]
        ### END SOLUTION

    def __call__(self, x):
        ### BEGIN SOLUTION
        return [neuron(x) for neuron in self.neurons]
        ### END SOLUTION

    def parameters(self):
        ### BEGIN SOLUTION
        return [p for neuron in self.neurons for p in neuron.parameters()]
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-neuron_layer", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab3_moons import check

check("neuron_layer", Neuron, Layer)

# %% [markdown]
# ## Task 2: the network (2 points, 20 minutes)
#
# **`MLP(nin, nouts, rng)`**, a *multi-layer perceptron*, is a chain of layers: `MLP(2, [16, 16, 1], rng)` takes 2 numbers to 16 neurons, those to 16 more, and
# those to a single one. All layers but the last have a relu. The last must not: a score has to be able to be
# negative.
#
# Called, it gives the single `Value` where the last layer has one neuron, and a list otherwise. `nouts` is a list of one number or more; it
# belongs to the caller, so leave it as it is.
#
# **Predict first:** how many parameters does `MLP(2, [16, 16, 1], rng)` have? Count the weights and biases of one neuron in each
# layer.

# %%
my_count = None  # a number

# %% nbgrader={"grade": false, "grade_id": "mlp", "locked": false, "schema_version": 3, "solution": true, "task": false}
class MLP:
    def __init__(self, nin, nouts, rng):
        ### BEGIN SOLUTION
        sizes = [nin, *nouts]
        self.layers = []
        for i in range(len(nouts)):
            self.layers.append(Layer(sizes[i], sizes[i + 1], rng, nonlin=i < len(nouts) - 1))
        ### END SOLUTION

    def __call__(self, x):
        ### BEGIN SOLUTION
        for layer in self.layers:
            x = layer(x)
        return x[0] if len(x) == 1 else x
        ### END SOLUTION

    def parameters(self):
        ### BEGIN SOLUTION
        return [p for layer in self.layers for p in layer.parameters()]
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-mlp", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab3_moons import check

check("mlp", MLP)

# %%
model = MLP(2, [16, 16, 1], random.Random(1337))
compare("parameters", my_count, len(model.parameters()))

# %% [markdown]
# <details><summary><b>Stuck?</b> Where parameters get lost</summary>
#
# A neuron with 3 inputs has 4 parameters. If your count is too small, look at what `parameters()` returns at each level: are the
# biases in it? All neurons? All layers? What is not in this list will never be trained, and no error tells you.
# </details>
#
# ## Task 3: the loss (3 points, 30 minutes)
#
# How wrong is the network? For one point with label y and score s, the **max-margin loss** is relu(1 - y · s).
#
# | y | s | loss | |
# |---|---|---|---|
# | 1 | 3 | relu(1 - 3) = 0 | right, and sure |
# | 1 | 0.4 | relu(1 - 0.4) = 0.6 | right, but too close to the border |
# | 1 | -2 | relu(1 + 2) = 3 | wrong |
# | -1 | -2 | relu(1 - 2) = 0 | right, and sure |
#
# Right is not enough: a point has to be right by a margin of 1. The labels must be -1 and 1 for this; a label of 0 would cost 1
# whatever the score.
#
# Large weights make a jagged border, so we add a penalty: alpha times the sum of the squares of all parameters.
#
# **`svm_loss(model, X, y, alpha=1e-4)`** returns a pair:
# - the loss, a `Value`: the *average* of relu(1 - yᵢ · sᵢ) over all points, plus the penalty;
# - the accuracy, a number: the share of points for which score and label have the same sign.
#
# `model` is any network: it can be called with a point and has `parameters()`, and you need no more of it; the check brings a small one of
# its own. `X` and `y` are lists of the same length. The function computes; it changes none of its arguments and calls no `backward`.
#
# *Hint:* `total(values)` from the package adds up a list of Values, as one node of the graph. Python's `sum` does as well, with one
# node for each addition.

# %% nbgrader={"grade": false, "grade_id": "loss", "locked": false, "schema_version": 3, "solution": true, "task": false}
def svm_loss(model, X, y, alpha=1e-4):
    ### BEGIN SOLUTION
    scores = [model(x) for x in X]
    data_loss = total((1 - target * score).relu() for target, score in zip(y, scores)) * (1 / len(scores))
    penalty = total(p * p for p in model.parameters()) * alpha
    right = [(score.data > 0) == (target > 0) for target, score in zip(y, scores)]
    return data_loss + penalty, sum(right) / len(right)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-loss", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab3_moons import check

check("loss", Value, svm_loss)

# %% [markdown]
# <details><summary><b>Stuck?</b> backward does nothing</summary>
#
# Everything between the parameters and the loss must be computed with Values. One `.data` on the way, or `float(...)`, and the graph
# ends there: the number is right, and no gradient comes back. For the accuracy `.data` is fine, nobody differentiates it.
# </details>
#
# A good place for a break. (When you come back: menu *Run*, *Run All Above Selected Cell*.)
#
# ## Task 4: one step (3 points, 30 minutes)
#
# The gradient of the loss says for each parameter: if I am nudged, the loss moves that many times as much. So nudge each against
# its gradient, all at once: **p.data ← p.data - lr · p.grad**. The *learning rate* lr says how far.
#
# *Example:* a parameter of 0.8 with gradient -2 and lr 0.1 becomes 0.8 - 0.1 · (-2) = 1.0.
#
# One step has four parts. The order matters:
# 1. **zero_grad**: set the `grad` of every parameter to `None` (or 0.0). `backward` *adds* to what is there.
# 2. **forward**: compute the loss with the parameters as they are now.
# 3. **backward**: `loss.backward()`.
# 4. **step**: move each parameter.
#
# **`sgd_step(model, loss_fn, lr)`** does one step and returns the loss as a number. `loss_fn()` takes no arguments and computes the loss
# `Value` of the model as it is at that moment. Of the model you need `parameters()` only; a step changes their `data` and `grad`, nothing else.

# %% nbgrader={"grade": false, "grade_id": "sgd", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sgd_step(model, loss_fn, lr):
    ### BEGIN SOLUTION
    for p in model.parameters():
        p.grad = None
    loss = loss_fn()
    loss.backward()
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss.data
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-sgd", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab3_moons import check

check("sgd", Value, sgd_step)

# %% [markdown]
# <details><summary><b>Stuck?</b> My parameters do not move</summary>
#
# `p = p - lr * p.grad` makes a new thing and calls it p; the model still holds the old one. Change the number *inside*: `p.data`.
# </details>
#
# <details><summary><b>Stuck?</b> The loss falls, then jumps about</summary>
#
# Typical for gradients that are never emptied: each step also repeats all earlier ones. It looks like learning at first.
# </details>
#
# <details><summary><b>Stuck?</b> The loss does not change from step to step</summary>
#
# If the graph is built once, before the loop, then each `backward` walks through the numbers of the first step. The
# loss has to be computed anew after each move.
# </details>
#
# ## Task 5: train (3 points, 30 minutes)
#
# **`train(model, loss_fn, steps, lr)`** makes `steps` steps and returns the list of losses, one number a step. Here `lr` is a *function*:
# step k, counted from 0, uses the learning rate `lr(k)`. Each call returns a list of its own. Large steps at first, small ones at the end.
#
# *Hint:* `for k in tqdm(range(steps), file=sys.stdout, leave=False):` shows a progress bar. If `sgd_step` works, this is short.

# %% nbgrader={"grade": false, "grade_id": "train", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train(model, loss_fn, steps, lr):
    ### BEGIN SOLUTION
    history = []
    for k in tqdm(range(steps), file=sys.stdout, leave=False):
        for p in model.parameters():
            p.grad = None
        loss = loss_fn()
        loss.backward()
        for p in model.parameters():
            p.data -= lr(k) * p.grad
        history.append(loss.data)
    return history
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check-train", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab3_moons import check

check("train", Value, train)

# %% [markdown]
# ### Watch it learn
#
# *In the chapter: [A low loss proves nothing](../../course/lab3_moons.md#A-low-loss-proves-nothing).*
#
# Now the real thing: 75 of the 100 moons to train on, 25 held out, 100 steps. Before the first step the network gives every point the same
# vote: there is no border at all. **Predict:** how will it look after 20 and after 100 steps: straight, bent, or hooked? And
# how will the loss get down: steadily, or with jumps, and when would those come?

# %%
my_prediction = {
    "the border after 20 steps": "...",
    "the border after 100 steps": "...",
    "the loss": "...",
}

# %%
X_train, X_test, y_train, y_test = split(X, y, 0.25, seed=0)
model = MLP(2, [16, 16, 1], random.Random(1337))


def accuracy(model, X, y):
    return sum((model(x).data > 0) == (target > 0) for x, target in zip(X, y)) / len(X)


def training_loss():
    return svm_loss(model, X_train, y_train)[0]


history, borders = [], {}
for until in (0, 20, 100):

    def lr(k, done=len(history)):  # from 1 at the first step down to 0.1 at the last
        return 1 - 0.9 * (done + k) / 100

    if until > 0:
        history += train(model, training_loss, until - len(history), lr)
    title = f"{until} steps, held out {accuracy(model, X_test, y_test):.0%}"
    borders[title] = scores_of(model)
show_borders(
    borders,
    X_train,
    y_train,
    "The border between the two votes after 0, 20 and 100 steps. Before training there is "
    "none in the picture: all points get the same vote. After 20 steps it is "
    f"{OUTCOMES['the border after 20 steps']}; after 100, {OUTCOMES['the border after 100 steps']}. "
    f"Held-out accuracy at the end: {accuracy(model, X_test, y_test):.0%}.",
)
show_borders(
    {"The last border, and the points held out": borders[title]},
    X_test,
    y_test,
    f"The border after 100 steps with the 25 points that were held out: {accuracy(model, X_test, y_test):.0%} of them are on their side.",
)

# %%
show_curves(
    {"Loss while training": list(enumerate(history))},
    f"The loss on a logarithmic axis, from {history[0]:.2f} to {history[-1]:.4f}: {OUTCOMES['the loss']}.",
    x="step",
    y="loss",
    log_y=True,
)
penalty = 1e-4 * sum(p.data**2 for p in model.parameters())
print(f"at the end: loss {training_loss().data:.4f}, of that the penalty {penalty:.4f}")
for what, guess in my_prediction.items():
    compare(what, guess)

# %% [markdown]
# The jumps come from the learning rate: a step that large overshoots, again and again, and the way down looks like the teeth of a
# saw. They end when the rate has become small. Where the curve is flat, look at the two numbers: no point costs anything any more, and
# all that is left is the penalty for large weights. The held-out points were never trained on: their accuracy is what counts.
#
# ## Task 6: tickets (3 points, 40 minutes)
#
# Five training loops came back with complaints. Each has one bug. Run nothing at first: read, and say what the loss curve would look
# like. Then mend each one **in its cell below**, and delete the last line.
#
# Each takes `model`, `loss_fn` as above, a number `lr`, and the number of `steps`. Old gradients may lie about when it is called.
#
# When you have made up your mind, watch them in the theatre under the check, one after the other, each beside a loop of your own
# `sgd_step`: choose a ticket, and *Train anew*. Both runs begin with the same weights. Run that cell again when you have mended one.

# %%
my_guess = {
    "ticket 1": "the loss ...",
    "ticket 2": "the loss ...",
    "ticket 3": "the loss ...",
    "ticket 4": "the loss ...",
    "ticket 5": "the loss ...",
}

# %% nbgrader={"grade": false, "grade_id": "tickets", "locked": false, "schema_version": 3, "solution": true, "task": false}
def ticket_1(model, loss_fn, lr, steps):
    """'It learns for a while, then goes wild.'"""
    for _ in range(steps):
        loss_fn().backward()
        for p in model.parameters():
            p.data -= lr * p.grad


def ticket_2(model, loss_fn, lr, steps):
    """'It gets worse with every step.'"""
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p.data += lr * p.grad


def ticket_3(model, loss_fn, lr, steps):
    """'Nothing happens at all.'"""
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p = Value(p.data - lr * p.grad)


def ticket_4(model, loss_fn, lr, steps):
    """'It runs off in the direction of the first step and never looks back.'"""
    loss = loss_fn()
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss.backward()
        for p in model.parameters():
            p.data -= lr * p.grad


def ticket_5(model, loss_fn, lr, steps):
    """'It learns, but never as well as my neighbour's.'"""
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters()[:-1]:
            p.data -= lr * p.grad


### BEGIN SOLUTION
def mended(model, loss_fn, lr, steps):
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss_fn().backward()
        for p in model.parameters():
            p.data -= lr * p.grad


ticket_1 = ticket_2 = ticket_3 = ticket_4 = ticket_5 = mended
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check-tickets", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from micrograd_edu.labs.lab3_moons import check

check("tickets", Value, ticket_1, ticket_2, ticket_3, ticket_4, ticket_5)

# %%
tickets = (ticket_1, ticket_2, ticket_3, ticket_4, ticket_5)
loops = {f"ticket {number}": ticket for number, ticket in enumerate(tickets, 1)}


def yours(model, loss_fn, lr, steps):
    for _ in range(steps):
        sgd_step(model, loss_fn, lr)


loops["your sgd_step"] = yours
for what, guess in my_guess.items():
    compare(what, guess)
TrainingTheatre(
    lambda width, seed: MLP(2, [width, 1], random.Random(seed)),
    lambda model, X, y: svm_loss(model, X, y)[0],
    X_train,
    y_train,
    loops,
    steps=40,
    lr=0.3,
    beside="your sgd_step",
    held_out=(X_test, y_test),
)

# %% [markdown]
# ## Task 7: diagnose (3 points, 20 minutes)
#
# Four runs of the same network on the same moons. One loop is right, one has a learning rate that is far too small, one never
# empties its gradients, and one has the wrong sign in its update. The cell shuffles them, so its code does not tell you which is
# which: look at the curves.

# %%
def run(lr, zero=True, sign=1, steps=40):
    rng = random.Random(7)
    model, losses = MLP(2, [8, 1], rng), []
    for _ in range(steps):
        if zero:
            for p in model.parameters():
                p.grad = None
        loss, _ = svm_loss(model, X_train, y_train)
        loss.backward()
        losses.append(min(loss.data, 1e3))
        for p in model.parameters():
            p.data -= sign * lr * p.grad
    return losses


runs = [run(0.3), run(0.002), run(0.3, zero=False), run(0.05, sign=-1)]
random.Random(2).shuffle(runs)
curves = dict(zip("ABCD", runs))
show_curves(
    {name: list(enumerate(losses)) for name, losses in curves.items()},
    "Four loss curves. "
    + " ".join(
        f"{name} goes from {c[0]:.2f} over {c[len(c) // 2]:.2f} to {c[-1]:.2f}, "
        f"and rises in {sum(after > before for before, after in zip(c, c[1:]))} of {len(c) - 1} steps."
        for name, c in curves.items()
    ),
    x="step",
    y="loss",
    share_y=True,
)

# %% [markdown]
# Answer in five to ten sentences, in the cell below (double-click it):
# 1. Name the cause behind each of A, B, C and D, and the feature of the curve that gives it away.
# 2. One of the broken loops gets its loss low all the same. Why is it broken, and how would you prove that without its curve?
# 3. Which learning rate would you choose for this network, and why not ten times as much, or a tenth?
#
# *(Read by a person: 1 point for each of the three.)*

# %% [markdown] nbgrader={"grade": true, "grade_id": "diagnose", "locked": false, "points": 3, "schema_version": 3, "solution": true, "task": false}
# A falls steadily but hardly at all: the learning rate is too small by a factor of a hundred. B never empties its gradients: it falls fast at
# first, because every step repeats the earlier ones, then overshoots and swings, as a ball with momentum would. C rises from the first
# step on and ever faster: it climbs, the sign of the update is wrong. D falls quickly and then levels off: it is the right one.
#
# B is not wrong because its loss is high but because its steps are not steps against the gradient. Proof: take the same model and
# compare the parameters after two updates with p - lr · p.grad by hand, or with a fresh gradient from finite differences; the
# first update agrees, the second does not. The final loss or accuracy proves nothing.
#
# Around 1: I ran it with others. In 40 steps 0.3 gets the loss down to 0.30 and 1 to 0.26, with a small jump now and then; at ten times as much,
# 10, steps overshoot and the loss stays above where it began; at a tenth, 0.1, it is still at 0.43. Without trying more than the four curves I
# would take 0.3, which is calm. A rate that shrinks during training has both: speed first, calm later.

# %%
# when yours is written: a good answer to compare it with
check.answer("diagnose")

# %% [markdown]
# ## What you have now
#
# A network is a function with knobs; a loss says how wrong it is; a step turns every knob a little against its gradient. You know that
#
# - what is not in `parameters()` is not trained, and nobody complains;
# - gradients add up until somebody empties them;
# - a low loss does not prove a right loop: comparing updates does.
#
# **To discuss in class** (Alone? The end of the chapter has what there is to say.)
# 1. Four different bugs can give the same flat loss curve. What do you look at next?
# 2. With all weights 0 at the start, the network never learns to tell the moons apart, with a right loop. Why?
#
# **Next**: in lab 4 the same network runs in PyTorch, and you compare it with yours number by number.
#
# **Further reading**: A. Karpathy, [*A recipe for training neural networks*](https://karpathy.github.io/2019/04/25/recipe/) (2019);
# Stanford CS231n, [notes on optimisation](https://cs231n.github.io/optimization-1/).

# %% [markdown]
# ## Bonus exercises, without points
# For those who want more. Nobody grades them; the cell below each says whether it is right.
#
# ### Bonus 1: momentum
# A ball that rolls down a valley does not stop at each stone. PyTorch's `SGD` with `momentum=μ` keeps a speed for each parameter: v ← μ · v + gradient (v is 0 at first), and p ← p - lr · v. Write **`Momentum(parameters, lr, mu)`** with a
# method **`step()`** that moves every parameter's `data` once.
#
# <details><summary><b>Stuck?</b> Where is the speed kept?</summary>
#
# In a list of the optimizer's own, one number for each parameter, from step to step: `self.v = [0.0 for _ in parameters]`.
# </details>

# %% nbgrader={"grade": false, "grade_id": "bonus_momentum", "locked": false, "schema_version": 3, "solution": true, "task": false}
class Momentum:
    def __init__(self, parameters, lr, mu):
        ### BEGIN SOLUTION
        self.parameters, self.lr, self.mu = parameters, lr, mu
        self.v = [0.0 for _ in parameters]
        ### END SOLUTION

    def step(self):
        ### BEGIN SOLUTION
        for i, p in enumerate(self.parameters):
            self.v[i] = self.mu * self.v[i] + p.grad
            p.data -= self.lr * self.v[i]
        ### END SOLUTION

# %%
from micrograd_edu.labs.lab3_moons import bonus

with bonus("Bonus 1"):
    p, q = Value(1.0), Value(-2.0)
    optimizer = Momentum([p, q], lr=0.1, mu=0.5)
    trail = []
    for gradients in ((4.0, 1.0), (4.0, -1.0), (0.0, 0.0)):
        p.grad, q.grad = gradients
        optimizer.step()
        trail.append((round(p.data, 9), round(q.data, 9)))
    # by hand: v of p is 4, 6, 3; v of q is 1, -0.5, -0.25
    assert trail == [(0.6, -2.1), (0.0, -2.05), (-0.3, -2.025)], f"the two should be at 0.6, 0, -0.3 and -2.1, -2.05, -2.025; yours: {trail}"

# %% [markdown]
# ### Bonus 2: two spirals
# Two arms of a spiral wind around each other, one turn and a half. A network with a hidden layer or two needs thousands of steps for them. A *single neuron* is enough if it is given the right **features**: numbers made from x. Write
# **`features(x)`**, which takes a point (x₁, x₂) and returns a list of numbers, so that one neuron without a relu tells 95% of the points apart.
#
# <details><summary><b>Stuck?</b> What do the arms have in common?</summary>
#
# Use the distance r from the middle and the angle θ = atan2(x₂, x₁). Along an arm the angle grows with the distance: here θ = 3π · r, plus half a turn for the other arm. So θ - 3π · r is the same along an arm, up to whole turns. Which function does not see whole turns?
# </details>

# %%
import math

# %% nbgrader={"grade": false, "grade_id": "bonus_spirals", "locked": false, "schema_version": 3, "solution": true, "task": false}
def features(x):
    ### BEGIN SOLUTION
    turn = math.atan2(x[1], x[0]) - 3 * math.pi * math.hypot(*x)
    return [math.cos(turn), math.sin(turn)]
    ### END SOLUTION

# %%
def spirals(n, rng):
    """Points on two arms, labelled -1 and 1, a little off."""
    points, labels = [], []
    for i in range(n):
        r, label = 0.1 + 0.9 * i / n, 1 if i % 2 else -1
        angle = 3 * math.pi * r + (math.pi if label == 1 else 0)
        points.append([r * math.cos(angle) + rng.gauss(0, 0.01), r * math.sin(angle) + rng.gauss(0, 0.01)])
        labels.append(label)
    return points, labels


with bonus("Bonus 2"):
    points, wanted = spirals(100, random.Random(0))
    seen = [features(x) for x in points]
    weights = [Value(0.0) for _ in range(len(seen[0]) + 1)]
    for _ in range(30):
        margins = [(1 - dot(weights[:-1], x, weights[-1]) * label).relu() for x, label in zip(seen, wanted)]
        loss = total(margins) * 0.01
        for w in weights:
            w.grad = None
        loss.backward()
        for w in weights:
            w.data -= 0.5 * w.grad
    right = sum((dot(weights[:-1], x, weights[-1]).data > 0) == (label > 0) for x, label in zip(seen, wanted))
    assert right >= 95, f"with your {len(seen[0])} features one neuron gets {right} of 100 points right"

# %% [markdown]
# ### Bonus 3: where do gradients go in 50 layers?
# Take the simplest deep network there is: one neuron a layer, x ← tanh(w · x), 50 times. Write **`gradient_sizes(w, layers, x)`**: it computes the chain with `Value`s, calls `backward()` once on the result, and returns the list of absolute
# gradients of the **inputs** of all layers, from the first to the last. **Predict** first: for w = 0.9 and for w = 1, how large is the first beside the last?
#
# <details><summary><b>Stuck?</b> Which values' gradients?</summary>
#
# Keep the input of each layer in a list while you build the chain: x first, then every result but the last. After `backward()` each has a `grad`.
# </details>

# %% nbgrader={"grade": false, "grade_id": "bonus_vanishing", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradient_sizes(w, layers, x):
    ### BEGIN SOLUTION
    value, inputs = Value(x), []
    for _ in range(layers):
        inputs.append(value)
        value = (value * w).tanh()
    value.backward()
    return [abs(each.grad) for each in inputs]
    ### END SOLUTION

# %%
with bonus("Bonus 3"):
    for w in (0.5, 0.9, 1.0, 3.0):
        sizes = gradient_sizes(w, 50, 0.7)
        assert len(sizes) == 50, f"there should be 50 sizes, and there are {len(sizes)}"
        x, slopes = 0.7, []
        for _ in range(50):  # the chain rule by hand: a product of 50 slopes
            x = math.tanh(w * x)
            slopes.append(w * (1 - x * x))
        for layer in range(50):
            expected = math.prod(slopes[layer:])
            assert math.isclose(sizes[layer], expected, rel_tol=1e-9), f"w = {w}, layer {layer}: {expected}, yours is {sizes[layer]}"
        print(f"w = {w}: the first layer's gradient is {sizes[0]:.0e}, the last one's {sizes[-1]:.0e}")

# %% [markdown]
# Whatever w is, the first layer hears less than the last, and for most w next to nothing: each layer multiplies by w · (1 - tanh²), which is below 1 once tanh leaves the middle. This is the *vanishing gradient*. Relus, good first weights and ways around a layer, as in
# residual networks, are what helps.
