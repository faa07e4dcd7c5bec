"""How parameters move, given their gradients."""

from __future__ import annotations

from collections.abc import Iterable

from micrograd_edu.engine import Value


class SGD:
    """Gradient descent: each step moves every parameter against its gradient, p <- p - lr * dp.

    Parameters
    ----------
    parameters : iterable of Value
        What to train, usually `model.parameters()`.
    lr : float
        The learning rate. The attribute of the same name may be changed between steps.

    Raises
    ------
    ValueError
        If `lr` is negative or there are no parameters.
    """

    def __init__(self, parameters: Iterable[Value], lr: float) -> None:
        self.parameters = list(parameters)
        self.lr = lr
        if lr < 0:
            raise ValueError(f"a learning rate below 0 climbs the loss instead of descending: got lr={lr}.")
        if not self.parameters:
            raise ValueError("SGD got no parameters: does model.parameters() return them?")

    def step(self) -> None:
        """Move each parameter once. A parameter whose gradient was not computed stays where it is, as in PyTorch."""
        for p in self.parameters:
            if p.grad is not None:
                p.data -= self.lr * p.grad

    def zero_grad(self) -> None:
        """Forget all gradients, so that the next backward() starts from nothing."""
        for p in self.parameters:
            p.grad = None
