"""`micrograd-edu class`: a folder for a term."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from micrograd_edu.class_folder import OWN, new_class
from micrograd_edu.commands.build import build
from micrograd_edu.commands.export import export
from micrograd_edu.commands.feedback import feedback
from micrograd_edu.commands.grade import grade
from micrograd_edu.commands.options import FILE, Refusal, labs_that_begin, need_packages, refusals
from micrograd_edu.commands.report import report
from micrograd_edu.labs import labs, use_own_labs

FOLDER = click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False))


@click.group("class")
def class_() -> None:
    """Make a folder for a class, or a demonstration of one."""
    need_packages()


@class_.command()
@FOLDER
@click.option(
    "--lab", "chosen", multiple=True, metavar="LAB", shell_complete=labs_that_begin, help="May be repeated. [default: all]"
)
@click.option("--course-id", metavar="ID", help="For nbgrader's exchange. [default: the folder's name]")
@click.option("--roster", type=FILE, metavar="CSV", help="The students.")
@click.option("--due", multiple=True, metavar="LAB=TIME", help='As in lab1_operators="2026-11-30 23:59 UTC".')
@click.option("--late", type=click.Choice(["none", "zero"]), help="What a late submission loses. [default: none]")
def new(
    folder: Path, chosen: tuple[str, ...], course_id: str | None, roster: Path | None, due: tuple[str, ...], late: str | None
) -> None:
    """Make FOLDER, for a term: configuration, sources of the labs, roster.

    On a folder that is a class already, this brings what is new in this version of the package. What you changed stays as it
    is, and is said; ours is put beside it.
    """
    from nbgrader.api import Gradebook
    from nbgrader.utils import parse_utc

    from micrograd_edu.grading.build import environment
    from micrograd_edu.grading.course_app import CourseApp
    from micrograd_edu.grading.roster import enter_roster, read_roster
    from micrograd_edu.grading.whole_file import write_whole

    use_own_labs((folder / OWN).resolve())
    with refusals():
        students = read_roster(roster) if roster else []
        dates = dict(_date(pair) for pair in due)
        times = {lab: parse_utc(text) for lab, text in dates.items()}
        for sentence in new_class(folder, chosen, course_id, late):
            print(sentence)
        if roster:
            write_whole(folder / "roster.csv", roster.read_text(encoding="utf-8-sig"))
        os.environ["PATH"] = environment()["PATH"]
        course = CourseApp.opened(folder).coursedir
        with Gradebook(course.db_url, course.course_id) as gradebook:
            enter_roster(gradebook, students)
            for lab, time in times.items():
                gradebook.update_or_create_assignment(lab, duedate=time)
    print(f"{folder} is a class. Go there, and: micrograd-edu build")


def _date(pair: str) -> tuple[str, str]:
    lab, equals, time = pair.partition("=")
    if not equals or lab not in labs():
        raise ValueError(f"--due takes LAB=TIME with a lab of the course; got {pair}")
    return lab, time


@class_.command()
@FOLDER
@click.pass_context
def demo(context: click.Context, folder: Path) -> None:
    """Make FOLDER with twelve sample students, graded.

    Lab 1, with excellent, typical, late, hostile and empty submissions; with feedback, a report on the class and
    exported points, ready to be opened in formgrader.
    """
    from micrograd_edu.demo_class import DUE, LAB, ROSTER, hand_in

    if folder.exists() and any(folder.iterdir()):
        raise Refusal(f"{folder} is not empty: name a folder that is not there yet.")
    with tempfile.TemporaryDirectory() as elsewhere:
        roster = Path(elsewhere, "roster.csv")
        roster.write_text(ROSTER, encoding="utf-8")
        due = (f"{LAB}={DUE}",)
        context.invoke(new, folder=folder, chosen=(LAB,), course_id="demo", roster=roster, due=due, late="zero")
    context.invoke(build, labs=(LAB,), course=folder)
    hand_in(folder)
    context.invoke(grade, lab=LAB, course=folder)
    context.invoke(feedback, lab=LAB, course=folder)
    context.invoke(report, lab=LAB, course=folder)
    context.invoke(export, lab=LAB, to=folder / "grades.csv", course=folder)
    print(f"To look at it: open {folder}/report/{LAB}.html in a browser. To read answers: cd {folder}; jupyter lab,")
    print("and there the menu Nbgrader, Formgrader.")
