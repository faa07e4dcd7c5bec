"""The labs' plots, each with a text alternative. matplotlib draws them; where there is none, they are plain SVG."""

from __future__ import annotations

import base64
import html
import importlib.util
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from micrograd_edu.border import border
from micrograd_edu.plot import COLOURS, INK, Axis, Points, frame, mark_of, plot, svg, text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MARKERS = ("o", "s", "^")
LEFT, RIGHT, LOW, HIGH = -1.6, 2.69, -1.1, 1.63  # where the moons lie
COLUMNS, ROWS = 34, 22
VOTES = ("#D6EAF5", "#FBE3D3")  # for -1, for 1: the tints of the points' colours
# In a dark theme light and dark change places, and colours keep their hue: white paper would dazzle.
DARK = (
    '[data-jp-theme-light="false"] .mge-plot, .vscode-dark .mge-plot '
    "{ filter: invert(.93) hue-rotate(180deg); border-radius: 4px; }"
)
Scores = Sequence[Sequence[float]]


def curve(f: Callable[[float], float], low: float, high: float) -> Points:
    """The points (x, f(x)) of a function between two numbers."""
    xs = [low + (high - low) * i / 150 for i in range(151)]
    return [(x, f(x)) for x in xs]


def show_curves(
    panels: Mapping[str, Points | Mapping[str, Points]],
    alt: str,
    *,
    x: str = "",
    y: str = "",
    log_x: bool = False,
    log_y: bool = False,
    share_y: bool = False,
) -> None:
    """Show plots side by side, each with a title and a curve, or several with a legend.

    Parameters
    ----------
    panels : dict of str to points, or to a dict of str to points
        By title: one curve, a list of (x, y), or several by name. Four make two rows.
    alt : str
        The same in a sentence or two, for those who do not see it. It survives the conversion to feedback HTML.
    x, y : str
        What the axes show.
    log_x, log_y : bool
        Logarithmic axes. On a logarithmic x axis numbers fall from left to right, as steps h do.
    share_y : bool
        One scale for all panels.
    """
    columns = 2 if len(panels) == 4 else len(panels)  # four in a row are too small to read on a narrow page
    curves = {title: given if isinstance(given, Mapping) else {"": given} for title, given in panels.items()}
    if _has_matplotlib():
        import matplotlib.pyplot as plt

        lines = -(-len(curves) // columns)
        size = (7, 3.4) if len(curves) == 1 else (2.9 * max(columns, 2.6), 2.6 * lines)  # no wider: its words would be small
        figure, axes = plt.subplots(lines, columns, figsize=size, sharey=share_y, layout="constrained", squeeze=False)
        for ax, (title, named) in zip(axes.flat, curves.items()):
            _plot_on(ax, named, log_x, log_y)
            ax.set(title=title, xlabel=x)
        for line in axes:
            line[0].set_ylabel(y)
        show_figure(figure, alt)
        return
    width = 560 if len(curves) == 1 else 900 // columns
    every = [height for named in curves.values() for points in named.values() for _, height in points]
    pictures = [
        plot(named, x, "" if i % columns else y, log_x, log_y, width, title=title, heights=every if share_y else ())
        for i, (title, named) in enumerate(curves.items())
    ]
    _show_svg(_side_by_side(pictures, width, 260, columns), alt)


def _plot_on(ax: Any, curves: Mapping[str, Points], log_x: bool, log_y: bool) -> None:
    for colour, marker, (name, points) in zip(COLOURS, MARKERS, curves.items()):
        marked = {"marker": marker, "markersize": 3, "label": name} if name else {}
        ax.plot(*zip(*points), color=colour, **marked)
    ax.grid(alpha=0.3)
    if log_x:
        ax.set_xscale("log")
        ax.invert_xaxis()
    if log_y:
        ax.set_yscale("log")
    if any(curves):
        ax.legend()


def show_points(X: Sequence[Sequence[float]], y: Sequence[int], alt: str) -> None:
    """Show points in the plane: circles where their label is -1, triangles where it is 1."""
    if _has_matplotlib():
        import matplotlib.pyplot as plt

        figure, ax = plt.subplots(figsize=(5, 3.4), layout="constrained")
        _scatter_on(ax, X, y)
        ax.legend()
        show_figure(figure, alt)
        return
    legend = "".join(mark_of(70 + 70 * i, 14, label, 4.5) + text(80 + 70 * i, 18, f"y = {label}") for i, label in _LABELS)
    _show_svg(svg(460, 300, _scatter(X, y, 460, 300) + legend), alt)


_LABELS = tuple(enumerate((-1, 1)))


def _scatter_on(ax: Any, X: Sequence[Sequence[float]], y: Sequence[int]) -> None:
    for marker, (i, label) in zip("o^", _LABELS):
        points = [x for x, target in zip(X, y) if target == label]
        ax.scatter(*zip(*points), color=COLOURS[i], marker=marker, s=22, label=f"y = {label}")


def _plane(width: int, height: int) -> tuple[Axis, Axis]:
    return Axis([LEFT, RIGHT], 40, width - 10), Axis([LOW, HIGH], height - 30, 30)


def _scatter(X: Sequence[Sequence[float]], y: Sequence[int], width: int, height: int) -> str:
    x_axis, y_axis = _plane(width, height)
    marks = (mark_of(x_axis.at(a), y_axis.at(b), label, 4) for (a, b), label in zip(X, y))
    return frame(x_axis, y_axis) + "".join(marks)


def scores_of(model: Callable[[list[float]], Any]) -> Scores:
    """What a network says now, on a grid over the moons: rows of numbers, the lowest row first."""
    return [[float(model([a, b]).data) for a in _grid(LEFT, RIGHT, COLUMNS)] for b in _grid(LOW, HIGH, ROWS)]


def _grid(low: float, high: float, count: int) -> Iterator[float]:
    return (low + (high - low) * i / (count - 1) for i in range(count))


def show_borders(scores: Mapping[str, Scores], X: Sequence[Sequence[float]], y: Sequence[int], alt: str) -> None:
    """Show the plane coloured by the sign of a score, once for each title, with the points; the line is where it is 0.

    Parameters
    ----------
    scores : dict of str to what `scores_of` gave
        By title.
    X, y : list of [float, float], list of int
        The points and their labels, -1 or 1.
    alt : str
        The same in words.
    """
    if _has_matplotlib():
        import matplotlib.pyplot as plt

        size = (5, 3.2) if len(scores) == 1 else (2.9 * len(scores), 2.6)
        figure, axes = plt.subplots(1, len(scores), figsize=size, sharey=True, layout="constrained", squeeze=False)
        for ax, (title, rows) in zip(axes[0], scores.items()):
            xs, ys = list(_grid(LEFT, RIGHT, COLUMNS)), list(_grid(LOW, HIGH, ROWS))
            ax.contourf(xs, ys, [[s > 0 for s in row] for row in rows], levels=[-0.5, 0.5, 1.5], colors=VOTES)
            if min(map(min, rows)) < 0 < max(map(max, rows)):
                ax.contour(xs, ys, rows, levels=[0], colors="black", linewidths=1.2)
            _scatter_on(ax, X, y)
            ax.set_title(title)
        show_figure(figure, alt)
        return
    width, height = min(450, 900 // len(scores)), 250
    x_axis, y_axis = _plane(width, height)
    across, up = round(x_axis.end - x_axis.start), round(y_axis.start - y_axis.end)
    pictures = []
    for title, rows in scores.items():
        line, region = border(rows, across, up)
        ground = (
            f'<g transform="translate({x_axis.start} {y_axis.end})"><rect width="{across}" height="{up}" fill="{VOTES[1]}"/>'
            f'<path d="{region}" fill="{VOTES[0]}"/><path d="{line}" fill="none" stroke="{INK}" stroke-width="1.5"/></g>'
        )
        pictures.append(ground + _scatter(X, y, width, height) + text(width / 2, 18, title, "middle"))
    _show_svg(_side_by_side(pictures, width, height, len(pictures)), alt)


def _side_by_side(pictures: Sequence[str], width: int, height: int, columns: int) -> str:
    moved = (
        f'<g transform="translate({i % columns * width} {i // columns * height})">{picture}</g>'
        for i, picture in enumerate(pictures)
    )
    return svg(width * columns, height * -(-len(pictures) // columns), "".join(moved))


def show_figure(figure: Figure, alt: str) -> None:
    """Display a matplotlib figure in the notebook, with a text alternative, which `plt.show()` does not have, and close it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        What to show.
    alt : str
        The same in a sentence or two.
    """
    import matplotlib.pyplot as plt

    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=110)
    plt.close(figure)
    _show("image/png", file.getvalue(), alt)


def _show_svg(picture: str, alt: str) -> None:
    _show("image/svg+xml", picture.encode(), alt)


def _show(kind: str, picture: bytes, alt: str) -> None:
    from IPython.display import display

    source = f"data:{kind};base64,{base64.b64encode(picture).decode('ascii')}"
    tag = f'<img class="mge-plot" alt="{html.escape(alt, quote=True)}" src="{source}" style="max-width:100%">'
    display({"text/html": f"<style>{DARK}</style>{tag}", "text/plain": alt}, raw=True)


def _has_matplotlib() -> bool:
    return importlib.util.find_spec("matplotlib") is not None
