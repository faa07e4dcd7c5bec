"""`micrograd-edu feedback`: pages that say what the gradebook says."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from micrograd_edu.commands.options import course_option, lab_argument, refusals, student_option


@click.command()
@lab_argument
@course_option
@student_option
def feedback(lab: str, course: Path, students: tuple[str, ...]) -> int:
    """Make feedback pages that are missing or out of date."""
    from micrograd_edu.grading.batch import Course
    from micrograd_edu.grading.feedback import renew_feedback
    from micrograd_edu.grading.lateness import settle

    with refusals():
        submissions = Course(course, lab)
        settle(submissions)
    everyone = list(students) or submissions.students()
    renewed = renew_feedback(submissions, everyone)
    print(f"{lab}: {len(renewed)} feedback pages made, {len(everyone) - len(renewed)} need none or are up to date.")
    if due := submissions.due(everyone):
        print(f"Not graded as they are now: {', '.join(due)}. To do so: micrograd-edu grade {lab}", file=sys.stderr)
        return 1
    return 0
