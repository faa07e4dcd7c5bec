"""Small plots as SVG: for what must not cost a grading run a second of matplotlib, and where there is none."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Mapping, Sequence

INK, SOFT = "#111111", "#777777"
COLOURS = ("#0072B2", "#D55E00", "#009E73")  # Okabe and Ito's; each goes with a dash pattern of its own
DASHES = ("", "6 3", "2 3")
Points = Sequence[tuple[float, float]]


def plot_svg(
    curves: Mapping[str, Points],
    mark: tuple[float, float],
    x_label: str,
    y_label: str,
    log_x: bool = False,
    log_y: bool = False,
    width: int = 420,
    height: int = 260,
) -> str:
    """Curves by name, with a legend and one marked point, as an SVG document.

    On a logarithmic x axis numbers fall from left to right, as steps h do; values that a logarithmic axis cannot show are
    drawn at its lower end.
    """
    return svg(width, height, plot(curves, x_label, y_label, log_x, log_y, width, height, mark=mark))


def plot(
    curves: Mapping[str, Points],
    x_label: str,
    y_label: str,
    log_x: bool = False,
    log_y: bool = False,
    width: int = 420,
    height: int = 260,
    *,
    title: str = "",
    mark: tuple[float, float] | None = None,
    heights: Iterable[float] = (),
) -> str:
    """The same as the content of an SVG document, to stand beside others; `heights` are to fit on the y axis too."""
    every = [point for points in curves.values() for point in points]
    x_axis = Axis([x for x, _ in every], 60, width - 20, log_x, falling=log_x)
    top = 48 if title and any(curves) else 30
    y_axis = Axis([*(y for _, y in every), *heights], height - 45, top, log_y)
    parts = [frame(x_axis, y_axis)]
    legend, row = 60.0, top - 12  # above the plot, where no curve crosses it
    for i, (name, points) in enumerate(curves.items()):
        line = "L".join(f"{x_axis.at(x):.1f} {y_axis.at(y):.1f}" for x, y in points)
        style = f'fill="none" stroke="{COLOURS[i]}" stroke-width="2" stroke-dasharray="{DASHES[i]}"'
        parts.append(f'<path d="M{line}" {style}/>')
        if name:
            parts.append(f'<path d="M{legend:.0f} {row - 4}h24" {style}/>{text(legend + 30, row, name)}')
            legend += 48 + 6.5 * len(name)
    if mark is not None:
        x, y = x_axis.at(mark[0]), y_axis.at(mark[1])
        parts.append(f'<path d="M{x:.1f} {y - 7:.1f}l7 7l-7 7l-7 -7z" fill="white" stroke="{INK}" stroke-width="2.5"/>')
    parts.append(text((40 + width) / 2, 18, title, "middle"))
    parts.append(text((40 + width) / 2, height - 8, x_label, "middle"))
    parts.append(f'<g transform="translate(13 {height / 2 - 15}) rotate(-90)">{text(0, 0, y_label, "middle")}</g>')
    return "".join(parts)


def frame(x_axis: Axis, y_axis: Axis) -> str:
    """Two axes with their ticks, and thin lines across the plot."""
    (left, right), (bottom, top) = sorted((x_axis.start, x_axis.end)), (y_axis.start, y_axis.end)
    parts = []
    for tick in x_axis.ticks():
        parts.append(f'<path d="M{x_axis.at(tick):.1f} {top}V{bottom}" stroke="{SOFT}" stroke-opacity="0.3"/>')
        parts.append(text(x_axis.at(tick), bottom + 17, x_axis.name(tick), "middle"))
    for tick in y_axis.ticks():
        parts.append(f'<path d="M{left} {y_axis.at(tick):.1f}H{right}" stroke="{SOFT}" stroke-opacity="0.3"/>')
        parts.append(text(left - 6, y_axis.at(tick) + 4, y_axis.name(tick), "end"))
    parts.append(f'<path d="M{left} {top}V{bottom}H{right}" fill="none" stroke="{INK}"/>')
    return "".join(parts)


def mark_of(x: float, y: float, label: int, size: float) -> str:
    """A point of the moons: a circle for -1, a triangle for 1."""
    circle = f"M{x - size:.1f} {y:.1f}a{size} {size} 0 1 0 {2 * size} 0a{size} {size} 0 1 0 {-2 * size} 0"
    triangle = f"M{x:.1f} {y - 1.2 * size:.1f}l{1.2 * size:.1f} {2.1 * size:.1f}h{-2.4 * size:.1f}z"
    return f'<path d="{triangle if label > 0 else circle}" fill="{COLOURS[label > 0]}"/>'


def svg(width: int, height: int, content: str, shown: float = 1) -> str:
    """An SVG document on a white ground, shown at a part of its size."""
    size = f'width="{width * shown:g}" height="{height * shown:g}" viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect width="100%" height="100%" fill="white"/>{content}</svg>'


def text(x: float, y: float, words: str, anchor: str = "start") -> str:
    style = f'font-family="Helvetica, Arial, sans-serif" font-size="12" fill="{INK}" text-anchor="{anchor}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{html.escape(words)}</text>'


class Axis:
    """Where a number lies between two ends of a drawing."""

    def __init__(self, values: list[float], start: float, end: float, log: bool = False, falling: bool = False) -> None:
        self.log, self.start, self.end = log, start, end
        scaled = [self._scale(value) for value in values]
        self.low, self.high = min(scaled), max(scaled)
        if log:
            self.low, self.high = math.floor(self.low), math.ceil(self.high)
        if self.low == self.high:
            self.low, self.high = self.low - 1, self.high + 1
        if falling:
            self.start, self.end = end, start

    def _scale(self, value: float) -> float:
        return math.log10(max(value, 1e-18)) if self.log else value

    def at(self, value: float) -> float:
        share = (self._scale(value) - self.low) / (self.high - self.low)
        return self.start + min(max(share, 0), 1) * (self.end - self.start)

    def ticks(self) -> list[float]:
        if self.log:
            every = max(1, math.ceil((self.high - self.low) / 8))
            return [10.0**e for e in range(int(self.low), int(self.high) + 1, every)]
        size = 10 ** math.floor(math.log10((self.high - self.low) / 4))
        step = next(m * size for m in (1, 2, 5, 10) if (self.high - self.low) / (m * size) <= 6)
        return [step * i for i in range(math.ceil(self.low / step), math.floor(self.high / step) + 1)]

    def name(self, tick: float) -> str:
        return f"1e{round(math.log10(tick))}" if self.log else f"{tick:.4g}"
