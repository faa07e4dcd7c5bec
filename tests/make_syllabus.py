"""Write the numbers of the course wherever they are told again: python tests/make_syllabus.py

Points stand in a lab's source, at the graded cell and in the task's title; hours in the lab's manifest. What follows from
them is in the syllabus, in the README, in the instructor guide and at the top of each lab. A lab whose checks count no
points, the milestone, is no row of the table: its hours are told below it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jupytext

from micrograd_edu.labs import find_manifest, labs

ROOT = Path(__file__).parent.parent
COURSE = ROOT / "course"
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
TITLE = re.compile(r"^## Task \d+: .*\((\d+) points?, \d+ minutes\)$", re.MULTILINE)


@dataclass(frozen=True)
class Points:
    """A task of a lab: what it is worth, what its title says that it is worth, and whether a person reads it."""

    worth: int
    told: int
    by_person: bool


@cache
def points_of(lab: str) -> dict[str, Points]:
    """The points of each task, in the order of the lab."""
    found, title = {}, ""
    for cell in jupytext.read(ROOT / "solutions" / lab / f"{lab}.py").cells:
        titles = TITLE.findall(cell.source) if cell.cell_type == "markdown" else []
        title = titles[-1] if titles else title
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade"):
            found[about["grade_id"].removeprefix("check-")] = Points(about["points"], int(title or 0), about["solution"])
    return found


def total(lab: str, by_person: bool | None = None) -> int:
    """The points of a lab; of those tasks alone that a person reads, or that checks judge."""
    return sum(task.worth for task in points_of(lab).values() if by_person in (None, task.by_person))


def with_points() -> list[str]:
    """The labs that count."""
    return [lab for lab in labs() if points_of(lab)]


def table() -> str:
    """The labs of the syllabus."""
    rows, hours = [], 0.0
    for lab in with_points():
        manifest = find_manifest(lab)
        assert manifest is not None
        hours += manifest.hours
        chapter = f"[chapter]({lab}.md)" if (COURSE / f"{lab}.md").exists() else ""
        numbers = f"{total(lab)} | {total(lab, False)} | {total(lab, True)} | {manifest.hours:g}"
        rows.append(f"| [{manifest.title}](../labs/{lab}/{lab}.ipynb) | {numbers} | {chapter} |")
    of_all = " | ".join(f"**{sum(total(lab, kind) for lab in with_points())}**" for kind in (None, False, True))
    head = ["| lab | points | by checks | by a person | hours | reading |", "|---|---|---|---|---|---|"]
    return "\n".join([*head, *rows, f"| | {of_all} | **{hours:g}** | |"])


def copies() -> Iterator[tuple[Path, str, str]]:
    """Each place where a number is told again: the file, a pattern that occurs in it once, and what should be there."""
    everything, judged, read = (sum(total(lab, kind) for lab in with_points()) for kind in (None, False, True))
    count = WORDS[len(with_points())].capitalize()
    syllabus, guide = COURSE / "syllabus.md", COURSE / "instructor_guide.md"
    yield syllabus, r"\| lab \| points [^\n]*\n(\|[^\n]*\n)+?\| \|[^\n]*\|", table()
    yield syllabus, r"\d+ points are judged by checks", f"{judged} points are judged by checks"
    yield syllabus, r"\d+ points are read by a person", f"{read} points are read by a person"
    yield ROOT / "README.md", r"\w+ labs, \d+ points", f"{count} labs, {everything} points"
    told = f"{count} labs with {everything} points: {judged} judged by checks, {read} read by you"
    yield guide, r"\w+ labs with \d+ points: \d+ judged by checks, \d+ read by you", told
    for lab in labs():
        source, manifest = ROOT / "solutions" / lab / f"{lab}.py", find_manifest(lab)
        assert manifest is not None
        yield source, r"\*\*Time\*\* about [\d.]+ hours", f"**Time** about {manifest.hours:g} hours"
        if lab in with_points():
            yield source, r"\*\*Points\*\* \d+", f"**Points** {total(lab)}"
        else:
            yield syllabus, rf"{lab}\.ipynb\)\s\(about [\d.]+ hours", f"{lab}.ipynb) (about {manifest.hours:g} hours"


def renewed(write: Callable[[Path, str], object]) -> None:
    """Hand each file in which a copy is out of date to `write`, with its new text."""
    texts: dict[Path, str] = {}
    for path, pattern, words in copies():
        before = texts.setdefault(path, path.read_text(encoding="utf-8"))
        found = re.findall(pattern, before)
        assert len(found) == 1, f"{path}: {pattern} is there {len(found)} times"
        texts[path] = re.sub(pattern, lambda _, words=words: words, before)
    for path, text in texts.items():
        if text != path.read_text(encoding="utf-8"):
            write(path, text)


if __name__ == "__main__":
    renewed(lambda path, text: path.write_text(text, encoding="utf-8"))
