"""Where a score changes its sign in the plane: the border, and the part on its negative side, as SVG paths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

Point = tuple[int, int]


def border(scores: Sequence[Sequence[float]], width: int, height: int) -> tuple[str, str]:
    """Border and negative region of a score that is known on a grid.

    Parameters
    ----------
    scores : list of rows, the lowest first, of numbers from left to right
        The first and the last number lie on the edges of the picture.
    width, height : int
        Of the picture. The paths have whole numbers.

    Returns
    -------
    line, region : str
        In each square of the grid the border is straight, between the points of its sides where the score, taken as linear
        along a side, is 0.
    """
    rows, columns = len(scores), len(scores[0])
    segments: list[tuple[Point, Point]] = []
    region: list[str] = []

    def at(i: float, j: float) -> Point:
        return round(i / (columns - 1) * width), round(height - j / (rows - 1) * height)

    for j in range(rows - 1):
        whole_from = None  # the first of a row of squares that are negative as a whole: they are drawn as one
        for i in range(columns):
            corners = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)]
            values = [scores[b][a] for a, b in corners] if i < columns - 1 else [1.0]
            if all(value <= 0 for value in values):
                whole_from = i if whole_from is None else whole_from
                continue
            if whole_from is not None:
                (x, y), (x_end, y_end) = at(whole_from, j), at(i, j + 1)
                region.append(f"M{x} {y}H{x_end}V{y_end}H{x}z")
                whole_from = None
            if all(value > 0 for value in values):
                continue
            outline, crossings = [], []
            for k, (a, b) in enumerate(corners):
                (c, d), here, there = corners[(k + 1) % 4], values[k], values[(k + 1) % 4]
                if here <= 0:
                    outline.append(at(a, b))
                if (here <= 0) != (there <= 0):
                    share = here / (here - there)
                    crossings.append(at(a + share * (c - a), b + share * (d - b)))
                    outline.append(crossings[-1])
            region.append(_path(outline) + "z")
            segments += zip(crossings[::2], crossings[1::2])
    return "".join(map(_path, _strokes(segments))), "".join(region)


def _path(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points)


def _strokes(segments: list[tuple[Point, Point]]) -> list[list[Point]]:
    """Segments joined end to end, so that dashes run along the border."""
    touching = defaultdict(list)
    for k, ends in enumerate(segments):
        for point in ends:
            touching[point].append(k)
    free = set(range(len(segments)))
    strokes = []
    # first from the ends of the border, then around what is closed
    starts = [point for point, at in touching.items() if len(at) == 1] + [a for a, _ in segments]
    for point in starts:
        stroke = [point]
        while here := free.intersection(touching[point]):
            free.remove(k := min(here))
            a, b = segments[k]
            point = b if point == a else a
            stroke.append(point)
        if len(stroke) > 1:
            strokes.append(stroke)
    return strokes
