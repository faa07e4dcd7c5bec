"""Facts about wrong numbers that hold whatever the code is: a relation that they share, a contrast to the right ones.

Both are searched, not guessed: what is told is true of every number it is told of, and rests on enough of them to rule out
chance.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from micrograd_edu.checks.rows import PRIVATE, Asked, Question, Row, flat, is_close, is_number


@dataclass(frozen=True)
class Diagnosis:
    """Something that is true of the student's code, and a question back.

    Attributes
    ----------
    kind : str
        "law", "misconception", "relation", "contrast", "linter", "error" or "form".
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


Wrong = tuple[Row, list[Pair]]  # a wrong row with its wrong numbers
Relation = tuple[str, str, str, Callable[[Pair], float | None]]  # name, what is said of it, question, the number it predicts
Combined = tuple[str, str, str, Callable[[float, float], float | None]]  # the same of (expected, role)

NEARLY_ALL = 0.8
NOT_ALL = "Does it really not depend on the numbers that go in?"
ASKED_FOR = "Is that what was asked for?"
HAPPENS = "Go through the smallest question by hand: at which of your lines does that happen, and what should happen there?"

# how a number may come out whatever is asked
ALWAYS: tuple[Relation, ...] = (
    ("zero", "is 0", "Which line gives it another value, and is that line reached?", lambda p: 0.0),
    ("one", "is 1", NOT_ALL, lambda p: 1.0),
    ("minus one", "is -1", NOT_ALL, lambda p: -1.0),
)

# how a number may come out of the right one alone
ALONE: tuple[Relation, ...] = (
    (
        "opposite",
        "has the wrong sign",
        "Where could a sign come in or get lost: a minus, or a difference taken the other way round?",
        lambda p: -p.expected,
    ),
    ("half", "is half of what it should be", "What comes in twice, and is counted once?", lambda p: p.expected / 2),
    ("twice", "is twice what it should be", "What is counted twice?", lambda p: p.expected * 2),
    (
        "one minus",
        "is 1 minus what it should be",
        "Where is a number taken from 1, or a sign turned?",
        lambda p: 1 - p.expected,
    ),
    ("plus one", "is 1 too large", "Where does your code add 1, or start from 1 instead of 0?", lambda p: p.expected + 1),
    ("minus one too", "is 1 too small", "Where does your code take 1 away, or stop 1 too early?", lambda p: p.expected - 1),
    ("sign lost", "is right but for its sign, which is always +", "Where is the sign lost?", lambda p: abs(p.expected)),
    ("reciprocal", "is 1 divided by what it should be", "Is the fraction the right way up?", lambda p: 1 / p.expected),
    ("square", "is the square of what it should be", "What is multiplied with itself?", lambda p: p.expected**2),
    (
        "root",
        "is the square root of what it should be",
        "Where is a root taken that nobody asked for?",
        lambda p: math.sqrt(p.expected),
    ),
    (
        "rounded",
        "is what it should be, rounded to a whole number",
        "Where is a number made an int, rounded, or divided with //?",
        lambda p: float(round(p.expected)),
    ),
    (
        "cut off",
        "is what it should be without its decimals",
        "Where is a number made an int, or divided with //?",
        lambda p: float(math.trunc(p.expected)),
    ),
    *(
        (
            f"{places} decimals",
            f"is right to {places} decimal{'s' * (places > 1)}, and cut or rounded there",
            "Where are the other digits lost?",
            lambda p, places=places: round(p.expected, places),
        )
        for places in range(1, 8)
    ),
    (
        "seven digits",
        "is right to about seven digits only",
        "Where are the others lost: in a float32, in a number with too few digits?",
        lambda p: p.yours if abs(p.yours - p.expected) <= 3e-6 * max(abs(p.expected), 0.1) else None,
    ),
)

# how a number may be one that plays a role
IS_ROLE: tuple[Combined, ...] = (
    ("is", "is {role}", ASKED_FOR, lambda e, r: r),
    ("is minus", "is minus {role}", ASKED_FOR, lambda e, r: -r),
)

# how a number may come out of the right one and of one that plays a role
WITH_ROLE: tuple[Combined, ...] = (
    ("lacks", "lacks {role} as a factor", "What does {role} do to the result?", lambda e, r: e / r),
    ("has too much", "has {role} as a factor too many", "Why does {role} belong in there?", lambda e, r: e * r),
    ("adds", "is too large by {role}", "Why is {role} added?", lambda e, r: e + r),
    ("subtracts", "is too small by {role}", "Where should {role} be added?", lambda e, r: e - r),
    ("inverts", "is 1 divided by {role}", ASKED_FOR, lambda e, r: 1 / r),
    ("squares", "is the square of {role}", ASKED_FOR, lambda e, r: r * r),
    ("halves", "is half of {role}", ASKED_FOR, lambda e, r: r / 2),
    ("doubles", "is twice {role}", ASKED_FOR, lambda e, r: 2 * r),
)


# how a number may come out of two that play a role
OF_TWO: tuple[tuple[str, str, Callable[[float, float], float]], ...] = (
    ("sum", "is {0} plus {1}", lambda r, q: r + q),
    ("difference", "is {0} minus {1}", lambda r, q: r - q),
    ("opposite difference", "is {1} minus {0}", lambda r, q: q - r),
    ("product", "is {0} times {1}", lambda r, q: r * q),
    ("quotient", "is {0} divided by {1}", lambda r, q: r / q),
    ("opposite quotient", "is {1} divided by {0}", lambda r, q: q / r),
)


def observed(found: Sequence[Asked]) -> list[Diagnosis]:
    """A relation and a contrast. If few questions are wrong, where says more than what."""
    first = next((asked for asked in found if not asked.ok), None)
    # where the smallest question raised, what other numbers have in common is not the point
    what = None if first and first.error else relation(found) or ignored(found)
    where = contrast(found)
    if what is None or where is None:
        return [told for told in (what, where) if told]
    few = 2 * sum(not asked.ok for asked in found) < len(found)
    exact = not where.name.startswith("only")
    return [where, what] if few and exact else [replace(what, ask=where.ask) if where.kind == "contrast" else what, where]


def last_resort(found: Sequence[Asked]) -> Diagnosis | None:
    """What can be said where nothing that is stronger holds."""
    return either(found) or misshapen(found) or within(found) or part(found)


def wrong_rows(found: Iterable[Asked]) -> list[tuple[Asked, Row]]:
    """Every comparison that failed, in the order it was asked; without those that only follow from others."""
    return [(asked, row) for asked in found for row in asked.rows if not row.ok and not row.follows]


def _something_follows(found: Iterable[Asked]) -> bool:
    return any(row.follows and not row.ok for asked in found for row in asked.rows)


def pairs_of(row: Row) -> list[Pair]:
    """The wrong numbers of a row; none where one of them is no number."""
    roles = {role: flat(value) for role, value in row.about.items()}
    pairs = []
    for i, (yours, expected) in enumerate(row.numbers()):
        if is_close(yours, expected):
            continue
        if not is_number(yours) or not math.isfinite(yours) or not math.isfinite(expected):
            return []
        about = {role: values[i if len(values) > 1 else 0] for role, values in roles.items() if values}
        pairs.append(Pair(float(yours), float(expected), about))
    return pairs


def relation(found: Sequence[Asked]) -> Diagnosis | None:
    """What the wrong numbers have in common with the right ones; else what those of one part have, or those with one tag."""
    wrong = [(asked, row, pairs_of(row)) for asked, row in wrong_rows(found)]
    follows = _something_follows(found)
    parts = [[each for each in wrong if each[1].what == what] for what in dict.fromkeys(row.what for _, row, _ in wrong)]
    if told := _nothing(wrong) or _reordered(wrong) or _one_word(wrong):
        return told
    order = dict.fromkeys(tag for asked, _, _ in wrong for tag in _tags_in_order(asked))
    tagged = [(tag, [each for each in wrong if tag in each[0].tags_of(each[1])]) for tag in order]
    for tag, group in [("", wrong), *(("", part) for part in parts), *tagged]:
        if len(group) == len(wrong) or len(group) >= max(3, len(wrong) / 5):
            told = _relation_of([(row, pairs) for _, row, pairs in group], len(wrong), tag, follows)
            if told:
                return told
    # few as they are: questions of the kind of the smallest one that fails, such as all of one operation
    kind = next((tag for asked, _, _ in wrong[:1] for tag in asked.question.get("tags", ()) if tag.startswith(KIND)), None)
    if kind:
        rows = [(row, pairs) for asked, row, pairs in wrong if kind in asked.tags_of(row)]
        of_parts = [[each for each in rows if each[0].part == name] for name in dict.fromkeys(row.part for row, _ in rows)]
        for of_kind in [rows, *(named for named in of_parts if len(named) > 1)]:
            if told := _relation_of(of_kind, len(wrong), kind, follows):
                return told
    return None


def _nothing(wrong: Sequence[tuple[Asked, Row, list[Pair]]]) -> Diagnosis | None:
    """Most of the wrong numbers are missing."""
    rows = [row for _, row, _ in wrong if row.numbers() and all(y is None for y, e in row.numbers() if not is_close(y, e))]
    if not rows or len(rows) < 0.9 * len(wrong):
        return None
    subject = _subject([(row, []) for row in rows], len(wrong), "", False)
    ask = "What should have filled it in, and is there a way from there to here?"
    return Diagnosis("relation", "none", f"{subject} is None.", ask)


def _one_word(wrong: Sequence[tuple[Asked, Row, list[Pair]]]) -> Diagnosis | None:
    """Every wrong answer is the same of None, True and False."""
    rows = [row for _, row, _ in wrong]
    if len(rows) < 2 or not all(row.yours is rows[0].yours and row.what == rows[0].what for row in rows):
        return None
    if not (rows[0].yours is None or isinstance(rows[0].yours, bool)):
        return None
    yours, expected = rows[0].yours, sorted({str(row.expected) for row in rows})
    should = f"; it should be {expected[0]}" if len(expected) == 1 else ""
    says = f"Where {rows[0].what} is wrong, it is always {yours}{should}."
    return Diagnosis("relation", f"always {yours}", says, f"What makes your code answer {yours} there?")


def _reordered(wrong: Sequence[tuple[Asked, Row, list[Pair]]]) -> Diagnosis | None:
    """All lists of one part that are wrong hold the right numbers, in another order."""
    for what in dict.fromkeys(row.what for _, row, _ in wrong):
        if all(_is_reordered(row) for _, row, _ in wrong if row.what == what):
            ask = "In which order are they wanted, and what decides the order in yours?"
            return Diagnosis("relation", "order", f"The right numbers, in another order: {what}.", ask)
    return None


def _is_reordered(row: Row) -> bool:
    pairs = row.numbers()
    yours, expected = [y for y, _ in pairs if is_number(y)], [e for _, e in pairs]
    return len(yours) == len(pairs) > 1 and all(map(is_close, sorted(yours), sorted(expected)))


def _relation_of(group: Sequence[Wrong], of: int, tag: str, follows: bool) -> Diagnosis | None:
    """A relation that holds for all rows of a group for which its role is known; they must be the most of the group."""
    usable = [each for each in group if each[1]]
    least = (0.9 if tag else 0.5) * len(group)  # a tag is told of the rows only where it is what they share
    plain = [each for each in usable if each[0].about] or usable
    roles = dict.fromkeys(role for row, _ in usable for role in row.about)
    with_role = {role: [each for each in usable if role in each[0].about] for role in roles}

    def told(rows: Sequence[Wrong], name: str, says: str, ask: str, role: str = "") -> Diagnosis:
        subject = _subject(rows, of, tag, follows)
        ask = HAPPENS if ask == ASKED_FOR and role.startswith("what ") else ask.format(role=role)
        return Diagnosis("relation", f"{name} {role}".strip(), f"{subject} {says.format(role=role)}.", ask)

    def first(relations: Sequence[Combined]) -> Diagnosis | None:
        for role, rows in with_role.items():
            for name, says, ask, number in relations:
                most = _most(rows, _of_role(number, role))
                if len(most) > least and _is_telling(most):
                    return told(most, name, says, ask, role)
        return None

    for name, says, ask, predict in ALWAYS:
        if len(plain) > least and _all(plain, predict) and (len(plain) > 2 or len(_expected(plain)) > 1):
            return told(plain, name, says, ask)
    everything = [usable] if len(usable) == of > len(plain) else []
    for (name, says, ask, predict), rows in product(ALONE, everything):
        if _holds(rows, predict):
            return told(rows, name, says, ask)
    if diagnosis := first(IS_ROLE):
        return diagnosis
    for name, says, ask, predict in ALONE:
        most = _most(plain, predict)
        if len(most) > least and _is_telling(most):
            return told(most, name, says, ask)
    if diagnosis := first(WITH_ROLE):
        return diagnosis
    if len(plain) > least and (constant := _constant(plain)):
        return told(plain, *constant)
    for role, rows in with_role.items():
        if len(rows) > least and (constant := _constant_with(rows, role)):
            return told(rows, *constant, role)
    for one, two in combinations(roles, 2):
        both = [each for each in with_role[one] if two in each[0].about]
        for name, says, of_two in OF_TWO:
            if len(both) > least and len(_expected(both)) > 1 and _holds(both, _of_roles(of_two, one, two)):
                return told(both, f"{name} of {one} and {two}", says.format(one, two), ASKED_FOR)
    return None


def _of_role(number: Callable[[float, float], float | None], role: str) -> Callable[[Pair], float | None]:
    """A relation of (expected, role) as one of a pair."""
    return lambda pair: number(pair.expected, pair.about[role])


def _of_roles(number: Callable[[float, float], float], one: str, two: str) -> Callable[[Pair], float | None]:
    return lambda pair: number(pair.about[one], pair.about[two])


def _subject(rows: Sequence[Wrong], of: int, tag: str, follows: bool) -> str:
    """What a relation is told of, such as "Where d/da is wrong, it" or "In 9 of 13 wrong answers, d/da"."""
    name = _name_of([row for row, _ in rows])
    if tag.startswith(KIND):
        return f"Where {tag}, {'it' if KIND + name == tag else name or 'the number'}"
    if len(rows) < of:
        where = f" (where {tag})" if tag and not name else ""
        return f"In {len(rows)} of {of} wrong answers{where}, {name or 'the number'}"
    if follows:
        return f"Where it goes wrong first, {name or 'the number'}"
    return f"Where {name} is wrong, it" if name else "Every wrong number"


def _name_of(rows: Sequence[Row]) -> str:
    """What all of these numbers are, such as "d/da", or "the gradient of a leaf" by a tag that they share; or nothing."""
    for names in {row.part for row in rows}, {row.what for row in rows}:
        if len(names) == 1:
            return names.pop()
    shared = frozenset[str].intersection(*(row.tags for row in rows))
    return min((tag.removeprefix(KIND) for tag in shared if tag.startswith(KIND + "the ")), default="")


def _most(rows: Sequence[Wrong], predict: Callable[[Pair], float | None]) -> list[Wrong]:
    """The rows for which a relation holds, if that is nearly all of them: a case that is told apart may be an exception."""
    holds = [row for row in rows if _all([row], predict)]
    return holds if len(holds) >= NEARLY_ALL * len(rows) else []


def _holds(rows: Sequence[Wrong], predict: Callable[[Pair], float | None]) -> bool:
    return _all(rows, predict) and _is_telling(rows)


def _all(rows: Sequence[Wrong], predict: Callable[[Pair], float | None]) -> bool:
    try:
        return all((n := predict(pair)) is not None and is_close(pair.yours, n, 1e-6) for _, pairs in rows for pair in pairs)
    except (ArithmeticError, ValueError):  # 1 / 0, a root of a negative number, a number that is too large
        return False


def _is_telling(rows: Sequence[Wrong]) -> bool:
    """Whether these are enough numbers to rule out chance: three different ones, or one with more than two decimals."""
    numbers = {(pair.yours, pair.expected) for _, pairs in rows for pair in pairs}
    return len({yours for yours, _ in numbers}) > 2 or any(not is_close(yours, round(yours, 2)) for yours, _ in numbers)


def _expected(rows: Sequence[Wrong]) -> set[float]:
    return {pair.expected for _, pairs in rows for pair in pairs}


def _constant(rows: Sequence[Wrong]) -> tuple[str, str, str] | None:
    """The same number, the same factor or the same distance, at three places at least, where the right ones differ."""
    if len(_expected(rows)) < 3:
        return None
    first = rows[0][1][0]
    if _all(rows, lambda p: first.yours):
        return "constant", f"is always {first.yours:.6g}", NOT_ALL
    if first.expected and _all(rows, lambda p: first.yours / first.expected * p.expected):
        factor = first.yours / first.expected
        return "factor", f"is {factor:.6g} times what it should be", "Where does that factor come from?"
    distance = first.yours - first.expected
    if _all(rows, lambda p: p.expected + distance):
        how = "large" if distance > 0 else "small"
        return "offset", f"is too {how} by {abs(distance):.6g}", "Where does that number come from?"
    return None


def _constant_with(rows: Sequence[Wrong], role: str) -> tuple[str, str, str] | None:
    """The same factor or the same distance to a number that plays a role."""
    if len({pair.about[role] for _, pairs in rows for pair in pairs}) < 3:
        return None
    first = rows[0][1][0]
    number, ask = first.about[role], "What should the answer make of {role}?"
    if number and first.yours and _all(rows, lambda p: first.yours / number * p.about[role]):
        return "times", f"is {first.yours / number:.6g} times {{role}}", ask
    for sign, name in ((1, "plus"), (-1, "minus")):
        rest = first.yours - sign * number
        if _all(rows, _plus(rest, sign, role)):
            return name, f"is {rest:.6g} {name} {{role}}", ask
    return None


def _plus(rest: float, sign: int, role: str) -> Callable[[Pair], float]:
    return lambda pair: rest + sign * pair.about[role]


def ignored(found: Sequence[Asked]) -> Diagnosis | None:
    """A number that two questions alone differ in, and that makes no difference to the answers where it should."""
    for one, two in combinations([asked for asked in found if asked.rows and not asked.question.get("big")], 2):
        name = _only_difference(one.question, two.question)
        if name and not (one.ok and two.ok) and _are_alike(one, two):
            says = f"Your numbers are the same for {name} = {one.question[name]} and {name} = {two.question[name]}."
            return Diagnosis("relation", f"ignores {name}", says, f"Where does your code use {name}?")
    return None


def _only_difference(one: Question, two: Question) -> str | None:
    """The name of the one number that two questions differ in, if it is one."""
    names = [name for name in one.keys() | two.keys() if name not in PRIVATE and one.get(name) != two.get(name)]
    numbers = all(is_number(asked.get(name)) for asked in (one, two) for name in names)
    return names[0] if len(names) == 1 and numbers else None


def _are_alike(one: Asked, two: Asked) -> bool:
    """Whether all answers are the same whose right answers differ, and there are such."""
    pairs = [(a, b) for a, b in zip(one.rows, two.rows) if a.part == b.part and a.expected != b.expected]
    return bool(pairs) and all(a.yours == b.yours for a, b in pairs)


KIND = "it is "  # how a tag begins that says of what kind a question is
CHANCE = 0.03  # how often a contrast of one direction may hold by chance
Case = tuple[bool, frozenset[str]]  # whether it is right, and what it varies


def contrast(found: Sequence[Asked]) -> Diagnosis | None:
    """Where it is wrong and where it is right, when one or two things that the questions vary separate them."""
    found = [asked for asked in found if "skipped" not in asked.answer]
    order = list(dict.fromkeys(tag for asked in found for tag in _tags_in_order(asked)))
    of_questions = {tag for asked in found for tag in asked.question.get("tags", ())}
    smallest = next((asked.text for asked in found if not asked.ok), "")
    views = _views(found)
    rest = _rest(found)
    for tags in ((tag,) for tag in order), combinations(order, 2):
        for each in tags:
            for subject, cases in views:
                if _separates(frozenset(each), cases):
                    where = " and ".join(each)
                    says = f"Wherever {where}, {subject} is wrong" if subject else f"Wrong wherever {where}"
                    told = _where(f"where {where}", f"{says}; {rest}.", smallest)
                    return told if set(each) & of_questions else _of_parts(told, smallest)
    for tag in order:
        if sum(tag in asked.tags_of() for asked in found) < 2:
            continue  # one question that cannot go wrong, such as a graph of one value, says nothing
        for subject, cases in views:
            if _separates(frozenset([tag]), [(not ok, tags) for ok, tags in cases]):
                says = f"Wherever {tag}, {subject} is right" if subject else f"Right wherever {tag}"
                return _where(f"unless {tag}", f"{says}; wrong in all else that was asked.", smallest)
    if kinds := _kinds(views[0][1], order):
        return _where(f"where {' or '.join(kinds)}", f"Wrong wherever {' or '.join(kinds)}; {rest}.", smallest)
    questions = [(asked.ok, asked.tags_of()) for asked in found]
    wrong = [tags for ok, tags in questions if not ok]
    for tag in order:
        share = sum(tag in tags for _, tags in questions) / len(questions)
        if len(wrong) < len(questions) and all(tag in tags for tags in wrong) and share ** len(wrong) < CHANCE:
            return _where(f"only where {tag}", f"Wrong only where {tag}, and not always there.", smallest)
    return None


def either(found: Sequence[Asked]) -> Diagnosis | None:
    """Two things that the questions vary, with either of which it is wrong, and right without."""
    found = [asked for asked in found if "skipped" not in asked.answer]
    order = list(dict.fromkeys(tag for asked in found for tag in _tags_in_order(asked)))
    for tags in combinations(order, 2):
        if any(_covers(tags, cases) for part, cases in _views(found) if not part):
            where = " or ".join(tags)
            smallest = next(asked.text for asked in found if not asked.ok)
            told = _where(f"where {where}", f"Wrong wherever {where}; {_rest(found)}.", smallest)
            return (
                told
                if any(tag in asked.question.get("tags", ()) for asked in found for tag in tags)
                else _of_parts(told, smallest)
            )
    return None


def _rest(found: Sequence[Asked]) -> str:
    return "right in all else that was asked" + ", but for what follows from it" * _something_follows(found)


def _views(found: Sequence[Asked]) -> list[tuple[str, list[Case]]]:
    """Every comparison; those of the one part that is wrong, with its name; every question as a whole."""
    views = [("", _rows(found))]
    if len(wrong := _wrong_parts(found)) == 1:
        views.append((wrong[0], _rows(found, wrong[0])))
    return [*views, ("", [(asked.ok, asked.tags_of()) for asked in found])]


def within(found: Sequence[Asked]) -> Diagnosis | None:
    """What separates the wrong parts of the smallest question that fails from its right ones."""
    first = next((asked for asked in found if not asked.ok), None)
    if first is None or len(first.rows) < 3:
        return None
    for tag in dict.fromkeys(_tags_in_order(first)):
        if _separates(frozenset([tag]), _rows([first])):
            says = f"In the smallest question that fails: wrong wherever {tag}; right elsewhere in it."
            return _of_parts(_where(f"where {tag}", says, first.text), first.text)
    return None


def _rows(found: Sequence[Asked], part: str = "") -> list[Case]:
    rows = [
        (row.ok, asked.tags_of(row))
        for asked in found
        for row in asked.rows
        if part in ("", row.what) and (row.ok or not row.follows)
    ]
    return rows + [(False, asked.tags_of()) for asked in found if asked.error]


def _wrong_parts(found: Sequence[Asked]) -> list[str]:
    """The parts that are wrong, where others are right; nothing where there is no such difference."""
    parts = {row.what: True for asked in found for row in asked.rows}
    for _, row in wrong_rows(found):
        parts[row.what] = False
    wrong = [what for what, ok in parts.items() if not ok]
    return wrong if len(wrong) < len(parts) and not any(asked.error for asked in found) else []


PARTS = {1: "one thing is", 2: "two things are"}


def part(found: Sequence[Asked]) -> Diagnosis | None:
    """The one or two parts of several that are wrong, where all else is right."""
    wrong = _wrong_parts(found)
    if len(wrong) not in PARTS:
        return None
    smallest = next(asked.text for asked in found if not asked.ok)
    ask = f"What decides that? Follow it for {smallest}."
    says = f"Only {PARTS[len(wrong)]} wrong: {' and '.join(wrong)}."
    return Diagnosis("part", " and ".join(wrong), says, ask)


def misshapen(found: Sequence[Asked]) -> Diagnosis | None:
    """The smallest question that fails gets an array of another shape."""
    row = next((row for _, row in wrong_rows(found)[:1]), None)
    if row is None or not row.what.startswith("the shape of "):
        return None
    says = f"In the smallest question that fails, {row.part} is {row.yours}; {row.expected} was expected."
    return Diagnosis("part", row.what, says, "Which operation makes such a shape, and what should have brought it back?")


def _of_parts(told: Diagnosis, smallest: str) -> Diagnosis:
    """The same of the parts of every question: what is different about the question is no question then."""
    return replace(told, kind="part", ask=f"What decides that? Follow it for {smallest}.")


def _where(name: str, says: str, smallest: str) -> Diagnosis:
    return Diagnosis("contrast", name, says, f"What is different about {smallest}?")


def _separates(tags: frozenset[str], cases: Sequence[Case]) -> bool:
    """Whether the wrong cases are just those with these tags. Two tags that single out one case say too little."""
    wrong = sum(not ok for ok, _ in cases)
    return len(tags) <= wrong < len(cases) and all(ok is not (tags <= own) for ok, own in cases)


def _covers(either: Sequence[str], cases: Sequence[Case]) -> bool:
    """Whether the wrong cases are just those with one of these tags, and each has two that the other has not."""
    if all(not ok for ok, _ in cases) or any(ok is any(tag in own for tag in either) for ok, own in cases):
        return False
    wrong = [own for ok, own in cases if not ok]
    return all(sum(tag in own and not (own & (set(either) - {tag})) for own in wrong) > 1 for tag in either)


MOST_KINDS = 3  # of more, chance makes a list


def _kinds(cases: Sequence[Case], order: Sequence[str]) -> list[str]:
    """The kinds of questions ("it is ticket 2") that are all wrong, where all of the others are right; a few, if any."""
    kinds = [kind for kind in order if kind.startswith(KIND) and any(kind in own for ok, own in cases if not ok)]
    return (
        kinds
        if len(kinds) <= MOST_KINDS
        and all(ok is not any(kind in own for kind in kinds) for ok, own in cases)
        and not all(not ok for ok, _ in cases)
        else []
    )


def _tags_in_order(asked: Asked) -> Iterable[str]:
    yield from asked.question.get("tags", ())
    for row in asked.rows:
        yield from sorted(row.tags)
