"""The `micrograd-edu` command."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from tqdm import tqdm


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(prog="micrograd-edu", description="Build and grade the labs of the course.")
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="make the student version of labs from their source, with nbgrader")
    build.add_argument("labs", nargs="*", metavar="LAB", help="for example lab1_operators; all labs if none is named")
    build.add_argument("--course", type=Path, default=Path.cwd(), help="folder with nbgrader_config.py (default: here)")
    build.set_defaults(run=_build)
    grade = commands.add_parser("grade", help="autograde all submissions of a lab, sandboxed, in parallel")
    grade.add_argument("lab", metavar="LAB", help="for example lab1_operators")
    grade.add_argument("--course", type=Path, default=Path.cwd(), help="folder with nbgrader_config.py (default: here)")
    grade.add_argument("--workers", type=int, default=os.cpu_count(), help="processes (default: one for each processor)")
    grade.add_argument("--scheduler", metavar="ADDRESS", help="run on a Dask cluster instead, for example tcp://host:8786")
    grade.add_argument("--force", action="store_true", help="grade again what has not changed")
    grade.add_argument(
        "--run-unprotected", action="store_true", help="without the sandbox: strangers' code gets your rights"
    )
    grade.set_defaults(run=_grade)
    options = parser.parse_args(arguments)
    if not (options.course / "nbgrader_config.py").exists():
        print(f"No nbgrader_config.py in {options.course}: run this in the course folder, or name it with --course.")
        return 2
    return options.run(options)


def _build(options: argparse.Namespace) -> int:
    from micrograd_edu.grading.build import build_lab, labs_in

    for lab in tqdm(options.labs or labs_in(options.course), desc="building", file=sys.stdout):
        try:
            built = build_lab(options.course, lab)
        except (FileNotFoundError, RuntimeError) as error:
            print(error, file=sys.stderr)
            return 1
        tqdm.write(f"{lab}: {built}", file=sys.stdout)
    return 0


def _grade(options: argparse.Namespace) -> int:
    from micrograd_edu.grading.batch import Course
    from micrograd_edu.grading.sandbox import SandboxUnavailable, check_sandbox
    from micrograd_edu.grading.workers import Workers, grade_all

    try:
        if not options.run_unprotected and not options.scheduler:
            check_sandbox()
        course = Course(options.course, options.lab, options.run_unprotected)
        everyone = course.students()
        todo = everyone if options.force else [student for student in everyone if not course.is_graded(student)]
        print(f"{options.lab}: {len(everyone)} submissions, {len(everyone) - len(todo)} graded already and unchanged.")
        workers = Workers(options.workers, options.scheduler)
    except (LookupError, SandboxUnavailable, OSError, ImportError) as error:
        print(error.args[0] if error.args else error, file=sys.stderr)
        return 2
    outcomes = []
    try:
        with tqdm(total=len(todo), unit="submission", file=sys.stdout, smoothing=0.1) as bar:
            for outcome in grade_all(course, todo, workers):
                outcomes.append(outcome)
                bar.update()
                tqdm.write(outcome.line(), file=sys.stdout)
    except SandboxUnavailable as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"\nInterrupted: {len(outcomes)} are graded and recorded. The same command goes on with the rest.")
        return 130
    finally:
        workers.close()
    return _summarize(outcomes, options.run_unprotected)


def _summarize(outcomes: list, run_unprotected: bool) -> int:
    """Print the table; return 1 if a person must look at a submission that could not be run or recorded normally."""
    notes = [outcome for outcome in outcomes if outcome.note]
    graded = [outcome for outcome in outcomes if outcome.score is not None]
    print(f"\n{'student':<24} {'judged':>12} {'to read':>8} {'seconds':>8}")
    for outcome in sorted(outcomes, key=lambda outcome: outcome.student):
        print(outcome.row())
    print(
        f"{len(graded)} graded; {sum(outcome.waiting for outcome in graded)} written answers wait for a person (formgrader)."
    )
    if run_unprotected:
        print("These submissions ran WITHOUT the sandbox, with your rights. Their feedback says so.")
    if notes:
        print(f"\nPlease look at {len(notes)} of them:")
        for outcome in sorted(notes, key=lambda outcome: outcome.student):
            print(f"  {outcome.student}: {outcome.note}")
    return 1 if notes else 0


if __name__ == "__main__":
    sys.exit(main())
