"""`micrograd-edu grade`: all submissions of a lab, sandboxed, in parallel."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from micrograd_edu.commands.options import Refusal, course_option, lab_argument, student_option


@click.command()
@lab_argument
@course_option
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=os.cpu_count,
    show_default="one for each processor",
    help="How many are graded at a time.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Run on a Dask cluster instead, for example tcp://host:8786.")
@click.option(
    "--tls",
    nargs=3,
    type=click.Path(path_type=Path),
    metavar="CA CERT KEY",
    help="Files (PEM) for a cluster that speaks TLS: the authority's certificate, yours, and its key.",
)
@student_option
@click.option("--force", is_flag=True, help="Run again what has not changed.")
@click.option("--zero", multiple=True, metavar="NAME", help="Accept a folder without a notebook as 0.")
@click.option("--run-unprotected", is_flag=True, help="Without the sandbox: strangers' code gets your rights.")
def grade(
    lab: str,
    course: Path,
    workers: int,
    scheduler: str | None,
    tls: tuple[Path, Path, Path] | None,
    students: tuple[str, ...],
    force: bool,
    zero: tuple[str, ...],
    run_unprotected: bool,
) -> int:
    """Autograde all submissions of a lab, sandboxed, in parallel.

    What is graded and unchanged is skipped. End it at any moment: the same command goes on with the rest.
    """
    try:
        from tqdm import tqdm

        from micrograd_edu.grading.batch import Course
        from micrograd_edu.grading.feedback import renew_feedback
        from micrograd_edu.grading.guard import Refused
        from micrograd_edu.grading.lateness import settle
        from micrograd_edu.grading.sandbox import SandboxUnavailable, check_sandbox
        from micrograd_edu.grading.summary import summary
        from micrograd_edu.grading.workers import DaskWorkers, LocalWorkers, grade_all
    except ImportError as error:
        raise Refusal(
            f"Nothing was run: a part of the grading cannot be loaded ({error}). Install the course again."
        ) from error
    try:
        if not run_unprotected and not scheduler:
            check_sandbox()
        submissions = Course(course, lab, run_unprotected)
        everyone = list(students) or submissions.students()
        for student in zero:
            submissions.accept_as_zero(student)
        settle(submissions)
        for sentence in submissions.ask_misconceptions():
            print(sentence, file=sys.stderr)
        goes_on = force and submissions.force(everyone)
        todo = submissions.due(everyone)
        print(f"{lab}: {len(everyone)} submissions, {len(everyone) - len(todo)} graded already and unchanged.")
        if goes_on:
            print("An earlier --force was interrupted: this goes on with those that it had left.")
        where = DaskWorkers(scheduler, tls) if scheduler else LocalWorkers(workers)
    except Refused as refused:
        raise Refusal(refused.reason) from refused
    except (LookupError, ValueError, SandboxUnavailable, ImportError) as error:
        raise Refusal(str(error.args[0] if error.args else error)) from error
    outcomes = []
    try:
        with tqdm(total=len(todo), unit="submission", file=sys.stdout, smoothing=0.1, disable=None) as bar:
            for outcome in grade_all(submissions, todo, where):
                outcomes.append(outcome)
                bar.update()
                tqdm.write(outcome.line(), file=sys.stdout)
        submissions.end_forced(everyone)
        settle(submissions)
        renewed = renew_feedback(submissions, everyone, only_existing=True)
    except SandboxUnavailable as error:
        raise Refusal(str(error)) from error
    except KeyboardInterrupt:
        print(f"\nInterrupted: {len(outcomes)} are graded and recorded. The same command goes on with the rest.")
        return 130
    finally:
        where.close()
    for line in summary(submissions, outcomes):
        print(line)
    if renewed:
        print(f"Feedback was out of date for {', '.join(renewed)}: made anew.")
    if run_unprotected:
        print("These submissions ran WITHOUT the sandbox, with your rights. Their feedback says so.")
    return 1 if any(outcome.note for outcome in outcomes) else 0
