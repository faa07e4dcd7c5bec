"""`micrograd-edu build`: student versions from their sources."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from micrograd_edu.commands.options import Refusal, course_option, labs_that_begin


@click.command()
@click.argument("labs", nargs=-1, metavar="[LAB]...", shell_complete=labs_that_begin)
@course_option
@click.option("--remove", multiple=True, metavar="TASK", help="This task may go, with its grades.")
@click.option("--rename", multiple=True, metavar="OLD=NEW", help="A task with a new name keeps its grades.")
def build(labs: tuple[str, ...], course: Path, remove: tuple[str, ...], rename: tuple[str, ...]) -> int:
    """Make student versions of labs from their sources.

    nbgrader does it. All labs if none is named. What a change means for what is graded already is said; no grade is lost
    without --remove.
    """
    from tqdm import tqdm

    from micrograd_edu.grading.build import build_lab, labs_in
    from micrograd_edu.grading.save_tasks import GradesWouldBeLost

    if wrong := [pair for pair in rename if pair.count("=") != 1]:
        raise Refusal(f"--rename takes OLD=NEW, for example --rename mul=times; got {wrong[0]}")
    renamed = dict(pair.split("=") for pair in rename)
    for lab in tqdm(labs or labs_in(course), desc="building", file=sys.stdout, disable=None):
        try:
            built = build_lab(course, lab, list(remove), renamed)
        except (FileNotFoundError, GradesWouldBeLost, RuntimeError) as error:
            print(error, file=sys.stderr)
            return 1
        for line in [*(f"{lab}: {notebook}" for notebook in built.notebooks), *built.notes]:
            tqdm.write(line, file=sys.stdout)
    return 0
