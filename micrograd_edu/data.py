"""Data sets to train on, from scikit-learn; where there is none, the same numbers from `_moons`."""

from __future__ import annotations


def moons(n: int = 100, noise: float = 0.1, *, seed: int) -> tuple[list[list[float]], list[int]]:
    """Two interleaved half circles.

    Parameters
    ----------
    n : int
        Number of points.
    noise : float
        Standard deviation of the Gaussian noise added to each coordinate; the circles have radius 1.
    seed : int
        The same seed gives the same points.

    Returns
    -------
    X : list of n [float, float]
        The points.
    y : list of n int
        Which moon each is from: -1 or +1.
    """
    try:
        from sklearn.datasets import make_moons
    except ImportError:
        from micrograd_edu import _moons

        return _moons.moons(n, noise, seed)
    X, y = make_moons(n_samples=n, noise=noise, random_state=seed)
    return X.tolist(), [2 * int(label) - 1 for label in y]


def split(
    X: list[list[float]], y: list[int], test_size: float = 0.25, *, seed: int
) -> tuple[list[list[float]], list[list[float]], list[int], list[int]]:
    """Shuffle and divide into X_train, X_test, y_train, y_test, each moon in the same proportion in both parts."""
    try:
        from sklearn.model_selection import train_test_split
    except ImportError:
        from micrograd_edu import _moons

        return _moons.split(X, y, test_size, seed)
    return tuple(train_test_split(X, y, test_size=test_size, random_state=seed, stratify=y))
