"""What grading costs, lab by lab: CPU seconds and submissions a minute, against stock nbgrader in one command.

    python benchmarks/grading.py [LAB ...] [--submissions 6] [--grow] [--json FILE]

Every way grades the same solved submissions from the same gradebook; start-up is part of the time. Stock is
`nbgrader autograde LAB` with nbgrader's own steps, where the checks run in the student's process and there is no sandbox.
CPU time counts every process that a command has started, kernels and sandboxes included. `--grow` adds how the cost of
one submission and the memory of the process that records change from 10 submissions to 500.
"""

from __future__ import annotations

import argparse
import contextlib
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from classroom import Classroom

from micrograd_edu.grading.build import environment
from micrograd_edu.labs import labs

GROWING = (10, 50, 500)  # submissions
LOOK_EVERY = 0.02  # seconds


@dataclass
class Cost:
    """What one command took."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int  # resident, of the command's own process


def cost(command: list[str], folder: Path) -> Cost:
    """Run a command to the end, and say what that took.

    Processes are watched while they run: the system does not tell anybody the time of those that end with their namespace,
    as kernels in sandboxes do. What one uses in its last moments is missed: some milliseconds.
    """
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    used: dict[tuple[int, str], float] = {}  # by process
    peak = 0
    while process.poll() is None:
        for pid in _with_descendants(process.pid):
            if seen := _cpu_seconds(pid):
                used[pid, seen[0]] = seen[1]
        peak = max(peak, _peak_bytes(process.pid))
        time.sleep(LOOK_EVERY)
    seconds = time.perf_counter() - started
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {process.stderr.read()[-2000:]}")
    return Cost(seconds, sum(used.values()), peak)


def _with_descendants(pid: int) -> Iterator[int]:
    yield pid
    for path in glob.glob(f"/proc/{pid}/task/*/children"):
        with contextlib.suppress(OSError):  # it has just ended
            for child in Path(path).read_text().split():
                yield from _with_descendants(int(child))


def _cpu_seconds(pid: int) -> tuple[str, float] | None:
    """When a process began, and what it has used."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return fields[19], (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak_bytes(pid: int) -> int:
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) << 10 if found else 0


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


def stock(room: Classroom) -> Cost:
    with stock_settings(room):
        return cost([sys.executable, "-m", "nbgrader", "autograde", room.lab], room.folder)


def batch(workers: int) -> Callable[[Classroom], Cost]:
    def run(room: Classroom) -> Cost:
        command = [sys.executable, "-m", "micrograd_edu", "grade", room.lab, f"--workers={workers}"]
        return cost(command, room.folder)

    return run


WAYS = {"stock, one command": stock, "sandboxed, 1 worker": batch(1), "sandboxed, 2 workers": batch(2)}


@contextlib.contextmanager
def classroom(lab: str) -> Iterator[Classroom]:
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        yield Classroom(Path(folder), lab)


def hand_in(room: Classroom, submissions: int) -> None:
    """The whole class hands in a solved notebook, and nothing is graded yet."""
    gradebook, built = room.folder / "gradebook.db", room.folder / "gradebook.built"
    if not built.exists():
        shutil.copy(gradebook, built)
    shutil.copy(built, gradebook)
    for folder in ("submitted", "autograded", "evidence"):
        shutil.rmtree(room.folder / folder, ignore_errors=True)
    solved = room.solved()
    for i in range(submissions):
        room.submit(f"student{i:03}", solved)


def compare(lab: str, submissions: int) -> dict[str, Cost]:
    """What the same class costs in every way."""
    costs = {}
    with classroom(lab) as room:
        for name, way in WAYS.items():
            hand_in(room, submissions)
            costs[name] = way(room)
    return costs


def grow(lab: str) -> dict[int, Cost]:
    """What classes of different sizes cost with two workers."""
    costs = {}
    with classroom(lab) as room:
        for submissions in GROWING:
            hand_in(room, submissions)
            costs[submissions] = batch(2)(room)
    return costs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("labs", nargs="*", metavar="LAB", default=labs())
    parser.add_argument("--submissions", type=int, default=6)
    parser.add_argument("--grow", action="store_true", help=f"lab 1 with {', '.join(map(str, GROWING))} submissions")
    parser.add_argument("--json", type=Path, help="keep the figures in this file")
    options = parser.parse_args()
    figures: dict[str, dict] = {"compare": {}, "grow": {}}
    print(f"{options.submissions} solved submissions a lab, start-up included")
    for lab in options.labs:
        costs = compare(lab, options.submissions)
        figures["compare"][lab] = {name: asdict(taken) for name, taken in costs.items()}
        print(lab)
        for name, taken in costs.items():
            ratio = costs["stock, one command"].seconds / taken.seconds
            a_minute, each = 60 * options.submissions / taken.seconds, taken.cpu_seconds / options.submissions
            print(f"  {name:22} {a_minute:7.1f} a minute ({ratio:5.2f})   {each:6.2f} CPU s a submission", flush=True)
    if options.grow:
        print("lab 1, 2 workers")
        for submissions, taken in grow("lab1_operators").items():
            figures["grow"][submissions] = asdict(taken)
            each, cpu = taken.seconds / submissions, taken.cpu_seconds / submissions
            print(f"  {submissions:4} {each:6.2f} s, {cpu:.2f} CPU s a submission, {taken.peak_bytes >> 20} MB", flush=True)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
