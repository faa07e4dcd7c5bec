"""Neurons, layers and networks, with PyTorch's names: a `Module` has parameters, and calling it computes."""

from __future__ import annotations

import random
from collections.abc import Sequence

from micrograd_edu.engine import Value, dot


class Module:
    """Something with parameters."""

    def parameters(self) -> list[Value]:
        """List the values that training may change, always in the same order."""
        return []

    def zero_grad(self) -> None:
        """Forget the gradients of all parameters. As in PyTorch they become `None`: not 0, but not computed."""
        for p in self.parameters():
            p.grad = None


class Neuron(Module):
    """Compute relu(w . x + b), or w . x + b where `nonlin` is False.

    Parameters
    ----------
    nin : int
        Number of inputs.
    rng : random.Random
        Draws the weights, uniformly from [-1, 1]; the bias starts at 0.
    nonlin : bool
        Whether to apply relu.
    """

    def __init__(self, nin: int, rng: random.Random, nonlin: bool = True) -> None:
        self.w = [Value(rng.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x: Sequence[Value | float]) -> Value:
        out = dot(self.w, x, self.b)
        return out.relu() if self.nonlin else out

    def parameters(self) -> list[Value]:
        return self.w + [self.b]

    def __repr__(self) -> str:
        return f"{'ReLU' if self.nonlin else 'Linear'}Neuron({len(self.w)})"


class Layer(Module):
    """Apply `nout` neurons to the same `nin` inputs."""

    def __init__(self, nin: int, nout: int, rng: random.Random, nonlin: bool = True) -> None:
        self.neurons = [Neuron(nin, rng, nonlin) for _ in range(nout)]

    def __call__(self, x: Sequence[Value | float]) -> list[Value]:
        x = [xi if isinstance(xi, Value) else Value(xi) for xi in x]  # once, not once a neuron
        return [neuron(x) for neuron in self.neurons]

    def parameters(self) -> list[Value]:
        return [p for neuron in self.neurons for p in neuron.parameters()]

    def __repr__(self) -> str:
        return f"Layer of [{', '.join(str(neuron) for neuron in self.neurons)}]"


class MLP(Module):
    """A multi-layer perceptron: layers one after the other, relu between them and none after the last.

    Parameters
    ----------
    nin : int
        Number of inputs.
    nouts : sequence of int
        Neurons of each layer: `MLP(2, [16, 16, 1], rng)` has 337 parameters.
    rng : random.Random
        Draws all initial weights; the same seed gives the same network.
    """

    def __init__(self, nin: int, nouts: Sequence[int], rng: random.Random) -> None:
        sizes = [nin, *nouts]
        last = len(nouts) - 1
        self.layers = [Layer(sizes[i], sizes[i + 1], rng, nonlin=i != last) for i in range(len(nouts))]

    def __call__(self, x: Sequence[Value | float]) -> Value | list[Value]:
        """Map `nin` inputs to the outputs of the last layer: one `Value` if it has one neuron, a list otherwise."""
        out = self.layers[0](x)
        for layer in self.layers[1:]:
            out = layer(out)
        return out[0] if len(out) == 1 else out

    def parameters(self) -> list[Value]:
        return [p for layer in self.layers for p in layer.parameters()]

    def __repr__(self) -> str:
        return f"MLP of [{', '.join(str(layer) for layer in self.layers)}]"
