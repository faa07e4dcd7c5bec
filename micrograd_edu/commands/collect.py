"""`micrograd-edu collect`: what a learning platform collected, into the course folder."""

from __future__ import annotations

from pathlib import Path

import click

from micrograd_edu.commands.options import FILE, Refusal, course_option, lab_argument, refusals


@click.command()
@lab_argument
@course_option
@click.option("--moodle", type=FILE, metavar="ZIP", help="What Moodle's Download all submissions gave.")
@click.option("--worksheet", type=FILE, metavar="CSV", help="Moodle's grading worksheet: tells addresses and times.")
@click.option("--canvas", type=FILE, metavar="ZIP", help="What Canvas's Download Submissions gave.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with a folder or a notebook for each student: id, address or full name.",
)
def collect(
    lab: str, course: Path, moodle: Path | None, worksheet: Path | None, canvas: Path | None, folder: Path | None
) -> int:
    """Bring in what students handed in.

    From one of --moodle, --canvas or --folder. Students are found in roster.csv of the course folder. An earlier version
    goes to submitted_earlier; what is the same as before stays as it is. (From nbgrader's exchange: nbgrader collect LAB.)
    """
    from micrograd_edu.grading import collect as collecting
    from micrograd_edu.grading.batch import Course
    from micrograd_edu.grading.roster import ROSTER, enter_roster, in_gradebook, read_roster

    if sum(source is not None for source in (moodle, canvas, folder)) != 1:
        raise Refusal("Name one source: --moodle ZIP, --canvas ZIP or --folder FOLDER.")
    with refusals():
        submissions = Course(course, lab)
        with submissions.gradebook() as gradebook:
            if (course / ROSTER).exists():
                enter_roster(gradebook, read_roster(course / ROSTER))
            roster = in_gradebook(gradebook)
        if not roster:
            raise Refusal(f"There is nobody on the roster: put {ROSTER} into {course}, with a first line id,first_name,...")
        if moodle:
            handed_in = collecting.from_moodle(moodle, worksheet)
        elif canvas:
            handed_in = collecting.from_canvas(canvas)
        else:
            assert folder is not None
            handed_in = collecting.from_folder(folder)
        done = collecting.collect(submissions, roster, handed_in)
    print(f"{lab}: {len(done.new)} new, {len(done.renewed)} renewed, {len(done.unchanged)} as before.")
    if done.to_know:
        print("To know:", *done.to_know, sep="\n  ")
    if done.left_out:
        print(f"Left out {len(done.left_out)}:", *done.left_out, sep="\n  ")
    return 1 if done.left_out else 0
