"""`FiniteDifferenceExplorer`: a secant, its step h, and the U-shaped error."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import traitlets

from micrograd_edu.plot import plot_svg
from micrograd_edu.widgets.view import View, html_table, number


@dataclass(frozen=True)
class Function:
    """A function to differentiate, its derivative, and a point to begin at."""

    name: str
    f: Callable[[float], float]
    slope: Callable[[float], float]
    x: float


FUNCTIONS = {
    "square": Function("x²", lambda x: x * x, lambda x: 2 * x, 1.5),
    "cube": Function("x³", lambda x: x * x * x, lambda x: 3 * x * x, 1.2),
    "exp": Function("exp x", math.exp, math.exp, 0.7),
    "sin": Function("sin x", math.sin, math.cos, 1.0),
    "tanh": Function("tanh x", math.tanh, lambda x: 1 - math.tanh(x) ** 2, 0.6),
    "reciprocal": Function("1/x", lambda x: 1 / x, lambda x: -1 / (x * x), 0.8),
}
EXPONENTS = [-1 - i / 4 for i in range(57)]  # h from 1e-1 to 1e-15


SIDES = {"forward": "forward, one side: (f(x+h) - f(x)) / h", "central": "central, both sides: (f(x+h) - f(x-h)) / 2h"}


class FiniteDifferenceExplorer(View):
    """Move the step h from 1e-1 to 1e-15 and watch the secant, and the error against h with its U shape.

    Parameters
    ----------
    function : str
        What to begin with: one of `square cube exp sin tanh reciprocal`.
    side : str
        "forward" (the difference to one side) or "central" (to both).

    Attributes
    ----------
    function, x, side, step
        What is chosen now, traits that the view follows. `step` counts quarters of a decade: h is 10 ** -(1 + step / 4).

    Raises
    ------
    ValueError
        If there is no such function or side.
    """

    script = "finite_difference"
    title = "How good is a finite difference?"

    function = traitlets.Enum(list(FUNCTIONS), "sin").tag(sync=True)
    side = traitlets.Enum(list(SIDES), "forward").tag(sync=True)
    x = traitlets.Float(1.0, min=-100.0, max=100.0).tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)
    last = len(EXPONENTS) - 1

    def __init__(self, function: str = "sin", side: str = "forward") -> None:
        if function not in FUNCTIONS:
            raise ValueError(f"there is no function {function!r}; there are {', '.join(FUNCTIONS)}.")
        if side not in SIDES:
            raise ValueError(f'side is "forward" or "central", not {side!r}.')
        facts = {
            "title": self.title,
            "functions": [{"key": key, "name": about.name, "x": about.x} for key, about in FUNCTIONS.items()],
            "sides": list(SIDES.items()),
            "exponents": EXPONENTS,
        }
        super().__init__(facts, function=function, side=side, x=FUNCTIONS[function].x)

    def error(self, h: float, side: str) -> float:
        """Distance between the difference quotient and the derivative; NaN where the function has no value."""
        about = FUNCTIONS[self.function]
        f, x = about.f, self.x
        try:
            quotient = (f(x + h) - f(x - h)) / (2 * h) if side == "central" else (f(x + h) - f(x)) / h
            return abs(quotient - about.slope(x))
        except ZeroDivisionError:
            return math.nan

    def pictures(self) -> list[tuple[str, str]]:
        steps = [10**e for e in EXPONENTS]
        curves = {}
        for side in ("central", "forward"):
            errors = [(h, max(self.error(h, side), 1e-17)) for h in steps]
            curves[f"{side} difference"] = [point for point in errors if math.isfinite(point[1])]
        if not all(curves.values()):
            return []
        pictures = []
        for h in (1e-1, 1e-5, 1e-12):
            sentence = (
                f"{FUNCTIONS[self.function].name} at x = {number(self.x)}, h = {number(h)}: the error is "
                f"{number(self.error(h, 'forward'))} forward and {number(self.error(h, 'central'))} central."
            )
            mark = h, max(self.error(h, self.side), 1e-17)
            picture = plot_svg(curves, mark, "step h (smaller to the right)", "error", log_x=True, log_y=True)
            pictures.append((sentence, picture))
        return pictures

    def table(self) -> str:
        rows = [
            (number(10**e), number(self.error(10**e, "forward")), number(self.error(10**e, "central")))
            for e in EXPONENTS[::4]
        ]
        caption = f"{FUNCTIONS[self.function].name} at x = {number(self.x)}"
        return html_table(caption, ["h", "error, forward", "error, central"], rows)
