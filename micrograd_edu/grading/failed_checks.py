"""What is kept of a failed check, beside the evidence: enough to see who does the same, and who gets a name for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from typing import Any

from nbformat.notebooknode import NotebookNode

from micrograd_edu.checks.behaviour import Behaviour, behaviour_of, from_json, to_json
from micrograd_edu.checks.facts import Diagnosis
from micrograd_edu.checks.probes import MAX_SOURCE
from micrograd_edu.checks.verdict import Verdict
from micrograd_edu.grading.common_challenge import Answers, asked_in, common_verdict
from micrograd_edu.grading.judge import Judge


@dataclass(frozen=True)
class CommonAnswers:
    """How a failed check did on the class's common challenge.

    Attributes
    ----------
    asked : str
        A hash of the questions: only answers to the same can be compared.
    behaviour : Behaviour
        The answers.
    told : tuple of Diagnosis
        What is true of them.
    example : tuple of str
        The smallest wrong question: what was asked, what came back, what was expected.
    places : tuple of (str, bool)
        Each question, and whether it was answered right.
    """

    asked: str
    behaviour: Behaviour
    told: tuple[Diagnosis, ...]
    example: tuple[str, str, str]
    places: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class FailedCheck:
    """A check that a submission failed.

    Attributes
    ----------
    task : str
        The task's id.
    says : str
        The verdict in a sentence.
    told : tuple of Diagnosis
        What the student reads, the strongest first.
    code : str
        The student's cell.
    common : CommonAnswers, optional
        How it did on the common challenge, if it was asked that.
    is_named_here : bool
        Whether the first thing told is a misconception of the class folder.
    is_empty : bool
        Whether nothing has been written there.
    """

    task: str
    says: str
    told: tuple[Diagnosis, ...]
    code: str
    common: CommonAnswers | None = None
    is_named_here: bool = False
    is_empty: bool = False

    @property
    def name(self) -> Diagnosis | None:
        """The misconception that was recognised."""
        return next((told for told in self.told if told.kind == "misconception"), None)

    @property
    def named_here(self) -> Diagnosis | None:
        """The same, where it is one of the class folder's."""
        return self.told[0] if self.is_named_here else None

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        common = self.common and {**asdict(self.common), "behaviour": to_json(self.common.behaviour)}
        return {**asdict(replace(self, common=None)), "common": common}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> FailedCheck:
        """One that was kept."""
        common = kept["common"] and CommonAnswers(
            kept["common"]["asked"],
            from_json(kept["common"]["behaviour"]),
            _told(kept["common"]["told"]),
            tuple(kept["common"]["example"]),
            tuple((asked, ok) for asked, ok in kept["common"]["places"]),
        )
        return cls(**{**kept, "told": _told(kept["told"]), "common": common})


def _told(kept: list[dict[str, str]]) -> tuple[Diagnosis, ...]:
    return tuple(Diagnosis(**each) for each in kept)


def failed_check(
    nb: NotebookNode, grade_id: str, verdict: Verdict, answers: Answers | None, judge: Judge, lost: Collection[str]
) -> FailedCheck:
    """What there is to keep of a verdict of FAIL, with its answers to the common challenge."""
    task = grade_id.removeprefix("check-")
    cells = (cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == task)
    code = next((str(cell.source) for cell in cells), "")
    common = common_answers(judge, answers, lost) if answers else None
    return FailedCheck(task, verdict.summary, verdict.diagnoses, code[:MAX_SOURCE], common, is_empty=verdict.is_empty)


def common_answers(judge: Judge, answers: Answers, lost: Collection[str]) -> CommonAnswers | None:
    """What can be told of answers to the common challenge; None where there is nothing to compare."""
    verdict = common_verdict(judge, answers, lost)
    behaviour = behaviour_of(verdict) if verdict is not None else None
    if verdict is None or behaviour is None:
        return None
    example = verdict.example
    return CommonAnswers(
        asked_in(answers["challenge"]),
        behaviour,
        verdict.diagnoses,
        (example.asked, example.yours, example.expected) if example else ("", "", ""),
        tuple((asked.text, asked.ok) for asked in verdict.found),
    )
