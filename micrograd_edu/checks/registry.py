"""Which check judges which task."""

from __future__ import annotations

import importlib

from micrograd_edu.checks.check import Check

# assignment: module of its checks; imported when needed, because later labs need NumPy or PyTorch
LABS = {
    "lab0_read_the_engine": "lab0",
    "lab1_operators": "lab1",
    "lab2_visualization": "lab2",
    "lab3_moons": "lab3",
    "lab4_pytorch": "lab4",
    "lab5_extension": "lab5",
}


def checks_of(lab: str) -> dict[str, Check]:
    """All checks of a lab by task; none for an assignment that is not one of ours."""
    if lab not in LABS:
        return {}
    return importlib.import_module(f"micrograd_edu.checks.{LABS[lab]}").CHECKS


def find_check(lab: str, grade_id: str) -> Check | None:
    """The check behind a check cell such as `check-mul`, or None where the cell is not one of ours."""
    return checks_of(lab).get(grade_id.removeprefix("check-")) if grade_id.startswith("check-") else None
