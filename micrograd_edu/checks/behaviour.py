"""How code answers a challenge that others answer too: whether two submissions do the same, whatever they look like."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from micrograd_edu.checks.misconceptions import alike, words_of
from micrograd_edu.checks.rows import Asked
from micrograd_edu.checks.verdict import Verdict

MAX_BEHAVIOUR = 100_000  # characters; an honest one has a few thousand
Part = tuple[str, bool, Any]  # what it is about, whether it is right, and what came back


@dataclass(frozen=True)
class Answered:
    """What became of one question: the kind and the words of an error, or its parts; neither where it was skipped."""

    error: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def places(self) -> tuple[Any, ...]:
        """Where it is wrong."""
        return self.error[:1], tuple((part, ok) for part, ok, _ in self.parts)


@dataclass(frozen=True)
class Behaviour:
    """What code answers to one challenge.

    Attributes
    ----------
    law : str
        The law that it breaks, or nothing.
    answers : tuple of Answered
        One for each question.
    """

    law: str
    answers: tuple[Answered, ...]

    @property
    def places(self) -> tuple[Any, ...]:
        """Where it is wrong, question by question."""
        return self.law, tuple(answer.places for answer in self.answers)

    @property
    def is_told_by_places(self) -> bool:
        """Whether it is right in one place and wrong in another: what is wrong everywhere can be anything."""
        oks = {not answer.error and all(ok for _, ok, _ in answer.parts) for answer in self.answers}
        return oks == {True, False}

    def is_same(self, other: Behaviour) -> bool:
        """Whether all answers are the same, numbers up to rounding; of errors, the kind and the words."""
        return self.places == other.places and all(
            mine.error == theirs.error and all(alike(my[2], their[2], 1.0) for my, their in zip(mine.parts, theirs.parts))
            for mine, theirs in zip(self.answers, other.answers)
        )


def behaviour_of(verdict: Verdict) -> Behaviour | None:
    """How code behaves that got this verdict; None where no question was judged, or more came back than is kept."""
    if not verdict.found:
        return None
    law = next((told.name for told in verdict.diagnoses if told.kind == "law"), "")
    text = json.dumps(to_json(Behaviour(law, tuple(map(_answered, verdict.found)))), default=str)
    return from_json(json.loads(text)) if len(text) <= MAX_BEHAVIOUR else None  # as it is when it was kept


def _answered(asked: Asked) -> Answered:
    return Answered(words_of(asked.error) if asked.error else (), tuple((row.part, row.ok, row.yours) for row in asked.rows))


def to_json(behaviour: Behaviour) -> dict[str, Any]:
    """A behaviour as it is kept."""
    answers = [[list(answer.error), [list(part) for part in answer.parts]] for answer in behaviour.answers]
    return {"law": behaviour.law, "answers": answers}


def from_json(kept: dict[str, Any]) -> Behaviour:
    """A behaviour that was kept."""
    answers = (
        Answered(tuple(error), tuple((part, ok, yours) for part, ok, yours in parts)) for error, parts in kept["answers"]
    )
    return Behaviour(kept["law"], tuple(answers))
