"""The class report as a page: what matters first, then task by task; complete in one file that can load and run nothing."""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from micrograd_edu.grading.class_report import ENOUGH, ClassReport, TaskReport
from micrograd_edu.grading.feedback_page import POLICY, highlighted, points, sentence
from micrograd_edu.grading.groups import Group, Named
from micrograd_edu.grading.student_work import FAILED, MENDED, PART, PASSED, SKIPPED, WAITING
from micrograd_edu.grading.summary import duration, printable
from micrograd_edu.labs import find_manifest

SHOWN = 10  # groups, pairs and misconceptions that are not folded
BLOCKS = 15  # students in one column of the histogram that are still drawn one by one
# for a check (False), and for a task that a person reads: its states in the order of the bar, how each looks, its name
BARS = {
    False: [
        (PASSED, "ok", "passed"),
        (MENDED, "mend", "right once an earlier task is mended"),
        (PART, "part", "part"),
        (FAILED, "bad", "failed"),
        (SKIPPED, "none", "not tried"),
        (WAITING, "wait", "waiting for a person"),
    ],
    True: [
        (PASSED, "ok", "full marks"),
        (PART, "part", "part"),
        (FAILED, "bad", "none"),
        (SKIPPED, "none", "left blank"),
        (WAITING, "wait", "waiting for a reader"),
    ],
}


@dataclass(frozen=True)
class Act:
    """Something to do now: where on the page it is explained, and why."""

    what: str
    why: str
    where: str


def report_page(report: ClassReport) -> str:
    """The page, as HTML."""
    manifest = find_manifest(report.lab)
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True)
    environment.filters |= {"points": points, "sentence": sentence, "code": highlighted, "plain": printable, "ago": duration}
    seconds = {work.student: work.seconds for work in report.work.values() if work.seconds is not None}
    alone = defaultdict[str, list[str]](list)
    for student, failed in report.wrong.alone:
        alone[student].append(failed.task)
    return environment.get_template("report_page.html.j2").render(
        policy=Markup(POLICY),
        title=f"Lab {manifest.title}" if manifest else report.lab,
        report=report,
        headline=headline(report),
        acts=acts(report),
        bars=BARS,
        legend=[(look, word) for state, look, word in BARS[False] if any(task.count(state) for task in report.checks)],
        missing=[student for student, until in report.missing.items() if not until],
        most=sum(task.points for task in report.checks),
        judged=sorted(report.judged.values()),
        median=statistics.median(report.judged.values()) if report.judged else 0,
        mean=statistics.fmean(report.judged.values()) if report.judged else 0,
        columns=histogram(report),
        blocks=BLOCKS,
        failures=failures(report),
        alone=alone,
        noise=2 / math.sqrt(len(report.counted)) if len(report.counted) >= ENOUGH else None,
        enough=ENOUGH,
        shown=SHOWN,
        seconds=seconds,
        slowest=max(seconds, key=lambda student: seconds[student], default=""),
        typical=statistics.median(seconds.values()) if seconds else 0,
        late=[work for work in report.work.values() if work.late],
        group_of={(student, group.task): group.id for group in report.wrong.groups for student in group.students},
    )


def headline(report: ClassReport) -> str:
    """The sentence that matters first."""
    students = len(report.counted)
    if not students:
        return "Nothing that was handed in could be read as a notebook."
    failing = max(report.checks, key=lambda task: (task.count(FAILED, PART), task.points), default=None)
    skipped = max((task.count(SKIPPED) for task in report.checks), default=0)
    if failing is None or not (failing.count(FAILED, PART) or skipped):
        return f"All {students} have every point that checks give."
    lost = failing.count(FAILED, PART)
    if skipped > max(lost, students / 4):
        stop = next(task for task in report.checks if task.count(SKIPPED) >= 0.8 * skipped)
        return f"The class stops at `{stop.task}`: {stop.count(SKIPPED)} of {students} have not begun it."
    return f"`{failing.task}` holds the class up: {lost} of {students} fail it{_why(report, failing, lost)}."


def _why(report: ClassReport, task: TaskReport, lost: int) -> str:
    """What most of those who fail a task have in common, if that can be said."""
    known: list[Named | Group] = [*report.wrong.named, *report.wrong.groups]
    causes = [cause for cause in known if cause.task == task.task]
    cause = max(causes, key=lambda cause: len(cause.students), default=None)
    if cause is None or (share := len(cause.students)) < 2 or 3 * share < lost:
        return ""
    whom = f", all {lost}" if share == lost else f", and {share} of those {lost}"
    if isinstance(cause, Group):
        return f"{whom} do the same thing, which has no name yet"
    says = cause.known.says.rstrip(".")
    return f"{whom} for the same reason: {says[:1].lower() if says[1:2].islower() else says[:1]}{says[1:]}"


def acts(report: ClassReport) -> list[Act]:
    """What to do now, first what helps most."""
    found = []
    if report.changed:
        why = "their files, or the checks, are not as they were when they were graded"
        found.append(Act(f"Grade {_students(len(report.changed))} again: `micrograd-edu grade {report.lab}`", why, "#tasks"))
    wide = [named for named in report.wrong.named if len(named.students) > 1][:2]
    for named in wide:
        why = f"{named.known.says} {_students(len(named.students))}, `{named.task}`"
        found.append(Act(f"Ask in class: {named.known.ask}", why, f"#{anchor(named)}"))
    for group in report.wrong.groups[:1]:
        found.append(
            Act(f"Name group {group.id}", f"{group.size} students get your question in place of a bare fact", f"#{group.id}")
        )
    if report.waiting:
        tasks = ", ".join(f"`{task.task}` {count}" for task in report.tasks if (count := task.count(WAITING)))
        found.append(Act(f"Read {report.waiting} {_plural('answer', report.waiting)}", tasks, "#who"))
    if report.stuck:
        names = [who.student for who in report.stuck]
        shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        found.append(Act(f"Write to {shown}", "they try, and do not get on", "#who"))
    if report.cases:
        kinds = dict.fromkeys(what for _, _, what in report.cases)
        found.append(Act(f"Decide on {len(report.cases)} {_plural('case', len(report.cases))}", "; ".join(kinds), "#who"))
    return found


def anchor(named: Named) -> str:
    """Where on the page a misconception stands."""
    return f"{named.task}-{named.known.name}"


def failures(report: ClassReport) -> tuple[int, int]:
    """How many failed checks have a name, of how many."""
    named = {(student, each.task) for each in report.wrong.named for student in each.students}
    return len(named), len(named) + sum(group.size for group in report.wrong.groups) + len(report.wrong.alone)


def histogram(report: ClassReport) -> list[dict[str, Any]]:
    """Columns of points by checks: from where, how many students, and how high of the highest."""
    most = math.ceil(sum(task.points for task in report.checks))
    step = max(1, math.ceil(most / 25))
    counts = [0] * (most // step + 1)
    for value in report.judged.values():
        counts[min(int(value // step), len(counts) - 1)] += 1
    highest = max(counts)
    return [
        {"from": place * step, "count": count, "share": count / highest if highest else 0}
        for place, count in enumerate(counts)
    ]


def _students(count: int) -> str:
    return f"{count} {_plural('student', count)}"


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
