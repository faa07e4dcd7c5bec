"""A process that runs submissions, one after another, and the end of it that judges.

What a kernel sends is read in a process of its own, with a limit on its memory, which can be killed at any moment: whatever
a submission does to it, only that submission is cut short, and what was known before stays. Both sides exchange JSON.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import gc
import json
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from micrograd_edu.grading.sandbox import SandboxUnavailable, remove_abandoned

Job = dict[str, Any]  # see `run_submission`
Jobs = dict[str, Job]  # by notebook: one submission
Results = dict[str, Any]  # `cells`: for each cell None or its result, see `run_submission`; `seconds`

MEMORY = 1 << 30  # bytes of address space beyond what a worker has before it runs anything
GRACE = 90  # seconds beyond a submission's own limit, for the start of a sandbox and the end of a kernel
MAX_PIECE = 64 << 20  # bytes of one piece of news from a worker


class Worker:
    """A process that runs one submission at a time, until it is closed."""

    def __init__(self) -> None:
        self.connection, theirs = multiprocessing.Pipe()
        # not a fork: a worker must not inherit the gradebook's open files
        command = [sys.executable, "-P", "-m", "micrograd_edu.grading.worker", str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
        self.jobs: Jobs | None = None  # what it is at
        self._results: dict[str, Results] = {}
        self._until = 0.0

    def start(self, jobs: Jobs) -> None:
        """Let it run a submission."""
        self.jobs = jobs
        self._results = {name: {"cells": [None] * len(job["cells"]), "seconds": 0.0} for name, job in jobs.items()}
        self._until = time.monotonic() + sum(job["submission_seconds"] + GRACE for job in jobs.values())
        with contextlib.suppress(OSError):  # it has ended: `finished` will find that out
            self.connection.send_bytes(json.dumps(jobs).encode())

    def finished(self) -> bool:
        """Take in what it has found out so far; True when the submission is done, or the worker can do no more.

        Raises
        ------
        SandboxUnavailable
            If the worker could not run the submission safely.
        """
        if time.monotonic() > self._until:
            return self._ended("it did not come to an end, and was stopped from outside")
        try:
            while self.connection.poll():
                news = json.loads(self.connection.recv_bytes(MAX_PIECE))
                if self._took(news):
                    return True
        except (EOFError, OSError):
            return self._ended(
                "the process that spoke with the kernel ended (did the kernel send more than fits in memory?)"
            )
        return False

    def _took(self, news: dict[str, Any]) -> bool:
        """Note one piece of news; True if it is the last."""
        if "unavailable" in news:
            self.jobs = None
            raise SandboxUnavailable(news["unavailable"])
        if "index" in news:
            self._results[news["notebook"]]["cells"][news["index"]] = news["result"]
        elif "seconds" in news:
            self._results[news["notebook"]]["seconds"] = news["seconds"]
        return "done" in news

    def _ended(self, why: str) -> bool:
        self.kill()
        for name, job in (self.jobs or {}).items():
            cells = self._results[name]["cells"]
            for index, what in enumerate(job["cells"]):
                if what is not None and cells[index] is None:
                    cells[index] = not_run(what, why)
        return True

    def take(self) -> dict[str, Results]:
        """The results of the submission, by notebook. Then the worker is free, or has ended."""
        self.jobs = None
        return self._results

    def alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        """End it, in the middle of a submission if need be."""
        self._process.kill()
        self._process.wait()
        self.connection.close()


def not_run(what: dict[str, Any], stopped: str) -> dict[str, Any]:
    """The result of a cell that was not run. A graded cell that is none of ours must not get full marks for that."""
    told = {"output_type": "error", "ename": "NotRun", "evalue": stopped, "traceback": [f"NotRun: {stopped}"]}
    return {"evidence": [], "errors": [], "outputs": [told] if what.get("graded") else [], "stopped": stopped, "ran": False}


_idle: list[Worker] = []  # of this process, each with its warm sandbox


@atexit.register
def _end_idle() -> None:
    for worker in _idle:
        worker.kill()
    if _idle:
        remove_abandoned()


def usable_worker(idle: list[Worker]) -> Worker:
    """One of these, which have nothing to do, or a new one."""
    while idle:
        worker = idle.pop()
        if worker.alive():
            return worker
    return Worker()


def run_apart(jobs: Jobs) -> dict[str, Results]:
    """Run one submission in a worker of this process, and wait for it.

    Raises
    ------
    SandboxUnavailable
        If there is no safe place to run it. Whatever the submission does is a result, never an exception.
    """
    worker = usable_worker(_idle)
    try:
        worker.start(jobs)
        while not worker.finished():
            worker.connection.poll(0.5)
        return worker.take()
    except BaseException:
        worker.kill()
        raise
    finally:
        if worker.alive():
            _idle.append(worker)


def run_packed(jobs: bytes) -> bytes:
    """`run_apart` for a worker on another machine: JSON in, JSON out, also where there is no sandbox."""
    try:
        return json.dumps({"results": run_apart(json.loads(jobs))}).encode()
    except SandboxUnavailable as error:
        return json.dumps({"unavailable": str(error)}).encode()


def unpack(answer: bytes) -> dict[str, Results]:
    """What `run_packed` answered.

    Raises
    ------
    SandboxUnavailable
        If that machine could not run it safely.
    """
    news = json.loads(answer)
    if "unavailable" in news:
        raise SandboxUnavailable(news["unavailable"])
    results: dict[str, Results] = news["results"]
    return results


def _end_with_parent() -> None:
    """Leave Ctrl-C to the parent, and die when it dies, however it dies (Linux)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


def _limit_memory(job: Job) -> None:
    """For this process alone: the sandbox, whose limits are its own, takes the soft limit away again."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = hard if job["kernel"] == "unprotected" else _address_space() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _address_space() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * os.sysconf("SC_PAGESIZE")


def _serve(connection: Connection) -> None:
    from micrograd_edu.grading.run_submission import run_submission  # after the parent has been tied to this process

    def tell(**news: Any) -> None:
        connection.send_bytes(json.dumps(news).encode())

    def report_of(notebook: str) -> Callable[[int, dict[str, Any]], None]:
        return lambda index, result: tell(notebook=notebook, index=index, result=result)

    gc.freeze()  # else the collector looks through all that was imported, again and again
    gc.set_threshold(10_000, 20, 20)
    while True:
        try:
            jobs = json.loads(connection.recv_bytes())
        except EOFError:  # nobody wants anything any more
            return
        try:
            for notebook, job in jobs.items():
                _limit_memory(job)
                tell(notebook=notebook, seconds=run_submission(job, report_of(notebook)))
            tell(done=True)
        except SandboxUnavailable as error:
            tell(unavailable=str(error))


if __name__ == "__main__":
    _end_with_parent()
    _serve(Connection(int(sys.argv[1])))
