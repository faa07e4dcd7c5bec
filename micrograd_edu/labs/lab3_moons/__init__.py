"""Lab 3 Moons. The notebook imports from here."""

from micrograd_edu.checks.bonus import bonus_of
from micrograd_edu.labs.lab3_moons.outcomes import OUTCOMES, compare
from micrograd_edu.labs.lab3_moons.tasks import check

bonus = bonus_of("lab3_moons")

__all__ = ["OUTCOMES", "bonus", "check", "compare"]
