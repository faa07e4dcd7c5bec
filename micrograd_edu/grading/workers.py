"""Processes that run submissions, on this machine or on a Dask cluster, and the batch that goes through them."""

from __future__ import annotations

import gc
import multiprocessing
import shutil
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from micrograd_edu.grading.batch import STAGING, Course, Prepared
from micrograd_edu.grading.run_submission import end_with_parent, run_all
from micrograd_edu.grading.sandbox import SandboxUnavailable, remove_abandoned
from micrograd_edu.grading.summary import Outcome

ATTEMPTS = 2  # a worker that dies takes others' submissions with it, so each gets another chance


class Workers:
    """Processes that run submissions, on this machine or on a Dask cluster."""

    def __init__(self, count: int, scheduler: str | None = None) -> None:
        self.count, self.scheduler = count, scheduler
        self.busy = False  # is anything running whose result nobody has taken yet?
        self._start()

    def _start(self) -> None:
        if self.scheduler:
            from distributed import Client

            self._client = Client(self.scheduler, timeout="20s")
            self.count = max(1, sum(self._client.ncores().values()))
            self.executor: Executor = self._client.get_executor(pure=False)
        else:
            # spawned, not forked: a worker must not inherit the gradebook's open files
            context = multiprocessing.get_context("spawn")
            self.executor = ProcessPoolExecutor(self.count, mp_context=context, initializer=end_with_parent)

    def submit(self, jobs: dict[str, Any]) -> Future:
        try:
            return self.executor.submit(run_all, jobs)
        except BrokenProcessPool:
            self.restart()
            return self.executor.submit(run_all, jobs)

    def restart(self) -> None:
        """After the death of a worker, which ends all others of its pool. (Dask replaces a worker by itself.)"""
        if not self.scheduler:
            self.close()
            self._start()

    def close(self) -> None:
        """End the workers, in the middle of a submission if need be: its results are not recorded yet."""
        if self.scheduler:
            self._client.close()
            return
        processes = list((self.executor._processes or {}).values())
        self.executor.shutdown(wait=not self.busy, cancel_futures=True)
        for process in processes:
            process.kill()
            process.join()
        remove_abandoned()


def grade_all(course: Course, students: list[str], workers: Workers) -> Iterator[Outcome]:
    """Grade these students' submissions; yield each outcome once it is recorded. One that fails does not stop the others."""
    gc.collect()
    gc.freeze()  # else the collector looks through all that was imported, again and again
    staging = Path(course.coursedir.root, STAGING)
    shutil.rmtree(staging, ignore_errors=True)  # left by a batch that was killed
    waiting = list(reversed(students))
    attempts: dict[str, int] = dict.fromkeys(students, 0)
    running: dict[Future, tuple[str, dict[str, Prepared]]] = {}
    while waiting or running:
        while waiting and len(running) < 2 * workers.count:  # enough that no worker is idle, few enough to keep in memory
            student = waiting.pop()
            try:
                prepared = course.prepare(student)
                known = course.results_without_running(student, prepared)
                if known is not None:
                    course.finish(student, prepared, known)
                    yield _outcome("judged again", student, prepared)
                    continue
            except Exception as error:
                yield Outcome(student, note=_reason(error))
                continue
            attempts[student] += 1
            running[workers.submit({name: about.job for name, about in prepared.items()})] = student, prepared
        workers.busy = True
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            student, prepared = running.pop(future)
            try:
                results = future.result()
                course.finish(student, prepared, results)
                yield _with_run(student, prepared, results)
            except BrokenProcessPool:
                if attempts[student] < ATTEMPTS:
                    waiting.append(student)
                else:
                    yield Outcome(student, note=f"the worker that ran it died, {ATTEMPTS} times")
            except SandboxUnavailable:
                raise  # no submission would fare better
            except Exception as error:
                yield Outcome(student, note=_reason(error))
    workers.busy = False
    shutil.rmtree(staging, ignore_errors=True)


def _outcome(how: str, student: str, prepared: dict[str, Prepared]) -> Outcome:
    outcome = Outcome(student, how)
    for about in prepared.values():
        outcome.remarks += about.resources.get("remarks", [])
        if "unreadable" in about.resources:
            outcome.note = about.resources["unreadable"]
    return outcome


def _with_run(student: str, prepared: dict[str, Prepared], results: dict[str, Any]) -> Outcome:
    outcome = _outcome("graded", student, prepared)
    outcome.seconds = sum(result["seconds"] for result in results.values())
    stopped = [cell["stopped"] for result in results.values() for cell in result["cells"] if cell and cell["stopped"]]
    outcome.note = outcome.note or (stopped[0] if stopped else "")
    return outcome


def _reason(error: BaseException) -> str:
    text = str(error).strip()
    return text.splitlines()[-1] if text else type(error).__name__
