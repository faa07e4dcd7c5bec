"""Submissions that are alike in what neither the handout nor many others have in common with them.

The way of MOSS (Schleimer, Wilkerson, Aiken: Winnowing, SIGMOD 2003): texts are cut into overlapping passages; those of the
handout say nothing, and those that many wrote say nothing either. Alike is not copied: whoever reads this decides.
"""

from __future__ import annotations

import builtins
import io
import keyword
import re
import tokenize
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

PASSAGE = 12  # symbols or words
MANY = 10  # MOSS's -m: a passage that more than these wrote is common; in a small class a fifth of it
# a cell is alike where so many passages are shared, and so much of what its writer has for their own
LEAST, SHARE = 40, 0.8
KEPT_NAMES = {*keyword.kwlist, *dir(builtins)}
IGNORED = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}

Cells = Mapping[str, tuple[str, str]]  # by grade id: "code" or "markdown", and the text
Passage = tuple[str, ...]


@dataclass(frozen=True)
class Alike:
    """Students who wrote the same where others did not.

    Attributes
    ----------
    students : tuple of str
        Two or more, in alphabetical order.
    tasks : tuple of str
        The cells that are alike.
    shared, own : int
        Passages that two of them have both in these cells, of those of one that are not common in the class: of the two
        who share most.
    """

    students: tuple[str, ...]
    tasks: tuple[str, ...]
    shared: int
    own: int


def similar(work: Mapping[str, Cells], handout: Cells) -> list[Alike]:
    """Who has cells that are alike, those with the most in common first.

    Parameters
    ----------
    work : mapping
        The solution cells of each student.
    handout : mapping
        The same cells as they were handed out.
    """
    given = {name: set(passages(*cell)) for name, cell in handout.items()}
    writers = defaultdict[tuple[str, Passage], list[str]](list)
    for student in sorted(work):
        for name, cell in work[student].items():
            for passage in set(passages(*cell)) - given.get(name, set()):
                writers[name, passage].append(student)
    many = min(MANY, max(3, len(work) // 5))
    own, shared = Counter[tuple[str, str]](), defaultdict[tuple[str, str], Counter[str]](Counter)
    for (name, _), students in writers.items():
        if len(students) <= many:
            own.update((student, name) for student in students)
            for pair in combinations(students, 2):
                shared[pair][name] += 1
    found = []
    for (one, other), counts in shared.items():
        smaller = {name: min(own[one, name], own[other, name]) for name in counts}
        cells = [name for name, count in counts.items() if count >= max(LEAST, SHARE * smaller[name])]
        if cells:
            both, of = (sum(numbers[name] for name in cells) for numbers in (counts, smaller))
            found.append(Alike((one, other), tuple(sorted(cells)), both, of))
    return _together(found)


def _together(pairs: list[Alike]) -> list[Alike]:
    """Pairs who are alike in the same cells, and have somebody in common, are one group."""
    groups: list[Alike] = []
    for pair in pairs:
        touched = [group for group in groups if group.tasks == pair.tasks and set(group.students) & set(pair.students)]
        students = {student for group in [*touched, pair] for student in group.students}
        most = max([*touched, pair], key=lambda group: group.shared)
        groups = [group for group in groups if group not in touched]
        groups.append(replace(most, students=tuple(sorted(students))))
    return sorted(groups, key=lambda group: (-group.shared, group.students))


def passages(kind: str, text: str) -> Iterator[Passage]:
    """Every run of `PASSAGE` symbols of code, or words of a text."""
    parts = symbols(text) if kind == "code" else re.findall(r"\w+", re.sub(r"<[^>]*>", " ", text).casefold())
    for start in range(len(parts) - PASSAGE + 1):
        yield tuple(parts[start : start + PASSAGE])


def symbols(code: str) -> list[str]:
    """Code without layout, comments, the text of strings, and how variables are called."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError):  # it need not be Python
        return re.findall(r"\w+|[^\w\s]", code)
    found: list[str] = []
    for token in tokens:
        if token.type == tokenize.STRING:
            found.append("string")
        elif token.type == tokenize.NAME and token.string not in KEPT_NAMES and found[-1:] != ["."]:
            found.append("name")
        elif token.type not in IGNORED:
            found.append(token.string)
    return found
