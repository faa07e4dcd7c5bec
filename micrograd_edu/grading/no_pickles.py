"""Nothing that comes from a cluster is unpickled: a pickle names functions, and whoever reads it calls them.

Dask unpickles in many places (results, exceptions, tracebacks, its own messages), and some of them cannot be told not to. So
it is refused where all of them go by: CPython announces each name that a pickle asks for before it looks it up.
"""

from __future__ import annotations

import contextlib
import pickle
import sys
from collections.abc import Iterator
from typing import Any

NAMED_WITH_BYTES = ("builtins", "bytes")  # so Dask says of which kind an answer is, and ours are bytes
_refusing = 0  # how many want nothing to be unpickled in this process


def _look(event: str, about: tuple[Any, ...]) -> None:
    if _refusing and event == "pickle.find_class" and about != NAMED_WITH_BYTES:
        raise pickle.UnpicklingError(f"a cluster sent a pickle with {about}, and only plain bytes are read from it")


@contextlib.contextmanager
def no_pickles() -> Iterator[None]:
    """In here this process reads no pickle that asks for a function or a class, in whatever thread and library."""
    global _refusing
    if not _hooked:
        sys.addaudithook(_look)  # for the rest of the process: there is no way to remove one
        _hooked.append(True)
    _refusing += 1
    try:
        yield
    finally:
        _refusing -= 1


_hooked: list[bool] = []
