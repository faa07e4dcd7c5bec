"""Lab 1 Operators. The notebook imports from here."""

from micrograd_edu.checks.bonus import bonus_of
from micrograd_edu.labs.lab1_operators.outcomes import compare
from micrograd_edu.labs.lab1_operators.tasks import check, suspects

bonus = bonus_of("lab1_operators")

__all__ = ["bonus", "check", "compare", "suspects"]
