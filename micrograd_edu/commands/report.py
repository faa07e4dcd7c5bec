"""`micrograd-edu report`: what the class did in a lab, and what to do about it."""

from __future__ import annotations

from pathlib import Path

import click

from micrograd_edu.commands.options import course_option, lab_argument, refusals

OUT = click.Path(path_type=Path, dir_okay=False)


@click.command()
@lab_argument
@click.argument("to", metavar="[FILE]", required=False, type=OUT)
@course_option
@click.option("--json", "data", type=OUT, metavar="FILE", help="Write the same for programs, too.")
def report(lab: str, to: Path | None, course: Path, data: Path | None) -> None:
    """Make a page on how the class did in a lab.

    Task by task, what is misunderstood and by how many, failures that nobody has named, who is stuck, late or missing, what
    waits for you. It goes to report/LAB.html, or to FILE; it opens without a network, and names students by their id alone.
    """
    from micrograd_edu.grading.batch import Course
    from micrograd_edu.grading.class_report import class_report
    from micrograd_edu.grading.lateness import settle
    from micrograd_edu.grading.report_page import headline, report_page
    from micrograd_edu.grading.summary import printable
    from micrograd_edu.grading.whole_file import write_whole

    with refusals():
        submissions = Course(course, lab)
        settle(submissions)
        found = class_report(submissions)
    to = to or course / "report" / f"{lab}.html"
    to.parent.mkdir(parents=True, exist_ok=True)
    write_whole(to, report_page(found))
    if data:
        data.parent.mkdir(parents=True, exist_ok=True)
        write_whole(data, found.as_json())
    print(printable(headline(found).replace("`", "")))
    print(f"All of it: {to}" + (f", and for programs {data}" if data else ""))
