"""What students get wrong, one file each, and how it is recognised: by asking it the same questions.

A file in a lab's `misconceptions/` looks like this:

    # Each operand of * gets the derivative that belongs to the other.            what shows, in a sentence
    # ask: Take a = 2 and b = 10: nudge a by 1. Does a * b move by 2 or by 10?     a question back; never the answer
    # read: Lab 1, 'A derivative is a nudge'
    # loses: mul
    # %% mul
    def mul(self, other): ...                                                      what a student who believes it writes

Further sections hold other code with the same belief, for the same task or for another one. The code runs through the task's
own probe on the student's own challenge, beside right code for everything else; where its numbers are the student's, to the
last one, the belief is told.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from micrograd_edu.checks.facts import Diagnosis
from micrograd_edu.checks.probes import attempt, find_probe
from micrograd_edu.checks.rows import Answer, Asked, Question, agrees, is_number
from micrograd_edu.checks.source import needed_cells, room_of, source_of

# Python's own limit, or a browser's: what a misconception may use of it does not depend on who asks
RECURSION = 400 if sys.platform == "emscripten" else 1000
MOST_TELLING = 4  # wrong questions that a misconception is asked first


@dataclass(frozen=True)
class Section:
    """Code that replaces a task's solution cell."""

    task: str
    title: str
    code: str


@dataclass(frozen=True)
class Misconception:
    """One belief: see the module's docstring for the fields."""

    name: str
    says: str
    ask: str
    read: str
    loses: tuple[str, ...]
    sections: tuple[Section, ...]

    def diagnosis(self) -> Diagnosis:
        return Diagnosis("misconception", self.name, self.says, self.ask, self.read)


def read_misconception(path: Path) -> Misconception:
    """Read a file; the text behind `# %% task` on its line is the section's title."""
    head, *sections = re.split(r"^# %% ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = [line[2:] for line in head.splitlines() if line.startswith("# ")]
    fields = dict(line.split(": ", 1) for line in lines[1:] if re.match(r"(ask|read|loses): ", line))
    return Misconception(
        path.stem,
        lines[0],
        fields.get("ask", ""),
        fields.get("read", ""),
        tuple(task.strip() for task in fields.get("loses", "").split(",") if task.strip()),
        tuple(_section(text) for text in sections),
    )


def _section(text: str) -> Section:
    head, _, code = text.partition("\n")
    task, _, title = head.partition(" ")
    return Section(task.strip(), title.strip(), code)


@cache
def misconceptions_of(lab: str) -> tuple[Misconception, ...]:
    """All misconceptions of a lab, by name."""
    return tuple(read_misconception(path) for path in sorted((room_of(lab) / "misconceptions").glob("*.py")))


def objects_of(lab: str, task: str, names: Sequence[str], code: str) -> list[Any] | None:
    """What `code` in place of the task's solution defines, beside right code for what comes before; None where it fails."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in needed_cells(lab, task):
            try:
                exec(_compiled(code if cell.grade_id == task else cell.text, f"<{cell.grade_id or 'setup'}>"), namespace)
            except Exception:
                if cell.grade_id != task:
                    raise  # ours
    return [namespace[name] for name in names] if all(name in namespace for name in names) else None


@cache
def _compiled(text: str, name: str) -> Any:
    return compile(text, name, "exec")


class Candidate:
    """A misconception's code, asked a student's questions one by one, each at most once."""

    def __init__(self, misconception: Misconception, probe: str, objects: list[Any]) -> None:
        self.misconception = misconception
        self._probe, self._objects = find_probe(probe), objects
        self._answers: dict[int, Answer] = {}

    def answer(self, number: int, question: Question) -> Answer:
        if number not in self._answers:
            with contextlib.redirect_stdout(io.StringIO()):
                self._answers[number] = attempt(self._probe, question, *self._objects)
        return self._answers[number]


Judge = Callable[[Question, Answer], Asked]


def recognise(
    lab: str, task: str, names: Sequence[str], probe: str, found: Sequence[Asked], judge: Judge, by_hand: bool = False
) -> list[Diagnosis]:
    """The misconception whose code answers every question as the student's does; else two that share the wrong numbers.

    Parameters
    ----------
    judge : callable
        Takes a question and an answer, gives the comparisons, as for the student's.
    by_hand : bool
        Whether a misconception need not show in every answer: those that are wrong are enough.
    """
    asked = [(i, each) for i, each in enumerate(found) if not each.question.get("big") and "skipped" not in each.answer]
    wrong = [(i, each) for i, each in asked if not each.ok][:MOST_TELLING]
    if not wrong or all(each.error and not each.error.get("type") for _, each in wrong):
        return []
    candidates = list(_candidates(lab, task, names, probe))
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(RECURSION, min(limit, 3000)))
    try:
        for candidate in candidates:
            if all(_same(each, candidate.answer(i, each.question), judge) for i, each in [*wrong, *asked]):
                return [candidate.misconception.diagnosis()]
        found_by = _by_hand if by_hand else _two
        return [each.misconception.diagnosis() for each in found_by(candidates, asked, judge)]
    finally:
        sys.setrecursionlimit(limit)


def _candidates(lab: str, task: str, names: Sequence[str], probe: str) -> Iterable[Candidate]:
    for misconception in misconceptions_of(lab) if source_of(lab).exists() else ():
        for section in misconception.sections:
            if section.task == task and (objects := objects_of(lab, task, names, section.code)) is not None:
                yield Candidate(misconception, probe, objects)


def _same(student: Asked, answer: Answer, judge: Judge) -> bool:
    """Whether an answer is the student's, number by number. Of errors, the kind and the words."""
    theirs = judge(student.question, answer)
    if student.error or theirs.error:
        return student.error is not None and theirs.error is not None and words_of(student.error) == words_of(theirs.error)
    return [row.part for row in student.rows] == [row.part for row in theirs.rows] and all(
        alike(mine.yours, other.yours) for mine, other in zip(student.rows, theirs.rows)
    )


def alike(yours: Any, theirs: Any, floor: float = 1e-6) -> bool:
    """Whether two answers are the same: numbers up to rounding, as `agrees` does, but NaN is NaN; all else exactly."""
    if isinstance(yours, (list, tuple)) and isinstance(theirs, (list, tuple)):
        return len(yours) == len(theirs) and all(alike(y, t, floor) for y, t in zip(yours, theirs))
    if is_number(yours) and is_number(theirs):
        return yours == theirs or (yours != yours and theirs != theirs) or agrees(yours, theirs, floor)
    return bool(yours == theirs)


def words_of(error: dict[str, Any]) -> tuple[str, str]:
    """The kind of an error and what it says, whatever the numbers in it."""
    return str(error.get("type")), re.sub(r"0x[0-9a-f]+|[-+]?\d+(\.\d+)?(e[-+]?\d+)?", "#", str(error.get("message")))[:60]


def _two(candidates: Sequence[Candidate], asked: Sequence[tuple[int, Asked]], judge: Judge) -> Sequence[Candidate]:
    """Two misconceptions of which each explains wrong numbers that the other does not, and together all of them."""
    failed = [(i, row) for i, each in asked for row in each.rows if not row.ok]
    wrong = {(i, row.part) for i, row in failed}
    is_text = any(isinstance(row.yours, str) for _, row in failed)  # "nothing is there" has many causes
    if len(wrong) < 2 or is_text or any(each.error for _, each in asked):
        return ()
    explained: list[tuple[Candidate, set[tuple[int, str]]]] = []
    for candidate in candidates:
        mine = _explained(candidate, asked, judge)
        new = all(candidate.misconception is not other.misconception or mine != old for other, old in explained)
        if mine and new and _right_where_they_are(candidate, asked, judge):
            explained.append((candidate, mine))
    for (one, ones), (two, twos) in combinations(explained, 2):
        if one.misconception is not two.misconception and ones | twos == wrong and ones - twos and twos - ones:
            return one, two
    return ()


def _right_where_they_are(candidate: Candidate, asked: Sequence[tuple[int, Asked]], judge: Judge) -> bool:
    """Whether the candidate is wrong only where the student is: a belief that shows elsewhere is not theirs."""
    for i, each in asked:
        right = {row.part for row in each.rows if row.ok}
        theirs = judge(each.question, candidate.answer(i, each.question))
        if theirs.error or any(row.part in right and not row.ok for row in theirs.rows):
            return False
    return True


def _by_hand(candidates: Sequence[Candidate], asked: Sequence[tuple[int, Asked]], judge: Judge) -> Sequence[Candidate]:
    """One misconception, or two, whose sections explain each wrong number that does not follow from others."""
    wrong = {(i, row.part) for i, each in asked for row in each.rows if not row.ok and not row.follows}
    if not wrong or not candidates or any(each.error for _, each in asked):
        return ()
    explained: dict[str, tuple[Candidate, set[tuple[int, str]]]] = {}
    for candidate in candidates:
        _, old = explained.get(candidate.misconception.name, (candidate, set()))
        explained[candidate.misconception.name] = candidate, (old | _explained(candidate, asked, judge)) & wrong
    for candidate, mine in explained.values():
        if mine == wrong:
            return (candidate,)
    for (one, ones), (two, twos) in combinations(explained.values(), 2):
        if ones | twos == wrong and ones - twos and twos - ones:
            return one, two
    # among many numbers there may be a slip of another kind
    most, mine = max(explained.values(), key=lambda each: len(each[1]))
    return (most,) if len(mine) > 2 and 2 * len(mine) > len(wrong) else ()


def _explained(candidate: Candidate, asked: Sequence[tuple[int, Asked]], judge: Judge) -> set[tuple[int, str]]:
    """The wrong numbers that are the candidate's too."""
    found = set()
    for i, each in asked:
        if not each.ok:
            theirs = {row.part: row.yours for row in judge(each.question, candidate.answer(i, each.question)).rows}
            found |= {
                (i, row.part)
                for row in each.rows
                if not row.ok and row.part in theirs and alike(row.yours, theirs[row.part])
            }
    return found
