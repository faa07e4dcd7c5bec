"""Is this gradient right? Nudge the inputs and see: central finite differences, and PyTorch as a second opinion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from micrograd_edu.engine import Value

STEPS = (1e-6, 1e-5, 1e-4)


def numerical_gradient(f: Callable[..., float], xs: Sequence[float], h: float = 1e-5) -> list[float]:
    """Estimate the gradient of `f` at `xs` from two evaluations an input: (f(x + h) - f(x - h)) / 2h.

    The error is about h**2 from the curve's bend plus 1e-16 / h from rounding; 1e-5 balances the two.
    (Any numerical analysis text; Press et al., Numerical Recipes, section 5.7.)

    Parameters
    ----------
    f : callable
        Takes `len(xs)` floats, returns a float.
    xs : sequence of float
        Where to differentiate.
    h : float
        The step.

    Returns
    -------
    list of float
        df/dx for each x in `xs`.
    """
    gradient = []
    for i, x in enumerate(xs):
        # divide by the step that was really taken: x + h is rounded
        up, down = x + h, x - h
        gradient.append((f(*xs[:i], up, *xs[i + 1 :]) - f(*xs[:i], down, *xs[i + 1 :])) / (up - down))
    return gradient


def close(g: float, n: float) -> bool:
    """Whether an exact and an estimated derivative agree: |g - n| <= 1e-6 + 1e-5 max(|g|, |n|)."""
    return abs(g - n) <= 1e-6 + 1e-5 * max(abs(g), abs(n))


@dataclass(frozen=True)
class GradcheckResult:
    """What `gradcheck` found. It is true exactly when the gradient passed.

    Attributes
    ----------
    analytic : list of float
        What `backward()` gave.
    numerical : dict from float to list of float
        What finite differences gave, for each step.
    """

    analytic: list[float]
    numerical: dict[float, list[float]]

    def agrees(self, i: int) -> bool:
        """Whether derivative `i` agrees at two steps or more: one step may be unlucky, a wrong gradient fails at all."""
        return sum(close(self.analytic[i], estimate[i]) for estimate in self.numerical.values()) >= 2

    def __bool__(self) -> bool:
        return all(self.agrees(i) for i in range(len(self.analytic)))

    def __str__(self) -> str:
        h = STEPS[1]
        rows = [
            f"d/dx{i}: backward() {g:.10g}, finite differences {self.numerical[h][i]:.10g}: "
            + ("agree" if self.agrees(i) else "DIFFER")
            for i, g in enumerate(self.analytic)
        ]
        return "\n".join(rows)


def gradcheck(f: Callable[..., Any], xs: Sequence[float], Value: type = Value) -> GradcheckResult:
    """Compare the gradient from `backward()` with finite differences.

    Parameters
    ----------
    f : callable
        Takes `len(xs)` values of the engine under test and returns one. Keep `xs` away from kinks such as relu's 0.
    xs : sequence of float
        Where to check.
    Value : type
        The engine under test.

    Returns
    -------
    GradcheckResult
        True in an `if`; printed, it shows each derivative.
    """
    inputs = [Value(x) for x in xs]
    f(*inputs).backward()
    analytic = [0.0 if x.grad is None else x.grad for x in inputs]

    def number(*numbers: float) -> float:
        return float(f(*map(Value, numbers)).data)

    return GradcheckResult(analytic, {h: numerical_gradient(number, list(xs), h) for h in STEPS})


def torch_gradient(f: Callable[..., Any], xs: Sequence[float]) -> list[float]:
    """Let PyTorch differentiate the same `f`, in float64.

    Works for any `f` made of arithmetic and of methods that both libraries name alike (`exp`, `log`, `tanh`,
    `sigmoid`, `relu`). An input that `f` does not use has derivative 0.
    """
    import torch

    inputs = [torch.tensor(float(x), dtype=torch.float64, requires_grad=True) for x in xs]
    out = f(*inputs)
    if out.requires_grad:
        out.backward()
    return [0.0 if x.grad is None else x.grad.item() for x in inputs]
