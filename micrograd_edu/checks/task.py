"""Task: how one task is asked and judged.

A *challenge* is drawn at random, so reading the check tells what is asked and not the answer. A *probe* (`probes.py` of
the lab) runs beside the student's code and reports what comes back: the evidence. The *judge* compares it with the
reference, and where it is wrong, says what is true of the code.

In a notebook all three run in one process and answer at once. In autograding only the probe runs in the student's
process; the challenge comes from, and the evidence goes to, the instructor's (`micrograd_edu.grading`).
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from micrograd_edu.checks import errors, facts, laws, linter, misconceptions
from micrograd_edu.checks.facts import Diagnosis
from micrograd_edu.checks.rows import PRIVATE, Answer, Asked, Expected, Question, Row, compare
from micrograd_edu.checks.source import more_help, right_code, source_of
from micrograd_edu.checks.verdict import Verdict, is_unwritten, verdict_of

MAX_DEPTH = 8  # of lists within lists in an answer; an honest array has three


def question(asked: str, *tags: str, **fields: Any) -> Question:
    """One question: what a person reads of it, what it varies, and what the probe needs to ask it."""
    return {"asked": asked, "tags": list(tags), **fields}


RECEIPT = "receipt"  # of a challenge: from this text it was drawn, and can be drawn again


@dataclass(frozen=True)
class Task:
    """How one task is judged.

    Attributes
    ----------
    lab, name : str
        The assignment's name and the task's id. The task's check cell is `check-<name>`.
    draw : callable
        Takes a `random.Random`, returns the questions, the smallest first: what the probe will be asked, without any answer.
    proves : str
        What a PASS has proven, in a sentence.
    expect : callable, optional
        Takes a question, returns what right code answers to each part of it, from an independent reference.
    judge_answer : callable, optional
        In place of `expect` where many answers are right: takes a question and an answer, returns the comparisons.
    form : Any
        What an answer looks like: see `fits`. Anything else was not made by the probe.
    names : tuple of str, optional
        What the student defines, in the order the probe takes it, where that is more or other than the task's id.
    asked_by : str, optional
        The probe: a function in the lab's `probes.py`, where its name is not the task's id.
    builds_on : tuple of str
        Earlier tasks whose code this one uses.
    by_hand : bool
        Whether the answers are written down rather than computed: a slip in one of them need not recur in the others.
    picture : callable, optional
        Takes a wrong question with its answer, returns an SVG of it.
    film : callable, optional
        Takes a wrong question with its answer, and the objects that were asked; returns a widget that a notebook shows
        below the verdict, or None.
    part_of : callable, optional
        Where a task is several pieces of code: takes a question, returns which of them it is about.
    remark : callable, optional
        Takes the cell of code that passes; returns a sentence on how it does it, or nothing.
    """

    lab: str
    name: str
    draw: Callable[[random.Random], list[Question]]
    proves: str
    expect: Callable[[Question], Sequence[Expected]] | None = None
    judge_answer: Callable[[Question, Answer], Sequence[Row]] | None = None
    form: Any = field(default_factory=dict)
    names: tuple[str, ...] = ()
    asked_by: str = ""
    builds_on: tuple[str, ...] = ()
    by_hand: bool = False
    picture: Callable[[Asked], str] | None = None
    film: Callable[[Asked, Sequence[Any]], Any] | None = None
    part_of: Callable[[Question], str] | None = None
    remark: Callable[[str], str] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", self.names or (self.name,))

    @property
    def probe(self) -> str:
        """Where the probe is, such as "lab1_operators.operators"."""
        return f"{self.lab}.{self.asked_by or self.name}"

    def challenge(self, rng: random.Random) -> dict[str, Any]:
        """Draw a fresh challenge. Its `id` cannot be guessed, so evidence for another challenge is recognised."""
        challenge = {"check": f"{self.lab}/{self.name}", "id": secrets.token_hex(8), "probe": self.probe}
        has_source = source_of(self.lab).exists()  # a class may keep the solutions of its own labs to itself
        right = [right_code(self.lab, earlier) for earlier in self.builds_on if has_source]
        return {**challenge, "questions": self.draw(rng), "right": right}

    def judge(self, challenge: dict[str, Any], evidence: Any, lost: Collection[str] = ()) -> Verdict:
        """Compare evidence with the reference. Evidence may be any JSON: its shape is looked at before it is used.

        Parameters
        ----------
        challenge : dict
            What `challenge()` drew.
        evidence : Any
            What came back.
        lost : collection of str
            Tasks of this notebook whose verdict is FAIL. Where this task builds on one of them, what counts is what it
            answers beside right code for it.

        Returns
        -------
        Verdict
        """
        verdict = self._judge(challenge, evidence)
        if verdict.is_empty and self.by_hand:
            return replace(verdict, summary=errors.NOT_FILLED_IN)
        earlier = [name for name in self.builds_on if name in lost]
        if verdict.passed or not earlier:
            return verdict
        names, are = " and ".join(f"`{name}`" for name in earlier), "is" if len(earlier) == 1 else "are"
        beside = evidence.get("beside_right") if isinstance(evidence, dict) else None
        if not isinstance(beside, dict):
            return self.fail(f"mend {names} first: this task uses it.")
        second = self._judge(challenge, beside)
        if second.is_empty:
            return second
        if second.passed:
            summary = f"`{self.name}` is right, once {names} {are} mended: no points lost."
            return replace(second, summary=summary, waits_for=earlier[0])
        return replace(second, note=f"Asked with right code in place of your {names}, which {are} to be mended too.")

    def _judge(self, challenge: dict[str, Any], evidence: Any) -> Verdict:
        questions = challenge["questions"]
        problem = self._problem(challenge, evidence)
        if problem:
            return self.fail(problem)
        if "error" in evidence:
            return self._raised(evidence["error"])
        found = [self.compare(q, answer) for q, answer in zip(questions, evidence["answers"])]
        again = {i: self.compare(questions[i], answer) for i, answer in evidence["again"]}
        broken = laws.broken_law(found, again, evidence["later"])
        if broken or not all(each.ok for each in found):
            diagnoses = [broken] if broken else self.diagnose(found, evidence["source"])
            verdict = verdict_of(self.name, self.proves, found, diagnoses, self._picture(found))
            return replace(verdict, help=more_help(self.lab, self.name), parts=self._parts(found))
        return verdict_of(self.name, self.proves, found)

    def compare(self, asked: Question, answer: Answer) -> Asked:
        """One question with what came back and the comparisons that follow."""
        if "error" in answer or "skipped" in answer:
            return Asked(asked, answer, ())
        if self.judge_answer is not None:
            return Asked(asked, answer, tuple(self.judge_answer(asked, answer)))
        assert self.expect is not None, "a task has `expect` or `judge_answer`"
        return Asked(asked, answer, tuple(compare(self.expect(asked), answer, asked.get("parts"))))

    def diagnose(self, found: Sequence[Asked], source: str) -> list[Diagnosis]:
        """The first one or two things that are true of the code, in the order of their strength."""
        if is_unwritten(found):
            return []
        found = [each for each in found if "skipped" not in each.answer]
        known = misconceptions.recognise(self.lab, self.name, self.names, self.probe, found, self.compare, self.by_hand)
        if known:
            return known
        small = [each for each in found if not each.question.get("big")]
        # how deep or how often is told where all small questions are right
        errors_of = found if all(each.ok for each in small) else small
        told = [_form(errors_of), *facts.observed(found), linter.look(source), _error(errors_of)]
        return [each for each in told if each is not None][:2] or [each for each in [facts.last_resort(found)] if each]

    def _raised(self, error: Any) -> Verdict:
        """The verdict where the student's code ended the whole check."""
        error = error if isinstance(error, dict) else {}
        meant = errors.meaning(error)
        text = errors.text_of(error)
        if text == errors.NOT_YET:
            return Verdict(self.name, False, text)
        if meant:
            return Verdict(self.name, False, meant[0], (Diagnosis("error", str(error.get("type")), *meant),))
        return self.fail(text)

    def _problem(self, challenge: dict[str, Any], evidence: Any) -> str | None:
        """Why this evidence cannot be compared at all; None if it can."""
        if not isinstance(evidence, dict):
            return "no answer came back that this check could read."
        if evidence.get("check") != challenge["check"]:
            return f"the evidence belongs to another check ({str(evidence.get('check'))[:80]})."
        if evidence.get("id") != challenge["id"]:
            return "the evidence belongs to another challenge; every check gets a new one."
        if "missing" in evidence:
            names = " and ".join(f"`{name}`" for name in self.names)
            return (
                f"this check asks for {names}, and the notebook has not defined that when it gets here. "
                "Run the cells above; if one of them raises an error, mend that first."
            )
        if "error" in evidence:
            return None
        return None if self._is_evidence(challenge["questions"], evidence) else "the answers were not made by this check."

    def _is_evidence(self, questions: list[Question], evidence: dict[str, Any]) -> bool:
        """Whether it has the shape that the probe gives it."""
        count = len(questions)
        answers, again, later = (evidence.get(name) for name in ("answers", "again", "later"))
        return (
            isinstance(answers, list)
            and len(answers) == count
            and all(map(self._is_answer, answers))
            and isinstance(again, list)
            and all(fits(each, [int, dict]) and 0 <= each[0] < count and self._is_answer(each[1]) for each in again)
            and isinstance(later, list)
            and all(fits(each, [int, str, str]) and 0 <= each[0] < count for each in later)
            and isinstance(evidence.get("source"), str)
        )

    def _is_answer(self, answer: Any) -> bool:
        if not isinstance(answer, dict) or not is_plain(answer) or not fits(answer.get("changed", []), [str, ...]):
            return False
        if "error" in answer:
            return isinstance(answer["error"], dict) and all(isinstance(text, str) for text in answer["error"].values())
        return "skipped" in answer or all(name in answer and fits(answer[name], form) for name, form in self.form.items())

    def _picture(self, found: Sequence[Asked]) -> str:
        wrong = first_wrong(found)
        return self.picture(wrong) if self.picture and wrong else ""

    def _parts(self, found: Sequence[Asked]) -> tuple[tuple[str, bool], ...]:
        """Each piece of the task's code, and whether all that it was asked is right."""
        if self.part_of is None:
            return ()
        right: dict[str, bool] = {}
        for each in found:
            part = self.part_of(each.question)
            right[part] = right.get(part, True) and each.ok
        return tuple(right.items())

    def fail(self, summary: str) -> Verdict:
        """A verdict without questions: why there is nothing to compare."""
        return Verdict(self.name, False, summary)


def first_wrong(found: Sequence[Asked]) -> Asked | None:
    """The smallest question that got a wrong answer, rather than an error."""
    return next((each for each in found if not each.ok and not each.error), None)


def by_name(*tasks: Task) -> dict[str, Task]:
    """A lab's tasks as they are looked up."""
    return {task.name: task for task in tasks}


def _form(found: Sequence[Asked]) -> Diagnosis | None:
    """What came back was not of the kind that was asked for, whatever its numbers: the probe says so."""
    error = next((each.error for each in found if each.error and not each.error.get("type")), None)
    return Diagnosis("form", "form", *meant) if error and (meant := errors.meaning(error)) else None


def _error(found: Sequence[Asked]) -> Diagnosis | None:
    error = next((each.error for each in found if each.error and each.error.get("type")), None)
    return Diagnosis("error", str(error["type"]), *meant) if error and (meant := errors.meaning(error)) else None


def public(challenge: dict[str, Any]) -> dict[str, Any]:
    """The challenge as the student's process gets it: without what only the judge needs, such as tags that tell answers."""
    challenge = {key: x for key, x in challenge.items() if key != RECEIPT}
    questions = [{key: x for key, x in each.items() if key not in PRIVATE} for each in challenge.get("questions", ())]
    return {**challenge, "questions": questions} if "questions" in challenge else challenge


def turns(challenge: dict[str, Any]) -> list[dict[str, Any]]:
    """What the student's process gets of a challenge, one after the other: the next once the one before is answered.

    A question with `in_turn` begins a new turn: whoever could see the questions after it would know the answer.
    """
    shown = public(challenge)
    begins = [0, *(i for i, each in enumerate(challenge.get("questions", ())) if i and each.get("in_turn"))]
    if len(begins) == 1:
        return [shown]
    parts = [shown["questions"][start:stop] for start, stop in zip(begins, [*begins[1:], None])]
    return [{**shown, "questions": part, "more": number < len(parts)} for number, part in enumerate(parts, 1)]


def joined(challenge: dict[str, Any], pieces: Sequence[Any]) -> Any:
    """The evidence of all turns as one; None where a turn brought other answers than to its own questions."""
    asked = turns(challenge)
    if len(pieces) == len(asked) == 1:
        return pieces[0]
    if len(pieces) != len(asked) or not all(isinstance(piece, dict) for piece in pieces):
        return None
    counts = [len(turn["questions"]) for turn in asked]
    whole = next((piece for piece in pieces if "answers" not in piece), None)  # an error, or names that are missing
    if whole is None:
        answers = [piece["answers"] for piece in pieces]
        if not all(isinstance(each, list) and len(each) == count for each, count in zip(answers, counts)):
            return None
        whole = {**pieces[-1], "answers": [answer for each in answers for answer in each]}
    beside = [piece["beside_right"] for piece in pieces if "beside_right" in piece]
    return {**whole, "beside_right": joined(challenge, beside)} if len(beside) == len(pieces) else whole


def fits(value: Any, form: Any) -> bool:
    """Whether JSON has a form: a type, [form, ...] for a list of any length, [form, form] for one of just that length."""
    if isinstance(form, list):
        if not isinstance(value, list):
            return False
        if form[-1] is ...:
            return all(fits(each, form[0]) for each in value)
        return len(value) == len(form) and all(map(fits, value, form))
    return isinstance(value, form) and not (isinstance(value, bool) and form is int)


def is_plain(thing: Any, depth: int = MAX_DEPTH) -> bool:
    """Whether lists and dicts nest no deeper than that, and a float can hold each number: so no comparison can raise."""
    if isinstance(thing, (list, dict)):
        inside = thing.values() if isinstance(thing, dict) else thing
        return depth > 0 and all(type(each) in (str, float) or is_plain(each, depth - 1) for each in inside)
    return not isinstance(thing, int) or thing.bit_length() < 1000
