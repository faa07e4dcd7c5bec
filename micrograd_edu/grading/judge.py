"""Who judges: what `JudgedExecute` asks for a challenge and for a verdict. Another course's tasks need only this."""

from __future__ import annotations

import random
from collections.abc import Collection
from typing import Any, Protocol

from micrograd_edu.checks.task import parse_evidence
from micrograd_edu.checks.verdict import Verdict
from micrograd_edu.labs import find_check

Challenge = dict[str, Any]

__all__ = ["Challenge", "Judge", "LabJudge", "Verdict", "parse_evidence"]


class Judge(Protocol):
    """Draws challenges and judges evidence, in the instructor's process. It must keep nothing between the two."""

    def challenge(self, assignment: str, grade_id: str) -> Challenge | None:
        """Draw a fresh challenge for a graded cell; None where the cell is none of this judge's.

        A challenge is plain JSON. It holds `names`, what the notebook must have defined, and all that the probe in the
        sandbox and `judge` need to know; never an answer.
        """

    def judge(self, challenge: Challenge, evidence: Any, lost: Collection[str]) -> Verdict:
        """Compare evidence, whatever JSON it turned out to be, with what is right.

        `lost` names the tasks of this notebook whose verdict was FAIL, for those that build on them.
        """


class LabJudge:
    """The judge of this course's labs."""

    def challenge(self, assignment: str, grade_id: str) -> Challenge | None:
        check = find_check(assignment, grade_id)
        return None if check is None else {**check.challenge(random.SystemRandom()), "names": list(check.names)}

    def judge(self, challenge: Challenge, evidence: Any, lost: Collection[str]) -> Verdict:
        lab, task = challenge["check"].split("/")
        check = find_check(lab, f"check-{task}")
        if check is None:
            raise LookupError(f"there is no check {challenge['check']} any more: grade this submission anew")
        return check.judge(challenge, evidence, lost)
