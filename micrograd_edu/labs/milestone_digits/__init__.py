"""Milestone: digits. The notebook imports from here."""

from micrograd_edu.labs.milestone_digits.outcomes import compare
from micrograd_edu.labs.milestone_digits.tasks import check

__all__ = ["check", "compare"]
