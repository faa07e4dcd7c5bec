"""Views to step, play and compare with. Each computes its facts once, here; stepping happens in the browser."""

from __future__ import annotations

import importlib
from typing import Any

_WHERE = {
    "BackpropStepper": "stepper",
    "FiniteDifferenceExplorer": "finite_difference",
    "TrainingTheatre": "theatre",
    "TwinDiff": "twin",
}
__all__ = list(_WHERE)


def __getattr__(name: str) -> Any:
    """Import a view when it is first asked for: each lab needs one, and they need different packages."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__} has no view {name}; it has {', '.join(_WHERE)}")
    return getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)
