"""`micrograd-edu misconception`: a name for what several students get wrong."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from micrograd_edu.commands.options import Refusal, course_option, lab_argument, refusals

NAME = re.compile(r"[a-z][a-z0-9_]*")


@click.group()
def misconception() -> None:
    """Name what several students get wrong."""


@misconception.command()
@lab_argument
@click.argument("group", metavar="GROUP")
@course_option
@click.option("--name", metavar="NAME", help="Of the file, such as seeds_with_data.")
@click.option("--sentence", metavar="TEXT", help="What shows, in a sentence to the student.")
@click.option("--ask", metavar="TEXT", help="A question back to the student, which does not give the answer.")
@click.option("--read", default="", metavar="TEXT", help="Where to read on, as in \"Lab 1, 'A derivative is a nudge'\".")
def new(lab: str, group: str, course: Path, name: str | None, sentence: str | None, ask: str | None, read: str) -> int:
    """Name what the students of GROUP do, and renew their verdicts and feedback.

    The report tells the groups: failed checks without a name whose code does the same. This writes
    misconceptions/LAB/NAME.py into the course folder, with the shortest code of the group. What is kept is judged again;
    nothing is run. Who does the same later is told the same. What is not given as an option is asked for.
    """
    from micrograd_edu.grading.batch import Course
    from micrograd_edu.grading.feedback import renew_feedback
    from micrograd_edu.grading.groups import find_group
    from micrograd_edu.grading.name_group import name_group
    from micrograd_edu.grading.summary import printable

    with refusals():
        found = find_group(Course(course, lab), group)
        if not (name and sentence and ask) and sys.stdin.isatty():
            print(f"{found.size} students, {found.task}: {', '.join(found.students)}")
            for line in ["", *found.specimen.splitlines(), "", *(fact.says for fact in found.facts), ""]:
                print(printable(line))
        words = [name or _asked_for("name", "Name of the file, such as seeds_with_data")]
        words += [sentence or _asked_for("sentence", "What shows, in a sentence to the student")]
        words += [ask or _asked_for("ask", "A question back, which does not give the answer")]
        if not NAME.fullmatch(words[0]):
            raise Refusal(f"A name has small letters, digits and _, and begins with a letter; got {printable(words[0])}.")
        path = name_group(Course(course, lab), found, *(" ".join(text.split()) for text in [*words, read]))
        submissions = Course(course, lab)
        named = [student for student in found.students if submissions.judge_again(student)]
        renewed = renew_feedback(submissions, named, only_existing=True)
    print(f"{path}: written. The code in it is a student's: read it before you hand it on.")
    print(f"{len(named)} verdicts renewed, {len(renewed)} feedback pages made anew; nothing was run.")
    if left := sorted(set(found.students) - set(named)):
        print(f"Changed since they were graded: {', '.join(left)}. To grade them: micrograd-edu grade {lab}")
    print(
        f"To give it to all who teach this course: its place is micrograd_edu/labs/{lab}/misconceptions/, with a line "
        "`# read:` where there is none. The course's tests then hold it to a row of the kill table (CONTRIBUTING.md)."
    )
    return 0


def _asked_for(option: str, text: str) -> str:
    """The answer of whoever sits there."""
    if not sys.stdin.isatty():
        raise Refusal(f"--{option} is missing, and nobody is there to be asked. {text}.")
    answer: str = click.prompt(text)
    return answer
