"""What grading costs, lab by lab: CPU seconds and submissions a minute, against stock nbgrader in one command.

    python benchmarks/grading.py [LAB ...] [--grow] [--cluster] [--commands] [--json FILE]

Every way grades solved submissions from the same gradebook. Stock is `nbgrader autograde LAB` with nbgrader's own steps,
where the checks run in the student's process and there is no sandbox. Start-up is told apart: a submission's cost is what
it takes from the first recorded result to the last. CPU time counts every process that a command has started, kernels and
sandboxes included.

At the end stands what 1,000 and 10,000 submissions would need by that. `--grow` adds classes of 10, 50 and 500, with the
memory of the process that records; `--cluster` a class of 200 on a Dask cluster of two workers, each with a sandbox of its
own; `--commands` how long it takes to build a lab and to open JupyterLab.
"""

from __future__ import annotations

import argparse
import bisect
import contextlib
import glob
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from classroom import ROOT, Classroom

from micrograd_edu.grading.build import environment
from micrograd_edu.labs import labs

STOCK_CLASS, OUR_CLASS = 4, 30  # submissions
GROWING, ON_A_CLUSTER = (10, 50, 500), 200
LOOK_EVERY = 0.02  # seconds
STOCK = "stock, one command"


@dataclass
class Cost:
    """What a class took.

    Attributes
    ----------
    submissions : int
    seconds, cpu_seconds : float
        Of all of it.
    until_first : float
        Seconds until the first result was recorded.
    each, cpu_each, recording_each : float
        Of one more submission: seconds, CPU seconds, and those of the command's own process, which judges and records.
    peak_bytes : int
        Resident, of the command's own process.
    """

    submissions: int
    seconds: float
    cpu_seconds: float
    until_first: float
    each: float
    cpu_each: float
    recording_each: float
    peak_bytes: int


class Watched:
    """A process and everything that it starts.

    They are looked at while they run: the system does not tell anybody the time of those that end with their namespace, as
    kernels in sandboxes do. What one uses in its last moments is missed: some milliseconds.
    """

    def __init__(self, command: list[str], folder: Path, out: int = subprocess.DEVNULL) -> None:
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment(), stdout=out, stderr=subprocess.PIPE, text=True
        )
        self.pids = [self.process.pid]
        self.times, self.cpu, self.own_cpu = [time.time()], [0.0], [0.0]
        self.peak_bytes = 0
        self._used: dict[tuple[int, str], float] = {}

    def look(self) -> None:
        for pid in (each for top in self.pids for each in _with_descendants(top)):
            if seen := _cpu_seconds(pid):
                self._used[pid, seen[0]] = seen[1]
        self.times.append(time.time())
        self.cpu.append(sum(self._used.values()))
        self.own_cpu.append(max(used for (pid, _), used in self._used.items() if pid == self.process.pid))
        self.peak_bytes = max(self.peak_bytes, _peak_bytes(self.process.pid))

    def run(self) -> None:
        """To the end."""
        while self.process.poll() is None:
            self.look()
            time.sleep(LOOK_EVERY)
        if self.process.returncode:
            said = self.process.stderr.read() if self.process.stderr else ""
            raise RuntimeError(f"{self.process.args} ended with {self.process.returncode}: {said[-2000:]}")

    def between(self, first: float, last: float, used: list[float]) -> float:
        """What was used from one moment to another."""
        start, stop = (min(bisect.bisect(self.times, moment), len(used) - 1) for moment in (first, last))
        return used[stop] - used[start]


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


def cost(watched: Watched, room: Classroom, at_once: int) -> Cost:
    """Run a command that grades so many submissions at once; the time of each result is that of its file."""
    watched.run()
    files = room.folder.glob(f"autograded/*/{room.lab}/{room.lab}.ipynb")
    recorded = sorted(path.stat().st_mtime for path in files)
    first, last, more = recorded[at_once - 1], recorded[-1], len(recorded) - at_once
    return Cost(
        submissions=len(recorded),
        seconds=watched.times[-1] - watched.times[0],
        cpu_seconds=watched.cpu[-1],
        until_first=recorded[0] - watched.times[0],
        each=(last - first) / more,
        cpu_each=watched.between(first, last, watched.cpu) / more,
        recording_each=watched.between(first, last, watched.own_cpu) / more,
        peak_bytes=watched.peak_bytes,
    )


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


# nbgrader without the environment's configuration, which refuses to run our labs outside of the sandbox
UNGUARDED = (
    "from jupyter_core import paths; paths.ENV_CONFIG_PATH.clear(); from nbgrader.apps.nbgraderapp import main; main()"
)


def stock(room: Classroom) -> Cost:
    hand_in(room, STOCK_CLASS)
    with stock_settings(room):
        return cost(Watched([sys.executable, "-c", UNGUARDED, "autograde", room.lab], room.folder), room, 1)


def grade(room: Classroom, submissions: int, workers: int) -> Cost:
    hand_in(room, submissions)
    command = [sys.executable, "-m", "micrograd_edu", "grade", room.lab, f"--workers={workers}"]
    return cost(Watched(command, room.folder), room, workers)


WAYS: dict[str, Callable[[Classroom], Cost]] = {
    STOCK: stock,
    "sandboxed, 1 worker": lambda room: grade(room, OUR_CLASS, 1),
    "sandboxed, 2 workers": lambda room: grade(room, OUR_CLASS, 2),
}


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


def compare(lab: str) -> dict[str, Cost]:
    with classroom(lab) as room:
        return {name: way(room) for name, way in WAYS.items()}


def grow(lab: str) -> dict[str, Cost]:
    with classroom(lab) as room:
        return {f"{submissions} submissions": grade(room, submissions, 2) for submissions in GROWING}


def on_a_cluster(lab: str) -> Cost:
    """Workers and scheduler are processes of their own; their CPU time counts, their start does not."""
    with classroom(lab) as room, socket.socket() as free:
        hand_in(room, ON_A_CLUSTER)
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        free.close()
        scheduler = ["dask_scheduler", "--no-dashboard", f"--host={address}"]
        worker = ["dask_worker", address, "--nthreads=1", "--no-nanny", "--no-dashboard"]
        cluster = [
            subprocess.Popen([sys.executable, "-m", f"distributed.cli.{name}", *options], stderr=subprocess.DEVNULL)
            for name, *options in (scheduler, worker, worker)
        ]
        try:
            time.sleep(5)  # until both workers are known
            command = [sys.executable, "-m", "micrograd_edu", "grade", room.lab, f"--scheduler={address}"]
            watched = Watched(command, room.folder)
            watched.pids += [process.pid for process in cluster]
            return cost(watched, room, 2)
        finally:
            for process in cluster:
                process.terminate()
                process.wait(20)


def commands() -> dict[str, tuple[float, float]]:
    """Seconds and CPU seconds to build a lab, and until JupyterLab answers with the course in a new folder."""
    found = {}
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        shutil.copy(ROOT / "nbgrader_config.py", folder)
        shutil.copytree(ROOT / "solutions", folder / "solutions")
        build = Watched([sys.executable, "-m", "micrograd_edu", "build", "lab1_operators"], folder)
        build.run()
        found["micrograd-edu build lab1_operators"] = build.times[-1] - build.times[0], build.cpu[-1]
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = ["--no-browser", f"--port={port}", "--ServerApp.port_retries=0"]
        opened = Watched([sys.executable, "-m", "micrograd_edu", "lab", "mine", *options], folder)
        while not _answers(f"http://127.0.0.1:{port}/api") and opened.process.poll() is None:
            opened.look()
            time.sleep(LOOK_EVERY)
        found["micrograd-edu lab, until it answers"] = opened.times[-1] - opened.times[0], opened.cpu[-1]
        opened.process.terminate()
        opened.process.wait(20)
    return found


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=1):
            return True
    except OSError:
        return False


def line(name: str, taken: Cost, stock: Cost | None = None) -> str:
    times = f" ({stock.each / taken.each:5.2f} times stock)" if stock else ""
    return (
        f"  {name:22} {60 / taken.each:7.1f} a minute{times}, {taken.cpu_each:6.2f} CPU s each; "
        f"the first after {taken.until_first:5.1f} s; {taken.peak_bytes >> 20} MB"
    )


def forecast(taken: Cost, submissions: int, cores: int) -> float:
    """Minutes for so many submissions: all the work shared by the cores, but not less than one process needs to record."""
    return submissions * max(taken.cpu_each / cores, taken.recording_each) / 60


def table(costs: dict[str, Cost]) -> str:
    """What larger classes would need, by what was measured with two workers."""
    lines = [
        "| minutes for | 1,000, 2 cores | 1,000, 16 cores | 10,000, 16 cores | 10,000, 64 cores |",
        "|---|---|---|---|---|",
    ]
    for lab, taken in costs.items():
        sizes = ((1_000, 2), (1_000, 16), (10_000, 16), (10_000, 64))
        lines.append(f"| {lab} | " + " | ".join(f"{forecast(taken, *size):.1f}" for size in sizes) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("labs", nargs="*", metavar="LAB", default=labs())
    parser.add_argument("--grow", action="store_true", help=f"lab 1 with {', '.join(map(str, GROWING))} submissions")
    parser.add_argument("--cluster", action="store_true", help=f"lab 1 with {ON_A_CLUSTER} submissions on a Dask cluster")
    parser.add_argument("--commands", action="store_true", help="build, and open JupyterLab")
    parser.add_argument("--json", type=Path, help="keep the figures in this file")
    options = parser.parse_args()
    figures: dict[str, dict] = {}
    ours: dict[str, Cost] = {}
    for lab in options.labs:
        print(lab)
        costs = compare(lab)
        ours[lab] = costs["sandboxed, 2 workers"]
        figures[lab] = {name: asdict(taken) for name, taken in costs.items()}
        for name, taken in costs.items():
            print(line(name, taken, costs[STOCK]), flush=True)
    print(table(ours), flush=True)
    if options.grow:
        print("lab 1, 2 workers")
        grown = grow("lab1_operators")
        figures["grow"] = {name: asdict(taken) for name, taken in grown.items()}
        for name, taken in grown.items():
            print(line(name, taken), flush=True)
    if options.cluster:
        taken = on_a_cluster("lab1_operators")
        figures["cluster"] = asdict(taken)
        print("lab 1 on a Dask cluster\n" + line("2 workers", taken), flush=True)
    if options.commands:
        figures["commands"] = commands()
        for name, (seconds, cpu) in figures["commands"].items():
            print(f"{name}: {seconds:.1f} s, {cpu:.1f} CPU s", flush=True)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
