"""What the tools of this package ask of a value, so that they also work on the engine that a reader writes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol, Self, TypeVar


class Node(Protocol):
    """Something that remembers how it was computed: a `Value`, a `Tensor`, a value of the reader's own.

    Attributes
    ----------
    data
        What was computed: a number, an array.
    grad
        d(root) / d(this), or None where that is not computed.
    _prev
        The nodes it was computed from, once for each use.
    _op
        The operation, for people.
    """

    data: Any
    grad: Any
    _op: str

    @property
    def _prev(self) -> Collection[Self]: ...


N = TypeVar("N", bound=Node)

Grad = float | Any  # a float, and None before backward(); with "| Any" a type checker does not ask about None at each use
