"""Without scikit-learn the moons are the same, to the last bit: scikit-learn is the reference."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrograd_edu import _moons, data

SEEDS = st.integers(0, 2**32 - 1)


@given(st.integers(4, 300), st.floats(0, 2), SEEDS)
def test_the_points_are_scikit_learn_s(n, noise, seed):
    assert _moons.moons(n, noise, seed) == data.moons(n, noise, seed=seed)


@given(st.integers(20, 300), st.integers(1, 9), SEEDS, SEEDS)
def test_so_are_the_parts(n, tenths, seed, another):
    X, y = data.moons(n, 0.1, seed=seed)
    assert _moons.split(X, y, tenths / 10, another) == data.split(X, y, tenths / 10, seed=another)


@given(st.lists(st.sampled_from([-1, -1, -1, 1]), min_size=8, max_size=80), SEEDS)
def test_labels_that_are_not_even_are_shared_out_as_there_and_too_few_are_refused(y, seed):
    X = [[float(i), 0.0] for i in range(len(y))]

    def parts_or_refusal(split):
        try:
            return split()
        except ValueError:
            return "refused"

    theirs = parts_or_refusal(lambda: data.split(X, y, 0.3, seed=seed))
    assert parts_or_refusal(lambda: _moons.split(X, y, 0.3, seed)) == theirs


def test_where_scikit_learn_is_missing_they_come_without_being_asked(monkeypatch):
    X, y = data.moons(60, seed=3)
    parts = data.split(X, y, seed=5)
    for module in ("sklearn.datasets", "sklearn.model_selection"):
        monkeypatch.setitem(sys.modules, module, None)  # an import of it fails
    with pytest.raises(ImportError):
        import sklearn.datasets  # noqa: F401
    assert data.moons(60, seed=3) == (X, y)
    assert data.split(X, y, seed=5) == parts
