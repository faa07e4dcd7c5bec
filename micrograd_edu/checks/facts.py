"""Facts about wrong numbers that hold whatever the code is: a relation that all of them share, a contrast to the right ones.

Both are searched, not guessed: what is told is true of every number it is told of.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from micrograd_edu.checks.rows import Asked, Row, flat, is_close


@dataclass(frozen=True)
class Diagnosis:
    """Something that is true of the student's code, and a question back.

    Attributes
    ----------
    kind : str
        "law", "misconception", "relation", "contrast", "part", "linter", "error" or "form".
    name : str
        Which one, for tables and groups.
    says : str
        The fact, in a sentence.
    ask : str
        A question that leads on; it never gives the answer.
    read : str
        A section of the lab to read on in, such as "Lab 1, 'A derivative is a nudge'", or nothing.
    """

    kind: str
    name: str
    says: str
    ask: str
    read: str = ""


@dataclass(frozen=True)
class Pair:
    """A number that came back, the one that was expected, and what this question has to do with."""

    yours: float
    expected: float
    about: dict[str, float]


Relation = tuple[str, str, str, Callable[[Pair], float | None]]  # name, what is said of it, question, the number it predicts

# how a number may come out of the right one alone
ALONE: tuple[Relation, ...] = (
    ("zero", "is 0, where it should not be", "Which line gives it another value, and is that line reached?", lambda p: 0.0),
    ("opposite", "has the wrong sign", "If you nudge upwards, which way does the result move?", lambda p: -p.expected),
    ("half", "is half of what it should be", "What comes in twice, and is counted once?", lambda p: p.expected / 2),
    ("twice", "is twice what it should be", "What is counted twice?", lambda p: p.expected * 2),
    ("one", "is 1, whatever was asked", "Does it really not depend on the numbers that go in?", lambda p: 1.0),
    ("minus one", "is -1, whatever was asked", "Does it really not depend on the numbers that go in?", lambda p: -1.0),
    ("plus one", "is 1 too large", "Where does your code add 1, or start from 1 instead of 0?", lambda p: p.expected + 1),
    ("minus one too", "is 1 too small", "Where does your code take 1 away, or stop 1 too early?", lambda p: p.expected - 1),
    ("sign lost", "is right but for its sign, which is always +", "Where is the sign lost?", lambda p: abs(p.expected)),
    (
        "never negative",
        "is 0 where it should be negative",
        "What does your code do with a negative number?",
        lambda p: max(p.expected, 0.0),
    ),
    (
        "reciprocal",
        "is 1 divided by what it should be",
        "Is the fraction the right way up?",
        lambda p: 1 / p.expected if p.expected else None,
    ),
    ("square", "is the square of what it should be", "What is multiplied with itself?", lambda p: p.expected**2),
    (
        "root",
        "is the square root of what it should be",
        "Where is a root taken that nobody asked for?",
        lambda p: math.sqrt(p.expected) if p.expected > 0 else None,
    ),
    (
        "rounded",
        "is what it should be, rounded to a whole number",
        "Where is a number made an int, or divided with //?",
        lambda p: float(round(p.expected)),
    ),
    (
        "cut off",
        "is what it should be without its decimals",
        "Where is a number made an int?",
        lambda p: float(math.trunc(p.expected)),
    ),
    (
        "float32",
        "is right to about seven digits only",
        "Which number was rounded to float32 on the way?",
        lambda p: p.yours if abs(p.yours - p.expected) <= 3e-6 * max(abs(p.expected), 0.1) else None,
    ),
)


def _role(name: str, says: str, ask: str, number: Callable[[float, float], float | None]) -> tuple[str, str, str, Callable]:
    return name, says, ask, number


# how a number may come out of the right one and of a number that plays a role: (expected, role) -> predicted
WITH_ROLE = (
    _role("is", "is {role}", "Is that what was asked for?", lambda e, r: r),
    _role("is minus", "is minus {role}", "Is that what was asked for?", lambda e, r: -r),
    _role("lacks", "lacks {role} as a factor", "What does {role} do to the result?", lambda e, r: e / r if r else None),
    _role("has too much", "has {role} as a factor too many", "Why does {role} belong in there?", lambda e, r: e * r),
    _role("adds", "is too large by {role}", "Why is {role} added?", lambda e, r: e + r),
    _role("subtracts", "is too small by {role}", "Where should {role} be added?", lambda e, r: e - r),
    _role("inverts", "is 1 divided by {role}", "Is that what was asked for?", lambda e, r: 1 / r if r else None),
    _role("squares", "is the square of {role}", "Is that what was asked for?", lambda e, r: r * r),
    _role("doubles", "is twice {role}", "Is that what was asked for?", lambda e, r: 2 * r),
)


def wrong_rows(found: Iterable[Asked]) -> list[tuple[Asked, Row]]:
    """Every comparison that failed, in the order it was asked."""
    return [(asked, row) for asked in found for row in asked.rows if not row.ok]


def pairs_of(rows: Iterable[Row]) -> list[Pair]:
    """The wrong numbers of some rows."""
    pairs = []
    for row in rows:
        roles = {role: flat(value) for role, value in row.about.items()}
        for i, (yours, expected) in enumerate(row.numbers()):
            if type(yours) in (int, float) and math.isfinite(yours) and not is_close(yours, expected):
                about = {role: values[i if len(values) > 1 else 0] for role, values in roles.items() if values}
                pairs.append(Pair(float(yours), float(expected), about))
    return pairs


def relation(found: Sequence[Asked]) -> Diagnosis | None:
    """What all wrong numbers have in common with the right ones; else what those of one part have, such as every d/da."""
    wrong = [row for _, row in wrong_rows(found)]
    whole = _relation_of(pairs_of(wrong), _subject(wrong))
    if whole:
        return whole
    parts = {row.what: [r for r in wrong if r.what == row.what] for row in wrong}
    if len(parts) < 2:
        return None
    return next(filter(None, (_relation_of(pairs_of(rows), _subject(rows)) for rows in parts.values())), None)


def _subject(wrong: Sequence[Row]) -> str:
    names = {row.what for row in wrong}
    return f"Where {names.pop()} is wrong, it" if len(names) == 1 else "Every wrong number"


def _relation_of(pairs: Sequence[Pair], subject: str) -> Diagnosis | None:
    if not _is_telling(pairs):
        return None
    for role in _common_roles(pairs):
        for name, says, ask, number in WITH_ROLE:
            if name in ("is", "is minus") and _all(pairs, lambda p, n=number, r=role: n(p.expected, p.about[r])):
                return _told(f"{name} {role}", subject, says, ask, role)
    for name, says, ask, predict in ALONE:
        if _all(pairs, predict):
            return _told(name, subject, says, ask)
    for role in _common_roles(pairs):
        for name, says, ask, number in WITH_ROLE[2:]:
            if _all(pairs, lambda p, n=number, r=role: n(p.expected, p.about[r])):
                return _told(f"{name} {role}", subject, says, ask, role)
    return _constant(pairs, subject)


def _told(name: str, subject: str, says: str, ask: str, role: str = "") -> Diagnosis:
    text = f"{subject} {says.format(role=role)}."
    return Diagnosis("relation", name, text[:1].upper() + text[1:], ask.format(role=role))


def _constant(pairs: Sequence[Pair], subject: str) -> Diagnosis | None:
    """The same number, the same factor or the same distance, at three places at least, where the right ones differ."""
    if len(pairs) < 3 or len({p.expected for p in pairs}) < 3:
        return None
    first = pairs[0]
    if _all(pairs, lambda p: first.yours):
        return _told("constant", subject, f"is {first.yours:.6g}, whatever was asked", "Does it not depend on what goes in?")
    if first.expected:
        factor = first.yours / first.expected
        if _all(pairs, lambda p: factor * p.expected):
            return _told("factor", subject, f"is {factor:.6g} times what it should be", "Where does that factor come from?")
    distance = first.yours - first.expected
    if _all(pairs, lambda p: p.expected + distance):
        how = "too large" if distance > 0 else "too small"
        return _told("offset", subject, f"is {how} by {abs(distance):.6g}", "Where does that number come from?")
    return None


def _all(pairs: Sequence[Pair], predict: Callable[[Pair], float | None]) -> bool:
    try:
        return all((n := predict(pair)) is not None and is_close(pair.yours, n, 1e-6) for pair in pairs)
    except OverflowError:
        return False


def _common_roles(pairs: Sequence[Pair]) -> list[str]:
    return [role for role in pairs[0].about if all(role in pair.about for pair in pairs)]


def _is_telling(pairs: Sequence[Pair]) -> bool:
    """Whether these are enough numbers to rule out chance: two different ones, or one with decimals."""
    odd = {pair.expected for pair in pairs if pair.expected != round(pair.expected)}
    return bool(odd) or len({pair.expected for pair in pairs}) >= 3


Case = tuple[bool, frozenset[str]]  # whether it is right, and what it varies


def contrast(found: Sequence[Asked]) -> Diagnosis | None:
    """Where it is wrong and where it is right, when one thing that the questions vary separates the two."""
    order = list(dict.fromkeys(tag for asked in found for tag in _tags_in_order(asked)))
    smallest = next((asked.text for asked in found if not asked.ok), "it")
    ask = f"What is different about {smallest}?"
    for subject, cases in _views(found):
        wrong, right = [tags for ok, tags in cases if not ok], [tags for ok, tags in cases if ok]
        if not wrong or not right:
            continue
        for tag in order:
            if all(tag in tags for tags in wrong) and not any(tag in tags for tags in right):
                return _contrast(f"where {tag}", subject, f"wrong wherever {tag}; right everywhere else", ask)
        for tag in order:
            if not any(tag in tags for tags in wrong) and all(tag in tags for tags in right):
                return _contrast(f"unless {tag}", subject, f"right wherever {tag}; wrong everywhere else", ask)
    wrong, right = ([tags for ok, tags in _rows(found) if ok is wanted] for wanted in (False, True))
    if len(wrong) < 2 or not right:
        return None
    for tag in order:
        if all(tag in tags for tags in wrong) and sum(tag in tags for tags in right) < len(right) / 2:
            return Diagnosis("contrast", f"only where {tag}", f"Wrong only where {tag}.", ask)
    return None


def _contrast(name: str, subject: str, says: str, ask: str) -> Diagnosis:
    text = f"{subject}{says}."
    return Diagnosis("contrast", name, text[:1].upper() + text[1:], ask)


def _views(found: Sequence[Asked]) -> Iterable[tuple[str, list[Case]]]:
    """Every comparison; those of the one part that is wrong; every question as a whole."""
    yield "", _rows(found)
    if part := _wrong_part(found):
        yield f"{part}: ", _rows(found, part)
    yield "", [(asked.ok, asked.tags_of()) for asked in found]


def _rows(found: Sequence[Asked], part: str = "") -> list[Case]:
    cases = [
        (row.ok, asked.tags_of(row)) for asked in found if not asked.error for row in asked.rows if part in ("", row.what)
    ]
    return cases + [(False, asked.tags_of()) for asked in found if asked.error]


def _wrong_part(found: Sequence[Asked]) -> str:
    """The one part of several that is wrong; nothing where there is no such."""
    wrong = {row.what for asked in found for row in asked.rows if not row.ok}
    parts = {row.what for asked in found for row in asked.rows}
    return wrong.pop() if len(wrong) == 1 and len(parts) > 1 and not any(asked.error for asked in found) else ""


def part(found: Sequence[Asked]) -> Diagnosis | None:
    """The one part of several that is wrong, where all else is right."""
    what = _wrong_part(found)
    smallest = next((asked.text for asked in found if not asked.ok), "it")
    ask = f"Which line of your code decides that? Follow it for {smallest}."
    return Diagnosis("part", what, f"Only one thing is wrong: {what}.", ask) if what else None


def _tags_in_order(asked: Asked) -> Iterable[str]:
    yield from asked.question.get("tags", ())
    for row in asked.rows:
        yield from sorted(row.tags)
