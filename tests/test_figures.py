"""The labs' plots: with matplotlib and without they show the same data, and say the same in words."""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ElementTree

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.path import Path as Outline

from micrograd_edu import data, figures
from micrograd_edu.border import border
from micrograd_edu.figures import COLUMNS, HIGH, LEFT, LOW, RIGHT, ROWS
from micrograd_edu.plot import COLOURS

X, Y = data.moons(30, seed=4)
SQUARE = figures.curve(lambda x: x * x, -1, 2)


@pytest.fixture
def shown(monkeypatch):
    """What was displayed: pairs of an <img>'s attributes and the picture in it."""
    pictures = []

    def display(bundle, raw):
        assert raw
        tag = ElementTree.fromstring(f"<p>{bundle['text/html'].removesuffix('>')}/></p>").find("img")
        kind, encoded = tag.get("src").removeprefix("data:").split(";base64,")
        assert bundle["text/plain"] == tag.get("alt")
        pictures.append((tag.get("alt"), kind, base64.b64decode(encoded)))

    monkeypatch.setattr("IPython.display.display", display)
    return pictures


@pytest.fixture
def bare(monkeypatch, shown):
    """Where there is no matplotlib; what was displayed there."""
    monkeypatch.setattr(figures, "_has_matplotlib", lambda: False)
    return shown


@pytest.fixture
def drawn(monkeypatch):
    """The axes of the figures that matplotlib drew."""
    every = []
    monkeypatch.setattr(figures, "show_figure", lambda figure, alt: every.extend(figure.axes))
    yield every
    plt.close("all")


def paths(picture: bytes, **attributes: str) -> list[str]:
    tags = ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}path")
    return [tag.get("d") for tag in tags if all(tag.get(name) == value for name, value in attributes.items())]


def texts(picture: bytes) -> list[str]:
    return [tag.text for tag in ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")]


def points_of(path: str) -> np.ndarray:
    return np.array([[float(number) for number in pair.split()] for pair in re.split("[ML]", path)[1:]])


def assert_to_scale(places, numbers):
    """Places in a drawing (to a tenth of a pixel) are the numbers, shrunk and moved."""
    slope, start = np.polyfit(numbers, places, 1)
    np.testing.assert_allclose(places, slope * np.array(numbers) + start, atol=0.06)
    return slope


def test_a_curve_runs_from_one_end_to_the_other():
    xs, ys = np.array(SQUARE).T
    assert (xs[0], xs[-1]) == (-1, 2)
    np.testing.assert_allclose(ys, xs**2)
    assert len(set(np.diff(xs).round(12))) == 1


@pytest.mark.parametrize("has_matplotlib", [True, False])
@pytest.mark.parametrize("draw", [
    lambda alt: figures.show_curves({"x squared": SQUARE}, alt),
    lambda alt: figures.show_points(X, Y, alt),
    lambda alt: figures.show_borders({"before": figures.scores_of(Slope())}, X, Y, alt),
])  # fmt: skip
def test_every_plot_is_one_picture_with_its_words(shown, monkeypatch, draw, has_matplotlib):
    monkeypatch.setattr(figures, "_has_matplotlib", lambda: has_matplotlib)
    draw('It says "a < b" & more.')
    [(alt, kind, picture)] = shown
    assert alt == 'It says "a < b" & more.'
    if has_matplotlib:
        assert kind == "image/png"
        assert picture.startswith(b"\x89PNG")
        assert plt.get_fignums() == []
    else:
        assert kind == "image/svg+xml"
        ElementTree.fromstring(picture)


def test_without_matplotlib_a_curve_is_to_scale(bare):
    figures.show_curves({"x squared": SQUARE}, "words", x="x", y="height")
    picture = bare[0][2]
    [line] = paths(picture, stroke=COLOURS[0])
    across, down = points_of(line).T
    xs, ys = np.array(SQUARE).T
    assert assert_to_scale(across, xs) > 0
    assert assert_to_scale(down, ys) < 0  # in a drawing numbers grow downwards
    assert {"x squared", "x", "height"} <= set(texts(picture))


def test_logarithmic_axes_fall_to_the_right_as_steps_do(bare, drawn, monkeypatch):
    steps = [(10.0**-k, 10.0 ** (-2 * k)) for k in range(8)]
    figures.show_curves({"": {"central": steps}}, "words", log_x=True, log_y=True)
    line = paths(bare[0][2], stroke=COLOURS[0])[0]
    across, down = points_of(line).T
    assert assert_to_scale(across, np.log10([h for h, _ in steps])) < 0
    assert_to_scale(down, np.log10([e for _, e in steps]))

    monkeypatch.setattr(figures, "_has_matplotlib", lambda: True)
    figures.show_curves({"": {"central": steps}}, "words", log_x=True, log_y=True)
    [ax] = drawn
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert ax.xaxis_inverted()


def test_matplotlib_gets_the_same_curves_with_their_names(drawn):
    figures.show_curves(
        {"broken": {"loss": [(0, 3.0), (1, 9.0)]}, "mended": SQUARE}, "words", x="step", y="loss", share_y=True
    )
    broken, mended = drawn
    assert [ax.get_title() for ax in drawn] == ["broken", "mended"]
    np.testing.assert_array_equal(mended.lines[0].get_xydata(), SQUARE)
    assert broken.lines[0].get_label() == "loss"
    assert broken.get_ylim() == mended.get_ylim()
    assert broken.get_ylabel() == "loss"


def test_panels_of_one_scale_have_the_same_ticks(bare):
    figures.show_curves({"low": [(0, 0.0), (1, 1.0)], "high": [(0, 0.0), (1, 10.0)]}, "words", share_y=True)
    low, high = (points_of(path)[:, 1] for path in paths(bare[0][2], stroke=COLOURS[0]))
    assert low[0] == high[0]
    assert low[0] - low[1] == pytest.approx((high[0] - high[1]) / 10, abs=0.2)


def test_four_panels_make_two_rows(bare, drawn, monkeypatch):
    panels = {name: [(0, 0.0), (1, 1.0)] for name in "abcd"}
    figures.show_curves(panels, "words")
    moved = re.findall(r"translate\((\d+) (\d+)\)\">", bare[0][2].decode())
    assert len(set(moved)) == 4
    assert [len(set(places)) for places in zip(*moved)] == [2, 2]

    monkeypatch.setattr(figures, "_has_matplotlib", lambda: True)
    figures.show_curves(panels, "words")
    assert [ax.get_title() for ax in drawn] == list("abcd")
    assert [ax.get_subplotspec().rowspan.start for ax in drawn] == [0, 0, 1, 1]


def test_points_lie_where_they_are_and_have_their_label_s_shape(bare):
    figures.show_points(X, Y, "words")
    circles, triangles = paths(bare[0][2], fill=COLOURS[0]), paths(bare[0][2], fill=COLOURS[1])
    assert all("a" in path for path in circles)
    assert not any("a" in path for path in triangles)
    for label, marks in ((-1, circles), (1, triangles)):
        here = [x for x, target in zip(X, Y) if target == label]
        assert len(marks) == len(here) + 1  # and one in the legend
        left_or_top = [float(re.match(r"M([\d.]+)", path).group(1)) for path in marks[: len(here)]]
        assert_to_scale(left_or_top, [a for a, _ in here])


def test_matplotlib_gets_the_same_points(drawn):
    figures.show_points(X, Y, "words")
    below, above = drawn[0].collections
    for label, marks in ((-1, below), (1, above)):
        np.testing.assert_allclose(marks.get_offsets(), [x for x, target in zip(X, Y) if target == label])
    assert below.get_paths()[0].vertices.shape != above.get_paths()[0].vertices.shape


class Slope:
    """A network whose score is 0 on a line."""

    def __init__(self, a=1.0, b=2.0, c=-0.5):
        self.a, self.b, self.c = a, b, c

    def __call__(self, x):
        return type("Out", (), {"data": self.a * x[0] + self.b * x[1] + self.c})


def test_scores_stand_on_a_grid_over_the_moons_the_lowest_row_first():
    scores = np.array(figures.scores_of(lambda x: type("Out", (), {"data": 100 * x[0] + x[1]})))
    assert scores.shape == (ROWS, COLUMNS)
    assert (scores[0, 0], scores[-1, -1]) == pytest.approx((100 * LEFT + LOW, 100 * RIGHT + HIGH))
    assert (np.diff(scores, axis=0) > 0).all()
    assert (np.diff(scores, axis=1) > 0).all()


@given(st.floats(-2, 2), st.floats(-2, 2), st.floats(-1, 1), st.randoms(use_true_random=False))
def test_the_region_is_where_the_score_is_negative(a, b, c, random):
    width, height = 400, 210
    scores = figures.scores_of(Slope(a, b, c))
    outlines = [Outline(corners_of(path)) for path in re.findall("M[^M]*z", border(scores, width, height)[1])]
    for _ in range(40):
        px, py = random.uniform(0, width), random.uniform(0, height)
        x, y = LEFT + px / width * (RIGHT - LEFT), HIGH - py / height * (HIGH - LOW)
        score, steepness = Slope(a, b, c)([x, y]).data, max(abs(a), abs(b))
        if abs(score) > steepness * 0.03:  # further from the border than rounding to whole pixels moves it
            # an outline may run either way round, so its edge is within on one of two sides
            inside = any(outline.contains_point((px, py), radius=edge) for outline in outlines for edge in (1e-9, -1e-9))
            assert inside == (score <= 0), (px, py, score)


def corners_of(path):
    """Of a path of lines, some of them along an axis (H, V)."""
    corners = []
    for letter, numbers in re.findall(r"([MLHV])([\d. -]+)", path):
        first, *second = map(float, numbers.split())
        corners.append(
            (first, corners[-1][1]) if letter == "H" else (corners[-1][0], first) if letter == "V" else (first, *second)
        )
    return corners


@pytest.mark.parametrize(
    "score", [Slope(), Slope(0, 0, 1.0), Slope(0, 0, -1.0)], ids=["a line", "all of it 1", "all of it -1"]
)
def test_borders_with_the_points_in_both_ways(bare, drawn, monkeypatch, score):
    panels = {"before": figures.scores_of(score), "after": figures.scores_of(Slope())}
    figures.show_borders(panels, X, Y, "words")
    assert {"before", "after"} <= set(texts(bare[0][2]))
    assert len(paths(bare[0][2], fill=COLOURS[0])) == 2 * Y.count(-1)

    monkeypatch.setattr(figures, "_has_matplotlib", lambda: True)
    figures.show_borders(panels, X, Y, "words")
    assert [ax.get_title() for ax in drawn] == ["before", "after"]
