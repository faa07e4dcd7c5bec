"""How long a check takes in a notebook: for each task, PASS on the reference and FAIL on each row of the kill table.

    python benchmarks/checks.py [LAB ...]

The notebook's cells run in IPython, in one process a lab. Each check is timed in a fork of it, right after the task's own
cell, so nothing is warm that is not warm when a student, who comes from the cells above, runs it for the first time.
Seconds are wall time, and in brackets the CPU's own, which tells a slow check from a busy machine.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")  # a fork of a process whose library has threads may hang
os.environ.setdefault("MPLBACKEND", "agg")
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from IPython.core.interactiveshell import InteractiveShell
from kill_table_cases import wrong_cases

from micrograd_edu.checks.source import code_cells
from micrograd_edu.labs import labs

LIMIT, LONG = 0.5, 2.0  # seconds
LONG_TASKS = {"train", "tickets"}  # lab 3 trains there; and all of lab 4
ROUNDS = 5
Took = tuple[str, float, float]  # the verdict's word, seconds, the CPU's


def limit(lab: str, task: str) -> float:
    return LONG if lab.startswith("lab4") or task in LONG_TASKS else LIMIT


def shell() -> InteractiveShell:
    made = InteractiveShell.instance()
    made.history_manager.enabled = False
    return made


def run(source: str) -> str:
    """Run a cell; return what it says."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        InteractiveShell.instance().run_cell(source)
    return said.getvalue()


def cpu() -> float:
    """Seconds of this process and of those that it has waited for, such as a linter."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def timed(solution: str, check: str) -> Took:
    """In a fork: run a task's cell, then time its check."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    gc.freeze()  # the fork's collector would copy all that its parent has
    if os.fork() == 0:
        run(solution)
        before, started = cpu(), time.perf_counter()
        said = run(check)
        seconds, used = time.perf_counter() - started, cpu() - before
        theirs.send(("PASS" if "PASS" in said else "FAIL", seconds, used))
        os._exit(0)
    theirs.close()
    took: Took = ours.recv()
    os.wait()
    return took


def times(lab: str) -> Iterator[tuple[str, list[Took]]]:
    """Each task of a lab with what its checks took."""
    shell()
    rows = [case for case in wrong_cases() if case.lab == lab]
    cells = [(cell.grade_id, cell.text) for cell in code_cells(lab)]
    checks = {grade_id.removeprefix("check-"): source for grade_id, source in cells if grade_id.startswith("check-")}
    for task, source in cells:
        if task in checks:
            wrong = [case.cells[task] for case in rows if next(iter(case.cells)) == task]
            yield task, [timed(code, checks[task]) for code in [source] * ROUNDS + wrong]
        run(source)


def table(lab: str, found: dict[str, list[Took]]) -> Iterator[str]:
    for task, took in found.items():
        columns = []
        for word in ("PASS", "FAIL"):
            of_word = [(seconds, used) for verdict, seconds, used in took if verdict == word]
            median = statistics.median(seconds for seconds, _ in of_word)
            slowest, used = max(of_word)
            late = "!" if median > limit(lab, task) else " "
            of_cpu = statistics.median(used for _, used in of_word)
            columns.append(f"{median:5.2f}{late}({of_cpu:.2f}) {slowest:5.2f} ({used:.2f}) of {len(of_word):2}")
        yield f"{lab.partition('_')[0]} {task:18} {limit(lab, task):3.1f}   {columns[0]}   {columns[1]}"


def main() -> None:
    if sys.argv[1:2] == ["--one"]:  # in a process of its own
        print(json.dumps(dict(times(sys.argv[2]))))
        return
    print("task, limit in seconds; PASS, then FAIL: median (CPU) slowest (CPU) of how many; ! where a median is late")
    for lab in sys.argv[1:] or labs():
        found: dict[str, Any] = json.loads(_in_a_process(lab))
        print(*table(lab, found), sep="\n", flush=True)


def _in_a_process(lab: str) -> str:
    command = [sys.executable, __file__, "--one", lab]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]


if __name__ == "__main__":
    main()
