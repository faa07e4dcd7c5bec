"""Where a scalar operation is defined, and the sentence to read where it is not.

Kept apart from `engine.py` so that the engine shows the mathematics and nothing else. Where PyTorch returns infinity or
NaN from a finite number, these functions raise: a NaN that appears three hundred operations later teaches nobody.
"""

from __future__ import annotations

import math
from numbers import Real


def as_float(data: float) -> float:
    """Convert a number, NumPy's scalars included, to a Python float; raise TypeError for anything else."""
    if isinstance(data, Real):
        return float(data)
    if hasattr(data, "shape"):
        raise TypeError(
            f"Value holds one number, and this is an array of shape {tuple(data.shape)}: wrap its elements one by one, "
            "[Value(x) for x in array], or use Tensor for whole arrays."
        )
    raise TypeError(f"Value holds a number, got {data!r} of type {type(data).__name__}: convert it with float() first.")


def checked_exp(x: float) -> float:
    """e**x; raise OverflowError where it does not fit in a float."""
    try:
        return math.exp(x)
    except OverflowError:
        raise OverflowError(f"exp({x}) is too large for a float: keep the exponent below 709.") from None


def checked_log(x: float) -> float:
    """The natural logarithm; raise ValueError for 0 and below."""
    if x <= 0:
        raise ValueError(f"log({x}) has no finite value: the logarithm needs a number above 0.")
    return math.log(x)


def power(x: float, n: float) -> float:
    """x**n; raise ZeroDivisionError, ValueError or OverflowError where no finite real number is the answer."""
    if x == 0 and n < 0:
        raise ZeroDivisionError(f"{x} ** {n} divides by zero: the base (or the divisor) must not be 0.")
    if x < 0 and math.isfinite(n) and not n.is_integer():
        raise ValueError(f"({x}) ** {n} has no real value: a negative base needs a whole exponent.")
    try:
        return math.pow(x, n)
    except OverflowError:
        raise OverflowError(f"({x}) ** {n} is too large for a float: make the base or the exponent smaller.") from None


def power_slope_at_0(n: float) -> float:
    """d(x**n)/dx where x or n is 0, as in PyTorch: 0 for n = 0, infinity for 0 < n < 1, else by the power rule."""
    return 0.0 if n == 0 else math.inf if n < 1 else n * 0.0 ** (n - 1)
