"""The `micrograd-edu` command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from micrograd_edu import __version__
from micrograd_edu.doctor import BROKEN, examine, install, missing_packages
from micrograd_edu.handout import hand_out


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(prog="micrograd-edu", description="Open, build and grade the labs of the course.")
    parser.add_argument("--version", action="version", version=f"micrograd-edu {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    lab = commands.add_parser(
        "lab",
        help="put the labs into a folder of yours and open JupyterLab there",
        description="Put the labs and their chapters into FOLDER and open JupyterLab there. What you wrote in it stays: "
        "a newer version of a lab is put beside yours. Options that are not listed go to JupyterLab, such as --port=8890.",
    )
    lab.add_argument("folder", nargs="?", type=Path, default=Path("micrograd-edu"), metavar="FOLDER")
    lab.add_argument("--no-browser", action="store_true", help="print the address instead of opening a browser")
    lab.set_defaults(run=_lab)
    doctor = commands.add_parser("doctor", help="look at this machine and say what is missing and what to do about it")
    doctor.set_defaults(run=_doctor)
    build = commands.add_parser("build", help="make the student version of labs from their source, with nbgrader")
    build.add_argument("labs", nargs="*", metavar="LAB", help="for example lab1_operators; all labs if none is named")
    build.add_argument("--course", type=Path, default=Path.cwd(), help="folder with nbgrader_config.py (default: here)")
    build.add_argument("--remove", action="append", default=[], metavar="TASK", help="this task may go, with its grades")
    build.add_argument(
        "--rename", action="append", default=[], metavar="OLD=NEW", help="a task with a new name keeps its grades"
    )
    build.set_defaults(run=_build)
    grade = commands.add_parser("grade", help="autograde all submissions of a lab, sandboxed, in parallel")
    grade.add_argument("lab", metavar="LAB", help="for example lab1_operators")
    grade.add_argument("--course", type=Path, default=Path.cwd(), help="folder with nbgrader_config.py (default: here)")
    grade.add_argument("--workers", type=int, default=os.cpu_count(), help="processes (default: one for each processor)")
    grade.add_argument("--scheduler", metavar="ADDRESS", help="run on a Dask cluster instead, for example tcp://host:8786")
    grade.add_argument(
        "--tls",
        nargs=3,
        type=Path,
        metavar=("CA", "CERT", "KEY"),
        help="files (PEM) for a cluster that speaks TLS: the authority's certificate, yours, and its key",
    )
    grade.add_argument("--student", action="append", default=[], metavar="NAME", help="only this one")
    grade.add_argument("--force", action="store_true", help="run again what has not changed")
    grade.add_argument("--zero", action="append", default=[], metavar="NAME", help="accept a folder without a notebook as 0")
    grade.add_argument(
        "--run-unprotected", action="store_true", help="without the sandbox: strangers' code gets your rights"
    )
    grade.set_defaults(run=_grade)
    feedback = commands.add_parser("feedback", help="make the feedback pages of a lab that are missing or out of date")
    feedback.add_argument("lab", metavar="LAB", help="for example lab1_operators")
    feedback.add_argument("--course", type=Path, default=Path.cwd(), help="folder with nbgrader_config.py (default: here)")
    feedback.add_argument("--student", action="append", default=[], metavar="NAME", help="only this one")
    feedback.set_defaults(run=_feedback)
    options, others = parser.parse_known_args(arguments)
    if options.command == "lab":
        options.jupyterlab = others
    elif others:
        parser.error(f"unknown arguments: {' '.join(others)}")
    run: Callable[[argparse.Namespace], int] = options.run
    return run(options)


def _lab(options: argparse.Namespace) -> int:
    if _lacks_packages():
        return 2
    try:
        said = hand_out(options.folder)
    except OSError as error:
        print(f"The labs cannot be put into {options.folder}: {error}. Name another folder.", file=sys.stderr)
        return 2
    for sentence in said:
        print(sentence)
    print(
        f"The labs are in {options.folder.resolve()}. To come back to them: micrograd-edu lab {options.folder}", flush=True
    )
    from jupyterlab.labapp import main as jupyterlab

    arguments = [f"--ServerApp.root_dir={options.folder.resolve()}", "--LabApp.default_url=/lab/tree/labs"]
    if options.no_browser:
        arguments.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # a container
        arguments.append("--allow-root")
    jupyterlab([*arguments, *options.jupyterlab])
    return 0


def _doctor(options: argparse.Namespace) -> int:
    findings = []
    for finding in examine(Path.cwd()):
        findings.append(finding)
        print(finding, flush=True)
    return 1 if any(finding.state == BROKEN for finding in findings) else 0


def _lacks_packages() -> bool:
    """Whether what the labs need is not installed; if so, say it."""
    missing = missing_packages("lab")
    if missing:
        print(f"This needs packages that are not installed: {', '.join(missing)}. {install('lab')}", file=sys.stderr)
    return bool(missing)


def _is_course(folder: Path) -> bool:
    """Whether there is a configuration; if not, say what to do."""
    there = (folder / "nbgrader_config.py").exists()
    if not there:
        print(f"No nbgrader_config.py in {folder}: run this in the course folder, or name it with --course.")
    return there


def _build(options: argparse.Namespace) -> int:
    if _lacks_packages() or not _is_course(options.course):
        return 2
    from tqdm import tqdm

    from micrograd_edu.grading.build import build_lab, labs_in
    from micrograd_edu.grading.save_tasks import GradesWouldBeLost

    if wrong := [pair for pair in options.rename if pair.count("=") != 1]:
        print(f"--rename takes OLD=NEW, for example --rename mul=times; got {wrong[0]}", file=sys.stderr)
        return 2
    renamed = dict(pair.split("=") for pair in options.rename)
    for lab in tqdm(options.labs or labs_in(options.course), desc="building", file=sys.stdout):
        try:
            built = build_lab(options.course, lab, options.remove, renamed)
        except (FileNotFoundError, GradesWouldBeLost, RuntimeError) as error:
            print(error, file=sys.stderr)
            return 1
        for line in [*(f"{lab}: {notebook}" for notebook in built.notebooks), *built.notes]:
            tqdm.write(line, file=sys.stdout)
    return 0


def _grade(options: argparse.Namespace) -> int:
    if _lacks_packages() or not _is_course(options.course):
        return 2
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
        print(
            f"Nothing was run: a part of the grading cannot be loaded ({error}). Install the course again.", file=sys.stderr
        )
        return 2
    try:
        if not options.run_unprotected and not options.scheduler:
            check_sandbox()
        course = Course(options.course, options.lab, options.run_unprotected)
        everyone = options.student or course.students()
        for student in options.zero:
            course.accept_as_zero(student)
        settle(course)
        goes_on = options.force and course.force(everyone)
        todo = course.due(everyone)
        print(f"{options.lab}: {len(everyone)} submissions, {len(everyone) - len(todo)} graded already and unchanged.")
        if goes_on:
            print("An earlier --force was interrupted: this goes on with those that it had left.")
        workers = DaskWorkers(options.scheduler, options.tls) if options.scheduler else LocalWorkers(options.workers)
    except Refused as refused:
        print(refused.reason, file=sys.stderr)
        return 2
    except (LookupError, ValueError, SandboxUnavailable, OSError, ImportError) as error:
        print(error.args[0] if error.args else error, file=sys.stderr)
        return 2
    outcomes = []
    try:
        with tqdm(
            total=len(todo), unit="submission", file=sys.stdout, smoothing=0.1, disable=not sys.stdout.isatty()
        ) as bar:
            for outcome in grade_all(course, todo, workers):
                outcomes.append(outcome)
                bar.update()
                tqdm.write(outcome.line(), file=sys.stdout)
        course.end_forced(everyone)
        settle(course)
        renewed = renew_feedback(course, everyone, only_existing=True)
    except SandboxUnavailable as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"\nInterrupted: {len(outcomes)} are graded and recorded. The same command goes on with the rest.")
        return 130
    finally:
        workers.close()
    for line in summary(course, outcomes):
        print(line)
    if renewed:
        print(f"Feedback was out of date for {', '.join(renewed)}: made anew.")
    if options.run_unprotected:
        print("These submissions ran WITHOUT the sandbox, with your rights. Their feedback says so.")
    return 1 if any(outcome.note for outcome in outcomes) else 0


def _feedback(options: argparse.Namespace) -> int:
    if _lacks_packages() or not _is_course(options.course):
        return 2
    from micrograd_edu.grading.batch import Course
    from micrograd_edu.grading.feedback import renew_feedback
    from micrograd_edu.grading.guard import Refused
    from micrograd_edu.grading.lateness import settle

    try:
        course = Course(options.course, options.lab)
        settle(course)
    except Refused as refused:
        print(refused.reason, file=sys.stderr)
        return 2
    except (LookupError, ValueError) as error:
        print(error.args[0], file=sys.stderr)
        return 2
    students = options.student or course.students()
    renewed = renew_feedback(course, students)
    print(f"{options.lab}: {len(renewed)} feedback pages made, {len(students) - len(renewed)} need none or are up to date.")
    if due := course.due(students):
        print(f"Not graded as they are now: {', '.join(due)}. To do so: micrograd-edu grade {options.lab}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
