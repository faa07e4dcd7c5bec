"""Who judges: what `JudgedExecute` asks for a challenge and for a verdict. Another course's tasks need only this."""

from __future__ import annotations

import hashlib
import json
import random
import secrets
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from micrograd_edu.checks.evidence import parse_evidence
from micrograd_edu.checks.source import SETUP, code_cells, room_of
from micrograd_edu.checks.task import RECEIPT, Task, joined, turns
from micrograd_edu.checks.verdict import Verdict
from micrograd_edu.labs import find_check, labs

PACKAGE = Path(__file__).parent.parent
Challenge = dict[str, Any]

__all__ = ["Challenge", "Judge", "LabJudge", "Verdict", "joined", "parse_evidence", "turns"]


class Judge(Protocol):
    """Draws challenges and judges evidence, in the instructor's process. It must keep nothing between the two."""

    def challenge(self, assignment: str, grade_id: str) -> Challenge | None:
        """Draw a fresh challenge for a graded cell; None where the cell is none of this judge's.

        A challenge is plain JSON. It holds `names`, what the notebook must have defined, and all that the probe in the
        sandbox and `judge` need to know; never an answer. Of its `questions`, one with `in_turn` is sent only when those
        before it have been answered.
        """

    def judge(self, challenge: Challenge, evidence: Any, lost: Collection[str]) -> Verdict:
        """Compare evidence, whatever JSON it turned out to be, with what is right.

        `lost` names the tasks of this notebook whose verdict was FAIL, for those that build on them.
        """

    def asks(self, assignment: str, grade_id: str) -> str:
        """A hash of what a challenge for this cell asks, and of how it is asked: if it differs, it has to be run again."""

    def version(self, assignment: str) -> str:
        """A hash of what verdicts follow from: if it differs, kept evidence has to be judged again."""


class ShowingJudge(Judge, Protocol):
    """A judge that also knows what is only to be looked at. Of any other judge's assignments, every cell runs."""

    def for_show(self, assignment: str) -> Collection[str]:
        """The texts of the handout's cells that no task needs, but for the names that they make."""


class CommonJudge(Judge, Protocol):
    """A judge that can also ask a whole class the same, to tell who does the same."""

    def common(self, assignment: str, grade_id: str, seed: str) -> Challenge | None:
        """Draw the challenge for a graded cell that belongs to this seed: the same questions whenever it is drawn."""


class LabJudge:
    """The judge of this course's labs."""

    def challenge(self, assignment: str, grade_id: str) -> Challenge | None:
        check = find_check(assignment, grade_id)
        if check is None:
            return None
        receipt = f"{assignment}/{check.name}-{secrets.token_hex(6)}"
        return {**_drawn(check, receipt), RECEIPT: receipt}

    def common(self, assignment: str, grade_id: str, seed: str) -> Challenge | None:
        check = find_check(assignment, grade_id)
        return None if check is None else _drawn(check, f"{seed} {assignment}/{check.name}")

    def judge(self, challenge: Challenge, evidence: Any, lost: Collection[str]) -> Verdict:
        lab, task = challenge["check"].split("/")
        check = find_check(lab, f"check-{task}")
        if check is None:
            raise LookupError(f"there is no check {challenge['check']} any more: grade this submission anew")
        return check.judge(challenge, evidence, lost)

    def asks(self, assignment: str, grade_id: str) -> str:
        return _asks(assignment, grade_id)

    def version(self, assignment: str) -> str:
        return _version(assignment)

    def for_show(self, assignment: str) -> Collection[str]:
        return _for_show(assignment)


def _drawn(check: Task, seed: str) -> Challenge:
    """As it is kept, so that judging again sees the same."""
    return dict(json.loads(json.dumps({**check.challenge(random.Random(seed)), "names": check.names})))


@cache
def _for_show(assignment: str) -> frozenset[str]:
    """Every cell that is neither graded nor set-up."""
    cells = code_cells(assignment) if assignment in labs() else ()
    return frozenset(cell.text.strip() for cell in cells if not cell.grade_id and SETUP not in cell.tags)


@cache
def _asks(assignment: str, grade_id: str) -> str:
    """Drawn with a fixed seed, a challenge differs only where the questions do."""
    check = find_check(assignment, grade_id)
    if check is None:
        return ""
    asked = {**check.challenge(random.Random(0)), "id": None, "names": check.names}
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode())
    for probes in (PACKAGE / "checks" / "probes.py", room_of(assignment) / "probes.py"):
        digest.update(probes.read_bytes())
    return digest.hexdigest()


@cache
def _version(assignment: str) -> str:
    """Of all that judging an assignment may use: the mechanism, the reference, and the lab's own room."""
    digest = hashlib.sha256()
    room = room_of(assignment)
    for folder, parent in ((PACKAGE, PACKAGE), (PACKAGE / "checks", PACKAGE), (room, room.parent)):
        for path in sorted(folder.glob("*.py") if folder == PACKAGE else folder.rglob("*")):
            if path.suffix in (".py", ".md", ".css"):
                digest.update(str(path.relative_to(parent)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
