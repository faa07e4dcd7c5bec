"""`micrograd-edu feedback`: pages that say what the gradebook says, and their way back to the students."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from micrograd_edu.commands.options import FILE, Refusal, course_option, lab_argument, refusals, student_option

if TYPE_CHECKING:
    from micrograd_edu.grading.batch import Course


@click.command()
@lab_argument
@course_option
@student_option
@click.option("--release", "by_exchange", is_flag=True, help="Put the pages into nbgrader's exchange.")
@click.option("--zip", "to", type=click.Path(path_type=Path, dir_okay=False), help="Put them into a zip for the platform of")
@click.option("--moodle", type=FILE, metavar="ZIP", help="Moodle's Download all submissions, or of")
@click.option("--canvas", type=FILE, metavar="ZIP", help="Canvas's Download Submissions.")
def feedback(
    lab: str,
    course: Path,
    students: tuple[str, ...],
    by_exchange: bool,
    to: Path | None,
    moodle: Path | None,
    canvas: Path | None,
) -> int:
    """Make the feedback pages that are due, and send them back.

    With --release, through nbgrader's exchange, to those whose work came by it. With --zip FILE, as a zip for the learning
    platform that the submissions came from, which is named by the zip that was collected: --moodle ZIP or --canvas ZIP.
    """
    from micrograd_edu.grading.batch import Course
    from micrograd_edu.grading.feedback import renew_feedback
    from micrograd_edu.grading.lateness import settle
    from micrograd_edu.grading.release_feedback import release

    if (to is not None) != ((moodle is not None) + (canvas is not None) == 1):
        raise Refusal("For a zip, name it and the one that you collected: --zip FILE with --moodle ZIP or --canvas ZIP.")
    with refusals():
        submissions = Course(course, lab)
        settle(submissions)
    everyone = list(students) or submissions.students()
    renewed = renew_feedback(submissions, everyone)
    print(f"{lab}: {len(renewed)} feedback pages made, {len(everyone) - len(renewed)} need none or are up to date.")
    if by_exchange:
        with refusals():
            released = release(submissions, everyone)
        print(f"{len(released)} are in the exchange.")
        if others := [student for student in everyone if student not in released]:
            print(f"Not there, because their work did not come by it, or has no page: {', '.join(others)}")
    left_out = _zip(submissions, to, moodle, canvas) if to else []
    if due := submissions.due(everyone):
        print(f"Not graded as they are now: {', '.join(due)}. To do so: micrograd-edu grade {lab}", file=sys.stderr)
    return 1 if due or left_out else 0


def _zip(submissions: Course, to: Path, moodle: Path | None, canvas: Path | None) -> list[str]:
    """Write the zip; say who is not in it."""
    from micrograd_edu.grading.collect import from_canvas, from_moodle
    from micrograd_edu.grading.release_feedback import zip_of_pages
    from micrograd_edu.grading.roster import in_gradebook
    from micrograd_edu.grading.whole_file import write_whole

    with submissions.gradebook() as gradebook:
        roster = in_gradebook(gradebook)
    with refusals():
        handed_in = from_moodle(moodle) if moodle else from_canvas(canvas or Path())
        content, inside, left_out = zip_of_pages(submissions, roster, handed_in)
    write_whole(to, content)
    print(f"{to}: the pages of {len(inside)}.")
    if left_out:
        print(f"Left out {len(left_out)}:", *left_out, sep="\n  ")
    return left_out
