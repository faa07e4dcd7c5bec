"""Submissions a minute: stock nbgrader, plain nbgrader with cold sandboxes, and the parallel batch with warm ones.

    python benchmarks/grading.py [--submissions 20] [--grow]

Every way grades the same solved submissions, taking turns; start-up is part of the time. Stock is `nbgrader autograde LAB`
with nbgrader's own steps, where the checks run in the student's process and there is no sandbox; once for all students,
and, as instructors do while a course runs, once for each. Ratios are to the first. `--grow` adds how the cost of one
submission changes from 10 to 200.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from classroom import Classroom

from micrograd_edu.grading.build import build_lab, environment

# title: lab, and the check after which its source is cut off
KINDS = {
    "lab 1": ("lab1_operators", None),
    "lab 4 up to its first check (imports torch, otherwise small)": ("lab4_pytorch", "check-to_torch"),
}
ROUNDS = 3


def nbgrader(room: Classroom, *options: str) -> None:
    command = [sys.executable, "-m", "nbgrader", "autograde", room.lab, *options]
    subprocess.run(command, cwd=room.folder, env=environment(), check=True, capture_output=True)


@contextlib.contextmanager
def stock_settings(room: Classroom) -> Iterator[None]:
    """nbgrader's default steps, and its own exporter: left to itself, the package would refuse to let them run."""
    config = room.folder / "nbgrader_config.py"
    ours = config.read_text()
    config.write_text(
        ours.replace("judge_submissions(c)", 'c.Autograde.exporter_class = "nbconvert.exporters.NotebookExporter"')
    )
    try:
        yield
    finally:
        config.write_text(ours)


def stock(room: Classroom) -> None:
    with stock_settings(room):
        nbgrader(room)


def stock_one_by_one(room: Classroom) -> None:
    with stock_settings(room):
        for student in sorted(path.name for path in (room.folder / "submitted").iterdir()):
            nbgrader(room, f"--student={student}")


def batch(workers: int) -> Callable[[Classroom], None]:
    def run(room: Classroom) -> None:
        command = [sys.executable, "-m", "micrograd_edu", "grade", room.lab, f"--workers={workers}"]
        subprocess.run(command, cwd=room.folder, env=environment(), check=True, capture_output=True)

    return run


WAYS = {
    "stock, one command": stock,
    "stock, a command each": stock_one_by_one,
    "sandboxed, cold": nbgrader,
    "sandboxed, warm, 1 worker": batch(1),
    "sandboxed, warm, 2 workers": batch(2),
}


def seconds(way: Callable[[Classroom], None], room: Classroom) -> float:
    shutil.rmtree(room.folder / "autograded", ignore_errors=True)
    started = time.perf_counter()
    way(room)
    return time.perf_counter() - started


def classroom(lab: str, last_check: str | None, submissions: int) -> Classroom:
    room = Classroom(Path(tempfile.mkdtemp(prefix="benchmark-")), lab)
    if last_check:
        source = room.folder / "solutions" / lab / f"{lab}.py"
        before, found, after = source.read_text().partition(f'"{last_check}"')
        source.write_text(before + found + after.partition("\n# %%")[0] + "\n")
        build_lab(room.folder, lab)
    nb = room.solved()
    for i in range(submissions):
        room.submit(f"student{i:03}", nb)
    return room


def compare(submissions: int) -> None:
    print(f"{submissions} submissions, median of {ROUNDS}; submissions a minute (ratio to stock, one command)")
    for title, (lab, last_check) in KINDS.items():
        room = classroom(lab, last_check, submissions)
        taken: dict[str, list[float]] = {name: [] for name in WAYS}
        for _ in range(ROUNDS):
            for name, way in WAYS.items():
                taken[name].append(seconds(way, room))
        medians = {name: statistics.median(times) for name, times in taken.items()}
        print(f"\n{title}")
        for name, median in medians.items():
            ratio = medians["stock, one command"] / median
            print(f"  {name:28} {60 * submissions / median:7.1f}  ({ratio:.2f})", flush=True)
        shutil.rmtree(room.folder)


def grow() -> None:
    print("\nseconds a submission, lab 1, warm, 2 workers")
    for submissions in (10, 50, 200):
        room = classroom("lab1_operators", None, submissions)
        print(f"  {submissions:4} {seconds(batch(2), room) / submissions:6.2f}", flush=True)
        shutil.rmtree(room.folder)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=20)
    parser.add_argument("--grow", action="store_true")
    options = parser.parse_args()
    compare(options.submissions)
    if options.grow:
        grow()
