"""What scikit-learn's `make_moons` and `train_test_split` give, to the last bit, on the standard library alone.

In a browser there is no scikit-learn, and a lab's numbers are to be the same there as in its text. Both draw from NumPy's
`RandomState`: the same Mersenne Twister as Python's, seeded in another way and read in another order. A browser's own
sine and cosine differ from a desktop's in the last bit, for a number in fifty or so.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class _RandomState:
    """As much of NumPy's `RandomState(seed)` as is needed."""

    def __init__(self, seed: int) -> None:
        key = [seed & 0xFFFFFFFF]
        for i in range(1, 624):  # the Twister's first seeding, of 2002; Python has the later one
            key.append((1812433253 * (key[-1] ^ (key[-1] >> 30)) + i) & 0xFFFFFFFF)
        self.twister = random.Random()
        self.twister.setstate((3, (*key, 624), None))
        self.spare: float | None = None  # normal numbers come in pairs

    def normal(self) -> float:
        if self.spare is not None:
            number, self.spare = self.spare, None
            return number
        r2 = 0.0
        while not 0 < r2 < 1:  # a point in the unit circle
            x1, x2 = 2 * self.twister.random() - 1, 2 * self.twister.random() - 1
            r2 = x1 * x1 + x2 * x2
        f = math.sqrt(-2 * math.log(r2) / r2)
        self.spare = f * x1
        return f * x2

    def shuffled(self, things: Sequence[T]) -> list[T]:
        things = list(things)
        for i in reversed(range(1, len(things))):
            j = i + 1
            while j > i:
                j = self.twister.getrandbits(32) & ((1 << i.bit_length()) - 1)
            things[i], things[j] = things[j], things[i]
        return things


def moons(n: int, noise: float, seed: int) -> tuple[list[list[float]], list[int]]:
    """`data.moons` without scikit-learn."""
    rng, upper = _RandomState(seed), n // 2
    outer = [[math.cos(t), math.sin(t)] for t in _from_0_to_pi(upper)]
    inner = [[1 - math.cos(t), 1 - math.sin(t) - 0.5] for t in _from_0_to_pi(n - upper)]
    points = rng.shuffled([*((x, -1) for x in outer), *((x, 1) for x in inner)])
    X = [[x + noise * rng.normal() for x in point] for point, _ in points]
    return X, [label for _, label in points]


def _from_0_to_pi(n: int) -> list[float]:
    step = math.pi / (n - 1) if n > 1 else math.nan
    return [0.0, *(i * step for i in range(1, n - 1)), math.pi][:n]


def split(
    X: list[list[float]], y: list[int], test_size: float, seed: int
) -> tuple[list[list[float]], list[list[float]], list[int], list[int]]:
    """`data.split` without scikit-learn.

    Raises
    ------
    ValueError
        If one part would not have a point of each label.
    """
    rng, labels = _RandomState(seed), sorted(set(y))
    n_test = math.ceil(test_size * len(y))
    n_train = len(y) - n_test
    of_label = [[i for i, label in enumerate(y) if label == each] for each in labels]
    if min(map(len, of_label)) < 2 or min(n_train, n_test) < len(labels):
        raise ValueError(
            f"{len(y)} points, {n_test} of them held out: each part needs a point of each label. Take more points, or "
            "another test_size."
        )
    for_training = _shares([len(indices) for indices in of_label], n_train, rng)
    left = [len(indices) - taken for indices, taken in zip(of_label, for_training)]
    for_test = _shares(left, n_test, rng)
    train, test = [], []
    for indices, k, m in zip(of_label, for_training, for_test):
        order = rng.shuffled(range(len(indices)))
        train += [indices[i] for i in order[:k]]
        test += [indices[i] for i in order[k : k + m]]
    train, test = rng.shuffled(train), rng.shuffled(test)
    return [X[i] for i in train], [X[i] for i in test], [y[i] for i in train], [y[i] for i in test]


def _shares(counts: list[int], draws: int, rng: _RandomState) -> list[int]:
    """Share `draws` out in proportion to `counts`; what rounding leaves goes to the largest remainders, ties by lot."""
    exact = [count / sum(counts) * draws for count in counts]
    shares = [math.floor(share) for share in exact]
    remainders = [share - whole for share, whole in zip(exact, shares)]
    missing = draws - sum(shares)
    for remainder in sorted(set(remainders), reverse=True):
        if missing <= 0:
            break
        for i in rng.shuffled([i for i, each in enumerate(remainders) if each == remainder])[:missing]:
            shares[i] += 1
            missing -= 1
    return shares
