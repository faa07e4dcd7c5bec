"""What a class got wrong: misconceptions with a name, and failed checks without one, grouped by what their code does.

Told from what is kept beside the grades; nothing is run, nothing is judged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from micrograd_edu.checks.facts import Diagnosis
from micrograd_edu.grading.class_misconceptions import NUMBERS, PLACES, is_alike
from micrograd_edu.grading.failed_checks import CommonAnswers, FailedCheck
from micrograd_edu.grading.kept_evidence import KeptEvidence, hashed

if TYPE_CHECKING:
    from micrograd_edu.grading.batch import Course

ID_DIGITS = 4


@dataclass(frozen=True)
class Group:
    """Failed checks of one task that nobody has named, and whose code does the same.

    Attributes
    ----------
    lab, task : str
        Which task.
    id : str
        Such as "backward-3f2a": the same as long as the class's common challenge is.
    students : tuple of str
        Whose they are, in alphabetical order.
    specimen : str
        The shortest of their cells. A student wrote it: to be read, never to be run.
    specimen_of : str
        Whose that is.
    texts : int
        How many different texts there are.
    alike : str
        "numbers": all answers to the common challenge are the same. "places": they are wrong in the same places.
    facts : tuple of Diagnosis
        What the judge says of the specimen's answers to the common challenge.
    example : tuple of str
        The smallest wrong question: what was asked, what came back, what was expected.
    places : tuple of (str, bool)
        Each question of the common challenge, and whether it was answered right.
    """

    lab: str
    task: str
    id: str
    students: tuple[str, ...]
    specimen: str
    specimen_of: str
    texts: int
    alike: str
    facts: tuple[Diagnosis, ...]
    example: tuple[str, str, str]
    places: tuple[tuple[str, bool], ...]

    @property
    def size(self) -> int:
        return len(self.students)


@dataclass(frozen=True)
class Named:
    """A misconception that was recognised in the class.

    Attributes
    ----------
    lab, task : str
        Where.
    known : Diagnosis
        Its name, what it says and asks.
    students : tuple of str
        In whose work, in alphabetical order.
    is_of_the_class : bool
        Whether the class folder brought it.
    """

    lab: str
    task: str
    known: Diagnosis
    students: tuple[str, ...]
    is_of_the_class: bool


@dataclass(frozen=True)
class WrongWork:
    """Everything that a class got wrong in a lab.

    Attributes
    ----------
    named : list of Named
        The misconceptions, the most frequent first.
    groups : list of Group
        Two students or more who do the same without a name for it, the largest first.
    alone : list of (str, FailedCheck)
        All other failed checks with an answer in them, each with its student.
    """

    named: list[Named]
    groups: list[Group]
    alone: list[tuple[str, FailedCheck]]


def wrong_work(course: Course) -> WrongWork:
    """What the class got wrong in this lab, as its submissions were graded last."""
    found = [
        (student, FailedCheck.from_json(failed))
        for student in course.students()
        for record in KeptEvidence.read(course.evidence(student)).notebooks.values()
        for failed in record.failed.values()
        if not failed["is_empty"]
    ]
    unnamed = [(student, failed) for student, failed in found if failed.name is None]
    groups, left = _groups(course.lab, unnamed, NUMBERS)
    by_places, alone = _groups(course.lab, left, PLACES)
    largest_first = sorted([*groups, *by_places], key=lambda group: (-group.size, group.task, group.students))
    return WrongWork(_named(course.lab, found), largest_first, alone)


def find_group(course: Course, name: str) -> Group:
    """The group with this id.

    Raises
    ------
    LookupError
        If there is none.
    """
    groups = wrong_work(course).groups
    for group in groups:
        if group.id == name:
            return group
    known = ", ".join(f"{group.id} ({group.size} students)" for group in groups) or "none"
    raise LookupError(f"there is no group {name} in {course.lab}; its groups are: {known}.")


Failed = list[tuple[str, FailedCheck]]


def _groups(lab: str, failed: Failed, alike: str) -> tuple[list[Group], Failed]:
    """Those who do the same, two or more, and the others."""
    together: list[tuple[FailedCheck, CommonAnswers, Failed]] = []
    left: Failed = []
    for student, check in failed:
        common = check.common
        if common is None or (alike == PLACES and not common.behaviour.is_told_by_places):
            left.append((student, check))
            continue
        for first, answers, members in together:
            if first.task == check.task and answers.asked == common.asked and is_alike(alike, answers, common):
                members.append((student, check))
                break
        else:
            together.append((check, common, [(student, check)]))
    left += [members[0] for _, _, members in together if len(members) == 1]
    return [_group(lab, members, alike) for _, _, members in together if len(members) > 1], sorted(left, key=_by_task)


def _group(lab: str, members: Failed, alike: str) -> Group:
    of, shortest = min(members, key=lambda member: (len(member[1].code), member[0]))
    common = shortest.common
    assert common is not None, "who is in a group has answered the common challenge"
    does = common.behaviour.places if alike == PLACES else _rounded([each.parts for each in common.behaviour.answers])
    return Group(
        lab=lab,
        task=shortest.task,
        id=f"{shortest.task}-{hashed([common.asked, alike, does])[:ID_DIGITS]}",
        students=tuple(sorted(student for student, _ in members)),
        specimen=shortest.code,
        specimen_of=of,
        texts=len({check.code for _, check in members}),
        alike=alike,
        facts=common.told,
        example=common.example,
        places=common.places,
    )


def _rounded(answer: object) -> object:
    """Numbers so far that the same answers, which agree to nine digits, are the same text."""
    if isinstance(answer, (list, tuple)):
        return list(map(_rounded, answer))
    return f"{answer:.4g}" if type(answer) in (int, float) else answer


def _named(lab: str, found: Failed) -> list[Named]:
    who: dict[tuple[str, Diagnosis, bool], set[str]] = defaultdict(set)
    for student, failed in found:
        for told in failed.told:
            if told.kind == "misconception":
                who[failed.task, told, failed.named_here == told].add(student)
    counts = Counter({key: len(students) for key, students in who.items()})
    ordered = sorted(who, key=lambda key: (-counts[key], key[0], key[1].name))
    return [Named(lab, task, known, tuple(sorted(who[task, known, here])), here) for task, known, here in ordered]


def _by_task(member: tuple[str, FailedCheck]) -> tuple[str, str]:
    return member[1].task, member[0]
