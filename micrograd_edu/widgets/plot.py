"""Small SVG plots for the static pictures: a view's picture must not cost a grading run a second of matplotlib."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping, Sequence

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
    every = [point for points in curves.values() for point in points]
    x_axis = _Axis([x for x, _ in every], 60, width - 20, log_x, falling=log_x)
    y_axis = _Axis([y for _, y in every], height - 45, 30, log_y)
    parts = []
    for tick in x_axis.ticks():
        parts.append(f'<path d="M{x_axis.at(tick):.1f} 30V{height - 45}" stroke="{SOFT}" stroke-opacity="0.3"/>')
        parts.append(text(x_axis.at(tick), height - 28, x_axis.name(tick), "middle"))
    for tick in y_axis.ticks():
        parts.append(f'<path d="M60 {y_axis.at(tick):.1f}H{width - 20}" stroke="{SOFT}" stroke-opacity="0.3"/>')
        parts.append(text(54, y_axis.at(tick) + 4, y_axis.name(tick), "end"))
    parts.append(f'<path d="M60 30V{height - 45}H{width - 20}" fill="none" stroke="{INK}"/>')
    legend = 60.0  # above the plot, where no curve crosses it
    for i, (name, points) in enumerate(curves.items()):
        line = "L".join(f"{x_axis.at(x):.1f} {y_axis.at(y):.1f}" for x, y in points)
        style = f'fill="none" stroke="{COLOURS[i]}" stroke-width="2" stroke-dasharray="{DASHES[i]}"'
        parts.append(f'<path d="M{line}" {style}/><path d="M{legend:.0f} 14h24" {style}/>')
        parts.append(text(legend + 30, 18, name))
        legend += 48 + 6.5 * len(name)
    x, y = x_axis.at(mark[0]), y_axis.at(mark[1])
    parts.append(f'<path d="M{x:.1f} {y - 7:.1f}l7 7l-7 7l-7 -7z" fill="white" stroke="{INK}" stroke-width="2.5"/>')
    parts.append(text((40 + width) / 2, height - 8, x_label, "middle"))
    parts.append(f'<g transform="translate(13 {height / 2 - 15}) rotate(-90)">{text(0, 0, y_label, "middle")}</g>')
    return svg(width, height, "".join(parts))


def svg(width: int, height: int, content: str, shown: float = 1) -> str:
    """An SVG document on a white ground, shown at a part of its size."""
    size = f'width="{width * shown:g}" height="{height * shown:g}" viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect width="100%" height="100%" fill="white"/>{content}</svg>'


def text(x: float, y: float, words: str, anchor: str = "start") -> str:
    style = f'font-family="Helvetica, Arial, sans-serif" font-size="12" fill="{INK}" text-anchor="{anchor}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{html.escape(words)}</text>'


class _Axis:
    """Where a number lies between two ends of a drawing."""

    def __init__(self, values: list[float], start: float, end: float, log: bool, falling: bool = False) -> None:
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
