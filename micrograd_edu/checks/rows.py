"""Comparisons: what was asked, what came back, what was expected, and what these numbers have to do with."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeGuard

Question = dict[str, Any]
Answer = dict[str, Any]

# of a question: for the judge, and never sent to the student's process
PRIVATE = frozenset({"asked", "tags", "parts", "answer", "in_turn"})


@dataclass(frozen=True)
class Expected:
    """What right code answers to one part of a question.

    Attributes
    ----------
    what : str
        The part: a key of the probe's answer, and a word or two for a person, such as "d/da".
    value : float, str, bool, None or nested lists of float
        A number is compared up to rounding, anything else exactly.
    about : dict of str to float, or to nested lists of float
        Numbers that this part has to do with, by the role they play: "the other operand", "the learning rate". A verdict may
        find that the student's number is one of them, or lacks one as a factor.
    floor : float
        Numbers agree within 1e-9 of the larger of this and the expected size: float64 with room for another order of sums.
    is_array : bool
        Whether the lists are an array: then a wrong shape is told as such.
    key : str
        The key of the probe's answer, where that is not `what`.
    where : str
        As in `Row`.
    """

    what: str
    value: Any
    about: Mapping[str, Any] = field(default_factory=dict)
    floor: float = 1.0
    is_array: bool = False
    key: str = ""
    where: str = ""


@dataclass(frozen=True)
class Row:
    """One comparison.

    Attributes
    ----------
    what : str
        The part of the question.
    yours, expected : Any
        Numbers, nested lists of numbers, or words for a person.
    ok : bool
        Whether they agree.
    about : dict of str to float
        As in `Expected`.
    tags : frozenset of str
        What this part varies, beside the question's own tags.
    where : str
        Which one, where a question has several parts of that name: "from c to a".
    follows : bool
        Whether it is wrong only because another number of the same answer is: it says nothing new of the code.
    """

    what: str
    yours: Any
    expected: Any
    ok: bool
    about: Mapping[str, Any] = field(default_factory=dict)
    tags: frozenset[str] = frozenset()
    where: str = ""
    follows: bool = False

    @property
    def part(self) -> str:
        """What it is about, in full."""
        return f"{self.what} {self.where}".rstrip()

    def numbers(self) -> list[tuple[Any, float]]:
        """Pairs of yours and expected, where a number was expected: one, or as many as an array has."""
        yours, expected = flat(self.yours), flat(self.expected)
        if len(yours) != len(expected) or not all(map(is_number, expected)):
            return []
        return list(zip(yours, expected))

    def texts(self) -> tuple[str, str, str]:
        """What, yours and expected for a person; of an array, the element that is furthest off."""
        what, yours, expected = self.part, self.yours, self.expected
        if isinstance(expected, list) and isinstance(yours, list) and shape(yours) == shape(expected) and flat(expected):
            pairs = self.numbers()
            if pairs:
                worst = max(range(len(pairs)), key=lambda i: _distance(*pairs[i]))
                where = f" at {brackets(shape(expected), worst)}" if len(pairs) > 1 else ""
                what, (yours, expected) = f"{what}{where}", pairs[worst]
        texts = show(yours), show(expected)
        if not self.ok and texts[0] == texts[1]:  # as many digits as it takes to see it, quotes where a text is no number
            texts = repr(yours), repr(expected)
        return what, *texts


@dataclass(frozen=True)
class Asked:
    """One question with its answer and the comparisons that follow."""

    question: Question
    answer: Answer
    rows: tuple[Row, ...]

    @property
    def text(self) -> str:
        return str(self.question["asked"])

    @property
    def error(self) -> dict[str, Any] | None:
        error = self.answer.get("error")
        return error if isinstance(error, dict) else None

    @property
    def ok(self) -> bool:
        """Whether all of it is right. What was skipped is not, but for questions that may be (`may_skip`)."""
        if "skipped" in self.answer:
            return bool(self.question.get("may_skip"))
        return self.error is None and all(row.ok for row in self.rows)

    def tags_of(self, row: Row | None = None) -> frozenset[str]:
        return frozenset(self.question.get("tags", ())) | (row.tags if row else frozenset())


def compare(expected: Sequence[Expected], answer: Answer, tags: Mapping[str, Sequence[str]] | None = None) -> list[Row]:
    """Hold each part of an answer against what was expected. A part that is missing is wrong."""
    rows = []
    for part in expected:
        key = part.key or part.what
        yours, own = answer.get(key, MISSING), frozenset((tags or {}).get(key, ()))
        if part.is_array and isinstance(yours, (list, int, float)) and shape(yours) != shape(part.value):
            shapes = str(shape(yours)), str(shape(part.value))
            rows.append(Row(f"the shape of {part.what}", *shapes, False, tags=own, where=part.where))
        else:
            ok = agrees(yours, part.value, part.floor)
            rows.append(Row(part.what, yours, part.value, ok, part.about, own, part.where))
    return rows


MISSING = "nothing"


def agrees(yours: Any, expected: Any, floor: float = 1.0) -> bool:
    """Whether both are the same: numbers up to rounding, lists element by element, all else exactly."""
    if isinstance(expected, (list, tuple)):
        return (
            isinstance(yours, (list, tuple))
            and len(yours) == len(expected)
            and all(agrees(y, e, floor) for y, e in zip(yours, expected))
        )
    if isinstance(expected, bool) or not isinstance(expected, (int, float)):
        return type(yours) is type(expected) and bool(yours == expected)
    return is_close(yours, expected, floor)


def is_number(x: object) -> TypeGuard[float]:
    """Whether `x` is an int or a float; True and False are none."""
    return type(x) in (int, float)


def is_close(yours: Any, expected: float, floor: float = 1.0) -> bool:
    """Whether `yours` is a number and equal to `expected` up to rounding."""
    if not is_number(yours):
        return False
    if not math.isfinite(expected):
        return bool(yours == expected) or (math.isnan(expected) and math.isnan(yours))
    return abs(yours - expected) <= 1e-9 * max(floor, abs(expected))


def flat(array: Any) -> list[Any]:
    """All elements of nested lists, in order; anything else as a list of one."""
    return [x for part in array for x in flat(part)] if isinstance(array, (list, tuple)) else [array]


def shape(array: Any) -> tuple[int, ...]:
    """The shape of nested lists."""
    if not isinstance(array, (list, tuple)):
        return ()
    return (len(array), *(shape(array[0]) if len(array) else ()))


def brackets(of: tuple[int, ...], number: int) -> str:
    """How element `number` of an array of that shape is written: [2, 1]."""
    index: list[int] = []
    for size in reversed(of):
        number, i = divmod(number, size)
        index.insert(0, i)
    return str(index) if of else ""


def _distance(yours: Any, expected: float) -> float:
    return abs(yours - expected) if is_number(yours) and math.isfinite(yours) else math.inf


def show(x: Any) -> str:
    """A number short enough to read, anything else as it is."""
    if isinstance(x, (list, tuple)):
        return "[" + ", ".join(map(show, x)) + "]"
    return f"{x:.6g}" if is_number(x) else str(x)
