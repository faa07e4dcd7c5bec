"""Lab 0 Read the engine. The notebook imports from here."""

from micrograd_edu.checks.bonus import bonus_of
from micrograd_edu.labs.lab0_read_the_engine.outcomes import compare
from micrograd_edu.labs.lab0_read_the_engine.tasks import check

bonus = bonus_of("lab0_read_the_engine")

__all__ = ["bonus", "check", "compare"]
