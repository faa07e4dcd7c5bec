"""`micrograd-edu export`: points into a table, or into a learning platform's own file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from micrograd_edu.commands.options import FILE, Refusal, course_option, lab_argument, refusals


@click.command()
@lab_argument
@click.argument("to", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@course_option
@click.option("--canvas", type=FILE, metavar="CSV", help="Canvas's exported gradebook: fill in this lab's column.")
@click.option("--column", default="", metavar="NAME", help="Which column of it, where the lab's name is not in just one.")
@click.option("--moodle", type=FILE, metavar="CSV", help="Moodle's grading worksheet: fill in the grades.")
def export(lab: str, to: Path, course: Path, canvas: Path | None, column: str, moodle: Path | None) -> int:
    """Write the points of a lab to FILE.

    A table with a column for each task; or, with --canvas or --moodle, the file that the platform exported, filled in, to be
    imported there. Only graded work gets a number: who has not handed in, or waits for a reader, is left as the platform
    has it. (All labs in nbgrader's form: nbgrader export.)
    """
    from micrograd_edu.grading.batch import Course
    from micrograd_edu.grading.export import for_canvas, for_moodle, results, table
    from micrograd_edu.grading.lateness import settle
    from micrograd_edu.grading.roster import in_gradebook
    from micrograd_edu.grading.whole_file import write_whole

    if canvas and moodle:
        raise Refusal("Name one of --canvas and --moodle.")
    with refusals():
        submissions = Course(course, lab)
        settle(submissions)
        with submissions.gradebook() as gradebook:
            roster = in_gradebook(gradebook)
        found, maxima = results(submissions, roster)
        said: list[str] = []
        if canvas:
            text, said = for_canvas(canvas, lab, column, found)
        elif moodle:
            text, said = for_moodle(moodle, found, sum(maxima.values()))
        else:
            text = table(lab, found, maxima)
    write_whole(to, text)
    states = Counter(result.state for result in found)
    print(f"{to}: {', '.join(f'{count} {state}' for state, count in states.items()) or 'nobody'}.")
    for sentence in said:
        print(f"  {sentence}")
    return 1 if said else 0
